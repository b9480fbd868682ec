import type { Tokenizer } from '@headroom/spec'
import { fitText } from '../fit/fit-text.ts'
import type { Settings } from '../options.ts'
import { type Protection, protect } from '../protect/protect.ts'
import { figures, type Omission, type TextResult } from '../result.ts'
import type { SegmentedText } from '../segment/segment.ts'
import { segmentText } from '../segment/segmenters.ts'
import { omissionsOf, type SingleText } from '../single.ts'
import { modelFigures, summaryOmission } from './figures.ts'
import { summarise } from './summarise.ts'
import type { Summariser } from './summariser.ts'
import { type TextSection, textSections } from './text-sections.ts'
import { type Summarised, trials } from './trials.ts'
import { withSummaries } from './with-summaries.ts'

/**
 * Lets a model shorten the sections of a text, and the extractive way what it could not. What `extract` gives
 * comes back when no summary can be used, with what the attempt cost.
 *
 * Asks no model where extractive compression leaves the text alone, as where it is short.
 */
export async function summariseSingle(
	single: SingleText,
	extract: () => Promise<TextResult>,
	settings: Settings,
	tokenizer: Tokenizer,
	summariser: Summariser,
	signal: AbortSignal | undefined,
): Promise<TextResult> {
	const extractive = await extract()
	if (extractive.omissions.length === 0) return extractive
	const { text, query, protection } = single
	const tokens = extractive.tokensBefore
	const target = segmentText(text, settings.segmenters)
	const sections = textSections(target, tokens, protection, (part) => tokenizer.count(part))
	const share = Math.max(settings.ratio, (settings.targetTokens ?? 0) / tokens)
	if (sections.length === 0 || share >= 1) return extractive
	const task = { keywords: settings.keywords, query, floor: settings.ratio, share, keeping: settings, signal }
	const { outcomes, tally } = await summarise(sections, task, summariser, tokenizer)
	const tried = trials(sections, outcomes)
	for (const trial of tried) {
		const result = await compressAround(single, target, tokens, trial, settings, tokenizer, signal)
		if (result === undefined) continue
		const used = new Set(trial.map(({ section }) => section))
		return { ...result, ...modelFigures(outcomes, used, tally) }
	}
	// What was tried may have pushed out of the store what the extractive result left there.
	const last = settings.recall === undefined || tried.length === 0 ? extractive : await extract()
	return { ...last, ...modelFigures(outcomes, new Set(), tally) }
}

/** The text with these summaries in it and the rest cut to fit; nothing when that breaks the floor or saves nothing. */
async function compressAround(
	{ text, query, role, protection, slack }: SingleText,
	source: SegmentedText,
	before: number,
	trial: readonly Summarised<TextSection>[],
	settings: Settings,
	tokenizer: Tokenizer,
	signal: AbortSignal | undefined,
): Promise<TextResult | undefined> {
	const replacements = trial.map(({ section, summary }) => ({ ...section, text: summary.text }))
	const { target, summaries } = withSummaries(source, replacements)
	const tokens = tokenizer.count(target.text)
	const own = protect(target, moved(protection, target.text.length - text.length))
	for (const [at, summary] of summaries.entries()) if (summary === 1) own[at] = 1
	const left = trial.flatMap(({ summary }) => (summary.left === undefined ? [] : [summary.left]))
	const fitted = await fitText(
		{ target, tokens, protect: own, query, role, slack, summarised: { before, left } },
		settings,
		tokenizer,
		signal,
	)
	if (typeof fitted === 'string') return undefined
	const place = { message: 0, text: 0, reason: fitted.reason }
	const cut = omissionsOf(fitted.omissions, place, tokens / target.text.length)
	const omissions = [...summaryOmissions(source, trial), ...cut].sort(byFirstUnit)
	return { text: fitted.text, ...figures(before, fitted.tokens, omissions) }
}

function summaryOmissions(source: SegmentedText, trial: readonly Summarised<TextSection>[]): Omission[] {
	const total = source.groups[0]?.total ?? 0
	return trial.map(({ section, summary }) => summaryOmission(section, summary, total))
}

function byFirstUnit(a: Omission, b: Omission): number {
	return (a.ranges[0]?.[0] ?? 0) - (b.ranges[0]?.[0] ?? 0)
}

/** The same protection for a text that grew by `by` characters between its ends. */
function moved(protection: Protection, by: number): Protection {
	if (protection.ends === undefined) return protection
	const [to, from] = protection.ends
	return { ...protection, ends: [to, from + by] }
}
