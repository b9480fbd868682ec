import { type Message, messageText, messageTexts, type Tokenizer } from '@headroom/spec'
import { boundsOf } from './bounds.ts'
import { candidatesOf, protectedSize, type Source } from './fit/candidates.ts'
import { fit } from './fit/fit.ts'
import { renderConversation } from './fit/render-conversation.ts'
import { hasMarker } from './marker.ts'
import type { Settings } from './options.ts'
import { weight } from './protect/instructions.ts'
import { protect } from './protect/protect.ts'
import { askOf, lastUser } from './query.ts'
import { keepLeftOut, type LeftOut } from './recall/keep.ts'
import { figures, type MessagesResult, type Omission } from './result.ts'
import { segmentText, wholeText } from './segment/segmenters.ts'
import type { Unchanged } from './single.ts'
import { type Focus, rankBy } from './strategy/strategy.ts'

/** Up to this length a message is kept or dropped whole; a character of a script without spaces counts threefold. */
const WHOLE = 240
/** Messages at the end that stay when they are short: what is going on right now. */
const RECENT = 2

/** A text of the conversation that may be compressed. */
export interface Turn extends Source {
	readonly message: number
	/** Index among the message's texts. */
	readonly text: number
	/** Whether the message may go as a whole. */
	readonly droppable: boolean
}

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

/** Compresses a conversation as a whole for its last question: one budget, the best segments of any message. */
export async function compressConversation(
	messages: readonly Message[],
	givenQuery: string | undefined,
	settings: Settings,
	tokenizer: Tokenizer,
	signal?: AbortSignal,
	summaries: Summaries = new Map(),
): Promise<MessagesResult & { readonly unchanged?: Unchanged }> {
	const counts = messages.map((message) => messageTexts(message).map((text) => tokenizer.count(text)))
	const before = counts.flat().reduce((sum, count) => sum + count, 0)
	const same = (unchanged: Unchanged): MessagesResult & { unchanged: Unchanged } => ({
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
	const turns = readTurns(messages, counts, asking, settings).filter(({ message }) => !summaries.has(message))
	const focus: Focus = asked || !isAgent(messages, turns) ? 'question' : 'work'
	const part = turns.reduce((sum, { tokens }) => sum + tokens, 0)
	const saved = savedBy(summaries, counts)
	const fixed = before - part - saved
	if (turns.length === 0 && summaries.size === 0) return same('protected')
	const texts = turns.map(({ target }) => target)
	const roles = turns.map(({ message }) => messages[message]?.role ?? 'user')
	const ranking = await rankBy(settings.strategy, {
		texts,
		roles,
		query,
		focus,
		standing: standingTexts(messages, turns),
		...(signal === undefined ? {} : { signal }),
	})
	if (ranking.incompressible === true) return same('incompressible')
	const candidates = candidatesOf(turns, ranking.scores, tokenizer, settings.recall !== undefined)
	const composition = { before, fixed, protected: protectedSize(candidates), slack: 2, focus, query, saved }
	const bounds = boundsOf(composition, settings)
	const joined = joinedFloor(messages, before, settings.ratio, tokenizer)
	const best = await keepLeftOut(settings, (idOf) => {
		const made = fit(candidates, bounds, (keep) => {
			const value = renderConversation(messages, turns, keep, ranking.reason, summaries, idOf)
			let tokens = fixed
			for (const text of value.changed) tokens += tokenizer.count(text)
			for (const turn of value.unchanged) tokens += turn.tokens
			return { tokens, holds: tokens < bounds.least || joined(value.messages, tokens), value }
		})
		return made === undefined || made.tokens >= before || made.value.omissions.length === 0 ? undefined : made
	})
	if (best === undefined) return same('protected')
	return { messages: best.value.messages, ...figures(before, best.tokens, best.value.omissions) }
}

/** Cuts every text that may be compressed. */
function readTurns(
	messages: readonly Message[],
	counts: readonly (readonly number[])[],
	asking: number,
	settings: Settings,
): Turn[] {
	const turns: Turn[] = []
	for (const [index, message] of messages.entries()) {
		if (message.role === 'system' || message.role === 'developer' || message.pinned === true) continue
		const texts = messageTexts(message)
		const size = counts[index]?.reduce((sum, count) => sum + count, 0) ?? 0
		if (index === asking && size < settings.minTokens) continue
		if (index >= messages.length - RECENT && size < settings.minTokens) continue
		for (const [at, text] of texts.entries()) {
			if (text.trim() === '') continue
			const whole = weight(text.slice(0, WHOLE + 1)) <= WHOLE
			const target = whole ? wholeText(text) : segmentText(text, settings.segmenters)
			const instructions = index === asking
			const own = protect(target, { keywords: settings.keywords, instructions })
			// In a conversation a whole tool result may go; what holds it together only matters while it stands.
			for (const [place, segment] of target.segments.entries())
				if (segment.required && !instructions) own[place] = 0
			const tokens = counts[index]?.[at] ?? 0
			turns.push({ target, tokens, protect: own, message: index, text: at, droppable: isPlain(message) })
		}
	}
	return turns
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

/** Whether a message is nothing but said text, so that leaving it out loses no call, field or part. */
export function isPlain({ role, content, extra, name }: Message): boolean {
	return (
		(role === 'user' || role === 'assistant') &&
		typeof content === 'string' &&
		extra === undefined &&
		name === undefined
	)
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
): (after: readonly Message[], tokens: number) => boolean {
	const join = (list: readonly Message[]): string => list.flatMap(messageTexts).join('\n')
	let exact: number | undefined
	return (after, tokens) => {
		if (tokens - after.length * 2 >= ratio * (before + messages.length * 2)) return true
		exact ??= tokenizer.count(join(messages))
		return tokenizer.count(join(after)) >= ratio * exact
	}
}
