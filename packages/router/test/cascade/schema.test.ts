import type { JsonValue } from '@headroom/spec'
import { describe, expect, it } from 'vitest'
import { schemaProblem } from '../../src/cascade/schema/validate.ts'

// Each case by the meaning of its keywords in JSON Schema 2020-12.
describe('schemaProblem', () => {
	it.each<[schema: JsonValue, value: unknown, problem: string | undefined]>([
		[true, 1, undefined],
		[false, 1, '$: expected nothing here'],
		[{ type: 'integer' }, 3, undefined],
		[{ type: 'integer' }, 3.0, undefined],
		[{ type: 'integer' }, 3.5, '$: expected integer'],
		[{ type: ['string', 'null'] }, null, undefined],
		[{ type: ['string', 'null'] }, 5, '$: expected string or null'],
		[{ type: 'object' }, [], '$: expected object'],
		[{ enum: ['a', 1, { x: [1] }] }, { x: [1] }, undefined],
		[{ enum: ['a', 1] }, '1', '$: expected one of 2 values'],
		[{ const: 'a' }, 'b', '$: expected "a"'],
		[{ minLength: 2 }, '😀', '$: expected at least 2 characters'],
		[{ maxLength: 1 }, '😀', undefined],
		[{ pattern: '^[a-z]+$' }, 'abc', undefined],
		[{ pattern: '^[a-z]+$' }, 'ABC', "$: does not match the schema's pattern"],
		[{ minimum: 1, maximum: 3 }, 3, undefined],
		[{ exclusiveMaximum: 3 }, 3, '$: expected less than 3'],
		[{ multipleOf: 0.1 }, 0.3, undefined],
		[{ multipleOf: 2 }, 3, '$: expected a multiple of 2'],
		[{ items: { type: 'number' } }, [1, '2'], '$[1]: expected number'],
		[{ prefixItems: [{ type: 'string' }], items: false }, ['a', 1], '$[1]: expected nothing here'],
		[{ minItems: 1 }, [], '$: expected at least 1 items'],
		[
			{ uniqueItems: true },
			[
				{ a: 1, b: 2 },
				{ b: 2, a: 1 },
			],
			'$: expected no item twice',
		],
		[{ required: ['a'] }, {}, '$.a: is missing'],
		[{ properties: { a: { type: 'string' } } }, { a: 1 }, '$.a: expected string'],
		[{ properties: {}, additionalProperties: false }, { secret: 1 }, '$.*: expected nothing here'],
		[{ additionalProperties: { type: 'number' } }, { any: 'x' }, '$.*: expected number'],
		[{ anyOf: [{ type: 'string' }, { type: 'number' }] }, 5, undefined],
		[{ anyOf: [{ type: 'string' }, { type: 'number' }] }, true, '$: expected string'],
		[{ oneOf: [{ minimum: 1 }, { maximum: 5 }] }, 3, '$: expected exactly one of 2 alternatives, 2 fit'],
		[{ allOf: [{ minimum: 1 }, { maximum: 5 }] }, 9, '$: expected at most 5'],
		[{ not: { type: 'string' } }, 'x', '$: is what the schema rules out'],
		[{ $defs: { n: { type: 'number' } }, items: { $ref: '#/$defs/n' } }, ['x'], '$[0]: expected number'],
		[{ $ref: '#/nowhere' }, 1, '$: the schema\'s $ref "#/nowhere" is not in it'],
		[
			{ patternProperties: {} },
			{},
			'$: the schema\'s "patternProperties" is not checked here; leave it out, or give a judge of your own',
		],
		[
			{ not: { contains: {} } },
			[],
			'$: the schema\'s "contains" is not checked here; leave it out, or give a judge of your own',
		],
		[{ title: 'T', format: 'email', description: 'd', 'x-note': 1 }, 'no mail', undefined],
		[{ required: ['__proto__'] }, {}, '$.__proto__: is missing'],
	])('of %j, %j: %s', (schema, value, problem) => {
		expect(schemaProblem(schema, value)).toBe(problem)
	})

	it('follows a schema that holds itself, as deep as the value', () => {
		const tree = { type: 'object', properties: { next: { $ref: '#' } }, additionalProperties: false }
		expect(schemaProblem(tree, { next: { next: {} } })).toBeUndefined()
		expect(schemaProblem(tree, { next: { next: { last: 1 } } })).toBe('$.next.next.*: expected nothing here')
	})

	it('gives up on what would never end, be it deep or wide', () => {
		expect(schemaProblem({ $ref: '#' }, 1)).toMatch(/too large or too deeply nested/)
		let deep: unknown = 1
		for (let level = 0; level < 5_000; level++) deep = [deep]
		expect(schemaProblem({ items: { $ref: '#' } }, deep)).toMatch(/too large or too deeply nested/)
		for (const whole of [{ uniqueItems: true }, { enum: [[1]] }])
			expect(schemaProblem(whole, [deep])).toMatch(/too deeply nested to be compared/)
		const both = { type: 'array', anyOf: [{ items: { $ref: '#' } }, { items: { $ref: '#' } }] }
		let value: unknown = 'x'
		for (let level = 0; level < 60; level++) value = [value]
		expect(schemaProblem(both, value)).toMatch(/too large or too deeply nested/)
	})
})
