import type { Tokenizer } from '@headroom/spec'
import type { Layout } from './layout/layout.ts'

/**
 * How far slimming may go. `lossless` re-spells what can be read back exactly; `standard` also drops what carries
 * no meaning to a reader, such as colour codes and repeated blanks; `aggressive` also shortens wording.
 */
export type Level = 'lossless' | 'standard' | 'aggressive'

/** One replacement in a text. Offsets are UTF-16 code units; `end` is exclusive. */
export interface Edit {
	readonly start: number
	readonly end: number
	readonly replacement: string
}

/**
 * A replacement by an encoder, which its own `restore` undoes.
 *
 * `restored` is what `restore` gives back for it, where that is not the original spelling: JSON comes back without
 * its insignificant white space. @default the text that was replaced
 */
export interface EncodingEdit extends Edit {
	readonly restored?: string
}

/** Where a text comes from: written for the model, or answered by a tool. */
export type TextKind = 'text' | 'tool-result'

/** What a rule may know besides the text. */
export interface RuleContext {
	/** Lines of the text and what each of them is. */
	readonly layout: Layout
	/** Tokenizer that the caller gates with; a rule uses it only to choose between spellings. */
	readonly tokenizer: Tokenizer
	readonly kind: TextKind
	/** Stretches that an earlier encoder has taken, in order; edits that touch them are dropped. Empty for rules. */
	readonly taken: readonly Span[]
}

/** A stretch of a text, in UTF-16 code units; `end` is exclusive. */
export interface Span {
	readonly start: number
	readonly end: number
}

/**
 * One way to make a text cheaper, in one file. It only proposes: edits that save no tokens are not applied.
 *
 * Contract: depends on its arguments alone; takes time linear in the text; never cuts inside a grapheme; leaves
 * alone what the layout protects. Rules run again on their own result until nothing changes.
 */
export interface Rule {
	/** Unique; appears in events, explanations and options. */
	readonly name: string
	/** The lowest level at which the rule runs. */
	readonly level: Level
	/** Whether it runs only when switched on by name. @default false */
	readonly optIn?: boolean
	/** Proposed edits, in order of the text and not overlapping. */
	apply(text: string, context: RuleContext): readonly Edit[]
}

/**
 * A rule that re-spells data in a cheaper notation, which `restore` reads back exactly.
 *
 * Encoders run once, after all other rules have settled, each on what the ones before it left; a text that holds
 * notation is never encoded again. Before a result is used it is decoded and compared: an encoder that fails to
 * bring back what it took is a wasted effort, never a loss.
 */
export interface Encoder extends Rule {
	/**
	 * Whether it runs after everything else, on the text as it would be sent, markers and other notation included.
	 * It then keeps the number of lines, since markers count them. @default false
	 */
	readonly outermost?: boolean
	apply(text: string, context: RuleContext): readonly EncodingEdit[]
	/**
	 * Edits that undo every encoding of this rule in a text, in order. Strict: what merely looks like the notation,
	 * such as a count that does not hold, is left alone. Linear, and quick where the notation does not occur.
	 */
	restore(text: string): readonly Edit[]
}

export function isEncoder(rule: Rule): rule is Encoder {
	return 'restore' in rule
}

const ORDER: Readonly<Record<Level, number>> = { lossless: 0, standard: 1, aggressive: 2 }

/** Whether a rule of level `rule` runs when the caller allows `allowed`. */
export function runsAt(rule: Level, allowed: Level): boolean {
	return ORDER[rule] <= ORDER[allowed]
}

export function isLevel(value: unknown): value is Level {
	return typeof value === 'string' && Object.hasOwn(ORDER, value)
}
