import { o200kBase } from '@headroom/tokenizer'
import { describe, expect, it } from 'vitest'
import { ContextCompressor } from '../src/index.ts'
import { isErrorLine } from '../src/protect/error-line.ts'
import { isSummary } from '../src/protect/summary.ts'

const compressor = new ContextCompressor({ tokenizer: o200kBase() })
const blind = async (text: string): Promise<{ readonly text: string; readonly ratio: number }> =>
	compressor.compress(text, { query: '' })
const linesOf = (text: string): string[] => text.split('\n')

describe('error lines', () => {
	// As these tools print them, from their documentation and from builds that failed.
	const failures: Readonly<Record<string, readonly string[]>> = {
		npm: ['npm ERR! code ERESOLVE', 'npm error code E404'],
		rustc: [
			'error[E0308]: mismatched types',
			'error: could not compile `ferry` (lib) due to 1 previous error',
		],
		gcc: ["src/main.c:12:3: error: expected ';'", 'collect2: error: ld returned 1 exit status'],
		tsc: ['src/a.ts(3,5): error TS2304: Cannot find name', 'src/a.ts:3:5 - error TS2304: Cannot find name'],
		eslint: ["  3:10  error  'x' is defined but never used  no-unused-vars"],
		pytest: [
			'tests/test_holds.py:118: AssertionError',
			'FAILED tests/test_holds.py::test_mail - AssertionError',
		],
		go: [
			'--- FAIL: TestBoard (0.00s)',
			'FAIL\texample.com/ferry\t0.012s',
			'panic: runtime error: index out of range',
		],
		jest: ['  ✕ adds numbers (3 ms)'],
		tap: ['not ok 3 - adds'],
		make: ['make: *** [Makefile:47: release] Error 101'],
		debian: ['dpkg: error processing package ferry (--configure):', 'E: Unable to locate package ferry'],
		unix: ['grep: src/x: Permission denied', 'sh: line 3: ferry: command not found'],
		git: ['fatal: not a git repository (or any of the parent directories): .git'],
		python: ['Traceback (most recent call last):', 'requests.exceptions.ConnectionError: refused'],
		java: [
			'Exception in thread "main" java.lang.NullPointerException',
			'Caused by: java.sql.SQLException: closed',
		],
		node: ['TypeError [ERR_INVALID_ARG_TYPE]: The "path" argument must be of type string'],
		nginx: ['2026/04/14 12:00:01 [error] 31#31: *1 connect() failed (111: Connection refused)'],
		apache: ['[Mon Apr 14 12:00:01.5 2026] [core:error] [pid 3] AH00126: Invalid URI'],
		postgres: ['2026-03-02 11:00:00.512 UTC [12] ERROR:  relation "x" does not exist'],
		json: ['{"level":"error","msg":"x"}', '{"level":50,"time":1,"msg":"x"}'],
		logfmt: ['time="2026-01-01" level=error msg="x"'],
		glog: ['E0426 12:03:11.512345 1 reflector.go:138] watch of Pod ended'],
		kubernetes: [
			'3m    Warning   BackOff    pod/api-1   Back-off restarting',
			'api-1  0/1  CrashLoopBackOff  12  3h',
		],
		ci: [
			'2026-04-14T15:20:42.88Z ##[error]Process completed with exit code 2.',
			'> Task :app:compile FAILED',
		],
		terraform: ['│ Error: Invalid reference'],
	}
	for (const [tool, lines] of Object.entries(failures)) {
		it(`of ${tool} are known`, () => {
			for (const line of lines) expect([line, isErrorLine(line)]).toEqual([line, true])
		})
	}

	it('are not seen in lines that only speak of errors', () => {
		for (const line of [
			'No errors found',
			'0 errors, 2 warnings',
			'dist/errors.js  12 kB',
			'Registered the error handler',
			"import { ParseError } from './errors.ts'",
			'test_error_says_what_to_do PASSED',
			'GET /errors/latest 200',
			'{"level":"info","msg":"retry after error"}',
			'{"level":30,"msg":"x"}',
		])
			expect([line, isErrorLine(line)]).toEqual([line, false])
	})

	it('that differ stay, all 50 of them, among 400 lines of routine', async () => {
		const errors = Array.from(
			{ length: 50 },
			(_, n) => `10:${n + 10}:00 ERROR gate ${n}: barrier ${n * 7} stuck`,
		)
		const text = Array.from({ length: 400 }, (_, n) =>
			n % 8 === 3
				? errors[(n - 3) / 8]
				: `10:00:00 INFO gate ${n} opened for car ${n * 3} of the morning ferry`,
		).join('\n')
		const { text: after, ratio } = await blind(text)
		expect(linesOf(after).filter((line) => line.includes('ERROR'))).toEqual(errors)
		expect(ratio).toBeGreaterThanOrEqual(0.5)
		expect(ratio).toBeLessThan(0.56)
	})

	it('keep the frames nearest to where they were thrown', async () => {
		const routine = (from: number): string[] =>
			Array.from({ length: 150 }, (_, n) => `10:00:00 INFO request ${from + n} served in ${(n * 37) % 90} ms`)
		const text = [
			...routine(0),
			'java.lang.IllegalStateException: berth 4 is taken',
			...Array.from({ length: 30 }, (_, n) => `\tat example.ferry.Layer${n}.call(Layer${n}.java:${n + 10})`),
			...routine(200),
			'Traceback (most recent call last):',
			...Array.from(
				{ length: 10 },
				(_, n) => `  File "/srv/layer${n}.py", line ${n}, in call${n}\n    go(${n})`,
			),
			'ferry.errors.FullError: no room for car 9',
			...routine(400),
		].join('\n')
		const { text: after } = await blind(text)
		for (const line of [
			'java.lang.IllegalStateException: berth 4 is taken',
			'at example.ferry.Layer0.call(Layer0.java:10)',
			'at example.ferry.Layer1.call(Layer1.java:11)',
			'File "/srv/layer9.py", line 9, in call9',
			'ferry.errors.FullError: no room for car 9',
		])
			expect(after).toContain(line)
	})
})

describe('summaries', () => {
	it('are known by their counts, times and names', () => {
		for (const line of [
			'1 failed, 90 passed, 4 skipped in 12.87s',
			'===== 3 passed in 2.1s =====',
			'added 12 packages in 3s',
			'  126 passed (6.8m)',
			'Plan: 2 to add, 4 to change, 2 to destroy.',
			'Tests:       1 failed, 56 total',
			'2026-04-14T15:20:41.704Z   Time:    1m12.441s',
			'Ran 12 tests in 0.003s',
			'exit status 2',
			'real\t0m3.2s',
			' 3 files changed, 53 insertions(+), 37 deletions(-)',
		])
			expect([line, isSummary(line)]).toEqual([line, true])
		for (const line of [
			'  ✓ 12 [webkit] › pay.spec.ts:8 › pays by card (3.2s)',
			'dist/index.js  16.95 kB │ gzip: 6.06 kB',
			'10:00:00 INFO gate 4 opened for car 12',
			'Downloaded ring-lite v2.18.5',
		])
			expect([line, isSummary(line)]).toEqual([line, false])
	})
})

describe('a package log of 1,500 lines', () => {
	const packages = Array.from({ length: 500 }, (_, n) => `lib${'abcdefghij'[n % 10]}${(n * 37) % 500}`)
	const failed = new Map([
		[77, 'dpkg: error processing package liba9 (--configure):'],
		[301, 'E: Sub-process /usr/bin/dpkg returned an error code (1)'],
		[419, 'dpkg: dependency problems prevent configuration of libb7: error: libb7 depends on libc9'],
	])
	const text = [
		...packages.flatMap((name, n) => [
			...(failed.has(n) ? [failed.get(n) ?? ''] : []),
			`2026-02-01 10:${String(n % 60).padStart(2, '0')}:01 status unpacked ${name}:amd64 1.${n}-2`,
			`2026-02-01 10:${String(n % 60).padStart(2, '0')}:02 status half-configured ${name}:amd64 1.${n}-2`,
			`2026-02-01 10:${String(n % 60).padStart(2, '0')}:03 status installed ${name}:amd64 1.${n}-2`,
		]),
		'2 upgraded, 500 newly installed, 0 to remove and 3 not upgraded.',
	].join('\n')

	for (const query of ['', 'Which version of liba370 was installed?']) {
		it(`keeps its distinct failures and its summary, and counts what is gone (query: '${query}')`, async () => {
			const { text: after, ratio, omissions } = await compressor.compress(text, { query })
			for (const line of failed.values()) expect(after).toContain(line)
			expect(after).toContain('2 upgraded, 500 newly installed, 0 to remove and 3 not upgraded.')
			expect(ratio).toBeGreaterThanOrEqual(0.5)
			expect(ratio).toBeLessThan(0.56)
			const there = linesOf(after).filter((line) => !line.startsWith('[… ')).length
			expect(omissions[0]).toMatchObject({ unit: 'lines', total: 1504, count: 1504 - there })
		})
	}
})
