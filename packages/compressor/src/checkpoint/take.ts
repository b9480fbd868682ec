import type { Message, Tokenizer } from '@headroom/spec'
import type { Settings } from '../options.ts'
import { type Boundary, boundariesOf } from './boundaries.ts'
import type { Checkpoint } from './checkpoint.ts'
import { compact } from './compact.ts'
import type { Compacted, History } from './history.ts'
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

/** The checkpoints taken in a conversation: the stretches they have made, and the one in force. */
export interface Taken {
	readonly stretches: readonly Compacted[]
	readonly checkpoint?: Checkpoint
}

/**
 * Compacts older turns at checkpoints. Each is decided on the messages before its boundary alone, and what one has
 * made no later one touches, so that between two of them a conversation that goes on is sent again with the same
 * bytes. Further calls are expected to be as many as there have been.
 *
 * @param most Checkpoints taken at most.
 */
export async function takeCheckpoints(
	history: History,
	most: number,
	prices: CachePrices,
	settings: Settings,
	tokenizer: Tokenizer,
	signal: AbortSignal | undefined,
): Promise<Taken> {
	const { messages, forms } = history
	const sizes = sizesOf(messages, forms, tokenizer)
	const stretches: Compacted[] = []
	let checkpoint: Checkpoint | undefined
	let start = messages.findIndex(mayGo)
	let [calls, least] = [0, 0]
	for (const boundary of start === -1 ? [] : boundariesOf(messages)) {
		if (stretches.length >= most) break
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
		stretches.push(made)
		checkpoint = {
			boundary: at,
			compacted: end,
			number: stretches.length,
			// The request before this one ended before the model's latest message.
			taken: at > messages.findLastIndex(({ role }) => role === 'assistant'),
			savedTokens: (checkpoint?.savedTokens ?? 0) + removed,
			gain,
		}
		start = end
		calls = boundary.calls
		least = 0
	}
	return checkpoint === undefined ? { stretches } : { stretches, checkpoint }
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
