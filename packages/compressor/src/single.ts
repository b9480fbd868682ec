import type { Role, Tokenizer } from '@headroom/spec'
import { boundsOf } from './bounds.ts'
import { candidatesOf, protectedSize } from './fit/candidates.ts'
import { fit } from './fit/fit.ts'
import { type RenderedText, renderText, type TextOmission } from './fit/render.ts'
import { hasMarker } from './marker.ts'
import type { Settings } from './options.ts'
import { type Protection, protect } from './protect/protect.ts'
import { keepLeftOut } from './recall/keep.ts'
import type { Omission } from './result.ts'
import { segmentText } from './segment/segmenters.ts'
import { rankBy } from './strategy/strategy.ts'

/** Why a text came back as it was. */
export type Unchanged = 'short' | 'marked' | 'incompressible' | 'protected'

export interface SingleText {
	readonly text: string
	readonly query: string
	readonly role: Role
	readonly protection: Protection
	/** Tokens above the floor that keep it standing when the text is joined with others. */
	readonly slack: number
}

export interface CompressedText {
	readonly text: string
	readonly tokensBefore: number
	readonly tokensAfter: number
	readonly omissions: readonly TextOmission[]
	readonly reason: string
}

/** Compresses one text on its own, or says why not. */
export async function compressSingle(
	{ text, query, role, protection, slack }: SingleText,
	settings: Settings,
	tokenizer: Tokenizer,
	signal?: AbortSignal,
): Promise<CompressedText | { readonly unchanged: Unchanged; readonly tokens: number }> {
	// No tokenizer in use makes more than one token of a byte, so that most short texts need no count.
	if (text.length * 3 < settings.minTokens) return { unchanged: 'short', tokens: tokenizer.count(text) }
	const tokens = tokenizer.count(text)
	if (tokens < settings.minTokens) return { unchanged: 'short', tokens }
	if (hasMarker(text)) return { unchanged: 'marked', tokens }
	const target = segmentText(text, settings.segmenters)
	if (target.segments.length < 2) return { unchanged: 'protected', tokens }
	const ranking = await rankBy(settings.strategy, {
		texts: [target],
		roles: [role],
		query,
		focus: 'question',
		standing: [],
		...(signal === undefined ? {} : { signal }),
	})
	if (ranking.incompressible === true) return { unchanged: 'incompressible', tokens }
	const source = { target, tokens, protect: protect(target, protection) }
	const candidates = candidatesOf([source], ranking.scores, tokenizer, settings.recall !== undefined)
	const bounds = boundsOf(
		{
			before: tokens,
			fixed: 0,
			protected: protectedSize(candidates),
			slack,
			focus: 'question' as const,
			query,
		},
		settings,
	)
	const best = await keepLeftOut(settings, (idOf) => {
		const made = fit<RenderedText>(candidates, bounds, (keep) => {
			const value = renderText(target, keep, 0, idOf)
			return { tokens: tokenizer.count(value.text), holds: true, value }
		})
		return made === undefined || made.tokens >= tokens || made.value.omissions.length === 0 ? undefined : made
	})
	if (best === undefined) return { unchanged: 'protected', tokens }
	const { text: after, omissions } = best.value
	return { text: after, tokensBefore: tokens, tokensAfter: best.tokens, omissions, reason: ranking.reason }
}

/** Says of an omission in a text where it is and why. */
export function omissionsOf(
	omissions: readonly TextOmission[],
	place: { readonly message: number; readonly text: number; readonly reason: string },
	tokensPerCharacter: number,
): Omission[] {
	return omissions.map(({ characters, unit, count, total, ranges, left }) => ({
		message: place.message,
		text: place.text,
		unit,
		count,
		total,
		ranges,
		tokens: Math.round(characters * tokensPerCharacter),
		reason: place.reason,
		...(left.length === 0 ? {} : { recall: left.map(({ id }) => id) }),
	}))
}
