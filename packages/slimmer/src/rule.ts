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

/** Where a text comes from: written for the model, or answered by a tool. */
export type TextKind = 'text' | 'tool-result'

/** What a rule may know besides the text. */
export interface RuleContext {
	/** Lines of the text and what each of them is. */
	readonly layout: Layout
	/** Tokenizer that the caller gates with; a rule uses it only to choose between spellings. */
	readonly tokenizer: Tokenizer
	readonly kind: TextKind
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
	/** Proposed edits, in order of the text and not overlapping. */
	apply(text: string, context: RuleContext): readonly Edit[]
}

const ORDER: Readonly<Record<Level, number>> = { lossless: 0, standard: 1, aggressive: 2 }

/** Whether a rule of level `rule` runs when the caller allows `allowed`. */
export function runsAt(rule: Level, allowed: Level): boolean {
	return ORDER[rule] <= ORDER[allowed]
}

export function isLevel(value: unknown): value is Level {
	return typeof value === 'string' && Object.hasOwn(ORDER, value)
}
