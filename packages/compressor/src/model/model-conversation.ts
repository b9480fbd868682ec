import { type Message, messageText, type Tokenizer } from '@headroom/spec'
import { compressConversation, type Summaries } from '../conversation.ts'
import type { Settings } from '../options.ts'
import { askOf, lastUser } from '../query.ts'
import type { MessagesResult } from '../result.ts'
import { modelFigures, summaryOmission } from './figures.ts'
import { summarise } from './summarise.ts'
import type { Summariser } from './summariser.ts'
import { trials } from './trials.ts'
import { turnSections } from './turn-sections.ts'

/**
 * Compresses a conversation as a whole, a model shortening its old turns and the extractive way the rest.
 *
 * Asks no model where extractive compression leaves a conversation alone, as where it is short.
 */
export async function summariseConversation(
	messages: readonly Message[],
	givenQuery: string | undefined,
	settings: Settings,
	tokenizer: Tokenizer,
	summariser: Summariser,
	signal: AbortSignal | undefined,
): Promise<MessagesResult> {
	const compress = (summaries?: Summaries): ReturnType<typeof compressConversation> =>
		compressConversation(messages, givenQuery, settings, tokenizer, signal, summaries)
	const { unchanged, ...extractive } = await compress()
	if (unchanged !== undefined) return extractive
	const asking = lastUser(messages)
	const sections = turnSections(messages, asking, settings.segmenters, (text) => tokenizer.count(text))
	const share = Math.max(settings.ratio, (settings.targetTokens ?? 0) / extractive.tokensBefore)
	if (sections.length === 0 || share >= 1) return extractive
	const query = givenQuery ?? (asking === -1 ? '' : askOf(messageText(messages[asking] as Message)).query)
	const task = { keywords: settings.keywords, query, floor: settings.ratio, share, keeping: settings, signal }
	const { outcomes, tally } = await summarise(sections, task, summariser, tokenizer)
	const tried = trials(sections, outcomes)
	for (const trial of tried) {
		const summaries: Summaries = new Map()
		for (const { section, summary } of trial) {
			for (let at = section.from + 1; at < section.to; at++) summaries.set(at, null)
			const role = messages[section.from]?.role ?? 'user'
			const omission = summaryOmission(section, summary, messages.length)
			summaries.set(section.from, {
				message: { role, content: summary.text },
				tokens: summary.tokens,
				omission,
				...(summary.left === undefined ? {} : { left: summary.left }),
			})
		}
		const { unchanged: failed, ...result } = await compress(summaries)
		if (failed !== undefined) continue
		const used = new Set(trial.map(({ section }) => section))
		return { ...result, ...modelFigures(outcomes, used, tally) }
	}
	const figures = modelFigures(outcomes, new Set(), tally)
	if (settings.recall === undefined || tried.length === 0) return { ...extractive, ...figures }
	// What was tried may have pushed out of the store what the extractive result left there.
	const { unchanged: _, ...again } = await compress()
	return { ...again, ...figures }
}
