/** A prompt as a cascade of two cheap models and a strong one sees it. */
export interface CascadePrompt {
	/** Final answers of the two cheap models; `null` where none could be read. */
	readonly answers: readonly [string | null, string | null]
	/** Quality of the first cheap model's answer, which is the one returned when both agree. */
	readonly quality: number
	/** USD of both cheap calls. */
	readonly cost: number
	/** Quality of the strong model's answer. */
	readonly strong: number
	/** USD of the strong model's call. */
	readonly strongCost: number
}

/** What a cascade gave, beside the strong model alone. */
export interface CascadeResult {
	/** Mean quality as a share of the strong model's. */
	readonly qualityKept: number
	/** Cost as a share of the strong model's; every call is paid. */
	readonly costShare: number
	/** Share of prompts that went on to the strong model, in [0, 1]. */
	readonly escalated: number
}

/**
 * Asks two cheap models and takes their answer when it is the same, else asks the strong model too (agreement-based
 * cascading, arXiv 2407.02348). Has no threshold to tune, so its figures are honest on the data they are measured on.
 */
export function agreementCascade(prompts: readonly CascadePrompt[]): CascadeResult {
	let [quality, cost, strong, strongCost, escalated] = [0, 0, 0, 0, 0]
	for (const prompt of prompts) {
		const [first, second] = prompt.answers
		const agree = first !== null && first === second
		quality += agree ? prompt.quality : prompt.strong
		cost += prompt.cost + (agree ? 0 : prompt.strongCost)
		strong += prompt.strong
		strongCost += prompt.strongCost
		if (!agree) escalated++
	}
	return {
		qualityKept: quality / strong,
		costShare: cost / strongCost,
		escalated: escalated / prompts.length,
	}
}
