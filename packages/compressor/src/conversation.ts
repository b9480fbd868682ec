import { type Message, messageText, messageTexts, type Tokenizer } from '@headroom/spec'
import { boundsOf } from './bounds.ts'
import { candidatesOf, protectedSize } from './fit/candidates.ts'
import { fit } from './fit/fit.ts'
import { renderConversation } from './fit/render-conversation.ts'
import { rankTurns } from './history/rank-turns.ts'
import { readTurns, type Stretch, type Turn } from './history/turns.ts'
import { hasMarker } from './marker.ts'
import type { Settings } from './options.ts'
import { askOf, lastUser } from './query.ts'
import { keepLeftOut, type LeftOut } from './recall/keep.ts'
import { figures, type MessagesResult, type Omission } from './result.ts'
import type { Unchanged } from './single.ts'
import type { Focus } from './strategy/strategy.ts'

/** Tokens above the floor of a stretch, since joining it with its neighbours may take some. */
const JOIN = 4

/** A summary that stands for a run of messages. */
export interface TurnSummary {
	readonly message: Message
	/** Exact tokens of the message. */
	readonly tokens: number
	readonly omission: Omission
	/** What it stands for; absent without a store. */
	readonly left?: LeftOut
}

/** By index of a message: the summary that begins there, or `null` for the others it stands for. */
export type Summaries = Map<number, TurnSummary | null>

/** A compressed conversation, or why it came back as it was. */
export interface ConversationResult extends MessagesResult {
	readonly unchanged?: Unchanged
	/** What the markers stand for, where a stretch was compressed. */
	readonly left?: readonly LeftOut[]
}

/** Compresses a conversation as a whole for its last question: one budget, the best segments of any message. */
export async function compressConversation(
	messages: readonly Message[],
	givenQuery: string | undefined,
	settings: Settings,
	tokenizer: Tokenizer,
	signal?: AbortSignal,
	summaries: Summaries = new Map(),
	stretch?: Stretch,
): Promise<ConversationResult> {
	const own = messages.slice(0, stretch?.end)
	const counts = own.map((message) => messageTexts(message).map((text) => tokenizer.count(text)))
	const before = sumOf(counts)
	const forms = stretch?.forms ?? own
	const sent = forms.map((form, at) =>
		form === own[at] ? (counts[at] ?? []) : messageTexts(form).map((text) => tokenizer.count(text)),
	)
	const now = sumOf(sent)
	const same = (unchanged: Unchanged): ConversationResult => ({
		messages,
		unchanged,
		...figures(before, before, []),
	})
	if (before < settings.minTokens) return same('short')
	if (messages.some((message) => messageTexts(message).some(hasMarker))) return same('marked')
	const asking = lastUser(messages)
	const ask = asking === -1 ? undefined : askOf(messageText(messages[asking] as Message))
	const query = givenQuery ?? ask?.query ?? ''
	// A conversation that does not end in a question goes on: what it is about is no measure of what it needs.
	const asked =
		(givenQuery !== undefined && givenQuery.trim() !== '') ||
		(asking === messages.length - 1 && ask?.asks === true)
	const turns = readTurns({ messages, counts, sent, asking, stretch }, settings).filter(
		({ message }) => !summaries.has(message),
	)
	const focus: Focus = asked || !isAgent(messages, turns) ? 'question' : 'work'
	const part = turns.reduce((sum, { tokens }) => sum + tokens, 0)
	const gone = before - now - turns.reduce((sum, turn) => sum + turn.tokens - turn.sent, 0)
	const saved = savedBy(summaries, counts) + gone
	const fixed = before - part - saved
	if (turns.length === 0 && summaries.size === 0) return same('protected')
	const ranking = await rankTurns(messages, turns, settings, {
		query,
		focus,
		standing: standingTexts(messages, turns),
		...(signal === undefined ? {} : { signal }),
	})
	if (ranking.incompressible === true) return same('incompressible')
	const candidates = candidatesOf(turns, ranking.scores, tokenizer, settings.recall !== undefined)
	const composition = {
		before,
		fixed,
		protected: protectedSize(candidates),
		slack: stretch === undefined ? 2 : JOIN,
		// Tool results of a stretch were cut to the floor when first sent: an agent's share above it left nothing to
		// compact, and values used later survived as often without it.
		focus: stretch === undefined ? focus : ('question' as const),
		query,
		saved,
	}
	const bounds = boundsOf(composition, settings)
	const joined = joinedFloor(own, before, settings.ratio, tokenizer, stretch === undefined ? 0 : JOIN)
	const offset = stretch?.offset ?? 0
	const total = offset + messages.length
	const layout = { messages: own, forms, turns, summaries, offset, total, reason: ranking.reason }
	const best = await keepLeftOut(settings, (idOf) => {
		const made = fit(candidates, bounds, (keep) => {
			const value = renderConversation(layout, keep, idOf)
			let tokens = fixed
			for (const text of value.changed) tokens += tokenizer.count(text)
			for (const turn of value.unchanged) tokens += turn.sent
			return { tokens, holds: tokens < bounds.least || joined(value.messages, tokens), value }
		})
		return made === undefined || made.tokens >= now || made.value.omissions.length === 0 ? undefined : made
	})
	if (best === undefined) return same('protected')
	const { messages: made, omissions, left } = best.value
	return {
		messages: made,
		...figures(before, best.tokens, omissions),
		...(stretch === undefined ? {} : { left }),
	}
}

function sumOf(counts: readonly (readonly number[])[]): number {
	return counts.flat().reduce((sum, count) => sum + count, 0)
}

/** Tokens that summaries save. */
function savedBy(summaries: Summaries, counts: readonly (readonly number[])[]): number {
	let saved = 0
	for (const [index, summary] of summaries) {
		for (const count of counts[index] ?? []) saved += count
		saved -= summary?.tokens ?? 0
	}
	return saved
}

/** Texts that no turn holds, and the arguments of tool calls. */
function standingTexts(messages: readonly Message[], turns: readonly Turn[]): string[] {
	const compressed = new Set(turns.map(({ message }) => message))
	const texts: string[] = []
	for (const [index, message] of messages.entries()) {
		if (!compressed.has(index)) texts.push(...messageTexts(message))
		if (typeof message.content === 'string') continue
		for (const part of message.content) if (part.type === 'tool-call') texts.push(part.arguments)
	}
	return texts
}

/** Share of a conversation's tokens in logs, listings and records from which an agent is taken to be at work. */
const TRACE_SHARE = 0.3

/** Whether the conversation is that of an agent with its tools or a command line. */
function isAgent(messages: readonly Message[], turns: readonly Turn[]): boolean {
	const calls = messages.some(
		({ role, content }) =>
			role === 'tool' ||
			(typeof content !== 'string' &&
				content.some(({ type }) => type === 'tool-call' || type === 'tool-result')),
	)
	if (calls) return true
	const traces = turns
		.filter(({ target }) => target.kind !== 'prose')
		.reduce((sum, { tokens }) => sum + tokens, 0)
	return traces > TRACE_SHARE * turns.reduce((sum, { tokens }) => sum + tokens, 0)
}

/**
 * Checks the floor on all texts joined by line breaks too. A join adds or takes a token at most, so that
 * the exact count, which costs as much as everything else, is only made when it could matter.
 */
function joinedFloor(
	messages: readonly Message[],
	before: number,
	ratio: number,
	tokenizer: Tokenizer,
	slack: number,
): (after: readonly Message[], tokens: number) => boolean {
	const join = (list: readonly Message[]): string => list.flatMap(messageTexts).join('\n')
	let exact: number | undefined
	return (after, tokens) => {
		if (tokens - after.length * 2 >= ratio * (before + messages.length * 2) + slack) return true
		exact ??= tokenizer.count(join(messages))
		return tokenizer.count(join(after)) >= ratio * exact + slack
	}
}
