// biome-ignore-all lint/suspicious/noTemplateCurlyInString: references of the file format are what is tested here
import { parseConfig } from '@headroom/config'
import { ConfigError } from '@headroom/spec'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'

const env = {
	SET: 'value',
	OTHER: 'second',
	EMPTY: '',
	N: '7',
	R: '0.75',
	T: 'true',
	TRICKY: 'x: y # z\n- {a',
	DOLLARS: '${SET}$$',
}

/** The name of the model when the YAML value is written as `written`. */
function modelFrom(written: string): string | undefined {
	return parseConfig(`compressor: { model: ${written} }`, { env }).config.compressor.model
}

function problemsOf(text: string): readonly { line: number; column: number; message: string }[] {
	try {
		parseConfig(text, { path: 'headroom.yaml', env })
	} catch (error) {
		if (error instanceof ConfigError) return error.problems
		throw error
	}
	return []
}

describe('references to environment variables', () => {
	// The results of the first six forms are those of the table in Compose's documentation on interpolation.
	it.each([
		['${SET}', 'value'],
		['${SET:-default}', 'value'],
		['${UNSET:-default}', 'default'],
		['${EMPTY:-default}', 'default'],
		['${UNSET-default}', 'default'],
		['a${EMPTY-default}b', 'ab'],
		['${SET:?needed}', 'value'],
		['${SET?needed}', 'value'],
		['a${EMPTY?needed}b', 'ab'],
		['${SET:+replaced}', 'replaced'],
		['a${EMPTY:+replaced}b', 'ab'],
		['${EMPTY+replaced}', 'replaced'],
		['a${UNSET+replaced}b', 'ab'],
		['${UNSET:-${OTHER}}', 'second'],
		['${UNSET:-${EMPTY:-${ALSO_UNSET-deep}}}', 'deep'],
		['${UNSET:-a-${SET}-b}', 'a-value-b'],
		['${SET:-${NEVER_NEEDED}}', 'value'],
		['${SET:+${OTHER}}', 'second'],
		['pre-${SET}-${OTHER}-post', 'pre-value-second-post'],
		['$${SET}', '${SET}'],
		['$$', '$'],
		['$$$${SET}', '$${SET}'],
		['$$${SET}', '$value'],
		['$SET', '$SET'],
		['costs-5$', 'costs-5$'],
		['"^\\\\d+$"', '^\\d+$'],
		['${UNSET:-http://localhost:8080/v1,x}', 'http://localhost:8080/v1,x'],
		['${UNSET:-a: b #c}', 'a: b #c'],
		['${UNSET:-[x]}', '[x]'],
		['${UNSET:-{x}}', '{x}'],
		["'${UNSET:-it\"s}'", 'it"s'],
		['"${UNSET:-{\\"a\\": 1}}"', '{"a": 1}'],
		['${DOLLARS}', '${SET}$$'],
	])('%s becomes %s', (written, expected) => {
		expect(modelFrom(written)).toBe(expected)
	})

	it('are filled in after YAML is parsed, so that a value cannot become YAML', () => {
		const { config } = parseConfig('compressor:\n  model: ${TRICKY}\n  preserve_keywords: ["${TRICKY}"]\n', {
			env,
		})
		expect(config.compressor.model).toBe('x: y # z\n- {a')
		expect(config.compressor.preserveKeywords).toEqual(['x: y # z\n- {a'])
	})

	it('become the numbers and switches that the schema wants, quoted or not', () => {
		const { config } = parseConfig(
			'slimmer: { enabled: "${UNSET:-false}", dedup: ${T} }\ncompressor: { min_tokens: ${N}, max_compression_ratio: ${R}, model: ${N} }',
			{ env },
		)
		expect(config.slimmer.enabled).toBe(false)
		expect(config.slimmer.dedup).toBe(true)
		expect(config.compressor.minTokens).toBe(7)
		expect(config.compressor.maxCompressionRatio).toBe(0.75)
		expect(config.compressor.model).toBe('7')
	})

	it('are checked against bounds after they became numbers', () => {
		const [problem] = problemsOf('compressor: { max_compression_ratio: ${LOW:-0.2} }')
		expect(problem?.message).toContain('0.2 is below the floor')
	})

	it('are not looked up among what every object inherits', () => {
		expect(problemsOf('compressor: { model: "${constructor}" }')[0]?.message).toContain(
			'constructor is not set',
		)
		expect(modelFrom('${__proto__:-none}')).toBe('none')
	})

	it('stay as they are in keys', () => {
		expect(problemsOf('"${SET}": 1')[0]?.message).toContain('unknown key "${SET}"')
	})

	it('work inside block scalars, and over an anchor', () => {
		const { config } = parseConfig(
			'compressor:\n  model: >-\n    ${SET}\n  preserve_keywords: &k ["${OTHER}"]\nslimmer:\n  preserve_keywords: *k\n',
			{ env },
		)
		expect(config.compressor.model).toBe('value')
		expect(config.slimmer.preserveKeywords).toEqual(['second'])
	})

	it('point at the reference that fails, not at the start of its value', () => {
		expect(problemsOf('compressor:\n  model: ${SET}-${MISSING}\n')).toMatchObject([{ line: 2, column: 17 }])
		expect(problemsOf('compressor:\n  model: "a ${SET:-b} ${MISSING:?}"\n')).toMatchObject([
			{ line: 2, column: 23 },
		])
		expect(problemsOf('compressor:\n  model: |\n    first\n    ${MISSING}\n')).toMatchObject([
			{ line: 4, column: 5 },
		])
		expect(problemsOf('compressor:\n  model: "x ${SET ${OTHER}"\n')).toMatchObject([{ line: 2, column: 13 }])
	})

	it.each([
		'${',
		'${}',
		'${ }',
		'${1A}',
		'${A',
		'${A:}',
		'${A:=b}',
		'${A/b/c}',
		'${A:-',
		'${A:-{}',
		'${A:-${B}',
		'${A B}',
	])('%s is refused with a place, in quotes and without', (written) => {
		expect(problemsOf(`compressor: { model: "${written}" }`)).toMatchObject([{ line: 1, column: 23 }])
		const [problem] = problemsOf(`compressor:\n  model: ${written}\n`)
		expect(problem).toMatchObject({ line: 2, column: 10 })
	})

	it('refuses defaults nested deeper than 16 levels', () => {
		expect(modelFrom(`"${'${A:-'.repeat(16)}x${'}'.repeat(16)}"`)).toBe('x')
		expect(
			problemsOf(`compressor: { model: "${'${A:-'.repeat(17)}x${'}'.repeat(17)}" }`)[0]?.message,
		).toContain('16 levels')
	})

	it('refuses to build a text of more than a million characters', () => {
		const big = { BIG: 'b'.repeat(10_000) }
		expect(() => parseConfig(`compressor: { model: "${'${BIG}'.repeat(200)}" }`, { env: big })).toThrow(
			'million characters',
		)
	})

	it('gives back any text whose dollar signs are doubled', () => {
		fc.assert(
			fc.property(
				fc.string({ minLength: 1, unit: fc.constantFrom('$', '{', '}', 'A', ':', '-', '?', ' ', 'é', '😀') }),
				(text) => {
					fc.pre(text.trim() !== '')
					expect(modelFrom(JSON.stringify(text.replaceAll('$', '$$$$')))).toBe(text)
				},
			),
			{ numRuns: 500 },
		)
	})

	it('gives any value of a variable unchanged', () => {
		fc.assert(
			fc.property(fc.string({ minLength: 1, unit: 'grapheme' }), (value) => {
				const { config } = parseConfig('compressor: { model: ${V} }', { env: { V: value } })
				expect(config.compressor.model).toBe(value)
			}),
			{ numRuns: 500 },
		)
	})
})
