import type { Tokenizer } from '@headroom/spec'
import { compressConversation } from '../conversation.ts'
import type { Settings } from '../options.ts'
import type { Compacted, History } from './history.ts'

/** Indexes of a stretch of the conversation, and of the boundary up to which messages are known. */
export interface Extent {
	readonly start: number
	readonly end: number
	readonly at: number
}

/**
 * Compacts a stretch from the original messages, not knowing what will be asked, down to the floor of the stretch
 * itself. A text left whole keeps the form in which it was first sent.
 */
export async function compact(
	{ messages, forms, omissions: before }: History,
	{ start, end, at }: Extent,
	settings: Settings,
	tokenizer: Tokenizer,
	signal: AbortSignal | undefined,
): Promise<Compacted | undefined> {
	const task = messages.findIndex(({ role }) => role === 'user')
	const stretch = {
		offset: start,
		end: end - start,
		forms: forms.slice(start, end),
		task: task >= start && task < end ? task - start : -1,
	}
	const {
		unchanged,
		left = [],
		...result
	} = await compressConversation(
		messages.slice(start, at),
		'',
		settings,
		tokenizer,
		signal,
		undefined,
		stretch,
	)
	if (unchanged !== undefined) return undefined
	const made = new Set<string>()
	for (const { message, text, unit, ranges } of result.omissions) {
		made.add(`${message}:${text}`)
		if (unit === 'messages')
			for (const [from, to] of ranges) for (let gone = from - 1; gone < to; gone++) made.add(`${gone}:0`)
	}
	const kept = before.filter(
		({ message, text }) => message >= start && message < end && !made.has(`${message}:${text}`),
	)
	const omissions = [...result.omissions, ...kept].sort((a, b) => a.message - b.message || a.text - b.text)
	return { start, end, messages: result.messages, omissions, left, tokens: result.tokensAfter }
}
