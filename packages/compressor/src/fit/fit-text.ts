import type { Role, Tokenizer } from '@headroom/spec'
import { boundsOf } from '../bounds.ts'
import type { Settings } from '../options.ts'
import { keepLeftOut, type LeftOut } from '../recall/keep.ts'
import type { SegmentedText } from '../segment/segment.ts'
import { rankBy } from '../strategy/strategy.ts'
import { candidatesOf, protectedSize } from './candidates.ts'
import { fit } from './fit.ts'
import { type RenderedText, renderText, type TextOmission } from './render.ts'

/** A text to cut on its own. */
export interface TextToFit {
	readonly target: SegmentedText
	/** Exact tokens of the text. */
	readonly tokens: number
	/** 1 for each segment that must stay. */
	readonly protect: Uint8Array
	readonly query: string
	readonly role: Role
	/** Tokens above the floor that keep it standing when the text is joined with others. */
	readonly slack: number
	/** Where summaries stand in the text already. */
	readonly summarised?: {
		/** Exact tokens of the text without them. */
		readonly before: number
		/** What they stand for. */
		readonly left: readonly LeftOut[]
	}
}

/** A text that was cut. */
export interface FittedText {
	readonly text: string
	readonly tokens: number
	readonly omissions: readonly TextOmission[]
	readonly reason: string
}

/** Cuts a text down to about the floor and keeps what goes, or says why it stays as it is. */
export async function fitText(
	{ target, tokens, protect, query, role, slack, summarised }: TextToFit,
	settings: Settings,
	tokenizer: Tokenizer,
	signal: AbortSignal | undefined,
): Promise<FittedText | 'incompressible' | 'protected'> {
	const { before, left } = summarised ?? { before: tokens, left: [] }
	const focus = 'question'
	const ranking = await rankBy(settings.strategy, {
		texts: [target],
		roles: [role],
		query,
		focus,
		standing: [],
		...(signal === undefined ? {} : { signal }),
	})
	if (ranking.incompressible === true && summarised === undefined) return 'incompressible'
	const candidates = candidatesOf(
		[{ target, tokens, protect }],
		ranking.scores,
		tokenizer,
		settings.recall !== undefined,
	)
	const stays = protectedSize(candidates)
	const composition = {
		before,
		fixed: 0,
		protected: stays,
		slack,
		focus,
		query,
		saved: before - tokens,
	} as const
	const bounds = boundsOf(composition, settings)
	const best = await keepLeftOut(
		settings,
		(idOf) => {
			const made = fit<RenderedText>(candidates, bounds, (keep) => {
				const value = renderText(target, keep, 0, idOf)
				return { tokens: tokenizer.count(value.text), holds: true, value }
			})
			if (made === undefined || made.tokens >= before) return undefined
			if (summarised === undefined && made.value.omissions.length === 0) return undefined
			return { ...made, value: { ...made.value, left: [...left, ...made.value.left] } }
		},
		signal,
	)
	if (best === undefined) return 'protected'
	return {
		text: best.value.text,
		tokens: best.tokens,
		omissions: best.value.omissions,
		reason: ranking.reason,
	}
}
