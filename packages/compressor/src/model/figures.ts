import type { Usage } from '@headroom/spec'
import type { Omission } from '../result.ts'
import type { ModelSection, Section } from './section.ts'
import type { Outcome, Summary } from './summarise.ts'
import type { UsageTally } from './tally.ts'

/** What asking a model came to, beside the text. */
export interface ModelFigures {
	/** Tokens of all calls as their provider reported them. Present when a model was asked. */
	readonly modelUsage?: Usage
	/** Calls that reported no usage, as after a timeout: what they cost is not in `modelUsage`. */
	readonly unreportedModelCalls?: number
	/** Every section a model was to shorten, in order, with who did it. Present when a model was asked. */
	readonly sections?: readonly ModelSection[]
}

/** Figures of the sections, of which only `used` stand in the result. */
export function modelFigures(
	outcomes: readonly Outcome[],
	used: ReadonlySet<Section>,
	tally: UsageTally,
): ModelFigures {
	const sections = outcomes.map((outcome): ModelSection => {
		const { message, unit, first, last } = outcome.section
		const by = used.has(outcome.section) ? 'model' : 'extractive'
		return { message, unit, range: [first, last], by, reason: reasonOf(outcome, by) }
	})
	return { modelUsage: tally.usage, unreportedModelCalls: tally.unreported, sections }
}

function reasonOf(outcome: Outcome, by: ModelSection['by']): string {
	if (outcome.summary === undefined) return outcome.reason
	return by === 'model'
		? summarisedBy(outcome.summary)
		: 'with the summary the whole would break the floor, save nothing or be lost'
}

/** What a summary left out of its section; `total` is what the text or conversation had. */
export function summaryOmission(section: Section, summary: Summary, total: number): Omission {
	const { message, unit, first, last, tokens } = section
	return {
		message,
		text: 0,
		unit,
		count: last - first + 1,
		total,
		ranges: [[first, last]],
		tokens: tokens - summary.tokens,
		reason: summarisedBy(summary),
		...(summary.left === undefined ? {} : { recall: [summary.left.id] }),
	}
}

function summarisedBy({ model }: Summary): string {
	return `summarised by ${model}`
}
