import { describe, expect, it } from 'vitest'
import { inScopeAccuracy, outOfScopeReport, type RoutedUtterance } from '../../src/routing/index.ts'

// Twenty utterances with confidences 0.05 to 1.00; the five least sure are wrong.
const inScope: RoutedUtterance[] = Array.from({ length: 20 }, (_, index) => ({
	intent: 'pay',
	predicted: index < 5 ? 'cancel' : 'pay',
	confidence: (index + 1) / 20,
}))

describe('inScopeAccuracy', () => {
	it('is the share of right intents, however unsure', () => {
		expect(inScopeAccuracy(inScope)).toBe(0.75)
		expect(inScopeAccuracy([])).toBeNaN()
	})
})

describe('outOfScopeReport', () => {
	it('sets the threshold so that no more than the stated share is rejected', () => {
		// 10 % of 20 are two: 0.05 and 0.10 fall below 0.15. Out of scope, 0 and 0.12 do; 0.15 and 0.9 do not.
		const report = outOfScopeReport(inScope, [0, 0.12, 0.15, 0.9], 0.1)
		expect(report).toMatchObject({
			threshold: 0.15,
			inScopeRejected: 0.1,
			inScopeAccuracy: 0.75,
			outOfScopeRecall: 0.5,
			outOfScopePrecision: 0.5,
			outOfScopeF1: 0.5,
		})
		// In order against 20 each: 20 + 18 + (17 + ½) + (2 + ½), of 80.
		expect(report.auroc).toBeCloseTo(58 / 80, 12)
	})

	it('rejects none when none may be', () => {
		const report = outOfScopeReport(inScope, [0.01, 0.5], 0)
		expect(report).toMatchObject({ threshold: 0.05, inScopeRejected: 0, outOfScopeRecall: 0.5 })
	})

	it('never rejects more than stated when confidences tie', () => {
		const tied = inScope.map((one, index) => ({ ...one, confidence: index < 10 ? 0.3 : 0.6 }))
		const report = outOfScopeReport(tied, [0.1, 0.3], 0.05)
		expect(report).toMatchObject({ threshold: 0.3, inScopeRejected: 0, outOfScopeRecall: 0.5 })
	})

	it('needs utterances to set a threshold', () => {
		expect(() => outOfScopeReport([], [0.1])).toThrow(/in-scope/)
	})
})
