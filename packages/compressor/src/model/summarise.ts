import type { Tokenizer } from '@headroom/spec'
import { formatMarker } from '../marker.ts'
import { freeId } from '../recall/free-id.ts'
import type { Keeping, LeftOut } from '../recall/keep.ts'
import { askModel } from './ask.ts'
import { inParallel } from './parallel.ts'
import { promptAgain, promptFor } from './prompt.ts'
import type { Section } from './section.ts'
import type { Summariser } from './summariser.ts'
import { UsageTally } from './tally.ts'
import { keywordsIn, wrongWith } from './verify.ts'

/** A summary that was verified. */
export interface Summary {
	/** The marker and the model's words, as they stand for the section. */
	readonly text: string
	/** Exact tokens of `text`. */
	readonly tokens: number
	/** The model that wrote it. */
	readonly model: string
	/** What it stands for, under the id that its marker carries; absent without a store. Not kept yet. */
	readonly left?: LeftOut
}

/** A section with what a model made of it, or with why it made nothing that could be used. */
export type Outcome =
	| { readonly section: Section; readonly summary: Summary }
	| { readonly section: Section; readonly summary?: undefined; readonly reason: string }

export interface SummaryTask {
	readonly keywords: readonly string[]
	readonly query: string
	/** Share of a section's tokens that stays at least, in (0, 1]. */
	readonly floor: number
	/** Share of them to aim at, at least `floor`. */
	readonly share: number
	/** Where what the summaries stand for is to be kept. */
	readonly keeping: Keeping
	readonly signal: AbortSignal | undefined
}

/** How far above the share the model is told to aim, since an answer below the floor is of no use. */
const AIM = 1.08
/** How far above that an answer may land, in shares of the section. */
const SLACK = 0.1
/** Failures, other than bad answers, after which a model is not asked any more. */
const MOST_FAILURES = 3

/**
 * Asks a model to shorten each section, several at once. Each answer is verified; one that cannot stand is
 * asked for once more, with what was wrong. A call that fails is not repeated.
 */
export async function summarise(
	sections: readonly Section[],
	task: SummaryTask,
	summariser: Summariser,
	tokenizer: Tokenizer,
): Promise<{ readonly outcomes: readonly Outcome[]; readonly tally: UsageTally }> {
	const tally = new UsageTally()
	let failures = 0
	const until = performance.now() + summariser.timeoutMs
	const one = async (section: Section): Promise<Outcome> => {
		const { tokens, source } = section
		const id = await freeId(task.keeping, section.whole)
		const marker = markerOf(section, id)
		const aim = Math.round(tokens * task.share * AIM)
		const limits = {
			// One above, since joining may take a token.
			least: Math.ceil(tokens * task.floor) + 1,
			most: Math.floor(Math.min(tokens - 1, aim + tokens * SLACK)),
			keywords: task.keywords,
		}
		const target = Math.max(1, aim - tokenizer.count(marker))
		const keywords = keywordsIn(source, task.keywords)
		let request = promptFor(summariser.id, section, { target, keywords, query: task.query })
		let reason = ''
		for (let round = 0; round < 2; round++) {
			if (failures >= MOST_FAILURES)
				return { section, reason: reason === '' ? 'not asked, since the model kept failing' : reason }
			const timeoutMs = until - performance.now()
			// Timers may fire up to a millisecond early.
			if (timeoutMs < 1)
				return { section, reason: reason === '' ? 'not asked, since the time for it was over' : reason }
			const answer = await askModel({ ...summariser, timeoutMs }, request, task.signal)
			tally.add('failure' in answer ? undefined : answer.usage)
			if ('failure' in answer) {
				failures++
				return { section, reason: `the model failed: ${answer.failure}` }
			}
			const text = `${marker}\n${answer.text}`
			const wrong = wrongWith(answer, text, section, limits, tokenizer)
			if (wrong === undefined) {
				const left = id === undefined ? {} : { left: { id, text: section.whole } }
				return { section, summary: { text, tokens: tokenizer.count(text), model: answer.model, ...left } }
			}
			reason = `the answer was not taken: ${wrong}`
			request = promptAgain(request, answer.text.slice(0, 2 * source.length), wrong)
		}
		return { section, reason }
	}
	const outcomes = await inParallel(sections, summariser.concurrency, one)
	task.signal?.throwIfAborted()
	return { outcomes, tally }
}

function markerOf({ unit, first, last }: Section, id: string | undefined): string {
	const recall = id === undefined ? {} : { recall: id }
	return formatMarker({
		unit,
		count: last - first + 1,
		ranges: [[first, last]],
		how: 'summarised',
		...recall,
	})
}
