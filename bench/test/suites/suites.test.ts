import { describe, expect, it } from 'vitest'
import { suites } from '../../src/suites/index.ts'

describe('suites', () => {
	it('give no two metrics one name, since rules are looked up by it', () => {
		const names = suites.flatMap(({ rules }) => Object.keys(rules))
		expect(names.filter((name, index) => names.indexOf(name) !== index)).toEqual([])
	})

	it('hold a subject of one name to the gate in all of them or in none', () => {
		const gated = new Map<string, boolean>()
		for (const subject of suites.flatMap((suite) => suite.subjects)) {
			expect(gated.get(subject.name) ?? subject.gated, subject.name).toBe(subject.gated)
			gated.set(subject.name, subject.gated)
		}
	})
})
