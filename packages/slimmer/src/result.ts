import type { Level } from './rule.ts'

/** A slimmed text and what it cost before and after. */
export interface SlimResult {
	readonly text: string
	/** Tokens of the input. */
	readonly tokensBefore: number
	/** Tokens of `text`, at most `tokensBefore`. */
	readonly tokensAfter: number
	/** `tokensAfter / tokensBefore`, in [0, 1]. An empty input reports `1`. */
	readonly ratio: number
	/** `tokensBefore - tokensAfter`, at least 0. */
	readonly savedTokens: number
}

/** One place that a rule changed. */
export interface SlimmedPlace {
	/** Stretch of the input, in UTF-16 code units; `end` is exclusive. */
	readonly start: number
	readonly end: number
	/** Lines of the input, 1-based and inclusive. */
	readonly lines: readonly [number, number]
	/** What stood there when the rule ran; an earlier rule may have changed it before. */
	readonly before: string
	readonly after: string
	/** Tokens saved here. Neighbouring places are counted together and share their sum. */
	readonly savedTokens: number
}

/** What one rule did to a text. */
export interface RuleReport {
	readonly rule: string
	readonly level: Level
	/** Sum over the places. Sums of rules may differ from the total by a few tokens, since tokens cross edges. */
	readonly savedTokens: number
	/** In the order the rule changed them. */
	readonly places: readonly SlimmedPlace[]
}

/** A slimmed text and, rule by rule, what went, where, and for how many tokens. */
export interface SlimExplanation extends SlimResult {
	/** Rules that changed something, in the order they first did. */
	readonly rules: readonly RuleReport[]
	/** Why nothing was tried, when that is so: the text demands its own letters back, or already holds markers. */
	readonly untouched?: 'verbatim' | 'marker'
}

export function resultOf(text: string, tokensBefore: number, tokensAfter: number): SlimResult {
	return {
		text,
		tokensBefore,
		tokensAfter,
		ratio: tokensBefore === 0 ? 1 : tokensAfter / tokensBefore,
		savedTokens: tokensBefore - tokensAfter,
	}
}
