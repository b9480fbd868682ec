import { describe, expect, it } from 'vitest'
import { fuse } from '../src/semantic/fusion.ts'

const words = (...margins: readonly number[]): Float64Array => Float64Array.from(margins)

const logistic = (value: number): number => 1 / (1 + Math.exp(-value))

describe('fuse', () => {
	it('is even at a likeness of 0.5, to which words add 0.15 and 0.2 of their margin', () => {
		const at = (likeness: number, margin: number) =>
			fuse({ likeness: [likeness], contrast: [0] }, words(margin))[0]
		expect(at(0.35, 0)).toBeCloseTo(0.5, 12)
		expect(at(0.25, 0.5)).toBeCloseTo(0.5, 12)
		expect(at(0.42, 0)).toBeCloseTo(logistic(1), 12)
	})

	it('takes margins from −1 to 1, no further', () => {
		const at = (margin: number) => fuse({ likeness: [0.5], contrast: [0.5] }, words(margin))[0]
		expect(at(1)).toBeCloseTo(logistic(0.35 / 0.07), 12)
		expect(at(7)).toBe(at(1))
		expect(at(-7)).toBeCloseTo(logistic(-0.05 / 0.07), 12)
	})

	it('gives the root of its share to each route: a difference of 0.07 in contrast is a factor of e', () => {
		const [first = 0, second = 0] = fuse(
			// 0.05 and 0.2 of a margin of 0.1 make 0.07.
			{ likeness: [0.9, 0.9], contrast: [0.55, 0.5] },
			words(0.1, 0),
		)
		expect((first / second) ** 2).toBeCloseTo(Math.E, 10)
		expect(first ** 2 + second ** 2).toBeCloseTo(logistic((0.9 + 0.15 + 0.02 - 0.5) / 0.07) ** 2, 10)
	})

	it('orders routes by contrast, also where the likeness of another is higher', () => {
		const [first = 0, second = 0] = fuse({ likeness: [0.45, 0.8], contrast: [0.7, 0.5] }, words(0, 0))
		expect(first).toBeGreaterThan(second)
		expect(first).toBeLessThan(logistic(0.1 / 0.07))
	})

	it('stays in range for any number of routes', () => {
		const many = Array.from({ length: 200_000 }, (_, index) => index / 200_000)
		const scores = fuse({ likeness: many, contrast: many }, words(...many.slice(0, 1_000)))
		expect(scores.every((score) => score >= 0 && score <= 1)).toBe(true)
	})
})
