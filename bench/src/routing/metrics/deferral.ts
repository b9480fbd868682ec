import { HeadroomError } from '@headroom/spec'

/** One prompt answered by a strong and by a weak model, and what a router says of it. */
export interface RoutedPrompt {
	/** Quality of the strong model's answer, usually 0 or 1. */
	readonly strong: number
	/** Quality of the weak model's answer, on the same scale. */
	readonly weak: number
	/** The router's score: the higher, the sooner the prompt goes to the strong model. Any finite number. */
	readonly score: number
}

/** Mean quality as a growing share of prompts goes to the strong model, highest score first. */
export interface DeferralCurve {
	/** `quality[k]` is the mean quality when k of n prompts go to the strong model; n + 1 values. */
	readonly quality: Float64Array
	/** Mean quality of the strong model on everything, S̄. */
	readonly strong: number
	/** Mean quality of the weak model on everything, W̄. */
	readonly weak: number
}

/**
 * The curve `Q(k/n) = W̄ + (1/n)·Σ of the top k (s − w)`.
 *
 * Prompts of one score cannot be told apart, so each of them counts with the mean gap of its group: the
 * expectation over random orders within the group. A router that gives every prompt one score thus draws the straight
 * line of the random router.
 *
 * @throws HeadroomError `invalid-argument` when there are no prompts or a number is not finite.
 */
export function deferralCurve(prompts: readonly RoutedPrompt[]): DeferralCurve {
	const n = prompts.length
	if (n === 0)
		throw new HeadroomError('invalid-argument', 'deferralCurve: no prompts given, expected at least one')
	const wrong = prompts.find(({ strong, weak, score }) => !Number.isFinite(strong + weak + score))
	if (wrong !== undefined) {
		throw new HeadroomError(
			'invalid-argument',
			`deferralCurve: ${JSON.stringify(wrong)} holds a number that is not finite; give every prompt two qualities and a score`,
		)
	}
	const order = byScore(prompts)
	const quality = new Float64Array(n + 1)
	const weak = order.reduce((sum, prompt) => sum + prompt.weak, 0) / n
	quality[0] = weak
	for (const [start, end] of tiedGroups(order)) {
		let gap = 0
		for (let index = start; index < end; index++) gap += gapOf(order[index] as RoutedPrompt)
		const first = quality[start] as number
		for (let index = start; index < end; index++) {
			quality[index + 1] = first + (gap * (index + 1 - start)) / (end - start) / n
		}
	}
	return { quality, strong: prompts.reduce((sum, prompt) => sum + prompt.strong, 0) / n, weak }
}

/** What the strong model adds on a prompt, s − w. */
export function gapOf(prompt: RoutedPrompt): number {
	return prompt.strong - prompt.weak
}

/** The prompts, highest score first. */
export function byScore<Prompt extends { readonly score: number }>(prompts: readonly Prompt[]): Prompt[] {
	return [...prompts].sort((a, b) => b.score - a.score)
}

/** Half-open index ranges of equal scores in prompts sorted by score. */
export function tiedGroups(sorted: readonly { readonly score: number }[]): [number, number][] {
	const groups: [number, number][] = []
	for (let start = 0; start < sorted.length; ) {
		let end = start + 1
		while (end < sorted.length && sorted[end]?.score === sorted[start]?.score) end++
		groups.push([start, end])
		start = end
	}
	return groups
}
