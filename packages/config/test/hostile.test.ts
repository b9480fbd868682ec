// biome-ignore-all lint/suspicious/noTemplateCurlyInString: references of the file format are what is tested here
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { formatConfigError, loadConfig, parseConfig, printConfig } from '@headroom/config'
import { ConfigError } from '@headroom/spec'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'

/** Parses a text that must be refused, three times, since other work disturbs; the least milliseconds. */
function quickest(text: string): { ms: number; error: ConfigError } {
	const runs = [refused(text), refused(text), refused(text)]
	return { ...refused(text), ms: Math.min(...runs.map(({ ms }) => ms)) }
}

/** Parses a text that must be refused; milliseconds and the error. */
function refused(text: string): { ms: number; error: ConfigError } {
	const start = performance.now()
	try {
		parseConfig(text, { env: {} })
	} catch (error) {
		if (error instanceof ConfigError) return { ms: performance.now() - start, error }
		throw error
	}
	throw new Error('accepted')
}

describe('a hostile file', () => {
	it('cannot reach a prototype', () => {
		const before = Object.getOwnPropertyNames(Object.prototype)
		for (const key of ['__proto__', 'constructor', 'prototype', '"__proto__"', '"\\u005f_proto__"']) {
			for (const text of [
				`${key}: { polluted: true }`,
				`slimmer: { rules: { ${key}: true } }`,
				`models: { ${key}: { input: 1, output: 1 } }`,
				`providers: { x: { headers: { ${key}: a } } }`,
			]) {
				expect(refused(text).error.message).toContain('is not allowed')
			}
		}
		expect(Object.getOwnPropertyNames(Object.prototype)).toEqual(before)
		expect(({} as { polluted?: boolean }).polluted).toBeUndefined()
	})

	it('cannot expand aliases without bound', () => {
		const levels = Array.from({ length: 12 }, (_, level) =>
			level === 0
				? 'l0: &a0 [x, x]'
				: `l${level}: &a${level} [${Array(9)
						.fill(`*a${level - 1}`)
						.join(', ')}]`,
		)
		const bomb = quickest(levels.join('\n'))
		expect(bomb.error.message).toMatch(/100000 values|100 aliases/)
		expect(bomb.ms).toBeLessThan(100)
		const conditions = Array.from({ length: 9 }, (_, level) =>
			level === 0
				? 'c0: &c0 { max_words: 1 }'
				: `c${level}: &c${level} { all: [${Array(9)
						.fill(`*c${level - 1}`)
						.join(', ')}] }`,
		)
		const nested = quickest(
			`${conditions.join('\n')}\nrouter: { routes: [{ name: a, model: b, when: *c8 }] }`,
		)
		expect(nested.ms).toBeLessThan(100)
	})

	it('of ten megabytes is refused at once, from a file and from a text', () => {
		const folder = mkdtempSync(join(tmpdir(), 'headroom-config-'))
		const path = join(folder, 'headroom.yaml')
		const text = 'a: b\n'.repeat(2_000_000)
		writeFileSync(path, text)
		const times = [1, 2, 3].map(() => {
			const start = performance.now()
			expect(() => loadConfig({ path, env: {} })).toThrow('more than the 1000000 allowed')
			return performance.now() - start
		})
		expect(Math.min(...times)).toBeLessThan(100)
		expect(quickest(text).ms).toBeLessThan(100)
		rmSync(folder, { recursive: true })
	})

	// Within the size limit: each of these cost the parser seconds, one of them 45, before it was bounded.
	it.each([
		['keys', (i: number) => `k${i}: 1\n`],
		['keys that repeat', () => 'slimmer: 1\n'],
		['line breaks', () => '\n'],
		['commas', (i: number) => (i === 0 ? '[' : ',')],
		['quotes', () => '"'],
		['anchors', () => '&a '],
		['brackets', () => '['],
		['mappings in braces', (i: number) => (i === 0 ? '[' : '{a: 1},')],
		['dashes', () => '- '],
		['question marks', () => '? '],
		['tags', () => '!a '],
		['colons', () => ': '],
		['directives', () => '%A\n'],
		['open references', () => '${A:-'],
		['closed references', () => '${A}'],
		['references in one value', (i: number) => (i === 0 ? 'a: "' : '${A} ')],
		['dollar signs', () => '$'],
		['one letter', () => 'a'],
		['hashes', () => '#'],
	])('of a megabyte of %s is dealt with in bounded time', (_, unit) => {
		const parts: string[] = []
		for (let i = 0, length = 0; length < 999_000; i++) {
			const part = unit(i)
			parts.push(part)
			length += part.length
		}
		const start = performance.now()
		try {
			parseConfig(parts.join(''), { env: {} })
		} catch (error) {
			expect(error).toBeInstanceOf(ConfigError)
			expect(formatConfigError(error as ConfigError).length).toBeLessThan(50_000)
		}
		expect(performance.now() - start).toBeLessThan(5000)
	})

	it('is refused with a ConfigError or accepted, never anything else', () => {
		const word = fc.constantFrom(
			...[
				'slimmer',
				'router',
				'routes',
				'when',
				'all',
				'providers',
				'openai',
				'api_key',
				'base_url',
				'enabled',
				'name',
				'model',
				'models',
			],
			...[
				':',
				': ',
				'\n',
				'\n  ',
				'\n    ',
				'- ',
				'{',
				'}',
				'[',
				']',
				',',
				'"',
				"'",
				'|',
				'>',
				'&a',
				'*a',
				'!t ',
				'!!int ',
				'!!map ',
				'#',
				'---',
				'...',
				'%YAML 1.2',
				'? ',
				'<<: ',
				'@',
			],
			...[
				'${A}',
				'${',
				'$$',
				'}',
				'${B:-',
				'1',
				'-1',
				'.nan',
				'.inf',
				'0x1f',
				'true',
				'null',
				'~',
				'\t',
				'\r',
				'\u2028',
				'\u0000',
				'\ud800',
				'é',
				'😀',
			],
		)
		let accepted = 0
		fc.assert(
			fc.property(
				fc.array(fc.oneof({ weight: 9, arbitrary: word }, fc.string()), { maxLength: 40 }),
				(words) => {
					try {
						printConfig(parseConfig(words.join(''), { env: { A: 'x' } }))
						accepted++
					} catch (error) {
						expect(error).toBeInstanceOf(ConfigError)
						const { problems } = error as ConfigError
						expect(problems.length).toBeGreaterThan(0)
						const shown = formatConfigError(error as ConfigError)
						expect(shown.split('\n').every((line) => !/[\p{Cc}\p{Cf}]/u.test(line))).toBe(true)
					}
				},
			),
			{ numRuns: 2000 },
		)
		expect(accepted).toBeGreaterThan(0)
	})
})
