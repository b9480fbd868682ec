import { existsSync, mkdirSync, mkdtempSync, readdirSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { runHeadroom } from './run-headroom.ts'

const lines = Array.from({ length: 200 }, (_, n) =>
	n === 120
		? 'worker-4 stopped: disk of bay 7 is full 👩‍👩‍👧'
		: `worker-${n % 9} finished job ${n} in ${(n * 37) % 11} s`,
)
const log = lines.join('\n')
const query = ['-q', 'Why did worker-4 stop?']
const STORE = 'compressor: { recall: { store: sqlite, path: recall.db } }\n'

function folder(yaml?: string): string {
	const path = mkdtempSync(join(tmpdir(), 'headroom-cli-'))
	// A repository root ends the search for headroom.yaml.
	mkdirSync(join(path, '.git'))
	if (yaml !== undefined) writeFileSync(join(path, 'headroom.yaml'), yaml)
	return path
}

const compress = (cwd: string, ...words: string[]) =>
	runHeadroom(['optimize', '--quiet', '--layers', 'compressor', ...query, ...words], { stdin: log, cwd })
const MARKER = /\[… [^\]\n]+ · recall ([0-9a-z]+)\]/g

describe('headroom recall', () => {
	it('prints exactly what each marker of an earlier command stands for', async () => {
		const cwd = folder(STORE)
		const { stdout } = await compress(cwd)
		const markers = [...stdout.matchAll(MARKER)]
		expect(markers.length).toBeGreaterThan(0)
		let whole = ''
		let from = 0
		for (const match of markers) {
			const recalled = await runHeadroom(['recall', match[1] ?? ''], { cwd })
			expect(recalled).toMatchObject({ code: 0, stderr: '' })
			whole += stdout.slice(from, match.index) + recalled.stdout
			from = match.index + match[0].length
		}
		expect(whole + stdout.slice(from)).toBe(`${log}\n\nWhy did worker-4 stop?\n`)
		const [, id = ''] = markers[0] ?? []
		const json = await runHeadroom(['recall', id, '--json'], { cwd })
		expect(JSON.parse(json.stdout)).toEqual({
			id,
			text: (await runHeadroom(['recall', id], { cwd })).stdout,
		})
		// Nothing but the file itself is left behind.
		expect(readdirSync(cwd).toSorted()).toEqual(['.git', 'headroom.yaml', 'recall.db'])
	})

	it('takes a scope, as optimize does, and a file by name', async () => {
		const cwd = folder(STORE)
		const config = ['-c', join(cwd, 'headroom.yaml')]
		const elsewhere = folder()
		const { stdout } = await compress(elsewhere, '--scope', 'session-1', ...config)
		const [, id = ''] = [...stdout.matchAll(MARKER)][0] ?? []
		const right = await runHeadroom(['recall', id, '--scope', 'session-1', ...config], { cwd: elsewhere })
		expect(right.code).toBe(0)
		expect(log).toContain(right.stdout)
		expect(right.stdout.length).toBeGreaterThan(0)
		const wrong = await runHeadroom(['recall', id, ...config], { cwd: elsewhere })
		expect(wrong).toMatchObject({ code: 1, stdout: '' })
		expect(existsSync(join(cwd, 'recall.db'))).toBe(true)
	})

	it('says so and exits with 1 when nothing is kept under the id', async () => {
		const cwd = folder(STORE)
		await compress(cwd)
		const { code, stdout, stderr } = await runHeadroom(['recall', 'zzzzzzzz'], { cwd })
		expect([code, stdout]).toEqual([1, ''])
		expect(stderr).toContain('nothing is kept under "zzzzzzzz" in this scope')
		const json = await runHeadroom(['recall', 'zzzzzzzz', '--json'], { cwd })
		expect(JSON.parse(json.stdout)).toMatchObject({ error: { code: 'unknown-recall' } })
	})

	it('makes no file to look into', async () => {
		const cwd = folder(STORE)
		const { code, stderr } = await runHeadroom(['recall', 'zzzzzzzz'], { cwd })
		expect(code).toBe(1)
		expect(stderr).toContain(`there is no file ${join(cwd, 'recall.db')}`)
		expect(existsSync(join(cwd, 'recall.db'))).toBe(false)
	})

	it('says what to write when headroom.yaml has no store, or one that ended with its process', async () => {
		const none = await runHeadroom(['recall', 'zzzzzzzz'], { cwd: folder('slimmer: {}\n') })
		expect(none).toMatchObject({
			code: 2,
			stderr: expect.stringContaining('there is no store to recall from: headroom.yaml names none;'),
		})
		const memory = await runHeadroom(['recall', 'zzzzzzzz'], {
			cwd: folder('compressor: { recall: { store: memory } }\n'),
		})
		expect(memory).toMatchObject({
			code: 2,
			stderr: expect.stringContaining('the store of headroom.yaml is in memory'),
		})
	})
})

describe('headroom optimize with a store', () => {
	it('writes no ids for a store in memory, which would end with the command', async () => {
		const { stdout } = await compress(folder('compressor: { recall: { store: memory } }\n'))
		expect(stdout).toContain(' omitted: ')
		expect(stdout).not.toContain('recall')
	})

	it('opens no store where nothing is compressed, or where the command line is wrong', async () => {
		const cwd = folder(STORE)
		await runHeadroom(['optimize', '--layers', 'slimmer'], { stdin: log, cwd })
		await runHeadroom(['optimize', '--ratio', '2'], { stdin: log, cwd })
		expect(existsSync(join(cwd, 'recall.db'))).toBe(false)
	})
})

describe('how the command line compresses', () => {
	const savings = async (cwd: string, ...words: string[]) => {
		const { stdout } = await compress(cwd, '--json', ...words)
		return JSON.parse(stdout).savings as { ratio: number; tokensBefore: number; tokensAfter: number }
	}

	it('keeps at least the share that --ratio says, and everything at 1', async () => {
		const cwd = folder()
		const { ratio } = await savings(cwd, '--ratio', '0.8')
		expect(ratio).toBeGreaterThanOrEqual(0.8)
		expect(ratio).toBeLessThan(0.87)
		expect((await savings(cwd, '--ratio', '1')).ratio).toBe(1)
		expect(
			(await savings(folder('compressor: { max_compression_ratio: 0.9 }\n'), '--ratio', '.6')).ratio,
		).toBeLessThan(0.7)
	})

	it('goes below the floor only where headroom.yaml allows it', async () => {
		const cwd = folder('compressor: { allow_below_floor: true }\n')
		expect((await savings(cwd, '--ratio', '0.3')).ratio).toBeLessThan(0.4)
	})

	it('aims at --target-tokens where the share allows it', async () => {
		const cwd = folder()
		const { tokensBefore } = await savings(cwd)
		const target = Math.round(tokensBefore * 0.75)
		const { tokensAfter } = await savings(cwd, '--target-tokens', String(target))
		expect(Math.abs(tokensAfter / target - 1)).toBeLessThan(0.08)
	})

	it('keeps every line with a word of --preserve, and those of headroom.yaml', async () => {
		const cwd = folder('compressor: { preserve_keywords: ["job 13"] }\n')
		const { stdout } = await compress(cwd, '--preserve', 'job 77, worker-8')
		for (const [n, line] of lines.entries())
			if (n === 77 || n === 13 || (n % 9 === 8 && n !== 120)) expect(stdout).toContain(line)
	})
})
