import type { Cost, CostMark, Price, Usage } from './usage.ts'

/** What a model can take and do. An absent field is unknown, which is not `false`. */
export interface ModelCapabilities {
	readonly vision?: boolean
	readonly tools?: boolean
	readonly structuredOutput?: boolean
	readonly reasoning?: boolean
}

/** One model of the catalog. */
export interface ModelInfo {
	/** `provider/model`. */
	readonly id: string
	readonly provider: string
	/** The name the provider's API takes. */
	readonly model: string
	/** Most tokens of prompt and answer together. */
	readonly contextWindow?: number
	/** Most tokens of an answer. */
	readonly maxOutputTokens?: number
	readonly capabilities: ModelCapabilities
	/** Where it runs, in the user's own words, such as `eu`; absent when nobody said. */
	readonly regions?: readonly string[]
	/** Absent when no price is known. */
	readonly price?: Price
}

/** Finds models by name and prices their usage. `@headroom/models` is the one Headroom ships. */
export interface ModelCatalog {
	/** The model of an id or a bare name, or `undefined` when it is unknown or ambiguous. */
	resolve(model: string): ModelInfo | undefined
	/** USD of a usage at the model's price; `unpriced` when no price is known, never 0 in its place. */
	cost(model: string, usage: Usage, mark: CostMark): Cost
}
