// Answers of JSON APIs: GeoJSON, payments, issues, search hits, telemetry and GraphQL with partial errors.
import { clock, random } from './random.mjs'
import { probe, row } from './row.mjs'

const pretty = (value) => JSON.stringify(value, null, 2)

/** Weather stations as GeoJSON. Sensors fail, so values are null here and there. */
function stations() {
	const r = random('json-apis/stations')
	const names = ['Hochkar Nord', 'Ølve kai', 'Puente del Río', 'Kråkenes', 'Sankt Lorenz', 'Baía Funda', 'Mølledam', 'Žitný most', 'Ferme du Crêt', 'Tuulemäe', 'Cape Orrin', 'Lower Weir', 'Stara Huta', 'Isola Piccola', 'Brenngrund', 'Vesijärvi', 'Col de Sarre', 'Muro Alto', 'Grasmere Lock', 'Dünenweg 4']
	const features = names.map((name, i) => ({
		type: 'Feature',
		id: `wx-${r.hex(6)}`,
		geometry: { type: 'Point', coordinates: [Number((r.float() * 30 - 9).toFixed(5)), Number((r.float() * 24 + 38).toFixed(5)), r.skewed(340)] },
		properties: {
			name,
			owner: r.pick(['met', 'met', 'road authority', 'volunteer', 'harbour']),
			observedAt: `2026-02-0${r.int(1, 3)}T${String(r.int(0, 23)).padStart(2, '0')}:${r.pick(['00', '10', '20', '30', '40', '50'])}:00Z`,
			temperature: r.chance(0.1) ? null : Number((r.float() * 22 - 9).toFixed(1)),
			humidity: r.chance(0.15) ? null : r.int(38, 100),
			pressure: r.chance(0.2) ? null : Number((r.float() * 50 + 985).toFixed(1)),
			wind: r.chance(0.1) ? null : { speed: Number((r.float() * 17).toFixed(1)), gust: Number((r.float() * 20 + 8).toFixed(1)), direction: r.int(0, 359) },
			battery: { volts: Number((r.float() * 1.8 + 11.4).toFixed(2)), charging: r.chance(0.6) },
			quality: i === 13 ? { flag: 'SUSPECT', reason: 'icing of the anemometer', since: '2026-02-01T21:40:00Z' } : { flag: 'OK', reason: null, since: null },
			firmware: `${r.int(3, 4)}.${r.int(0, 9)}.${r.int(0, 14)}`,
		},
	}))
	const text = pretty({ type: 'FeatureCollection', generated: '2026-02-03T23:59:07Z', licence: 'open', bbox: [-9, 38, 21, 62], features, numberReturned: features.length, numberMatched: 1284 })
	const [a, b] = [features[4], features[16]]
	return row('json-apis', 'stations', 'json', text, [
		probe(`What is the id of the station ${a.properties.name}?`, a.id, [`"id": "${a.id}"`, `"name": "${a.properties.name}"`], 'needle'),
		probe(`Which firmware runs on the station ${b.properties.name}?`, b.properties.firmware, [`"name": "${b.properties.name}"`, `"firmware": "${b.properties.firmware}"`], 'needle'),
		probe('Which station is suspect, and why?', 'icing of the anemometer', ['"flag": "SUSPECT"', '"reason": "icing of the anemometer"', `"name": "${features[13].properties.name}"`], 'error'),
		probe('How many stations matched the query altogether?', '1284', '"numberMatched": 1284', 'count'),
		probe(`At what height above sea level is ${features[9].properties.name}?`, String(features[9].geometry.coordinates[2]), [`"name": "${features[9].properties.name}"`, `${features[9].geometry.coordinates[1]},\n          ${features[9].geometry.coordinates[2]}`], 'needle'),
	])
}

/** Card payments on one line, as servers send them: failures with decline codes, refunds, a dispute. */
function payments() {
	const r = random('json-apis/payments')
	const time = clock('2026-03-17T22:41:09.118Z')
	const declines = ['insufficient_funds', 'do_not_honor', 'expired_card', 'authentication_required']
	const data = Array.from({ length: 46 }, (_, i) => {
		const status = i === 27 ? 'disputed' : r.weighted([['succeeded', 12], ['failed', 2], ['refunded', 1], ['processing', 1]])
		return {
			id: `pay_${r.from('ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnpqrstuvwxyz23456789', 22)}`,
			created: time.after(r.skewed(70_000)),
			amount: { value: (r.skewed(3200) / 100).toFixed(2), currency: r.weighted([['EUR', 8], ['GBP', 2], ['NOK', 1]]) },
			status,
			method: { type: 'card', brand: r.pick(['nova', 'nova', 'orbit', 'kroon']), last4: r.from('0123456789', 4), exp: `${String(r.int(1, 12)).padStart(2, '0')}/${r.int(26, 31)}`, wallet: r.chance(0.3) ? r.pick(['pocket', 'tap']) : null },
			...(status === 'failed' ? { failure: { code: 'card_declined', decline: r.pick(declines), network: r.chance(0.5) ? { code: r.from('0123456789', 2), advice: null } : null } } : {}),
			...(status === 'refunded' ? { refunds: [{ id: `rf_${r.hex(12)}`, reason: r.pick(['requested_by_customer', 'duplicate', null]) }] } : {}),
			...(status === 'disputed' ? { dispute: { id: 'dsp_8h2kq0vL71', reason: 'product_not_received', dueBy: '2026-03-31T23:59:59Z', evidence: { tracking: null } } } : {}),
			metadata: r.chance(0.5) ? { cart: r.uuid(), locale: r.pick(['de-AT', 'en-GB', 'nb-NO', 'fr-BE']) } : {},
			risk: { score: r.int(1, 71), rules: r.chance(0.12) ? ['velocity_ip_24h'] : [] },
		}
	})
	const text = JSON.stringify({ object: 'list', data, has_more: true, next_cursor: 'pgc_0uQ7x1', request_id: `req_${r.hex(18)}` })
	const failed = data.find((payment) => payment.failure)
	const [a, b] = [data[9], data[33]]
	return row('json-apis', 'payments', 'json', text, [
		probe(`What is the amount of the payment ${a.id}?`, a.amount.value, `"id":"${a.id}","created":"${a.created}","amount":{"value":"${a.amount.value}"`, 'needle'),
		probe(`Which last four digits does the card of ${b.id} have?`, b.method.last4, [b.id, `"last4":"${b.method.last4}"`], 'needle'),
		probe('By when must the evidence for the dispute be handed in?', '2026-03-31T23:59:59Z', `"dispute":{"id":"dsp_8h2kq0vL71","reason":"product_not_received","dueBy":"2026-03-31T23:59:59Z"`, 'error'),
		probe(`Why was the payment ${failed.id} declined?`, failed.failure.decline, [failed.id, `"decline":"${failed.failure.decline}"`], 'error'),
		probe('What is the cursor of the next page?', 'pgc_0uQ7x1', '"next_cursor":"pgc_0uQ7x1"'),
	])
}

const ISSUES = [
	['Crash on start when the config has a BOM', 'Saved with an old editor, the file begins with EF BB BF and the parser says `unexpected token at 1:1`.\n\nRemoving the three bytes helps. I expected it to be ignored.'],
	['Docs: the example for `--watch` uses a flag that was renamed', 'It says `--poll`, which became `--interval` in 4.0.'],
	['Memory grows by ~3 MB per reload', '```\nheap after 1 reload: 41 MB\nheap after 100: 338 MB\n```\nThe listeners on `process` are never removed, see src/reload.ts:88.'],
	['Feature: respect .editorconfig', null],
	['Windows: paths with umlauts end up as `C:\\Users\\J�rg`', 'Only when the output is piped. In the terminal it is fine 🤷'],
	['Wrong exit code when the last rule is a warning', 'Exit code is 2, the docs say 0 unless `--strict`.'],
	['Regression in 4.2.1: symlinked folders are visited twice', 'Bisected to 7fd31b0. Related to #1877 perhaps?'],
	['Please publish checksums with the release', 'Our security team asks for SHA-256 sums. Happy to send a PR.'],
	['Deadlock if the cache folder is on NFS', 'flock() on NFS v3 blocks forever. `strace` hangs in `fcntl(17, F_SETLKW`. Setting `cache.lock=false` is a workaround.'],
	['Typo in error message: "occured"', null],
	['日本語のファイル名が並び替えで壊れる', 'NFD と NFC が混ざっていると、同じ名前が二回表示されます。macOS 15 です。'],
	['Allow comments in the JSON config', 'Yes, I know. But people copy it from the docs, where there are comments.'],
	['--json prints progress to stdout', 'It must go to stderr, otherwise `jq` chokes: `parse error: Invalid numeric literal at line 1, column 9`.'],
	['Slow on monorepos with 9k packages: 74 s in `resolveAll`', 'Flame graph attached. 61 % of it is `path.relative`.'],
	['Question: how do I exclude generated files?', 'Tried `!**/*.gen.ts` and `**/*.gen.ts`, in both orders.'],
	['Support for ARM 32 bit', 'Would be nice for the Pi in our shed.'],
]

/** An issue tracker: bodies with Markdown and code, nullable fields, nested users. */
function issues() {
	const r = random('json-apis/issues')
	const logins = ['mirkaah', 'tobi-w', 'zed0', 'lupine', 'ferro-dev', 'kk-ida', 'ghost', 'renovator[bot]', 'ana_sil', 'oskarl']
	const list = ISSUES.map(([title, body], i) => {
		const number = 2141 - i * r.int(1, 3) - i * 3
		const closed = r.chance(0.4)
		return {
			id: 1900000000 + r.int(1, 99_999_999),
			node_id: `I_${r.from('ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789', 16)}`,
			number,
			title,
			user: { login: r.pick(logins), id: r.int(10_000, 99_999_999), type: 'User', site_admin: false },
			labels: r.sample(['bug', 'docs', 'perf', 'good first issue', 'needs repro', 'windows', 'wontfix'], r.int(0, 3)).map((name) => ({ name, color: r.hex(6) })),
			state: closed ? 'closed' : 'open',
			state_reason: closed ? r.pick(['completed', 'not_planned', 'duplicate']) : null,
			assignee: r.chance(0.25) ? { login: r.pick(logins) } : null,
			milestone: r.chance(0.2) ? { title: '4.3', due_on: null } : null,
			comments: r.skewed(3),
			reactions: { '+1': r.skewed(2), confused: r.int(0, 1), heart: 0 },
			created_at: `2026-0${r.int(1, 4)}-${r.int(10, 28)}T${r.int(10, 23)}:${r.int(10, 59)}:${r.int(10, 59)}Z`,
			html_url: `https://forge.example/tidy/tidytree/issues/${number}`,
			body,
		}
	})
	const text = pretty(list)
	return row('json-apis', 'issues', 'json', text, [
		probe('What is the number of the issue about the deadlock on NFS?', String(list[8].number), ['"title": "Deadlock if the cache folder is on NFS"', `"number": ${list[8].number}`], 'needle'),
		probe('Which commit was the symlink regression bisected to?', '7fd31b0', 'Bisected to 7fd31b0.'),
		probe('What is the workaround for the deadlock?', 'cache.lock=false', 'Setting `cache.lock=false` is a workaround.'),
		probe('How much of the time is spent in path.relative?', '61 %', '61 % of it is `path.relative`.'),
		probe('In which file and line are listeners never removed?', 'src/reload.ts:88', 'The listeners on `process` are never removed, see src/reload.ts:88.'),
		probe('Who opened the issue with the checksums?', list[7].user.login, ['"title": "Please publish checksums with the release"', `"login": "${list[7].user.login}"`], 'needle'),
	])
}

/** Telemetry with time series and numbers that must keep their spelling: trailing zeros, exponents, 64-bit counters. */
function telemetry() {
	const r = random('json-apis/telemetry')
	const spell = (text) => `@@${text}@@`
	const devices = Array.from({ length: 9 }, (_, i) => ({
		device: `gw-${['ems', 'kai', 'rho', 'sil', 'tau', 'ume', 'vik', 'wes', 'yar'][i]}-${r.int(100, 999)}`,
		serial: `SN${r.from('0123456789ABCDEF', 12)}`,
		uptime_s: r.skewed(2_000_000),
		packets: { rx: spell(i === 4 ? '9007199254740993' : String(r.int(10 ** 9, 10 ** 12))), tx: r.int(10 ** 8, 10 ** 10), dropped: i === 6 ? 48211 : r.int(0, 12) },
		calibration: { offset: spell(r.pick(['1.50', '0.10', '-2.00', '3.0e-7', '0.000'])), gain: spell(r.pick(['1.000', '0.9970', '1.0030'])) },
		series: [
			{ metric: 'rssi_dbm', every_s: 300, values: Array.from({ length: 24 }, () => (r.chance(0.06) ? null : -r.int(58, 97))) },
			{ metric: 'temp_c', every_s: 300, values: Array.from({ length: 24 }, (_, k) => Number((14 + i + Math.sin(k / 4) * 3 + r.float()).toFixed(2))) },
		],
		alerts: i === 6 ? [{ code: 'LNK-0x2F', text: 'uplink flapping, 17 changes in 10 min', ack: false, ack_by: null }] : [],
		tags: r.sample(['roof', 'cellar', 'leased', 'β-test', 'spare'], r.int(0, 2)),
	}))
	const text = pretty({ site: 'Depot 7 – Süd', collected: '2026-04-22T03:15:00+02:00', devices, errors: [{ device: 'gw-zoe-118', error: 'timeout after 5000 ms', retries: 3 }] }).replace(/"@@([^"]*)@@"/g, '$1')
	return row('json-apis', 'telemetry', 'json', text, [
		probe(`How many packets did ${devices[4].device} receive, to the last digit?`, '9007199254740993', [`"device": "${devices[4].device}"`, '"rx": 9007199254740993'], 'needle'),
		probe('Which alert is open?', 'LNK-0x2F', '"code": "LNK-0x2F"', 'error'),
		probe('Which device could not be read?', 'gw-zoe-118', '"device": "gw-zoe-118"', 'error'),
		probe(`What is the serial number of ${devices[2].device}?`, devices[2].serial, [`"device": "${devices[2].device}"`, devices[2].serial], 'needle'),
		probe(`What is the uptime of ${devices[7].device} in seconds?`, String(devices[7].uptime_s), [`"device": "${devices[7].device}"`, `"uptime_s": ${devices[7].uptime_s}`], 'needle'),
	])
}

/** A GraphQL answer with edges and cursors, and with errors for the parts that could not be resolved. */
function graphql() {
	const r = random('json-apis/graphql')
	const titles = ['Salt Roads', 'The Quiet Ledger', 'Élan vital', 'Nine Harbours', 'Kupferlicht', 'A Field Guide to Rust', 'Óxido', 'Ghost Timetable', 'The Second Cartographer', 'Winterhafen', 'Small Engines', 'Pan de ayer', 'Under the Weir', 'Die Uhrmacherin', 'Borrowed Weather', 'Lanterns for Sale', 'The Oyster Clerk', 'Żuraw', 'Index of Losses', 'Half a Compass']
	const edges = titles.map((title, i) => ({
		cursor: Buffer.from(`book:${4000 + i * 7}`).toString('base64'),
		node: {
			__typename: 'Book',
			id: `Book:${r.uuid()}`,
			title,
			isbn: `978-1-${r.from('0123456789', 5)}-${r.from('0123456789', 3)}-${r.int(0, 9)}`,
			price: { amount: r.int(699, 3890), currency: 'EUR', __typename: 'Money' },
			stock: i === 5 || i === 14 ? null : { quantity: r.skewed(6), shelf: `${r.pick('ABCDEF')}${r.int(1, 9)}`, __typename: 'Stock' },
			reviews: { totalCount: r.skewed(9), averageRating: r.chance(0.2) ? null : Number((r.float() * 2 + 3).toFixed(2)) },
			contributors: [{ role: 'AUTHOR', person: { id: `Person:${r.int(100, 999)}`, displayName: r.pick(['Ode Larsgaard', 'M. Tessier-Blum', 'Ines Calloway', 'J. Ó Faoláin', 'Kirsi Aho']) } }],
		},
	}))
	const text = JSON.stringify({
		data: { catalogue: { totalCount: 3127, edges, pageInfo: { hasNextPage: true, endCursor: edges[edges.length - 1].cursor } } },
		errors: [5, 14].map((i) => ({ message: 'stock service unavailable', path: ['catalogue', 'edges', i, 'node', 'stock'], extensions: { code: 'UPSTREAM_503', traceId: i === 5 ? '4bf92f3577b34da6' : '00f067aa0ba902b7', retryable: true } })),
		extensions: { cost: { requested: 842, actual: 604, remaining: 9396 }, tracing: null },
	}, null, '\t')
	return row('json-apis', 'graphql', 'json', text, [
		probe(`What is the ISBN of "${titles[8]}"?`, edges[8].node.isbn, [`"title": "${titles[8]}"`, edges[8].node.isbn], 'needle'),
		probe('How many books are in the catalogue?', '3127', '"totalCount": 3127', 'count'),
		probe('With which code did the stock service fail?', 'UPSTREAM_503', '"code": "UPSTREAM_503"', 'error'),
		probe('What is the trace id of the failure for the 15th book?', '00f067aa0ba902b7', '"traceId": "00f067aa0ba902b7"', 'error'),
		probe('What did the query actually cost?', '604', '"actual": 604'),
		probe(`Which id does "${titles[15]}" have?`, edges[15].node.id, [`"title": "${titles[15]}"`, edges[15].node.id], 'needle'),
	])
}

export const jsonApis = () => [stations(), payments(), issues(), telemetry(), graphql()]
