import type { Role, Tokenizer } from '@headroom/spec'
import { fitText } from './fit/fit-text.ts'
import type { TextOmission } from './fit/render.ts'
import { hasMarker } from './marker.ts'
import type { Settings } from './options.ts'
import { type Protection, protect } from './protect/protect.ts'
import type { Omission } from './result.ts'
import { segmentText } from './segment/segmenters.ts'

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
	const fitted = await fitText(
		{ target, tokens, protect: protect(target, protection), query, role, slack },
		settings,
		tokenizer,
		signal,
	)
	if (typeof fitted === 'string') return { unchanged: fitted, tokens }
	const { text: after, omissions, reason } = fitted
	return { text: after, tokensBefore: tokens, tokensAfter: fitted.tokens, omissions, reason }
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
