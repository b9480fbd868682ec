import type { Message, Tokenizer } from '@headroom/spec'
import type { Settings } from '../options.ts'
import type { Omission } from '../result.ts'
import { type Boundary, boundariesOf } from './boundaries.ts'
import type { Checkpoint, Checkpointed } from './checkpoint.ts'
import { compact } from './compact.ts'
import { netGain } from './net-gain.ts'
import type { CachePrices } from './prices.ts'
import { type Sizes, sizesOf } from './sizes.ts'

/**
 * Calls of the model between two checkpoints at least. Each rewrites the recent tail too, which pays for few calls
 * no better than the net-cost rule's zero; 8 to 12 measured alike.
 */
const STEP = 10
/** Tokens of a prompt from which it is looked at; providers cache none below 1,024, some none below 4,096. */
const LEAST = 1_500
/** How much a stretch that was not worth it grows until it is looked at again, so that work stays linear. */
const GROWTH = 1.25

/** What is known of a conversation in which checkpoints are looked for. */
export interface History {
	readonly messages: readonly Message[]
	/** The same as sent without checkpoints, and what that leaves out. */
	readonly forms: readonly Message[]
	readonly omissions: readonly Omission[]
}

/**
 * Compacts older turns at checkpoints. Each is decided on the messages before its boundary alone, and what one has
 * made no later one touches, so that between two of them a conversation that goes on is sent again with the same
 * bytes. Further calls are expected to be as many as there have been.
 */
export async function takeCheckpoints(
	history: History,
	prices: CachePrices,
	settings: Settings,
	tokenizer: Tokenizer,
	signal: AbortSignal | undefined,
): Promise<Checkpointed | undefined> {
	const { messages, forms } = history
	const sizes = sizesOf(messages, forms, tokenizer)
	let start = messages.findIndex(mayGo)
	if (start === -1) return undefined
	const head = messages.slice(0, start)
	const omissions: Omission[] = []
	let last: Omit<Checkpoint, 'taken'> | undefined
	let [calls, least] = [0, 0]
	for (const boundary of boundariesOf(messages)) {
		const { at, end } = boundary
		const size = sizes.sent(start, end)
		if (boundary.calls - calls < STEP || end <= start || size < least) continue
		if (sizes.cached(0, at) < LEAST) continue
		const gainOf = gainAt(boundary, start, sizes, prices)
		if (gainOf(mostRemoved(sizes, start, end, settings.ratio)) <= 0) continue
		signal?.throwIfAborted()
		const made = await compact(history, { start, end, at }, settings, tokenizer, signal)
		const removed = made === undefined ? 0 : size - made.tokens
		const gain = gainOf(removed)
		if (made === undefined || gain <= 0) {
			least = size * GROWTH
			continue
		}
		head.push(...made.messages)
		omissions.push(...made.omissions)
		const savedTokens = (last?.savedTokens ?? 0) + removed
		last = { boundary: at, compacted: end, number: (last?.number ?? 0) + 1, savedTokens, gain }
		start = end
		calls = boundary.calls
		least = 0
	}
	if (last === undefined) return undefined
	const latest = messages.findLastIndex(({ role }) => role === 'assistant')
	return {
		messages: [...head, ...forms.slice(start)],
		omissions: [...omissions, ...history.omissions.filter(({ message }) => message >= start)],
		// The request before this one ended before the model's latest message.
		checkpoint: { ...last, taken: last.boundary > latest },
	}
}

/** What removing a number of tokens from the stretch is worth; the cached prompt changes from its start on. */
function gainAt(
	{ calls, latest }: Boundary,
	start: number,
	sizes: Sizes,
	prices: CachePrices,
): (removed: number) => number {
	const cached = sizes.cached(start, latest)
	return (removed) => netGain({ removed, rewritten: cached - removed, reads: calls }, prices)
}

/** What may go at most: nothing below the floor. */
function mostRemoved(sizes: Sizes, start: number, end: number, ratio: number): number {
	return sizes.sent(start, end) - Math.ceil(sizes.given(start, end) * ratio)
}

function mayGo({ role, pinned }: Message): boolean {
	return role !== 'system' && role !== 'developer' && pinned !== true
}
