import { type Message, messageTexts, type Tokenizer } from '@headroom/spec'
import type { Checkpoint } from './checkpoint/checkpoint.ts'
import type { CachePrices } from './checkpoint/prices.ts'
import { settle } from './checkpoint/settle.ts'
import { withTexts } from './fit/render-conversation.ts'
import { hasMarker, isMarker } from './marker.ts'
import type { Settings } from './options.ts'
import { type Ask, askOf } from './query.ts'
import type { LeftOut } from './recall/keep.ts'
import { standingIn } from './recall/standing.ts'
import type { Omission } from './result.ts'
import { compressSingle, omissionsOf } from './single.ts'

/** Tokens above the floor that each text keeps, since joining it with its neighbours may take one at each end. */
const SLACK = 2

export interface CausalResult {
	readonly messages: readonly Message[]
	readonly omissions: readonly Omission[]
	/** The checkpoint in force, where one has been taken. */
	readonly checkpoint?: Checkpoint
}

/** What a causal compression may be told. */
export interface CausalOptions {
	/** @default what the user asked last */
	readonly query?: string | undefined
	/** Prices of the prompt cache; without them no checkpoint is taken. */
	readonly prices?: CachePrices | undefined
	readonly signal?: AbortSignal | undefined
}

/**
 * Compresses each text for itself. What becomes of a message depends on it and on the user's latest message
 * up to it alone, so that a conversation that goes on is sent again with the same bytes. Where the prices of the
 * cache are known, older turns are compacted at checkpoints too.
 */
export async function compressCausally(
	messages: readonly Message[],
	settings: Settings,
	tokenizer: Tokenizer,
	{ query: given, prices, signal }: CausalOptions = {},
): Promise<CausalResult> {
	const omissions: Omission[] = []
	const left = await standingIn(settings, messages)
	const out: Message[] = []
	let query: string | undefined = given ?? ''
	for (const [index, message] of messages.entries()) {
		signal?.throwIfAborted()
		const texts = messageTexts(message)
		const asks = message.role === 'user' ? texts.map(askOf) : []
		const asked = asks.map((ask) => ask.query).filter((ask) => ask !== '')
		if (given === undefined && asked.length > 0) query = asked.join('\n')
		// What follows was compressed already, for a question that a checkpoint may have taken out.
		const cut = message.role === 'user' ? hasMarker : isMarker
		if (given === undefined && prices !== undefined && texts.some(cut)) query = undefined
		const next =
			isProtected(message) || query === undefined
				? message
				: await compressMessage(
						{ message, index, texts, asks, query },
						settings,
						tokenizer,
						{ omissions, left },
						signal,
					)
		out.push(next)
	}
	return settle({ messages, forms: out, omissions, left }, prices, settings, tokenizer, signal)
}

function isProtected(message: Message): boolean {
	return message.pinned === true || message.role === 'system' || message.role === 'developer'
}

interface Entry {
	readonly message: Message
	readonly index: number
	readonly texts: readonly string[]
	/** What each text asks; empty unless a user speaks. */
	readonly asks: readonly Ask[]
	readonly query: string
}

async function compressMessage(
	{ message, index, texts, asks, query }: Entry,
	settings: Settings,
	tokenizer: Tokenizer,
	done: { readonly omissions: Omission[]; readonly left: Map<number, readonly LeftOut[]> },
	signal: AbortSignal | undefined,
): Promise<Message> {
	const replaced = new Map<number, string>()
	for (const [at, text] of texts.entries()) {
		const ask = asks[at]
		const protection = {
			keywords: settings.keywords,
			instructions: ask !== undefined,
			...(ask === undefined ? {} : { ends: [ask.keptTo, ask.keptFrom] as const }),
		}
		const result = await compressSingle(
			{ text, query, role: message.role, protection, slack: SLACK },
			settings,
			tokenizer,
			signal,
		)
		if ('unchanged' in result) continue
		replaced.set(at, result.text)
		const place = { message: index, text: at, reason: result.reason }
		done.omissions.push(...omissionsOf(result.omissions, place, result.tokensBefore / text.length))
		const more = result.omissions.flatMap(({ left }) => left)
		done.left.set(index, [...(done.left.get(index) ?? []), ...more])
	}
	return replaced.size === 0 ? message : withTexts(message, replaced)
}
