import { type Message, messageTexts, type Tokenizer } from '@headroom/spec'
import { withTexts } from './fit/render-conversation.ts'
import type { Settings } from './options.ts'
import { type Ask, askOf } from './query.ts'
import { type LeftOut, lostGroups } from './recall/keep.ts'
import { standingIn } from './recall/standing.ts'
import type { Omission } from './result.ts'
import { compressSingle, omissionsOf } from './single.ts'

/** Tokens above the floor that each text keeps, since joining it with its neighbours may take one at each end. */
const SLACK = 2

export interface CausalResult {
	readonly messages: readonly Message[]
	readonly omissions: readonly Omission[]
}

/**
 * Compresses each text for itself. What becomes of a message depends on it and on the user's latest message
 * up to it alone, so that a conversation that goes on is sent again with the same bytes.
 */
export async function compressCausally(
	messages: readonly Message[],
	settings: Settings,
	tokenizer: Tokenizer,
	{
		query: given,
		signal,
	}: { readonly query?: string | undefined; readonly signal?: AbortSignal | undefined } = {},
): Promise<CausalResult> {
	const omissions: Omission[] = []
	const left = await standingIn(settings, messages)
	const out: Message[] = []
	let query = given ?? ''
	for (const [index, message] of messages.entries()) {
		signal?.throwIfAborted()
		const texts = messageTexts(message)
		const asks = message.role === 'user' ? texts.map(askOf) : []
		const asked = asks.map((ask) => ask.query).filter((ask) => ask !== '')
		if (given === undefined && asked.length > 0) query = asked.join('\n')
		const next = isProtected(message)
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
	const lost = await lostGroups(settings, left)
	for (const index of lost) out[index] = messages[index] as Message
	return {
		messages: out.some((message, index) => message !== messages[index]) ? out : messages,
		omissions: omissions.filter(({ message }) => !lost.has(message)),
	}
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
