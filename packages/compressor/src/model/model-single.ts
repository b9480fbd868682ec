import type { Tokenizer } from '@headroom/spec'
import { boundsOf } from '../bounds.ts'
import { candidatesOf, protectedSize } from '../fit/candidates.ts'
import { fit } from '../fit/fit.ts'
import { type RenderedText, renderText } from '../fit/render.ts'
import type { Settings } from '../options.ts'
import { type Protection, protect } from '../protect/protect.ts'
import { figures, type Omission, type TextResult } from '../result.ts'
import type { SegmentedText } from '../segment/segment.ts'
import { segmentText } from '../segment/segmenters.ts'
import { omissionsOf, type SingleText } from '../single.ts'
import { rankBy } from '../strategy/strategy.ts'
import { modelFigures, summaryOmission } from './figures.ts'
import { summarise } from './summarise.ts'
import type { Summariser } from './summariser.ts'
import { type TextSection, textSections } from './text-sections.ts'
import { type Summarised, trials } from './trials.ts'
import { withSummaries } from './with-summaries.ts'

/**
 * Lets a model shorten the sections of a text, and the extractive way what it could not. `extractive` is what
 * comes back when no summary can be used, with what the attempt cost.
 */
export async function summariseSingle(
	single: SingleText,
	extractive: TextResult,
	settings: Settings,
	tokenizer: Tokenizer,
	summariser: Summariser,
	signal: AbortSignal | undefined,
): Promise<TextResult> {
	const { text, query, protection } = single
	const tokens = extractive.tokensBefore
	const target = segmentText(text, settings.segmenters)
	const sections = textSections(target, tokens, protection, (part) => tokenizer.count(part))
	const share = Math.max(settings.ratio, (settings.targetTokens ?? 0) / tokens)
	if (sections.length === 0 || share >= 1) return extractive
	const task = { keywords: settings.keywords, query, floor: settings.ratio, share, signal }
	const { outcomes, tally } = await summarise(sections, task, summariser, tokenizer)
	for (const trial of trials(sections, outcomes)) {
		const result = await compressAround(single, target, tokens, trial, settings, tokenizer, signal)
		if (result === undefined) continue
		const used = new Set(trial.map(({ section }) => section))
		return { ...result, ...modelFigures(outcomes, used, tally) }
	}
	return { ...extractive, ...modelFigures(outcomes, new Set(), tally) }
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
	const ranking = await rankBy(settings.strategy, {
		texts: [target],
		roles: [role],
		query,
		focus: 'question',
		standing: [],
		...(signal === undefined ? {} : { signal }),
	})
	const own = protect(target, moved(protection, target.text.length - text.length))
	for (const [at, summary] of summaries.entries()) if (summary === 1) own[at] = 1
	const candidates = candidatesOf([{ target, tokens, protect: own }], ranking.scores, tokenizer)
	const composition = {
		before,
		fixed: 0,
		protected: protectedSize(candidates),
		slack,
		focus: 'question' as const,
		query,
		saved: before - tokens,
	}
	const best = fit<RenderedText>(candidates, boundsOf(composition, settings), (keep) => {
		const value = renderText(target, keep, 0)
		return { tokens: tokenizer.count(value.text), holds: true, value }
	})
	if (best === undefined || best.tokens >= before) return undefined
	const place = { message: 0, text: 0, reason: ranking.reason }
	const cut = omissionsOf(best.value.omissions, place, tokens / target.text.length)
	const omissions = [...summaryOmissions(source, trial), ...cut].sort(byFirstUnit)
	return { text: best.value.text, ...figures(before, best.tokens, omissions) }
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
