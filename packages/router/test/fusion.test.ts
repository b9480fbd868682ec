import { describe, expect, it } from 'vitest'
import { fuse } from '../src/semantic/fusion.ts'

const logistic = (value: number): number => 1 / (1 + Math.exp(-value))

describe('fuse', () => {
	it('adds half a lexical cosine to the likeness of the winner, which is even at 0.5', () => {
		const [score] = fuse(
			{ likeness: [0.4], contrast: [0.4] },
			{ kind: 'centroid', values: Float64Array.of(0.2) },
		)
		expect(score).toBeCloseTo(0.5, 12)
	})

	it('adds a margin to the likeness as −1 to 1 on 0 to 0.3, no further', () => {
		const likenessAt = (margin: number) =>
			fuse({ likeness: [0.5], contrast: [0.5] }, { kind: 'linear', values: Float64Array.of(margin) })[0]
		expect(likenessAt(-1)).toBeCloseTo(0.5, 12)
		expect(likenessAt(1)).toBeCloseTo(logistic(0.3 / 0.07), 12)
		expect(likenessAt(7)).toBe(likenessAt(1))
	})

	it('gives the root of its share to each route: a difference of 0.07 in contrast is a factor of e', () => {
		const [first = 0, second = 0] = fuse(
			// 0.03 and 0.4 of a cosine of 0.1 make 0.07.
			{ likeness: [0.9, 0.9], contrast: [0.53, 0.5] },
			{ kind: 'centroid', values: Float64Array.of(0.1, 0) },
		)
		expect((first / second) ** 2).toBeCloseTo(Math.E, 10)
		expect(first ** 2 + second ** 2).toBeCloseTo(logistic((0.9 + 0.05 - 0.5) / 0.07) ** 2, 10)
	})

	it('orders routes by contrast, also where the likeness of another is higher', () => {
		const [first = 0, second = 0] = fuse(
			{ likeness: [0.6, 0.8], contrast: [0.7, 0.5] },
			{ kind: 'centroid', values: Float64Array.of(0, 0) },
		)
		expect(first).toBeGreaterThan(second)
		expect(first).toBeLessThan(logistic(0.1 / 0.07))
	})

	it('stays in range for any number of routes', () => {
		const many = Array.from({ length: 200_000 }, (_, index) => index / 200_000)
		const scores = fuse(
			{ likeness: many, contrast: many },
			{ kind: 'linear', values: Float64Array.from(many) },
		)
		expect(scores.every((score) => score >= 0 && score <= 1)).toBe(true)
	})
})
