import { type TrainedOn, thresholdAt } from './accept-model.ts'
import type { AcceptRecord } from './accept-record.ts'

/** What was expected of a record out of sample, by number of answers: gain for each mean call that it costs. */
export interface Guessed {
	/** `Infinity` where no answer can be given. */
	readonly scores: readonly number[]
	/** Expected gain of asking the requested model, by number of answers. */
	readonly gains: readonly number[]
	/** Quality of the candidate, by number of answers. */
	readonly quality: readonly number[]
}

/** What a threshold comes to. */
export interface Outcome extends Omit<TrainedOn, 'records'> {
	readonly threshold: number
	/** Share of the quality that the guesses themselves expected to keep. */
	readonly expected: number
}

/** Thresholds that are tried, at even shares of the scores. */
const TRIED = 200

/**
 * What each of many thresholds comes to on records that the guesses had not seen, lowest first. With several guesses
 * of a record, from several ways to part the records, each counts in part.
 */
export function outcomes(
	records: readonly AcceptRecord[],
	guesses: readonly (readonly Guessed[])[],
	atLeast: number,
): Outcome[] {
	const scores = guesses
		.flat()
		.flatMap((guess) => guess.scores.at(-1) ?? [])
		.filter((score) => Number.isFinite(score))
		.sort((a, b) => a - b)
	const step = Math.max(1, Math.floor(scores.length / TRIED))
	const thresholds = scores.filter((_, index) => index % step === 0)
	return thresholds.map((threshold) => outcomeOf(records, guesses, atLeast, threshold))
}

function outcomeOf(
	records: readonly AcceptRecord[],
	guesses: readonly (readonly Guessed[])[],
	atLeast: number,
	threshold: number,
): Outcome {
	const kept: number[] = []
	let expected = 0
	let [quality, strongQuality, cost, strongCost, escalated] = [0, 0, 0, 0, 0]
	for (const [index, record] of records.entries()) {
		const row = guesses[index] ?? []
		let mine = 0
		for (const guess of row) {
			const at = stopOf(guess, atLeast, threshold)
			mine += (at < 0 ? record.strong.quality : (guess.quality[at] as number)) / row.length
			expected += (record.strong.quality - (at < 0 ? 0 : (guess.gains[at] as number))) / row.length
			const asked = at < 0 ? record.cheap.length : at + 1
			for (let model = 0; model < asked; model++) cost += (record.cheap[model]?.cost ?? 0) / row.length
			if (at < 0) cost += record.strong.cost / row.length
			if (at < 0) escalated += 1 / row.length
		}
		kept.push(mine)
		quality += mine
		strongQuality += record.strong.quality
		strongCost += record.strong.cost
	}
	const share = quality / strongQuality
	// The error of a ratio of sums, by its residuals; resampling the records gives the same within a few percent.
	const squares = records.reduce(
		(sum, record, index) => sum + ((kept[index] as number) - share * record.strong.quality) ** 2,
		0,
	)
	return {
		threshold,
		quality: share,
		expected: expected / strongQuality,
		qualityError: Math.sqrt(squares) / strongQuality,
		costShare: cost / strongCost,
		escalated: escalated / records.length,
	}
}

/** After how many answers, less one, the candidate is given; -1 for never. */
function stopOf({ scores }: Guessed, atLeast: number, threshold: number): number {
	return scores.findIndex(
		(score, index) => index + 1 >= atLeast && score <= thresholdAt(threshold, index + 1, scores.length),
	)
}
