// What commands print: version control, search, processes and disks, tests, a plan of changes, a linter.
import { pad, padLeft, random } from './random.mjs'
import { probe, row } from './row.mjs'

/** Subjects of commits with the files that each of them touches. */
const COMMITS = [
	['Keep the tide table when the gauge is offline', 'src/tides/table.py src/tides/gauge.py tests/test_tides.py'],
	['Fix off-by-one in the week view', 'web/src/WeekView.tsx web/test/WeekView.test.tsx'],
	['Bump proj-lite to 9.4', 'pyproject.toml uv.lock'],
	['Read the harbour code from the berth, not from the ship', 'src/berths/assign.py src/importer/rows.py tests/test_berths.py'],
	['docs: explain why holds expire', 'docs/holds.md'],
	['Revert "Cache the tide table for an hour"', 'src/tides/table.py src/cache.py'],
	['Cache the tide table for an hour', 'src/tides/table.py src/cache.py'],
	['Translate the berth dialog into Estonian', 'locale/et/messages.po'],
	['Drop the old CSV export', 'src/export/csv.py src/export/__init__.py docs/export.md tests/test_export.py'],
	['test: freeze the clock in booking tests', 'tests/conftest.py tests/test_overlap.py tests/test_holds.py'],
	['Show draught in the list', 'web/src/BerthList.tsx web/src/format.ts locale/nb/messages.po locale/et/messages.po'],
	['Refuse bookings that overlap by less than a minute', 'src/booking/overlap.py tests/test_overlap.py'],
	['Make the importer resumable', 'src/importer/resume.py src/importer/rows.py src/importer/state.py migrations/0044_import_state.sql tests/test_importer.py'],
	['Speed up search by prefix (2.1 s -> 80 ms)', 'src/search/prefix.py migrations/0043_prefix_index.sql'],
	['Translate the error pages', 'locale/nb/messages.po locale/et/messages.po locale/pt/messages.po'],
	['Colour berths by depth', 'src/berths/colour.py web/src/BerthMap.tsx web/src/legend.svg'],
	['Fix crash on ships without a call sign', 'src/ships/identify.py tests/test_ships.py'],
	['ci: run on ARM too', '.ci/pipeline.yml'],
	['Sort harbours by name, case and accents ignored', 'src/search/collate.py web/src/HarbourPicker.tsx'],
	['Log the reason of a refused booking', 'src/booking/views.py src/booking/reasons.py'],
]

function gitLog() {
	const r = random('command-output/git')
	const authors = [['Maarja', 'maarja'], ['Dov', 'dov'], ['Siobhán', 'siobhan'], ['Tariq', 'tariq']]
	let at = Date.UTC(2026, 3, 24, 15, 2, 9)
	const commits = COMMITS.map(([subject, paths]) => {
		const [name, mail] = r.pick(authors)
		at -= r.skewed(24_000_000)
		const files = paths.split(' ').map((file) => [file, r.skewed(14), r.int(0, 22)])
		return { hash: r.hex(40), name, mail, date: new Date(at).toUTCString().replace(' GMT', ' +0000').replace(',', ''), subject, files }
	})
	const text = commits.map(({ hash, name, mail, date, subject, files }) => {
		const width = Math.max(...files.map(([file]) => file.length))
		const stat = files.map(([file, plus, minus]) => ` ${pad(file, width)} | ${padLeft(plus + minus, 3)} ${'+'.repeat(Math.min(plus, 30))}${'-'.repeat(Math.min(minus, 30))}`)
		return [`commit ${hash}`, `Author: ${name} <${mail}@harbours.example>`, `Date:   ${date}`, '', `    ${subject}`, '', ...stat, ` ${files.length} file${files.length > 1 ? 's' : ''} changed, ${files.reduce((sum, file) => sum + file[1], 0)} insertions(+), ${files.reduce((sum, file) => sum + file[2], 0)} deletions(-)`].join('\n')
	}).join('\n\n')
	const ask = (i, what, answer) => probe(`${what} "${COMMITS[i][0]}"?`, answer, [answer, `    ${COMMITS[i][0]}\n`], 'needle')
	return row('command-output', 'git-log', 'command', `$ git log --stat -20\n${text}`, [
		ask(11, 'What is the hash of the commit', commits[11].hash),
		ask(5, 'What is the hash of the commit', commits[5].hash),
		ask(16, 'Who wrote the commit', `Author: ${commits[16].name}`),
		ask(7, 'On which date was the commit made', commits[7].date),
		probe('How much faster did search by prefix become?', '2.1 s -> 80 ms', 'Speed up search by prefix (2.1 s -> 80 ms)'),
	])
}

function grep() {
	const r = random('command-output/grep')
	const shapes = [['const TIMEOUT_MS = #_000', 0], ['    timeout: config.timeoutMs ?? #_000,', 1], ['await withTimeout(fetchPage(url), #00)', 1], ['// the proxy cuts off after # s, so stay below it', 1], ['if (elapsed > TIMEOUT_MS) throw new TimeoutError(name)', 1], ['expect(() => run({ timeoutMs: # })).toThrow(TimeoutError)', 2], ['timeoutMs: z.number().int().min(#).max(120_000),', 1], ['| `timeoutMs` | number | `#000` | gives up after this long |', 3], ['  "timeout": #,', 4]]
	const folders = ['src/http', 'src/queue', 'src/mail', 'src/feed', 'test/http', 'test/queue', 'docs', 'deploy/eu', 'deploy/us']
	const lines = []
	for (const folder of folders) for (const file of r.sample(['client', 'pool', 'retry', 'index', 'worker', 'send', 'limits', 'page'], r.int(3, 6))) {
		const ending = folder.startsWith('docs') ? '.md' : folder.startsWith('deploy') ? '.json' : folder.startsWith('test') ? '.test.ts' : '.ts'
		let line = r.int(4, 60)
		for (let k = r.int(1, 4); k > 0; k--) {
			const allowed = shapes.filter(([, kind]) => (ending === '.md' ? kind === 3 : ending === '.json' ? kind === 4 : ending === '.test.ts' ? kind === 2 || kind === 1 : kind < 2))
			lines.push(`${folder}/${file}${ending}:${line}:${r.pick(allowed)[0].replace('#', String(r.int(2, 60)))}`)
			line += r.int(3, 90)
		}
	}
	lines.splice(41, 0, 'src/feed/legacy.ts:203:export const FEED_TIMEOUT_MS = 47_500 // must stay below the 50 s of the old load balancer')
	lines.splice(66, 0, 'deploy/eu/overrides.json:19:  "timeoutMs.export": 900000,')
	lines.splice(12, 0, 'grep: src/http/.cache/index.lock: Permission denied')
	return row('command-output', 'grep', 'command', `$ grep -rniE 'timeout' src test docs deploy\n${lines.join('\n')}\nBinary file deploy/us/bundle.wasm matches`, [
		probe('What is the value of FEED_TIMEOUT_MS?', '47_500', 'src/feed/legacy.ts:203:export const FEED_TIMEOUT_MS = 47_500', 'needle'),
		probe('Why is FEED_TIMEOUT_MS as it is?', 'must stay below the 50 s of the old load balancer', 'must stay below the 50 s of the old load balancer'),
		probe('Where is the time-out of the export overridden?', 'deploy/eu/overrides.json:19', 'deploy/eu/overrides.json:19:  "timeoutMs.export": 900000,', 'needle'),
		probe('Which file could not be read?', 'src/http/.cache/index.lock', 'grep: src/http/.cache/index.lock: Permission denied', 'error'),
		probe('Which binary file matches?', 'deploy/us/bundle.wasm', 'Binary file deploy/us/bundle.wasm matches', 'needle'),
	])
}

function processes() {
	const r = random('command-output/ps')
	const commands = [['root', 'Ss', '/usr/sbin/sshd -D'], ['root', 'Ss', '/usr/lib/systemd/systemd-journald'], ['postgres', 'Ss', 'postgres: app shop 10.0.3.7(5#) idle'], ['postgres', 'Ss', 'postgres: app shop 10.0.3.9(5#) SELECT'], ['postgres', 'Ss', 'postgres: autovacuum launcher'], ['deploy', 'Sl', 'node /srv/api/dist/server.js --port 4#'], ['www', 'S', 'nginx: worker process'], ['root', 'Sl', '/usr/bin/containerd-shim-runc-v2 -namespace moby -id 5b#c'], ['root', 'I<', '[kworker/#:1-events]'], ['root', 'S', '[jbd2/nvme0n1p2-8]'], ['etl', 'S', 'python3 /srv/etl/run.py --day yesterday'], ['valkey', 'Ssl', 'valkey-server *:6379'], ['root', 'Ss', '/usr/bin/cron -f'], ['deploy', 'Ss', '-bash'], ['backup', 'S', 'rsync --server -logDtpre.iLsfxCIvu . /backup/']]
	const lines = [`${pad('USER', 10)}${padLeft('PID', 7)} ${padLeft('%CPU', 4)} ${padLeft('%MEM', 4)} ${padLeft('VSZ', 8)} ${padLeft('RSS', 7)} TTY      STAT START   TIME COMMAND`]
	const add = (user, pid, cpu, mem, rss, stat, time, command) => lines.push(`${pad(user, 10)}${padLeft(pid, 7)} ${padLeft(cpu, 4)} ${padLeft(mem, 4)} ${padLeft(rss * 3 + 4112, 8)} ${padLeft(rss, 7)} ${pad('?', 8)} ${pad(stat, 4)} ${r.pick(['May02', 'May11', '09:14', '13:40'])}  ${padLeft(time, 6)} ${command}`)
	for (let i = 0; i < 62; i++) {
		if (i === 39) add('etl', 88121, '99.8', '31.4', 20_611_904, 'R', '611:07', 'python3 /srv/etl/dedupe.py --window 90d --no-index')
		if (i === 50) add('www', 90412, '0.0', '0.0', 0, 'Z', '0:00', '[convert-thumb] <defunct>')
		const [user, stat, command] = r.pick(commands)
		add(user, r.int(2, 79_999), (r.float() * 3).toFixed(1), (r.float() * 2).toFixed(1), command.startsWith('[') ? 0 : r.skewed(40_000), stat, `${r.int(0, 90)}:${String(r.int(0, 59)).padStart(2, '0')}`, command.replace('#', () => String(r.int(10, 999))))
	}
	const disks = ['Filesystem      Size  Used Avail Use% Mounted on', 'tmpfs            13G  2.1M   13G   1% /run', '/dev/nvme0n1p2  219G  201G  7.1G  97% /', 'tmpfs            63G  1.1M   63G   1% /dev/shm', '/dev/nvme1n1p1  1.8T  744G  974G  44% /var/lib/postgresql', '10.0.9.4:/bk     11T  9.6T  1.4T  88% /backup', 'overlay         219G  201G  7.1G  97% /var/lib/docker/overlay2/4c2e/merged']
	const usage = ['4.0K\t/var/opt', '1.2G\t/var/cache', '38M\t/var/spool', '163G\t/var/log/etl-debug', '2.4G\t/var/log/journal', '166G\t/var/log', '171G\t/var']
	return row('command-output', 'processes', 'command', `$ ps aux\n${lines.join('\n')}\n\n$ df -h\n${disks.join('\n')}\n\n$ du -h -d1 /var /var/log 2>/dev/null | sort -h | tail -7\n${usage.join('\n')}`, [
		probe('Which process uses almost a whole core?', '/srv/etl/dedupe.py', 'python3 /srv/etl/dedupe.py --window 90d --no-index', 'error'),
		probe('What is the id of the process that uses most memory?', '88121', '  88121 99.8 31.4', 'needle'),
		probe('Which process is a zombie?', '[convert-thumb] <defunct>', '[convert-thumb] <defunct>', 'error'),
		probe('How full is the root file system?', '97% /', '/dev/nvme0n1p2  219G  201G  7.1G  97% /'),
		probe('Which folder takes up most of /var?', '/var/log/etl-debug', '163G\t/var/log/etl-debug', 'needle'),
		probe('How much space is free on the backup share?', '1.4T', '10.0.9.4:/bk     11T  9.6T  1.4T  88% /backup', 'near-miss'),
	])
}

function pytest() {
	const r = random('command-output/pytest')
	const lines = ['$ pytest -v', '============================= test session starts ==============================', 'platform linux -- Python 3.12.3, pytest-8.1.1, pluggy-1.4.0 -- /srv/harbours/.venv/bin/python', 'cachedir: .pytest_cache', 'rootdir: /srv/harbours', 'configfile: pyproject.toml', 'plugins: freeze-0.5, xdist-3.5.0', 'collecting ... collected 96 items', '']
	const suites = {
		overlap: 'accepts_touching_bookings refuses_overlap refuses_less_than_a_minute names_the_other_booking ignores_cancelled ignores_expired_holds counts_both_ends_of_a_move allows_rafting rafting_needs_consent checks_length_of_the_berth leap_second_is_harmless error_says_what_to_do',
		tides: 'reads_the_table interpolates_between_points refuses_a_gap_of_two_hours survives_missing_gauge keeps_the_last_table rounds_down_for_safety datum_is_added warns_when_the_clock_jumps springs_and_neaps negative_heights_are_fine plots_one_day knows_two_gauges',
		berths: 'assigns_the_smallest_that_fits prefers_the_old_berth never_assigns_a_blocked_one depth_beats_length power_needs_16_amps colours_follow_depth legend_has_five_steps deep_draught_is_refused swaps_two_ships swap_needs_both_consents lists_free_ones ignores_case_of_names',
		search: 'finds_by_prefix finds_by_call_sign ignores_accents orders_by_name_then_length limits_to_50 empty_query_finds_nothing quotes_are_escaped percent_is_literal finds_former_names explains_no_result is_fast_enough survives_emoji',
		importer: 'reads_new_format reads_old_format resumes_after_a_crash skips_known_rows counts_bad_rows stops_after_100_bad_rows keeps_the_bom_out writes_a_report unknown_harbour_is_an_error semicolons_or_commas dates_without_year is_idempotent',
		views: 'week_has_seven_days week_starts_on_monday last_week_of_the_year shows_draught hides_private_notes prints_on_one_page exports_calendar links_keep_the_filter shows_holds_in_grey dark_mode_contrast needs_login refuses_other_harbour',
		holds: 'expires_after_90_minutes can_be_extended_once extension_needs_a_reason expired_hold_frees_the_berth two_holds_one_ship converts_to_booking sends_a_mail mail_has_the_right_zone cannot_be_in_the_past deleted_with_the_ship priority_members admin_sees_all',
		locale: 'every_key_exists_in_nb every_key_exists_in_et every_key_exists_in_pt plural_forms_of_et decimal_comma dates_in_nb no_fuzzy_entries placeholders_match falls_back_to_english unknown_language right_quotes no_trailing_spaces',
	}
	const zone = 97
	for (const [file, names] of Object.entries(suites)) for (const name of names.split(' ')) {
		const i = lines.length - 9
		const id = `tests/test_${file}.py::test_${name}${r.chance(0.2) ? `[${r.pick(['nb', 'et', 'pt', '2026-03-29', 'None', 'ship0-berth2'])}]` : ''}`
		const state = name === 'mail_has_the_right_zone' ? 'FAILED' : name === 'leap_second_is_harmless' ? 'XFAIL (see #208)' : r.chance(0.03) ? 'SKIPPED (needs network)' : 'PASSED'
		lines.push(`${id} ${state}${padLeft(`[${padLeft(Math.floor(((i + 1) / 96) * 100), 3)}%]`, Math.max(8, zone - id.length - state.length - 16))}`)
	}
	const failedName = lines.find((line) => line.includes(' FAILED')).split(' ')[0]
	const skipped = lines.filter((line) => line.includes('SKIPPED')).length
	lines.push('', '=================================== FAILURES ===================================', `_______________ ${failedName.split('::')[1]} _______________`, '', '    def test_mail_has_the_right_zone(clock, harbour):', '        clock.move_to("2026-03-29T00:30:00+01:00")', '        hold = harbour.hold(minutes=90)', '>       assert hold.until.isoformat() == "2026-03-29T03:00:00+02:00"', "E       AssertionError: assert '2026-03-29T02:00:00+01:00' == '2026-03-29T03:00:00+02:00'", 'E         ', 'E         - 2026-03-29T03:00:00+02:00', 'E         ?            ^           ^', 'E         + 2026-03-29T02:00:00+01:00', 'E         ?            ^           ^', '', 'tests/test_holds.py:118: AssertionError', '------------------------------ Captured log call -------------------------------', 'WARNING  harbours.holds.zone:zone.py:77 local time 02:00 does not exist on 2026-03-29 in Europe/Oslo', '=============================== warnings summary ===============================', 'tests/test_importer.py::test_reads_old_format', "  /srv/harbours/src/importer/resume.py:31: DeprecationWarning: datetime.utcnow() is deprecated and scheduled for removal", '', '=========================== short test summary info ============================', `FAILED ${failedName} - AssertionError`, `============ 1 failed, ${94 - skipped} passed, ${skipped} skipped, 1 xfailed, 1 warning in 12.87s ============`)
	return row('command-output', 'pytest', 'command', lines.join('\n'), [
		probe('Which test failed?', failedName, `FAILED ${failedName} - AssertionError`, 'error'),
		probe('In which line did the assertion fail?', 'tests/test_holds.py:118', 'tests/test_holds.py:118: AssertionError', 'error'),
		probe('What did the test get instead of the expected time?', '2026-03-29T02:00:00+01:00', "AssertionError: assert '2026-03-29T02:00:00+01:00' == '2026-03-29T03:00:00+02:00'", 'error'),
		probe('What does the captured log warn about?', 'local time 02:00 does not exist on 2026-03-29 in Europe/Oslo', 'local time 02:00 does not exist on 2026-03-29 in Europe/Oslo'),
		probe('How many tests passed?', `${94 - skipped} passed`, `1 failed, ${94 - skipped} passed`, 'count'),
		probe('Which issue explains the expected failure?', '#208', 'XFAIL (see #208)', 'needle'),
	])
}

function plan() {
	const r = random('command-output/plan')
	const out = ['$ infra plan -out=next.plan', 'Acquiring state lock. This may take a few moments...']
	for (const name of ['network.main', 'network.subnet["a"]', 'network.subnet["b"]', 'cluster.eu', 'bucket.media', 'bucket.logs', 'dns.zone', 'dns.record["www"]', 'dns.record["api"]', 'queue.jobs', 'key.backup', 'role.reader', 'role.deployer', 'db.shop', 'cache.sessions', 'alarm.latency', 'alarm.disk']) out.push(`${name}: Refreshing state... [id=${r.pick(['res', 'obj'])}-${r.hex(17)}]`)
	out.push('', 'The following changes will be made:  + create  ~ update in place  -/+ replace  - destroy', '')
	for (const [name, fields] of [['alarm.latency', [['threshold', '400', '350']]], ['bucket.logs', [['lifecycle.expire_days', '90', '35'], ['tags["owner"]', '"plattform"', '"platform"']]], ['cache.sessions', [['node_type', '"c2.small"', '"c2.medium"'], ['replicas', '1', '2']]], ['role.deployer', [['policy', '(sha256:71ab…)', '(sha256:c09f…)']]]]) out.push(`  ~ ${name} {`, `        id   = "res-${r.hex(17)}"`, ...fields.map(([key, from, to]) => `      ~ ${pad(key, 22)} = ${from} -> ${to}`), `        # (${r.int(6, 19)} unchanged attributes hidden)`, '    }', '')
	out.push('-/+ db.shop { # forces replacement', '      ~ engine_version         = "15.6" -> "16.2"', '      ~ storage_encrypted      = false -> true # forces replacement', '      ~ endpoint               = "shop-1.db.example:5432" -> (known after apply)', '        # (31 unchanged attributes hidden)', '    }', '', '  + dns.record["status"] {', '      + name  = "status.shop.example"', '      + type  = "CNAME"', '      + ttl   = 300', '      + value = "pages.statusline.example"', '    }', '', '  - key.backup {', '      - alias         = "backup-2023" -> null', '      - deletion_days = 7 -> null', '    }', '', 'Plan: 2 to add, 4 to change, 2 to destroy.', '', 'Warning: Value for undeclared variable', '  The root module does not declare a variable named "cdn_region" but a value was found in "eu.vars".', '', 'Saved the plan to: next.plan')
	return row('command-output', 'plan', 'command', out.join('\n'), [
		probe('Which resource will be replaced?', 'db.shop', '-/+ db.shop { # forces replacement', 'error'),
		probe('Which attribute forces the replacement?', 'storage_encrypted', 'storage_encrypted      = false -> true # forces replacement', 'error'),
		probe('To how many days does the expiry of the logs change?', '90 -> 35', 'lifecycle.expire_days  = 90 -> 35', 'needle'),
		probe('Which key will be destroyed?', 'backup-2023', '- alias         = "backup-2023" -> null', 'error'),
		probe('How many resources change altogether?', '2 to add, 4 to change, 2 to destroy', 'Plan: 2 to add, 4 to change, 2 to destroy.', 'count'),
		probe('Which variable is not declared?', 'cdn_region', 'does not declare a variable named "cdn_region"', 'error'),
	])
}

export const commandOutput = () => [gitLog(), grep(), processes(), pytest(), plan()]
