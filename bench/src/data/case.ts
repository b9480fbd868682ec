import type { Message } from '@headroom/spec'

/** One measurement: a prompt, what is asked of it, and what must still stand in it afterwards. */
export interface BenchCase {
	/** Unique over all sets. */
	readonly id: string
	readonly dataset: string
	/** What the text is, such as `qa`, `log` or `code`; reports are grouped by it. */
	readonly kind: string
	/** BCP 47 language of the text. */
	readonly lang: string
	/** Cases of one cluster share their text and are resampled together. */
	readonly cluster: string
	/** The prompt, without the question. */
	readonly prompt: string | readonly Message[]
	/** What is asked; absent for runs whose next step decides what was needed. */
	readonly query?: string
	/** Any of these in the text counts as the answer. Empty when the answer is not a quotation. */
	readonly answers: readonly string[]
	/** Every one of these is used later: all must stand. */
	readonly needed: readonly string[]
	/** The sentences that the answer rests on. */
	readonly evidence: readonly string[]
}

/** All cases of one dataset, and how many items its files hold. */
export interface BenchSet {
	readonly name: string
	/** `own`: committed here. `shared`: read from `HEADROOM_DATASETS`. */
	readonly origin: 'own' | 'shared'
	/** Lines of the data file, as its description counts them. */
	readonly items: number
	readonly cases: readonly BenchCase[]
}
