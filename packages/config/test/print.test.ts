import {
	configJsonSchema,
	formatConfigError,
	type LoadedConfig,
	parseConfig,
	printConfig,
} from '@headroom/config'
import type { ConfigError } from '@headroom/spec'
import { describe, expect, it } from 'vitest'

const file = `slimmer: { rules: { snake_name: false, camelName: true } }
router:
  routes:
    - name: short
      model: \${CHEAP:-gpt-4o-mini}
      when: { max_words: 50, metadata: { someTeam: "a\\u0007b", other_team: x } }
    - { name: long, model: \${BIG}, when: { any: [{ min_words: 51 }, { contains: [x, y] }] } }
providers:
  my-host: { base_url: "http://localhost:1", headers: { X-One: abc } }
  anthropic: { api_key: \${KEY} }
models:
  openai/gpt-4o: { input: 2.5, output: 10 }
`
const load = (): LoadedConfig => parseConfig(file, { path: 'headroom.yaml', env: { BIG: 'gpt-4o' } })

describe('printing the configuration', () => {
	it('shows every value with where it comes from', () => {
		const printed = printConfig(load())
		const lineOf = (start: string): string | undefined =>
			printed.split('\n').find((line) => line.trimStart().startsWith(start))
		expect(lineOf('snake_name:')).toMatch(/snake_name: false +# headroom.yaml:1:33$/)
		expect(lineOf('min_tokens:')).toMatch(/min_tokens: 200 +# default$/)
		expect(lineOf('- name: "long"')).toMatch(/# headroom.yaml:7:15$/)
		expect(lineOf('model: "gpt-4o"')).toMatch(/# headroom.yaml:7:28, env BIG$/)
		expect(lineOf('model: "gpt-4o-mini"')).toMatch(/# headroom.yaml:5:14$/)
		expect(lineOf('api_key:')).toMatch(/"\[redacted\]" +# headroom.yaml:10:25, env KEY$/)
		expect(lineOf('X-One:')).toMatch(/"\[redacted\]"/)
		expect(lineOf('input:')).toMatch(/2\.5/)
	})

	it('is a configuration again, equal but for secrets', () => {
		const { config } = load()
		const again = parseConfig(printConfig(load()), { env: {} }).config
		expect(JSON.parse(JSON.stringify(again))).toEqual(JSON.parse(JSON.stringify(config)))
		expect(again.router.routes[0]?.when?.metadata).toEqual({ someTeam: ['a\u0007b'], other_team: ['x'] })
	})

	it('is so with a store to recall from, too', () => {
		const text =
			'compressor: { recall: { store: sqlite, path: recall.db }, scope: "team a", target_tokens: 9 }\n'
		const loaded = parseConfig(text, { path: 'headroom.yaml', env: {} })
		expect(printConfig(loaded)).toMatch(/\n {4}path: "recall.db" +# headroom.yaml:1:46\n/)
		expect(parseConfig(printConfig(loaded), { env: {} }).config.compressor).toEqual(loaded.config.compressor)
		expect(loaded.config.compressor).toMatchObject({
			recall: { store: 'sqlite', path: 'recall.db', ttlSeconds: 86_400 },
			scope: 'team a',
			targetTokens: 9,
		})
	})

	it('says so when there is no file', () => {
		const loaded = { ...parseConfig('', { env: {} }), source: 'defaults' as const }
		expect(printConfig(loaded)).toMatch(
			/^# no headroom.yaml was found: every value is a default\nslimmer:\n {2}enabled: true/,
		)
	})

	it('gives the same as data', () => {
		const entry = load().entries.find(({ key }) => key === 'router.routes[1].model')
		expect(entry).toEqual({
			key: 'router.routes[1].model',
			path: ['router', 'routes', 1, 'model'],
			value: 'gpt-4o',
			provenance: { source: 'environment', line: 7, column: 28, variables: ['BIG'] },
		})
	})
})

describe('an error for people', () => {
	const failure = (text: string): ConfigError => {
		try {
			parseConfig(text, { path: 'headroom.yaml', env: {} })
		} catch (error) {
			return error as ConfigError
		}
		throw new Error('accepted')
	}

	it('has colours only when asked for', () => {
		const error = failure('slimer: {}')
		expect(formatConfigError(error)).not.toContain('\u001b')
		expect(formatConfigError(error, { color: true })).toContain('\u001b[31merror\u001b[0m')
	})

	it('puts the caret under the place in long lines, too', () => {
		const text = `compressor: { preserve_keywords: [${'"padding", '.repeat(40)}"x"], modle: a, min_tokens: 1 }`
		const [, source = '', caret = ''] = formatConfigError(failure(text)).split('\n')
		expect(source.length).toBeLessThan(120)
		expect(source.slice(caret.indexOf('^'))).toMatch(/^modle: a/)
	})

	it('counts lines of Windows like all others', () => {
		expect(failure('slimmer:\r\n  enabled: true\r\n  levl: x\r\n')).toMatchObject({ line: 3, column: 3 })
	})

	it('lists the problems in the order of the file, each in one line of the message', () => {
		const error = failure('slimer: {}\nrouter: { enabled: maybe }\ncompresor: {}\n')
		expect(error.message.split('\n').map((line) => line.slice(0, 22))).toEqual([
			'headroom.yaml:1:1 erro',
			'headroom.yaml:2:20 err',
			'headroom.yaml:3:1 erro',
		])
		expect([error.path, error.line, error.column]).toEqual(['headroom.yaml', 1, 1])
	})
})

describe('the JSON Schema', () => {
	it('that is shipped is the one the code gives (vitest -u writes it anew)', async () => {
		const text = `${JSON.stringify(configJsonSchema(), null, 2)}\n`
		await expect(text).toMatchFileSnapshot('../src/headroom.schema.json')
	})

	it('allows a reference where a number, a switch or a word is wanted', () => {
		const { properties } = configJsonSchema()
		expect(properties?.compressor?.properties?.min_tokens?.anyOf).toContainEqual({
			type: 'string',
			pattern: '\\$\\{',
		})
		expect(properties?.slimmer?.properties?.level?.anyOf).toContainEqual({
			type: 'string',
			pattern: '\\$\\{',
		})
	})
})
