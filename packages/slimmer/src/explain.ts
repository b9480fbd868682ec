import { applyEdits } from './edits.ts'
import type { Step } from './fixpoint.ts'
import { Lines } from './layout/lines.ts'
import type { RuleReport, SlimmedPlace } from './result.ts'
import { SourceMap } from './source-map.ts'

/** What each rule did, with places in the text as it came in. */
export function reportSteps(text: string, steps: readonly Step[]): readonly RuleReport[] {
	const lines = new Lines(text)
	const map = new SourceMap(text.length)
	const places = new Map<string, { readonly step: Step; readonly places: SlimmedPlace[] }>()
	let current = text
	for (const step of steps) {
		const entry = places.get(step.rule.name) ?? { step, places: [] }
		places.set(step.rule.name, entry)
		for (const edit of step.edits) {
			const [start, end] = map.toSource(edit.start, edit.end)
			entry.places.push({
				start,
				end,
				lines: [lines.at(start) + 1, lines.at(Math.max(start, end - 1)) + 1],
				before: current.slice(edit.start, edit.end),
				after: edit.replacement,
				savedTokens: edit.savedTokens,
			})
		}
		map.apply(step.edits)
		current = applyEdits(current, step.edits)
	}
	return [...places.values()].map(({ step, places: all }) => ({
		rule: step.rule.name,
		level: step.rule.level,
		savedTokens: all.reduce((sum, place) => sum + place.savedTokens, 0),
		places: all,
	}))
}
