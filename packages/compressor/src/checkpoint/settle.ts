import type { Message, Tokenizer } from '@headroom/spec'
import type { CausalResult } from '../causal.ts'
import type { Settings } from '../options.ts'
import { type LeftOut, lostGroups } from '../recall/keep.ts'
import type { Compacted, History } from './history.ts'
import type { CachePrices } from './prices.ts'
import { type Taken, takeCheckpoints } from './take.ts'

/**
 * Takes the checkpoints that pay and writes the conversation, sending whole what could not be recalled.
 *
 * A store too small for everything keeps what was left out first: which checkpoint is not taken for lack of room
 * depends on what stood before it alone.
 */
export async function settle(
	history: History,
	prices: CachePrices | undefined,
	settings: Settings,
	tokenizer: Tokenizer,
	signal: AbortSignal | undefined,
): Promise<CausalResult> {
	for (let most = Number.POSITIVE_INFINITY; ; ) {
		const taken: Taken =
			prices === undefined
				? { stretches: [] }
				: await takeCheckpoints(history, most, prices, settings, tokenizer, signal)
		const lost = await lostGroups(settings, groupsOf(history, taken.stretches))
		const failed = taken.stretches.findIndex(({ start }) => lost.has(start))
		if (failed === -1) return written(history, taken, lost)
		most = failed
	}
}

/** What all markers stand for, by the index of a message or of a stretch's first message. */
function groupsOf(
	{ left }: History,
	stretches: readonly Compacted[],
): ReadonlyMap<number, readonly LeftOut[]> {
	const groups = new Map(left)
	for (const stretch of stretches) {
		const own = [...stretch.left]
		for (let at = stretch.start; at < stretch.end; at++) {
			own.push(...(left.get(at) ?? []))
			groups.delete(at)
		}
		groups.set(stretch.start, own)
	}
	return groups
}

function written(
	{ messages, forms, omissions }: History,
	{ stretches, checkpoint }: Taken,
	lost: ReadonlySet<number>,
): CausalResult {
	const start = stretches[0]?.start ?? 0
	const end = stretches[stretches.length - 1]?.end ?? 0
	const out: Message[] = [...messages.slice(0, start), ...stretches.flatMap((stretch) => stretch.messages)]
	for (const [at, message] of messages.entries())
		if (at >= end) out.push(lost.has(at) ? message : (forms[at] ?? message))
	const same = out.length === messages.length && out.every((message, at) => message === messages[at])
	return {
		messages: same ? messages : out,
		omissions: [
			...stretches.flatMap((stretch) => stretch.omissions),
			...omissions.filter(({ message }) => message >= end && !lost.has(message)),
		],
		...(checkpoint === undefined ? {} : { checkpoint }),
	}
}
