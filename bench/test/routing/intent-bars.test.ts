import { describe, expect, it } from 'vitest'
import {
	balancedSplit,
	centroidGuesses,
	countLexical,
	datasetsRoot,
	fewShot,
	hasDataset,
	inScopeAccuracy,
	type LexicalCounts,
	loadBanking77,
	loadClinc150,
	loadHwu64,
	outOfScopeReport,
	type Utterance,
} from '../../src/routing/index.ts'
import { mean } from '../../src/statistics/index.ts'

// The published figures are of the official tests, which are held out. Ours are of the development halves.

const missing = ['clinc150', 'banking77', 'hwu64'].filter((name) => !hasDataset(name))
if (missing.length > 0) {
	console.warn(
		`Skipped: ${missing.join(', ')} not in ${datasetsRoot()}. Set HEADROOM_DATASETS to the folder that holds them.`,
	)
}
const within = (figure: number, published: number, tolerance: number): void => {
	expect(figure).toBeGreaterThan(published - tolerance)
	expect(figure).toBeLessThan(published + tolerance)
}

describe.skipIf(missing.length > 0)('intents by TF-IDF centroid', () => {
	interface Row extends Utterance {
		readonly row: number
	}
	const numbered = (rows: readonly Utterance[]): Row[] => rows.map((one, row) => ({ ...one, row }))
	const intentOf = (one: Utterance): string => one.intent
	const accuracy = (counts: LexicalCounts, train: readonly Row[], test: readonly Row[]): number => {
		const guesses = centroidGuesses(counts, rowsOf(train), train.map(intentOf), rowsOf(test))
		return inScopeAccuracy(
			test.map((one, index) => ({ ...one, predicted: '', confidence: 0, ...guesses[index] })),
		)
	}
	const rowsOf = (rows: readonly Row[]): number[] => rows.map((one) => one.row)
	/**
	 * Two standard deviations between an accuracy on our and on the official test. The draw of few shots adds what it was
	 * seen to add over six draws of each set, 1.5 points, once for the published figure and once, over three draws, for ours.
	 */
	const noise = (percent: number, ours: number, official: number, isFewShot: boolean): number => {
		const share = percent / 100
		const sampling = Math.sqrt(share * (1 - share) * (1 / ours + 1 / official))
		return 2 * Math.hypot(sampling, isFewShot ? 0.015 : 0, isFewShot ? 0.015 / Math.sqrt(3) : 0)
	}

	it('comes out as published on CLINC150, whose validation part stands in for the test', () => {
		const clinc = loadClinc150()
		const outside = clinc.outOfScopeValidation.map((text) => ({ text, intent: 'oos' }))
		const all = numbered([...clinc.train, ...clinc.validation, ...outside])
		const counts = countLexical(all.map((one) => one.text))
		const [train, validation, outOfScope] = [
			all.slice(0, 15_000),
			all.slice(15_000, 18_000),
			all.slice(18_000),
		]
		for (const [shots, percent] of [
			[5, 72.1],
			[10, 79.2],
		] as const) {
			const draws = [1, 2, 3].map((seed) =>
				accuracy(counts, fewShot(train, intentOf, shots, seed), validation),
			)
			within(mean(draws), percent / 100, noise(percent, 3_000, 4_500, true))
		}

		const guesses = centroidGuesses(
			counts,
			rowsOf(train),
			train.map(intentOf),
			rowsOf([...validation, ...outOfScope]),
		)
		const inScope = validation.map((one, index) => ({
			...one,
			predicted: '',
			confidence: 0,
			...guesses[index],
		}))
		within(inScopeAccuracy(inScope), 0.855, noise(85.5, 3_000, 4_500, false))
		// No figure is published for the centroid; the linear model over the same terms has an AUROC of 0.950.
		const report = outOfScopeReport(
			inScope,
			guesses.slice(3_000).map((guess) => guess.confidence),
		)
		expect(report.inScopeRejected).toBeLessThanOrEqual(0.05)
		expect(report.auroc).toBeGreaterThan(0.85)
		expect(report.auroc).toBeLessThan(0.95)
	})

	it.each([
		['Banking77', loadBanking77, 20, 3_080, [63.5, 72.6, 82.4]],
		['HWU64', loadHwu64, 15, 1_076, [61.1, 70.7, 79.3]],
	] as const)(
		'comes out as published on %s, by a balanced test out of the training part',
		(_, load, each, official, [five, ten, full]) => {
			const all = numbered(load())
			const counts = countLexical(all.map((one) => one.text))
			const splits = [1, 2, 3].map((seed) => balancedSplit(all, intentOf, each, seed))
			const ours = splits[0]?.test.length ?? 0
			for (const [shots, percent] of [
				[5, five],
				[10, ten],
			] as const) {
				const draws = splits.map(({ train, test }, seed) =>
					accuracy(counts, fewShot(train, intentOf, shots, seed), test),
				)
				within(mean(draws), percent / 100, noise(percent, ours, official, true))
			}
			// Learnt from about 85 % of the official training part, which gives a little less than all of it.
			const whole = mean(splits.map(({ train, test }) => accuracy(counts, train, test)))
			within(whole, full / 100, noise(full, ours, official, false))
		},
	)
})
