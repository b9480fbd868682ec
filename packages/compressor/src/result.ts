import { type Message, messageTexts, type Tokenizer } from '@headroom/spec'
import type { ModelFigures } from './model/figures.ts'
import type { Unit } from './segment/segment.ts'

/** Something left out, in the units its marker names. */
export interface Omission {
	/** Index of the message in the list given; 0 for a single text. */
	readonly message: number
	/** Index among the message's texts, as `messageTexts` lists them; 0 for a single text. */
	readonly text: number
	/** What is counted. */
	readonly unit: Unit
	/** Units left out. */
	readonly count: number
	/** Units there were; those kept are `total - count`. */
	readonly total: number
	/** 1-based inclusive ranges of the units left out, in order of the source. */
	readonly ranges: readonly (readonly [number, number])[]
	/** About how many tokens went; the text's exact count shared out by characters. */
	readonly tokens: number
	/** Why these and not others. */
	readonly reason: string
	/** Ids of its markers in order of the source, for `recall()`; absent without a store. */
	readonly recall?: readonly string[]
}

/** Figures of one compression. All tokens are counted on the final texts. */
export interface CompressionFigures extends ModelFigures {
	readonly tokensBefore: number
	readonly tokensAfter: number
	/** `tokensAfter / tokensBefore`, in [0, 1]; 1 means unchanged, as for an empty input. */
	readonly ratio: number
	readonly savedTokens: number
	/** Everything left out, in order. Empty when nothing was. */
	readonly omissions: readonly Omission[]
}

export interface TextResult extends CompressionFigures {
	/** The very text given when nothing was left out. */
	readonly text: string
}

export interface MessagesResult extends CompressionFigures {
	/** The very array given when nothing was left out; unchanged messages are the very objects. */
	readonly messages: readonly Message[]
}

export function figures(before: number, after: number, omissions: readonly Omission[]): CompressionFigures {
	return {
		tokensBefore: before,
		tokensAfter: after,
		ratio: before === 0 ? 1 : after / before,
		savedTokens: before - after,
		omissions,
	}
}

/** Tokens of all texts, each counted for itself. */
export function countMessages(messages: readonly Message[], tokenizer: Tokenizer): number {
	return messages.flatMap(messageTexts).reduce((sum, text) => sum + tokenizer.count(text), 0)
}
