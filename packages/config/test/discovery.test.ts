// biome-ignore-all lint/suspicious/noTemplateCurlyInString: references of the file format are what is tested here
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { loadConfig } from '@headroom/config'
import { ConfigError } from '@headroom/spec'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'

let folder = ''
beforeEach(() => {
	folder = mkdtempSync(join(tmpdir(), 'headroom-config-'))
})
afterEach(() => rmSync(folder, { recursive: true }))

function write(path: string, content: string | Uint8Array): string {
	const file = join(folder, path)
	mkdirSync(join(file, '..'), { recursive: true })
	writeFileSync(file, content)
	return file
}

/** A file that is told apart by its `min_tokens`. */
const numbered = (tokens: number): string => `compressor: { min_tokens: ${tokens} }\n`

describe('the configuration is looked for', () => {
	it('at the path given, then HEADROOM_CONFIG, then upwards, then nowhere', () => {
		write('repo/.git/HEAD', '')
		write('repo/headroom.yaml', numbered(3))
		write('repo/app/other.yaml', numbered(2))
		write('repo/app/given.yaml', numbered(1))
		const cwd = join(folder, 'repo/app')
		const env = { HEADROOM_CONFIG: 'other.yaml' }

		const given = loadConfig({ path: 'given.yaml', cwd, env })
		expect([given.config.compressor.minTokens, given.source]).toEqual([1, 'argument'])
		const named = loadConfig({ cwd, env })
		expect([named.config.compressor.minTokens, named.source]).toEqual([2, 'environment'])
		const found = loadConfig({ cwd, env: { HEADROOM_CONFIG: '' } })
		expect([found.config.compressor.minTokens, found.source]).toEqual([3, 'discovered'])
		expect(found.path).toBe(join(folder, 'repo/headroom.yaml'))
		rmSync(join(folder, 'repo/headroom.yaml'))
		const none = loadConfig({ cwd, env: {} })
		expect([none.config.compressor.minTokens, none.source, none.path]).toEqual([200, 'defaults', undefined])
	})

	it('in the nearest folder first, and never above the root of the repository', () => {
		write('headroom.yaml', numbered(9))
		write('repo/.git', 'gitdir: elsewhere\n')
		write('repo/a/headroom.yaml', numbered(4))
		mkdirSync(join(folder, 'repo/a/b/c'), { recursive: true })
		mkdirSync(join(folder, 'repo/x/y'), { recursive: true })
		expect(loadConfig({ cwd: join(folder, 'repo/a/b/c'), env: {} }).config.compressor.minTokens).toBe(4)
		expect(loadConfig({ cwd: join(folder, 'repo/x/y'), env: {} }).source).toBe('defaults')
	})

	it('outside a repository in the folder itself alone', () => {
		write('headroom.yaml', numbered(9))
		mkdirSync(join(folder, 'inner'))
		expect(loadConfig({ cwd: folder, env: {} }).config.compressor.minTokens).toBe(9)
		expect(loadConfig({ cwd: join(folder, 'inner'), env: {} }).source).toBe('defaults')
	})

	it('and a file that cannot be read is an error that says why', () => {
		const failure = (path: string): ConfigError => {
			try {
				loadConfig({ path, cwd: folder, env: {} })
			} catch (error) {
				if (error instanceof ConfigError) return error
				throw error
			}
			throw new Error('accepted')
		}
		mkdirSync(join(folder, 'sub'))
		write('latin1.yaml', Uint8Array.of(0x73, 0xe9))
		expect(failure('gone.yaml').message).toBe(
			'gone.yaml:1:1 error no such file; correct the path given by --config, HEADROOM_CONFIG or the code, or make the file: an empty one means the defaults',
		)
		expect(failure('sub').message).toContain('a folder, not a file')
		expect(failure('latin1.yaml').message).toContain('not UTF-8')
		expect(failure('gone.yaml').code).toBe('invalid-config')
	})
})

describe('a file that was found, not named', () => {
	const redirecting =
		'providers:\n  openai: { api_key: "${OPENAI_API_KEY}", base_url: "https://llm.example.com/v1" }\n'
	const env = { OPENAI_API_KEY: 'sk-canary' }

	function problems(
		yaml: string,
		options: { env?: Record<string, string>; trust?: boolean } = {},
	): readonly string[] {
		write('headroom.yaml', yaml)
		try {
			loadConfig({ cwd: folder, env, ...options })
		} catch (error) {
			if (error instanceof ConfigError)
				return error.problems.map(({ line, column, message }) => `${line}:${column} ${message}`)
			throw error
		}
		return []
	}

	it('may not send a key of the environment to a host of its choice', () => {
		expect(problems(redirecting)).toEqual([
			'2:53 providers.openai.base_url: refused to send a key from your environment to llm.example.com, since this file was found in the folder and not named by you; if you trust it, name it with --config or HEADROOM_CONFIG, or set HEADROOM_TRUST=1',
		])
	})

	it('may not by another kind or name either', () => {
		const evil = 'base_url: "https://api.openai.com.example.com/v1"'
		const yaml = `providers:\n  openai: { kind: openai-compatible, ${evil} }\n  acme: { kind: anthropic, ${evil} }\n`
		expect(problems(yaml).map((problem) => problem.split(':').slice(0, 2).join(':'))).toEqual([
			'2:48 providers.openai.base_url',
			'3:38 providers.acme.base_url',
		])
	})

	it('may when the user trusts it or names it', () => {
		expect(problems(redirecting, { trust: true })).toEqual([])
		expect(problems(redirecting, { env: { ...env, HEADROOM_TRUST: '1' } })).toEqual([])
		expect(problems(redirecting, { env: { ...env, HEADROOM_TRUST: '1' }, trust: false })).toHaveLength(1)
		expect(problems(redirecting, { env: { ...env, HEADROOM_CONFIG: 'headroom.yaml' } })).toEqual([])
		expect(loadConfig({ path: 'headroom.yaml', cwd: folder, env }).source).toBe('argument')
	})

	it.each([
		['the key is left to the usual variable', 'openai: { base_url: "https://llm.example.com" }'],
		[
			'the host is a look-alike',
			'openai: { api_key: "${OPENAI_API_KEY}", base_url: "https://api.openai.com.example.com" }',
		],
		[
			'the vendor is reached without encryption',
			'openai: { api_key: "${OPENAI_API_KEY}", base_url: "http://api.openai.com/v1" }',
		],
		[
			'the port differs',
			'openai: { api_key: "${OPENAI_API_KEY}", base_url: "https://api.openai.com:8443/v1" }',
		],
		[
			'a key goes to the other vendor',
			'anthropic: { api_key: "${OPENAI_API_KEY}", base_url: "https://api.openai.com/v1" }',
		],
		[
			'the value travels in a header',
			'x: { api_key: a, headers: { b: "${OPENAI_API_KEY}" }, base_url: "https://llm.example.com" }',
		],
		[
			'the value travels in the path',
			'x: { api_key: a, base_url: "https://llm.example.com/${OPENAI_API_KEY}" }',
		],
		[
			'the variable of the URL is unset and its default used',
			'openai: { base_url: "${BASE:-https://llm.example.com}" }',
		],
		['the host only sounds local', 'openai: { base_url: "http://127.0.0.1.example.com" }'],
		['the host is a wildcard address', 'openai: { base_url: "http://0.0.0.0:8000" }'],
		[
			'an alias carries the URL',
			'a: { api_key: x, base_url: &u "https://llm.example.com" }\n  openai: { base_url: *u }',
		],
	])('is refused when %s', (_, provider) => {
		const found = problems(`providers:\n  ${provider}\n`)
		expect(found).toHaveLength(1)
		expect(found[0]).toContain('refused to send a key')
		expect(found[0]).not.toContain('sk-canary')
	})

	it.each([
		['the vendor itself', 'openai: { api_key: "${OPENAI_API_KEY}", base_url: "https://api.openai.com/v2" }'],
		['this machine', 'ollama: { api_key: "${OPENAI_API_KEY}", base_url: "http://localhost:11434/v1" }'],
		['this machine by its number', 'ollama: { base_url: "http://127.0.0.1:8080/v1" }'],
		['this machine in IPv6', 'ollama: { base_url: "http://[::1]:8080/v1" }'],
		['a URL that the user set', 'openai: { base_url: "${OPENAI_BASE_URL}" }'],
		['a host with the key that the file brings', 'x: { api_key: abc, base_url: "https://llm.example.com" }'],
	])('may name %s', (_, provider) => {
		const withUrl = { ...env, OPENAI_BASE_URL: 'https://gateway.example.com/v1' }
		expect(problems(`providers:\n  ${provider}\n`, { env: withUrl })).toEqual([])
	})
})

describe('a file that a found headroom.yaml names', () => {
	const problems = (
		path: string,
		options: { trust?: boolean; env?: Record<string, string> } = {},
	): string[] => {
		write('headroom.yaml', `compressor: { recall: { store: sqlite, path: ${path} } }\n`)
		try {
			loadConfig({ cwd: folder, env: {}, ...options })
			return []
		} catch (error) {
			return (error as ConfigError).problems.map(
				({ line, column, message }) => `${line}:${column} ${message}`,
			)
		}
	}

	it.each(['../recall.db', 'a/../../recall.db', '/tmp/recall.db', '"${HOME:-x}/recall.db"', '..'])(
		'may not be %s, outside its folder',
		(path) => {
			const found = problems(path, { env: { HOME: '/home/someone' } })
			expect(found).toEqual([
				'1:46 compressor.recall.path: refused to write outside the folder of this file, since it was found there and not named by you; if you trust it, name it with --config or HEADROOM_CONFIG, or set HEADROOM_TRUST=1',
			])
			expect(problems(path, { env: { HOME: '/home/someone' }, trust: true })).toEqual([])
		},
	)

	it('and a file to read may not be outside its folder either', () => {
		const load = (yaml: string, trust = false): void => {
			write('headroom.yaml', yaml)
			loadConfig({ cwd: folder, env: {}, trust })
		}
		for (const [key, yaml] of [
			['router.fitted', 'router: { default_model: m, fitted: ../f.json }'],
			[
				'router.routes[1].learned',
				'router: { routes: [{ name: a, learned: in/a.json }, { name: b, learned: /b.json }] }',
			],
			['calls.cascades.m.rule', 'calls: { cascades: { m: { try: [a], accept: trained, rule: ../r.json } } }'],
		] as const) {
			expect(() => load(yaml), key).toThrow(`${key}: refused to read outside the folder of this file`)
			expect(() => load(yaml, true), key).not.toThrow('refused')
		}
	})

	it('may not be a ledger outside its folder either', () => {
		const load = (path: string, trust: boolean) => () => {
			writeFileSync(join(folder, 'headroom.yaml'), `monitoring: { ledger: { path: ${path} } }\n`)
			return loadConfig({ cwd: folder, env: {}, trust }).config.monitoring.ledger.path
		}
		expect(load('../ledger.db', false)).toThrow(
			'monitoring.ledger.path: refused to write outside the folder of this file',
		)
		expect(load('../ledger.db', true)()).toBe('../ledger.db')
		expect(load('.headroom/ledger.db', false)()).toBe('.headroom/ledger.db')
	})

	it('may be in its folder, or wholly the value of a variable', () => {
		for (const path of ['recall.db', './data/recall.db', '..recall.db', 'a/../recall.db', '${RECALL_FILE}'])
			expect(problems(path, { env: { RECALL_FILE: '/var/lib/recall.db' } })).toEqual([])
	})
})
