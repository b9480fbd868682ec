// Continuous-integration logs: colours, redrawn progress, groups, thousands of routine lines around one failure.
import { clock, pad, random } from './random.mjs'
import { probe, row } from './row.mjs'

const ESC = '\u001b'
const paint = (code, text) => `${ESC}[${code}m${text}${ESC}[0m`

/** A monorepo build with timestamps on each line; one package fails to type-check. */
function monorepo() {
	const r = random('logs-ci/monorepo')
	const time = clock('2026-04-14T15:20:01.0011000Z')
	const lines = []
	const log = (text) => lines.push(`${time.after(r.skewed(240)).replace('Z', '0000Z')} ${text}`)
	log('##[group]Runner information')
	for (const text of ['Runner version: 2.316.0', 'Operating system: Linux 6.8.0-x64', 'Image: builder-24.04.20260407.1', 'Token permissions: contents=read, packages=write']) log(text)
	log('##[endgroup]')
	log(`Syncing repository: quayside/harbour @ ${r.hex(40)}`)
	for (let n = 0; n <= 100; n += 12) log(`remote: Compressing objects: ${pad(`${n}%`, 5)}(${n * 31}/3104)`)
	let bar = ''
	for (let n = 0; n <= 1180; n += 118) bar += `Progress: resolved ${n}, reused ${Math.max(0, n - 41)}, downloaded ${Math.min(41, Math.floor(n / 20))}, added ${n}\r`
	log(`${bar}Progress: resolved 1180, reused 1139, downloaded 41, added 1180, done`)
	log(paint(33, ' WARN ') + ' 4 deprecated subdependencies found: legacy-glob@7.2.3, old-rimraf@3.0.2, querystring-es@0.2.1, sane-uuid@3.4.0')
	const packages = ['schema', 'money', 'clock', 'bus', 'ledger', 'pricing', 'vat', 'render', 'mail', 'search', 'portal', 'admin', 'worker', 'gateway', 'sdk', 'cli']
	let hits = 0
	for (const name of packages) {
		const cached = name !== 'render' && r.chance(0.45)
		if (cached) hits++
		log(`${paint(36, `@harbour/${name}:build:`)} cache ${cached ? 'hit, replaying logs' : 'miss, executing'} ${paint(2, r.hex(16))}`)
		log(`${paint(36, `@harbour/${name}:build:`)} > @harbour/${name}@26.${r.int(1, 20)}.${r.int(0, 9)} build /home/runner/work/harbour/packages/${name}`)
		log(`${paint(36, `@harbour/${name}:build:`)} > tsc -p tsconfig.build.json && copy-assets`)
		if (name === 'render') {
			log(`${paint(36, '@harbour/render:build:')} ${paint(96, 'src/table.ts')}:${paint(93, '141')}:${paint(93, '27')} - ${paint(91, 'error')} ${paint(90, 'TS2345:')} Argument of type 'Money | undefined' is not assignable to parameter of type 'Money'.`)
			log(`${paint(36, '@harbour/render:build:')}   Type 'undefined' is not assignable to type 'Money'.`)
			log(`${paint(36, '@harbour/render:build:')} ${paint(7, '141')}     row.push(format(line.deposit, locale))`)
			log(`${paint(36, '@harbour/render:build:')} ${paint(7, '   ')}                     ${paint(91, '~~~~~~~~~~~~')}`)
			log(`${paint(36, '@harbour/render:build:')} Found 1 error in src/table.ts:141`)
			log(`${paint(36, '@harbour/render:build:')} ELIFECYCLE  Command failed with exit code 2.`)
		} else for (const file of r.sample(['index', 'types', 'format', 'errors', 'locale/nb'], r.int(1, 4))) {
			const size = r.skewed(900) / 100
			log(`${paint(36, `@harbour/${name}:build:`)} dist/${file}.js  ${size.toFixed(2)} kB │ gzip: ${(size * (0.28 + r.float() * 0.2)).toFixed(2)} kB`)
		}
	}
	log(` Tasks:    ${paint(1, '15 successful')}, 16 total`)
	log(`Cached:    ${hits} cached, 16 total`)
	log('  Time:    1m12.441s')
	log('Failed:    @harbour/render#build')
	log('##[error]Process completed with exit code 2.')
	log('Post job cleanup: 214 files removed, cache "node-26a7" not saved because the job failed')
	return row('logs-ci', 'monorepo', 'log', lines.join('\n'), [
		probe('Which package failed to build?', '@harbour/render#build', 'Failed:    @harbour/render#build', 'error'),
		probe('In which file and line is the type error?', 'src/table.ts:141', 'Found 1 error in src/table.ts:141', 'error'),
		probe('What is the type error?', "Argument of type 'Money | undefined' is not assignable to parameter of type 'Money'.", "Argument of type 'Money | undefined' is not assignable to parameter of type 'Money'.", 'error'),
		probe('How many tasks succeeded?', '15 successful', ['15 successful', '16 total'], 'count'),
		probe('How long did the build take?', '1m12.441s', 'Time:    1m12.441s'),
		probe('Why was the cache not saved?', 'not saved because the job failed', 'cache "node-26a7" not saved because the job failed'),
	])
}

/** A compiler run for a native project: many "Compiling" lines, warnings, and a linker failure at the end. */
function native() {
	const r = random('logs-ci/native')
	const crates = ['libc-shim', 'cfg-once', 'proc-quote', 'unicode-id', 'memscan', 'bytes-lite', 'slotmap-x', 'tinyhash', 'futures-min', 'rustline', 'ring-lite', 'zlib-pure', 'serde-mini', 'toml-edit2', 'clap-small', 'tower-lite', 'hyperish', 'quic-core', 'sqlx-tiny', 'openmaps-sys']
	const lines = ['$ ./ci/build.sh release aarch64', '    Updating registry index', ' Downloading 20 archives ...']
	for (const name of crates) lines.push(`  Downloaded ${name} v${r.int(0, 4)}.${r.int(0, 30)}.${r.int(0, 12)}`)
	lines.push('  Downloaded 20 archives (4.1 MB) in 2.88s (largest was `ring-lite` at 1.2 MB)')
	for (const name of r.shuffle(crates)) lines.push(`   Compiling ${name} v${r.int(0, 4)}.${r.int(0, 30)}.${r.int(0, 12)}`)
	const members = ['tiles-format', 'tiles-index', 'tiles-style', 'tiles-cache', 'tiles-server']
	for (const name of members) {
		lines.push(`   Compiling ${name} v0.9.3 (/build/${name})`)
		for (let n = r.int(1, 4); n > 0; n--) {
			const line = r.int(12, 480)
			const [text, code] = r.pick([['unused variable: `zoom`', 'let zoom = request.zoom();'], ['field `etag` is never read', 'etag: Option<String>,'], ['this `if` has identical blocks', 'if tile.is_empty() {'], ['use of deprecated function `chrono_lite::naive`', 'let at = naive(epoch);'], ['unnecessary parentheses around match arm expression', '_ => (0),']])
			lines.push(`warning: ${text}`, `  --> ${name}/src/${r.pick(['lib', 'tile', 'http', 'mbt'])}.rs:${line}:${r.int(5, 40)}`, '   |', `${line} |     ${code}`, `   |         ${'^'.repeat(r.int(4, 12))} help: if this is intentional, prefix it with an underscore`, '')
		}
		lines.push(`warning: \`${name}\` (lib) generated ${r.int(1, 4)} warnings`)
	}
	lines.push(
		'error: linking with `aarch64-linux-gnu-gcc` failed: exit status: 1',
		'  |',
		`  = note: "aarch64-linux-gnu-gcc" "-Wl,--as-needed" ${members.map((name) => `"/build/target/aarch64/release/deps/lib${name.replace('-', '_')}-${r.hex(16)}.rlib"`).join(' ')} "-lopenmaps" "-lgcc_s" "-lc" "-o" "/build/target/aarch64/release/tiles-server"`,
		'  = note: /usr/lib/gcc-cross/aarch64-linux-gnu/13/../../../../aarch64-linux-gnu/bin/ld: cannot find -lopenmaps: No such file or directory',
		'          /usr/lib/gcc-cross/aarch64-linux-gnu/13/../../../../aarch64-linux-gnu/bin/ld: note to link with /opt/openmaps/lib/libopenmaps.so.6 use -l:libopenmaps.so.6 or rename it to libopenmaps.so',
		'          collect2: error: ld returned 1 exit status',
		'',
		'error: could not compile `tiles-server` (bin "tiles-server") due to 1 previous error',
		'warning: build failed, waiting for other jobs to finish...',
		'make: *** [Makefile:47: release-aarch64] Error 101',
		'artifact upload skipped: nothing in /build/out (expected tiles-server-0.9.3-aarch64.tar.zst)',
	)
	return row('logs-ci', 'native', 'log', lines.join('\n'), [
		probe('Which library cannot be found by the linker?', 'cannot find -lopenmaps', 'ld: cannot find -lopenmaps: No such file or directory', 'error'),
		probe('Which file does the linker suggest to use?', '/opt/openmaps/lib/libopenmaps.so.6', 'note to link with /opt/openmaps/lib/libopenmaps.so.6 use -l:libopenmaps.so.6', 'error'),
		probe('Which make target failed, and in which line?', 'Makefile:47: release-aarch64', 'make: *** [Makefile:47: release-aarch64] Error 101', 'error'),
		probe('Which archive was the largest download?', '`ring-lite` at 1.2 MB', 'largest was `ring-lite` at 1.2 MB', 'count'),
		probe('Which artifact was expected?', 'tiles-server-0.9.3-aarch64.tar.zst', 'expected tiles-server-0.9.3-aarch64.tar.zst'),
	])
}

/** An end-to-end suite with dots, retries and one flaky test that fails three times. */
function endToEnd() {
	const r = random('logs-ci/e2e')
	const suites = ['login', 'profile', 'search', 'booking', 'payment', 'refund', 'i18n', 'offline', 'admin-roles', 'export', 'a11y']
	const titles = ['shows the right message', 'keeps the form after an error', 'works with the keyboard alone', 'survives a reload', 'rejects an expired link', 'is reachable from the menu', 'formats dates in nb-NO', 'handles an empty list', 'does not leak the token', 'undoes the last step', 'sorts by price']
	const lines = ['Running 132 tests using 4 workers', '']
	let n = 0
	for (const suite of suites) for (let k = 0; k < 12; k++) {
		n++
		const browser = r.pick(['chromium', 'chromium', 'firefox', 'webkit'])
		const title = `${r.pick(titles)}${k > 8 ? ` (${k})` : ''}`
		const at = `${suite}.spec.ts:${10 + k * r.int(6, 14)}:5`
		if (suite === 'payment' && k === 7) {
			for (let retry = 0; retry < 3; retry++) lines.push(`  ${paint(31, '✘')}  ${n} [webkit] › payment.spec.ts:88:5 › payment › returns from the bank page${retry ? ` ${paint(33, `(retry #${retry})`)}` : ''} ${paint(2, `(${(30 + r.float()).toFixed(1)}s)`)}`)
		} else if (r.chance(0.04)) lines.push(`  ${paint(36, '-')}  ${n} [${browser}] › ${at} › ${suite} › ${title}`)
		else lines.push(`  ${paint(32, '✓')}  ${n} [${browser}] › ${at} › ${suite} › ${title} ${paint(2, `(${r.chance(0.5) ? `${r.int(300, 990)}ms` : `${(1 + r.float() * 8).toFixed(1)}s`})`)}`)
	}
	lines.push('', '', '  1) [webkit] › payment.spec.ts:88:5 › payment › returns from the bank page', '', `    ${paint(31, 'Test timeout of 30000ms exceeded.')}`, '', "    Error: locator.click: Target page, context or browser has been closed", '    Call log:', "      - waiting for getByRole('button', { name: 'Back to Fjordline' })", "        - locator resolved to <button disabled type=\"submit\" data-state=\"pending\">Back to Fjordline</button>", '      - attempting click action', '        2 × waiting for element to be visible, enabled and stable', '          - element is not enabled', '        - retrying click action, attempt #58', '', '       95 |     await bank.approve()', `    ${paint(31, '>')}  96 |     await page.getByRole('button', { name: 'Back to Fjordline' }).click()`, '          |                                                                   ^', '', '    attachment #1: trace (application/zip) ─────────────────────────────', '    test-results/payment-returns-from-the-bank-page-webkit-retry2/trace.zip', '    ────────────────────────────────────────────────────────────────────', '', '  1 failed', '    [webkit] › payment.spec.ts:88:5 › payment › returns from the bank page', '  4 skipped', '  127 passed (6.8m)', '', 'Serving HTML report at http://localhost:9323. Press Ctrl+C to quit.')
	const skipped = lines.filter((line) => line.includes(paint(36, '-'))).length
	lines[lines.indexOf('  4 skipped')] = `  ${skipped} skipped`
	lines[lines.indexOf('  127 passed (6.8m)')] = `  ${131 - skipped} passed (6.8m)`
	return row('logs-ci', 'end-to-end', 'log', lines.join('\n'), [
		probe('Which test failed?', 'returns from the bank page', '[webkit] › payment.spec.ts:88:5 › payment › returns from the bank page', 'error'),
		probe('Why could the button not be clicked?', 'element is not enabled', '- element is not enabled', 'error'),
		probe('Where is the trace of the failed test?', 'test-results/payment-returns-from-the-bank-page-webkit-retry2/trace.zip', 'test-results/payment-returns-from-the-bank-page-webkit-retry2/trace.zip'),
		probe('How many tests passed?', `${131 - skipped} passed`, `${131 - skipped} passed (6.8m)`, 'count'),
		probe('How often was the click retried?', 'attempt #58', 'retrying click action, attempt #58', 'count'),
	])
}

export const logsCi = () => [monorepo(), native(), endToEnd()]
