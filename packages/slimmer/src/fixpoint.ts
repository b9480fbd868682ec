import type { Tokenizer } from '@headroom/spec'
import { applyEdits, cleanEdits } from './edits.ts'
import { gateEdits, type PaidEdit } from './gate.ts'
import { type Layout, readLayout } from './layout/layout.ts'
import type { Edit, Rule, TextKind } from './rule.ts'

/** What a rule did in one round: edits in the coordinates of the text as it stood then. */
export interface Step {
	readonly rule: Rule
	readonly edits: readonly PaidEdit[]
}

/** A text that no rule changes any more, and how it came about. */
export interface FixedText {
	readonly text: string
	readonly steps: readonly Step[]
	readonly layout: Layout
}

/** Rounds until nothing changes; two are usual. A text still changing after these is given back as it came. */
const MOST_ROUNDS = 8

/**
 * Applies the rules in order, round after round, until a whole round changes nothing: slimming the result again
 * gives the result.
 */
export function slimToFixpoint(
	text: string,
	rules: readonly Rule[],
	tokenizer: Tokenizer,
	kind: TextKind,
	keep: (before: string, after: string) => boolean,
): FixedText {
	const steps: Step[] = []
	let current = text
	let layout = readLayout(current)
	for (let round = 0; round < MOST_ROUNDS; round++) {
		const before = current
		for (const rule of rules) {
			const proposed = cleanEdits(current, rule.apply(current, { layout, tokenizer, kind, taken: [] }))
			const kept = proposed.filter((edit) => keepsAll(current, edit, keep))
			const edits = gateEdits(current, kept, tokenizer)
			const next = applyEdits(current, edits)
			// Providers refuse empty messages.
			if (edits.length === 0 || next === '') continue
			steps.push({ rule, edits })
			current = next
			layout = readLayout(current)
		}
		if (current !== before) continue
		// Edits are counted where they stand; the whole has the last word.
		const pays = steps.length > 0 && tokenizer.count(current) < tokenizer.count(text)
		return pays ? { text: current, steps, layout } : unchanged(text, steps, layout)
	}
	return unchanged(text, steps, layout)
}

function unchanged(text: string, steps: readonly Step[], layout: Layout): FixedText {
	return { text, steps: [], layout: steps.length === 0 ? layout : readLayout(text) }
}

function keepsAll(text: string, edit: Edit, keep: (before: string, after: string) => boolean): boolean {
	return keep(text.slice(edit.start, edit.end), edit.replacement)
}
