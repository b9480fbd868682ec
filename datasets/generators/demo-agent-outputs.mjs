// What the tools of the demo's agent run print: API JSON, logs, build and test output, all from one seed.
import { clock, pad, padLeft, random } from './random.mjs'

const CITIES = [
	['Gdańsk', 'PL'], ['Aarhus', 'DK'], ['Málaga', 'ES'], ['Łódź', 'PL'], ['Göteborg', 'SE'], ['Lyon', 'FR'],
	['Ostende', 'BE'], ['Graz', 'AT'], ['Porto', 'PT'], ['Tartu', 'EE'], ['Brno', 'CZ'], ['Cork', 'IE'],
]
const COMPANIES = [
	'Brask & Tinder', 'Lumeno Foods', 'Café Ondine', 'Velo Kontor', 'Żagiel Marine', 'Pieni Paja', 'Moinho Azul',
	'Oakum Supply', 'Studio Krähe', 'Nordlys Optik', 'Halyard Print', 'Tiny Acre', 'Fanal Books', 'Pastelería Ruda',
	'青木製作所', 'Kettle Row', 'Atelier Bruine', 'Rivet & Rye', 'Sörens Bageri', 'Papierhaus Linde', 'Cinder Lane',
]
const NOTES = [
	null, null, null, null, null, '', 'PO number must be on the invoice', 'hold until 1 June — customer on holiday 🌴',
	'second reminder sent', 'see ticket BIL-2291', 'split shipment, invoice in full', 'VAT number checked by hand',
]
const SKUS = ['ROPE-12-WHT', 'CLEAT-ALU-4', 'FENDER-XL', 'PAINT-ANTIF-2L', 'BUOY-RED-40', 'WINCH-H-16', 'CHART-BALT-3', 'LED-NAV-SET']

/** The invoices the agent lists. In five of them the discounts count twice, so that their VAT is negative. */
export function invoices(count) {
	const r = random('demo-agent/invoices')
	const time = clock('2026-05-11T05:58:11.204Z')
	const broken = [6, 19, 31, 44, 57]
	const customers = COMPANIES.map((name) => {
		const [city, country] = r.pick(CITIES)
		return { id: `cus_${r.hex(10)}`, name, city, country, vatId: r.chance(0.75) ? `${country}${r.int(100000000, 999999999)}` : null }
	})
	const data = []
	for (let i = 0; i < count; i++) {
		const bad = broken.includes(i)
		const lines = Array.from({ length: bad ? 1 : r.weighted([[1, 5], [2, 4], [3, 1]]) }, () => ({
			sku: r.pick(SKUS),
			qty: r.skewed(bad ? 2 : 4),
			unitCents: r.int(190, 18900),
		}))
		const net = lines.reduce((sum, line) => sum + line.qty * line.unitCents, 0)
		const coupon = bad ? Math.round((net * r.int(46, 80)) / 100) : r.chance(0.25) ? Math.min(500, net) : 0
		const percent = bad ? r.pick([5, 8, 12]) : 0
		const volume = Math.round((net * percent) / 100)
		const discounts = [
			...(percent ? [{ type: 'volume', percent }] : []),
			...(coupon ? [{ type: 'coupon', code: r.pick(['SPRING26', 'WELCOME', 'HARBOUR10']), cents: coupon }] : []),
		]
		const createdAt = time.after(r.skewed(190_000))
		const status = r.weighted([['open', 6], ['paid', 4], ['void', bad ? 0 : 0.6]])
		data.push({
			id: `inv_${r.hex(14)}`,
			number: `QB-2026-${String(30411 + i).padStart(6, '0')}`,
			orderId: 880120 + i * 3 + r.int(0, 2),
			createdAt,
			status,
			customer: r.pick(customers),
			currency: r.weighted([['EUR', 9], ['SEK', 1], ['PLN', 1]]),
			lines,
			discounts,
			netCents: net,
			vatCents: Math.round((net - (bad ? 2 : 1) * (volume + coupon)) * 0.21),
			paidAt: status === 'paid' ? new Date(Date.parse(createdAt) + r.skewed(2_400_000)).toISOString() : null,
			reminderLevel: 0,
			pdfUrl: r.chance(0.85) ? `https://files.quayside.example/inv/${r.uuid()}.pdf` : null,
			note: r.pick(NOTES),
		})
	}
	return { data, page: { size: count, next: 'eyJvZmZzZXQiOjY0fQ==', total: 20733 }, warnings: [] }
}

/** Pod log: health checks, invoice jobs, a retry with back-off and one stack trace. */
export function podLog(list) {
	const r = random('demo-agent/podlog')
	const time = clock('2026-05-11T07:31:40.018Z')
	const lines = []
	const log = (level, text) => lines.push(`${time.after(r.skewed(1400))} ${level} [billing-worker-6c9f7d4b8-x2lkp] ${text}`)
	for (let i = 0; i < 96; i++) {
		const invoice = list.data[i % list.data.length]
		const kind = r.weighted([['health', 6], ['job', 8], ['mail', 3], ['pool', 1], ['slow', 1]])
		if (kind === 'health') log('DEBUG', `GET /healthz 200 ${r.int(0, 3)}ms`)
		if (kind === 'job') log('INFO ', `job=invoice.render id=${invoice.id} attempt=1 took=${r.skewed(210)}ms bytes=${r.int(38000, 91000)}`)
		if (kind === 'mail') log('INFO ', `job=invoice.mail id=${invoice.id} to=${r.hex(8)}@relay.quayside.example queued=true`)
		if (kind === 'pool') log('WARN ', `pg pool: waiting=${r.int(2, 9)} idle=0 total=20`)
		if (kind === 'slow') log('WARN ', `slow query ${r.int(1100, 4200)}ms select * from ledger_entries where account_id = $1 order by booked_at desc`)
		if (i === 41) {
			log('ERROR', `ledger.post rejected: LEDGER_SIGN_MISMATCH account=2400-VAT invoice=QB-2026-030442 amount=${list.data[31].vatCents}`)
			lines.push('    at assertSign (/app/dist/ledger/post.js:88:11)', '    at postEntry (/app/dist/ledger/post.js:131:5)', '    at async InvoiceJob.run (/app/dist/jobs/invoice.js:57:7)', '    at async Worker.next (/app/dist/worker.js:203:9)')
			for (let attempt = 2; attempt <= 5; attempt++) log('WARN ', `job=ledger.post invoice=QB-2026-030442 attempt=${attempt} backoff=${2 ** attempt * 250}ms`)
			log('ERROR', 'job=ledger.post invoice=QB-2026-030442 moved to dead-letter queue dlq-billing-eu1 after 5 attempts')
		}
	}
	return lines.join('\n')
}

const COMMITS = [
	['b7e01c9', 'Rasa', 'chore(deps): bump pdfkit-lite to 4.2.1'],
	['41dfe83', 'Tomas', 'fix(mail): keep reply-to of the sending branch'],
	['e90a2b5', 'Ilse', 'test(ledger): cover reversed entries'],
	['9c3f7e2', 'Ilse', 'feat(pricing): combine volume discounts with coupons (#1184)'],
	['07a6b1d', 'Rasa', 'refactor(pricing): discounts as a list instead of two fields'],
	['c2d845f', 'Bao', 'docs: how to replay the dead-letter queue'],
	['58e1f90', 'Tomas', 'perf(render): reuse the font subset between pages'],
	['fa3310b', 'Bao', 'ci: cache the container layers on the runner'],
	['d16c7aa', 'Ilse', 'feat(api): cursor in /v2/invoices'],
	['83b0e4c', 'Rasa', 'fix(vat): reverse charge needs a VAT id'],
	['2f95d06', 'Tomas', 'revert "perf(db): partial index on open invoices"'],
	['6e4ac18', 'Bao', 'perf(db): partial index on open invoices'],
]
export function gitLog() {
	const r = random('demo-agent/gitlog')
	let day = Date.UTC(2026, 4, 10, 16, 40)
	return COMMITS.map(([short, author, subject]) => {
		const date = new Date(day).toISOString().slice(0, 16).replace('T', ' ')
		day -= r.int(2, 30) * 3_600_000
		return `${short}${r.hex(33)} ${date} +0200 ${pad(author, 6)} ${subject}`
	}).join('\n')
}

const TESTS = ['api/cursor', 'api/invoices', 'jobs/invoice', 'jobs/reminder', 'ledger/post', 'ledger/reverse', 'mail/template', 'pricing/coupon', 'pricing/discounts', 'pricing/rounding', 'pricing/vat', 'render/fonts', 'render/page', 'store/migrate', 'store/pool', 'worker/backoff']
const dim = (text) => `\u001b[2m${text}\u001b[22m`
const green = (text) => `\u001b[32m${text}\u001b[39m`
const red = (text) => `\u001b[31m${text}\u001b[39m`

/** A coloured test run; `failing` maps a file to the text of its failure. */
export function testRun(seed, failing) {
	const r = random(`demo-agent/tests/${seed}`)
	const size = random('demo-agent/tests')
	const out = ['', ` \u001b[1m\u001b[46m RUN \u001b[49m\u001b[22m ${dim('quayside-billing')} /srv/quayside-billing`, '']
	let passed = 0
	for (const file of TESTS) {
		const count = size.int(4, 31)
		const ms = r.skewed(80)
		const failure = failing[file]
		passed += count - (failure ? 1 : 0)
		out.push(failure
			? ` ${red('❯')} test/${file}.test.ts ${dim(`(${count} tests | ${red('1 failed')})`)} ${dim(`${ms}ms`)}`
			: ` ${green('✓')} test/${file}.test.ts ${dim(`(${count} tests)`)} ${dim(`${ms}ms`)}`)
		if (file === 'store/pool') out.push(`   ${green('✓')} gives a connection back after a timeout ${dim('\u001b[33m3041ms\u001b[39m')}`)
	}
	for (const [file, failure] of Object.entries(failing)) out.push('', `${red('⎯⎯⎯⎯⎯⎯⎯ Failed Tests 1 ⎯⎯⎯⎯⎯⎯⎯')}`, '', ` ${red(' FAIL ')} test/${file}.test.ts ${failure}`)
	const bad = Object.keys(failing).length
	out.push('', ` Test Files  ${bad ? `${red(`${bad} failed`)} | ` : ''}${green(`${TESTS.length - bad} passed`)} (${TESTS.length})`, `      Tests  ${bad ? `${red(`${bad} failed`)} | ` : ''}${green(`${passed} passed`)} (${passed + bad})`, `   Duration  ${(r.int(380, 900) / 100).toFixed(2)}s`)
	return out.join('\n')
}

/** A container build: progress bars redrawn with carriage returns, layers, warnings, one retry of a download. */
export function buildLog() {
	const r = random('demo-agent/build')
	const out = ['#1 [internal] load build definition from Dockerfile', '#1 transferring dockerfile: 1.31kB done', '#1 DONE 0.0s', '#2 [internal] load metadata for registry.quayside.example/base/node:20-slim', '#2 DONE 0.7s']
	for (let layer = 3; layer <= 6; layer++) {
		const total = r.int(8, 96)
		let line = ''
		for (let percent = 0; percent <= 100; percent += r.int(7, 16)) line += `#${layer} pulling [${'='.repeat(Math.floor(percent / 5))}>${' '.repeat(20 - Math.floor(percent / 5))}] ${((total * percent) / 100).toFixed(1)}MB / ${total}.0MB\r`
		out.push(`${line}#${layer} sha256:${r.hex(64)} ${total}.0MB done`, `#${layer} DONE ${r.int(1, 9)}.${r.int(0, 9)}s`)
	}
	out.push('#7 [deps 2/3] RUN npm ci --omit=dev', '#7 2.104 npm warn deprecated glob-lite@7.2.3: no longer supported', '#7 4.880 npm error network timeout at: https://npm.quayside.example/sharp-fonts/-/sharp-fonts-1.9.0.tgz', '#7 4.881 npm retry 1 of 3 in 10s', '#7 21.377 added 412 packages in 19s', '#7 21.378 68 packages are looking for funding', '#7 DONE 21.6s')
	let number = 8
	for (const step of ['COPY tsconfig.json ./', 'COPY src ./src', 'RUN npx tsc -p .', 'RUN node scripts/strip-maps.mjs', 'COPY --from=deps /app/node_modules ./node_modules']) out.push(`#${number} [app] ${step}`, `#${number++} ${r.chance(0.4) ? 'CACHED' : `DONE ${r.int(0, 6)}.${r.int(0, 9)}s`}`)
	out.push('#13 exporting to image', `#13 writing image sha256:${r.hex(64)} done`, '#13 naming to registry.quayside.example/billing:26.19.4-rc1 done', '#13 DONE 1.2s', '', ' \u001b[33m1 warning found\u001b[0m (use docker --debug to expand):', ' - SecretsUsedInArgOrEnv: Do not use ARG or ENV instructions for sensitive data (ARG "NPM_TOKEN") (line 14)')
	return out.join('\n')
}

/** `ls -la` of the repository. */
export function listing() {
	const r = random('demo-agent/ls')
	const names = [['d', '.'], ['d', '..'], ['-', '.dockerignore'], ['-', '.editorconfig'], ['-', '.env.example'], ['d', '.git'], ['-', '.gitignore'], ['-', 'CHANGELOG.md'], ['-', 'Dockerfile'], ['-', 'README.md'], ['d', 'db'], ['d', 'docs'], ['-', 'package-lock.json'], ['-', 'package.json'], ['d', 'scripts'], ['d', 'src'], ['d', 'test'], ['-', 'tsconfig.json'], ['-', 'vitest.config.ts']]
	return ['total 412', ...names.map(([type, name]) => `${type}${type === 'd' ? 'rwxr-xr-x' : 'rw-r--r--'} ${padLeft(type === 'd' ? r.int(2, 14) : 1, 2)} build build ${padLeft(type === 'd' ? 4096 : name === 'package-lock.json' ? 391204 : r.skewed(1500), 7)} May ${padLeft(r.int(2, 11), 2)} ${String(r.int(7, 18)).padStart(2, '0')}:${String(r.int(0, 59)).padStart(2, '0')} ${name}`)].join('\n')
}

/** Feature flags as their service returns them. */
export function flags() {
	const r = random('demo-agent/flags')
	const keys = ['api.cursor-v2', 'billing.combine-discounts', 'billing.dunning-level-3', 'billing.einvoice-peppol', 'billing.sek-rounding', 'ledger.async-post', 'ledger.strict-sign', 'mail.new-templates', 'pdf.font-subset', 'pdf.qr-payment', 'portal.dark-mode', 'portal.export-csv', 'portal.sso-oidc', 'pricing.rules-engine', 'render.pool-size-8', 'search.trigram', 'store.read-replica', 'support.inline-chat', 'worker.batch-32', 'worker.priority-lanes', 'vat.oss-scheme', 'vat.vies-check']
	const known = {
		'billing.combine-discounts': { percent: 35, updatedBy: 'ilse', updatedAt: '2026-05-10T17:22:09Z' },
		'ledger.strict-sign': { percent: 100, updatedBy: 'terraform', updatedAt: '2026-05-10T19:05:40Z' },
	}
	return {
		environment: 'production-eu1',
		flags: keys.map((key) => ({
			key,
			enabled: key in known || r.chance(0.7),
			rollout: { percent: known[key]?.percent ?? r.pick([0, 5, 10, 25, 50, 100, 100, 100]), by: key in known ? 'customer.id' : r.pick(['customer.id', 'session', 'country']), salt: r.hex(6) },
			updatedBy: known[key]?.updatedBy ?? r.pick(['rasa', 'ilse', 'tomas', 'bao', 'terraform']),
			updatedAt: known[key]?.updatedAt ?? `2026-0${r.int(1, 4)}-${r.int(10, 28)}T${String(r.int(6, 19)).padStart(2, '0')}:${r.int(10, 59)}:${r.int(10, 59)}Z`,
			description: r.chance(0.3) ? null : `see ${r.pick(['BIL', 'LED', 'WEB'])}-${r.int(1200, 2400)}`,
			variants: r.chance(0.15) ? [{ name: 'a', weight: 50 }, { name: 'b', weight: 50 }] : [],
		})),
	}
}
