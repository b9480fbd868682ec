import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { runHeadroom } from './run-headroom.ts'

const pretty = JSON.stringify(
	Array.from({ length: 30 }, (_, n) => ({ id: n, sku: `A-${1000 + n}`, stock: (n * 37) % 11 })),
	null,
	2,
)

function folder(files: Record<string, string>): string {
	const path = mkdtempSync(join(tmpdir(), 'headroom-cli-'))
	// A repository root ends the search for headroom.yaml.
	mkdirSync(join(path, '.git'))
	for (const [name, text] of Object.entries(files)) writeFileSync(join(path, name), text)
	return path
}

describe('headroom', () => {
	it('teaches: help names every command, each command’s help has an example', async () => {
		const { code, stdout } = await runHeadroom([])
		expect(code).toBe(0)
		for (const name of ['optimize', 'diff', 'recall', 'restore', 'count', 'route', 'config']) {
			expect(stdout).toContain(`  ${name}`)
			const help = await runHeadroom([name, '--help'])
			expect(help.code).toBe(0)
			expect(help.stdout).toContain(`Usage: headroom ${name}`)
			expect(help.stdout).toContain('Examples:')
			expect((await runHeadroom(['help', name])).stdout).toBe(help.stdout)
		}
	})

	it('prints its version', async () => {
		expect((await runHeadroom(['--version'])).stdout).toMatch(/^\d+\.\d+\.\d+/)
	})

	it.each([
		[['optimise'], 'unknown command "optimise"; did you mean "optimize"?'],
		[['count', '--modle', 'x'], 'unknown option "--modle"; did you mean "--model"?'],
		[['count', 'a', 'b'], 'unexpected "b"; expected headroom count [file|-]'],
		[['config', 'chek'], 'expected "check" or "print", got "chek"'],
		[['count', 'no-such-file'], 'cannot read "no-such-file": there is no such file'],
		[
			['optimize', '--layers', 'slimer'],
			'--layers names "slimer"; expected some of router, slimmer, compressor; did you mean "slimmer"?',
		],
		[['optimize', '--level', 'max'], '--level is "max"; expected lossless, standard or aggressive'],
		[['optimize', '--ratio', '60%'], '--ratio is "60%"; expected a share from 0.5 to 1'],
		[['optimize', '--ratio', '1.5'], '--ratio is "1.5"; expected a share from 0.5 to 1'],
		[['optimize', '--ratio', ''], '--ratio is ""; expected a share from 0.5 to 1'],
		[
			['diff', '--ratio', '0.3'],
			'--ratio is "0.3"; expected a share from 0.5 to 1; to keep less, write allow_below_floor: true in headroom.yaml',
		],
		[['optimize', '--target-tokens', '1e3'], '--target-tokens is "1e3"; expected a whole number above 0'],
		[['optimize', '--target-tokens', '0'], '--target-tokens is "0"; expected a whole number above 0'],
		[['recall'], 'expected an id, the word after "recall" in a marker'],
		[['recall', 'a', 'b'], 'unexpected "b"; expected headroom recall <id>'],
		[
			['recall', 'k3f9x0ab'],
			'there is no store to recall from: no headroom.yaml was found; write compressor: { recall: { store: sqlite, path: recall.db } }',
		],
		[['optimize', '--layers', 'router'], 'no headroom.yaml with a router section was found'],
	])('says what is wrong with %j and exits with 2', async (words, message) => {
		const { code, stdout, stderr } = await runHeadroom(words, { cwd: folder({}) })
		expect(code).toBe(2)
		expect(stdout).toBe('')
		expect(stderr).toContain(message)
		expect(stderr).toContain('--help')
	})

	it('prints errors as JSON when asked for JSON', async () => {
		const { code, stdout } = await runHeadroom(['count', 'no-such-file', '--json'])
		expect(code).toBe(2)
		expect(JSON.parse(stdout)).toMatchObject({
			error: { code: 'usage', message: expect.stringContaining('no such file') },
		})
	})
})

describe('headroom count', () => {
	it('counts a text as it stands', async () => {
		// "hello world" is two tokens in o200k_base (tiktoken).
		const { stdout } = await runHeadroom(['count', '--json'], { stdin: 'hello world', cwd: folder({}) })
		expect(JSON.parse(stdout)).toMatchObject({
			tokens: 2,
			model: 'gpt-4o-mini',
			tokenizer: 'o200k_base',
			exact: true,
			cost: { status: 'priced', mark: 'estimated' },
		})
	})

	it('counts a conversation with the overhead of its format', async () => {
		// 2 tokens of text, 3 for the message, 1 for the role, 3 for the reply (OpenAI's cookbook counts the role as text).
		const stdin = JSON.stringify([{ role: 'user', content: 'hello world' }])
		const { stdout } = await runHeadroom(['count', '--json'], { stdin })
		expect(JSON.parse(stdout)).toMatchObject({ tokens: 9 })
	})

	it('marks an estimate, and a model without a price', async () => {
		const { stdout } = await runHeadroom(['count', '-m', 'somebody/unheard-of'], { stdin: 'hello world' })
		expect(stdout).toContain('(estimate)')
		expect(stdout).toContain('unpriced')
	})
})

describe('headroom optimize', () => {
	it('writes the text to standard output and what was saved to standard error', async () => {
		const { code, stdout, stderr } = await runHeadroom(['optimize', '--layers', 'slimmer'], {
			stdin: `Stock:\n${pretty}\n`,
			cwd: folder({}),
		})
		expect(code).toBe(0)
		expect(stdout.length).toBeLessThan(pretty.length)
		expect(stdout).toContain('A-1029')
		expect(stderr).toContain('slimmer')
		expect(stderr).not.toContain('\u001b[')
		expect((await runHeadroom(['optimize', '--quiet'], { stdin: 'x' })).stderr).toBe('')
	})

	it('colours the report on a terminal, and not with NO_COLOR', async () => {
		const on = { stdin: 'hello', isTerminal: true, cwd: folder({}) }
		expect((await runHeadroom(['optimize'], on)).stderr).toContain('\u001b[')
		expect((await runHeadroom(['optimize'], { ...on, env: { NO_COLOR: '1' } })).stderr).not.toContain(
			'\u001b[',
		)
	})

	it('gives back a conversation as a conversation', async () => {
		const messages = [
			{ role: 'system', content: 'Be brief.' },
			{ role: 'user', content: pretty },
		]
		const { stdout } = await runHeadroom(['optimize'], { stdin: JSON.stringify(messages), cwd: folder({}) })
		expect(JSON.parse(stdout)).toMatchObject([{ role: 'system', content: 'Be brief.' }, { role: 'user' }])
		const asRequest = await runHeadroom(['optimize'], {
			stdin: JSON.stringify({ model: 'gpt-4o', messages }),
			cwd: folder({}),
		})
		expect(JSON.parse(asRequest.stdout)).toMatchObject({
			model: 'gpt-4o',
			messages: [{ role: 'system' }, { role: 'user' }],
		})
	})

	it('compresses a conversation afresh for its last question, unless it goes on', async () => {
		const messages = Array.from({ length: 80 }, (_, n) => ({
			role: n % 2 === 0 ? 'user' : 'assistant',
			content:
				n === 31
					? 'Ines keeps two llamas near Braga.'
					: `About point ${n}: we look at it again in week ${n * 3}.`,
		}))
		const stdin = JSON.stringify([...messages, { role: 'user', content: 'How many llamas does Ines keep?' }])
		const cwd = folder({})
		const ratioOf = async (words: string[], where = cwd): Promise<number> =>
			JSON.parse((await runHeadroom(['optimize', '--json', ...words], { stdin, cwd: where })).stdout).savings
				.ratio
		expect(await ratioOf([])).toBeLessThan(0.65)
		expect(await ratioOf(['--cache', 'preserve'])).toBe(1)
		expect(await ratioOf([], folder({ 'headroom.yaml': 'compressor: { cache: preserve }\n' }))).toBe(1)
		expect((await runHeadroom(['optimize', '--cache', 'no'], { stdin, cwd })).stderr).toContain(
			'--cache is "no"; expected preserve or ignore',
		)
	})

	it('prints everything as JSON', async () => {
		const { stdout } = await runHeadroom(['optimize', '--json'], { stdin: pretty, cwd: folder({}) })
		const { savings, request, omissions, events } = JSON.parse(stdout)
		expect(savings.ratio).toBeCloseTo(savings.tokensAfter / savings.tokensBefore, 10)
		expect(request.messages).toHaveLength(1)
		expect(Array.isArray(omissions) && Array.isArray(events)).toBe(true)
	})

	it('says where a message has the wrong shape', async () => {
		const stdin = JSON.stringify([{ role: 'user', content: [{ type: 'image_url' }] }])
		const { code, stderr } = await runHeadroom(['optimize'], { stdin, cwd: folder({}) })
		expect(code).toBe(1)
		expect(stderr).toContain(
			'messages[0].content[0].type is "image_url"; expected text, tool-call, tool-result, opaque',
		)
	})

	it('says what is wrong with a request whose messages are no list, with and without a question', async () => {
		for (const words of [['optimize'], ['optimize', '-q', 'Why?']]) {
			const { code, stderr } = await runHeadroom(words, {
				stdin: '{"model": "x", "messages": 5}',
				cwd: folder({}),
			})
			expect(code).toBe(1)
			expect(stderr).toContain('expected a string, a list of messages, or { model, messages }')
		}
	})

	it('reads headroom.yaml of the folder, and points at its mistakes', async () => {
		const off = folder({ 'headroom.yaml': 'slimmer: { enabled: false }\ncompressor: { enabled: false }\n' })
		expect((await runHeadroom(['optimize'], { stdin: `${pretty}\n`, cwd: off })).stdout).toBe(`${pretty}\n`)
		const level = { stdin: `${pretty}\n`, cwd: off }
		expect((await runHeadroom(['optimize', '--level', 'standard'], level)).stdout).toBe(`${pretty}\n`)
		const wrong = folder({ 'headroom.yaml': 'slimmer:\n  enabld: false\n' })
		const { code, stderr } = await runHeadroom(['optimize'], { stdin: 'x', cwd: wrong })
		expect(code).toBe(2)
		expect(stderr).toContain('headroom.yaml:2:3')
		expect(stderr).toContain('did you mean "enabled"?')
	})
})

describe('headroom restore', () => {
	const rows = JSON.stringify(JSON.parse(pretty))

	it('brings a text back that optimize encoded', async () => {
		const cwd = folder({})
		const { stdout } = await runHeadroom(['optimize', '--layers', 'slimmer'], { stdin: pretty, cwd })
		expect(stdout).toMatch(/^\[#30 id.sku.stock\n0.A-1000.0\n1.A-1001.4\n/)
		const restored = await runHeadroom(['restore'], { stdin: stdout, cwd })
		expect(restored).toMatchObject({ code: 0, stdout: `${rows}\n` })
	})

	it('brings a conversation back, pointers to earlier messages too', async () => {
		const messages = [
			{ role: 'user', content: rows },
			{ role: 'assistant', content: 'Noted.' },
			{ role: 'user', content: `${rows}\n\nWhat is new?` },
		]
		const cwd = folder({ 'headroom.yaml': 'compressor: { enabled: false }' })
		const { stdout } = await runHeadroom(['optimize'], { stdin: JSON.stringify(messages), cwd })
		expect(stdout).toContain('[same as lines 1–31 of message 1')
		const restored = await runHeadroom(['restore'], { stdin: stdout, cwd })
		expect(JSON.parse(restored.stdout)).toEqual(messages)
	})
})

describe('headroom diff', () => {
	it('shows what goes and why', async () => {
		const stdin = `Keep this line.\n${' '.repeat(40)}\n\n\n\n\nAnd this one.\n`
		const { stdout } = await runHeadroom(['diff'], { stdin, cwd: folder({}) })
		expect(stdout).toContain('message 1, user')
		expect(stdout).toMatch(/slimmer: [\w-]+, \d+ tokens/)
		expect(stdout).toMatch(/^- /m)
	})

	it('says so when nothing changes', async () => {
		expect((await runHeadroom(['diff'], { stdin: 'hello', cwd: folder({}) })).stdout).toContain(
			'Nothing changes.',
		)
	})

	it('pairs messages rightly when some were left out whole', async () => {
		const messages = Array.from({ length: 80 }, (_, n) => ({
			role: n % 2 === 0 ? 'user' : 'assistant',
			content:
				n === 31
					? 'Ines keeps two llamas near Braga.'
					: `About point ${n}: we look at it again in week ${n * 3}.`,
		}))
		const stdin = JSON.stringify([...messages, { role: 'user', content: 'How many llamas does Ines keep?' }])
		const cwd = folder({})
		const sent = JSON.parse((await runHeadroom(['optimize', '--json'], { stdin, cwd })).stdout)
		const kept = new Set(sent.request.messages.map((message: { content: string }) => message.content))
		const shown = JSON.parse((await runHeadroom(['diff', '--json'], { stdin, cwd })).stdout)
		// What diff calls changed is just what is not sent as it was.
		const gone = messages.flatMap((message, index) => (kept.has(message.content) ? [] : [index]))
		expect(gone.length).toBeGreaterThan(10)
		expect(shown.map((entry: { message: number }) => entry.message)).toEqual(gone)
		expect(shown[0].reasons[0]).toMatch(/^compressor: left out \d+ messages/)
	})

	it('never lets a prompt write to the terminal', async () => {
		const stdin = '\u001b]0;owned\u0007\u001b[31mred\u001b[0m text\n'.repeat(20)
		const { stdout } = await runHeadroom(['diff'], { stdin, cwd: folder({}) })
		expect(stdout).toContain('\\x1b[31mred')
		expect(stdout).not.toContain('\u001b]0;')
	})
})

describe('headroom config', () => {
	it('checks and prints, without showing a key', async () => {
		const cwd = folder({ 'headroom.yaml': `providers:\n  openai: { api_key: "\${OPENAI_API_KEY}" }\n` })
		const env = { OPENAI_API_KEY: 'sk-canary-1234567890' }
		expect(await runHeadroom(['config', 'check'], { cwd, env })).toMatchObject({
			code: 0,
			stdout: expect.stringContaining('ok'),
		})
		for (const words of [
			['config', 'print'],
			['config', 'print', '--json'],
			['config', 'check', '--json'],
		]) {
			const { code, stdout, stderr } = await runHeadroom(words, { cwd, env })
			expect(code).toBe(0)
			expect(stdout + stderr).not.toContain('canary')
		}
	})
})
