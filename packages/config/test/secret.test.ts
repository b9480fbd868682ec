// biome-ignore-all lint/suspicious/noTemplateCurlyInString: references of the file format are what is tested here
import { inspect } from 'node:util'
import { formatConfigError, parseConfig, printConfig, Secret } from '@headroom/config'
import { ConfigError, HeadroomError } from '@headroom/spec'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'

const CANARY = 'hunter2canary'

describe('a secret', () => {
	it('shows itself only to reveal()', () => {
		const secret = new Secret(CANARY)
		const everything = [
			String(secret),
			`${secret}`,
			JSON.stringify({ secret }),
			inspect(secret),
			inspect({ deep: [secret] }, { depth: 9, showHidden: true }),
			JSON.stringify(Object.entries(secret)),
			JSON.stringify(Object.getOwnPropertyDescriptors(secret)),
			JSON.stringify(structuredClone({ ...secret })),
		].join('\n')
		expect(everything).not.toContain(CANARY)
		expect(everything).toContain('[redacted]')
		expect(secret.reveal()).toBe(CANARY)
	})

	it('that is missing throws where it is needed', () => {
		const secret = Secret.missing('set THE_KEY')
		expect(secret.available).toBe(false)
		expect(() => secret.reveal()).toThrow(HeadroomError)
		expect(() => secret.reveal()).toThrow('set THE_KEY')
	})
})

const file = `providers:
  openai: { api_key: ${CANARY}-1, headers: { authorization: Bearer ${CANARY}-2 } }
  anthropic:
    api_key: \${KEY}
    headers:
      x-token: "${CANARY}-3"
compressor:
  model: \${API_TOKEN}
  min_tokens: 20
`
const env = { KEY: `${CANARY}-4`, API_TOKEN: `${CANARY}-5` }

/** Everything a program may print of an error. */
function allOf(error: unknown): string {
	const shown = [inspect(error, { depth: 9 }), JSON.stringify(error)]
	if (error instanceof ConfigError)
		shown.push(formatConfigError(error, { color: true }), JSON.stringify(error.problems))
	return shown.join('\n')
}

describe('keys in the configuration', () => {
	it('appear in no print, inspection or JSON of it', () => {
		const loaded = parseConfig(file, { env })
		expect(loaded.config.providers.openai?.headers.authorization?.reveal()).toBe(`Bearer ${CANARY}-2`)
		expect(loaded.config.providers.anthropic?.apiKey?.reveal()).toBe(`${CANARY}-4`)
		const { compressor: _, ...rest } = loaded.config
		const shown = [
			printConfig(loaded),
			JSON.stringify(loaded.entries),
			JSON.stringify(rest),
			inspect(rest, { depth: 9 }),
		]
		expect(shown.join('\n')).not.toContain(CANARY)
	})

	it('appear in no error, however the file around them is damaged', () => {
		// With the prefix that vendors use: out of its place, nothing else tells a key from any other word.
		const original = file.replaceAll(CANARY, `sk-${CANARY}`)
		let failed = 0
		const damage = fc.tuple(
			fc.nat(original.length),
			fc.nat(4),
			fc.constantFrom(
				'',
				'"',
				"'",
				'{',
				'}',
				'[',
				']',
				':',
				': ',
				'\n',
				'\t',
				' ',
				'${',
				'}',
				'#',
				' #',
				'&a ',
				'*',
				'!t ',
				'- ',
				'|',
				'%',
				',',
				'x',
				'\u0000',
			),
		)
		fc.assert(
			fc.property(fc.array(damage, { minLength: 1, maxLength: 3 }), (damages) => {
				// Cut and insert between the values, never inside a canary: half a key is not recognisable as one.
				const text = damages.reduce((whole, [at, cut, insert]) => {
					const end = Math.min(whole.length, at + cut)
					if (cutsCanary(whole, at) || cutsCanary(whole, end)) return whole
					return whole.slice(0, at) + insert + whole.slice(end)
				}, original)
				try {
					parseConfig(text, { path: 'headroom.yaml', env })
				} catch (error) {
					failed++
					expect(error).toBeInstanceOf(ConfigError)
					expect(allOf(error)).not.toContain(CANARY)
				}
			}),
			{ numRuns: 1500 },
		)
		expect(failed).toBeGreaterThan(500)
	})

	it('appear in no error when a "*" before them makes an alias of them', () => {
		const parse = (): unknown =>
			parseConfig(`providers: { openai: { api_key: *${CANARY} } }`, { path: 'headroom.yaml', env })
		expect(parse).toThrow('this alias has no anchor of its name above it')
		try {
			parse()
		} catch (error) {
			expect(allOf(error)).not.toContain(CANARY)
		}
	})

	it('appear in no error when they stand where something else belongs', () => {
		const wrong = [
			'compressor: { min_tokens: ${KEY} }',
			'slimmer: { enabled: ${KEY}, level: ${KEY} }',
			'${KEY}: 1',
			'router: { default_model: "${X:?sk-live-0123456789}", routes: ${KEY} }',
			'providers: { openai: sk-live-0123456789 }',
			'provider: { openai: { api_key: sk-live-0123456789 } }',
			'router: sk-live-0123456789',
			'sk-live-0123456789: 1',
			'slimmer: { sk-live-0123456789: true }',
		]
		for (const text of wrong) {
			try {
				parseConfig(text, { env })
				expect.unreachable(text)
			} catch (error) {
				expect(error).toBeInstanceOf(ConfigError)
				expect(allOf(error)).not.toMatch(new RegExp(`${CANARY}|sk-live`))
			}
		}
	})

	it('lose the white space around them, such as the line break a file of secrets ends with', () => {
		const { config } = parseConfig('providers: { openai: { api_key: ${K} } }', { env: { K: ' sk-1\n' } })
		expect(config.providers.openai?.apiKey?.reveal()).toBe('sk-1')
	})
})

function cutsCanary(text: string, at: number): boolean {
	const key = `sk-${CANARY}`
	const found = text.indexOf(key, Math.max(0, at - key.length + 1))
	return found >= 0 && found < at
}
