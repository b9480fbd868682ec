import type { Message, Part, TextPart } from '@headroom/spec'
import type { Summaries } from '../conversation.ts'
import type { Turn } from '../history/turns.ts'
import { howOf, reasonOf } from '../history/worth.ts'
import { formatMarker } from '../marker.ts'
import type { IdOf } from '../recall/id.ts'
import type { LeftOut } from '../recall/keep.ts'
import { leave } from '../recall/leave.ts'
import type { Omission } from '../result.ts'
import { omissionsOf } from '../single.ts'
import { renderText } from './render.ts'

export interface RenderedConversation {
	readonly messages: readonly Message[]
	readonly omissions: readonly Omission[]
	/** Texts that are new, for counting. */
	readonly changed: readonly string[]
	/** Turns whose text stayed. */
	readonly unchanged: readonly Turn[]
	/** What the markers stand for. */
	readonly left: readonly LeftOut[]
}

/** A conversation and what is known of it before it is written. */
export interface Layout {
	readonly messages: readonly Message[]
	/** What each message is sent as where all of it is kept. */
	readonly forms: readonly Message[]
	readonly turns: readonly Turn[]
	readonly summaries: Summaries
	/** Messages before these, for their numbers in markers. */
	readonly offset: number
	/** Messages of the whole conversation. */
	readonly total: number
	readonly reason: string
}

/**
 * Writes a conversation with the segments that are kept. A run of messages of which nothing is kept becomes
 * one message that holds the marker, in the role of the first, so that speakers keep taking turns. What is
 * kept of such a run for recall is the JSON of its messages.
 */
export function renderConversation(
	{ messages, forms, turns, summaries, offset, total, reason }: Layout,
	keep: Uint8Array,
	idOf?: IdOf,
): RenderedConversation {
	const out: Message[] = []
	const omissions: Omission[] = []
	const changed: string[] = []
	const unchanged: Turn[] = []
	const left: LeftOut[] = []
	let run: { from: number; to: number; tokens: number } | undefined
	const endRun = (): void => {
		if (run === undefined) return
		const { from, to, tokens } = run
		run = undefined
		const count = to - from + 1
		const ranges: [number, number][] = [[offset + from + 1, offset + to + 1]]
		const gone = idOf === undefined ? '' : JSON.stringify(messages.slice(from, to + 1))
		const { recall } = leave(left, idOf, gone)
		const marker = { unit: 'messages', count, ranges } as const
		const content = formatMarker(recall === undefined ? marker : { ...marker, recall })
		out.push({ role: messages[from]?.role ?? 'user', content })
		changed.push(content)
		omissions.push({
			message: offset + from,
			text: 0,
			unit: 'messages',
			count,
			total,
			ranges,
			tokens,
			reason,
			...(recall === undefined ? {} : { recall: [recall] }),
		})
	}
	let next = 0
	let at = 0
	for (const [index, message] of messages.entries()) {
		const summary = summaries.get(index)
		if (summary !== undefined) {
			endRun()
			if (summary !== null) {
				out.push(summary.message)
				omissions.push(summary.omission)
				if (summary.left !== undefined) left.push(summary.left)
			}
			continue
		}
		const texts = new Map<number, string>()
		let dropped = false
		for (; turns[next]?.message === index; next++) {
			const turn = turns[next]
			if (turn === undefined) break
			const length = turn.target.segments.length
			const kept = keep.subarray(at, at + length).reduce((sum, one) => sum + one, 0)
			if (kept === length) unchanged.push(turn)
			else if (kept === 0 && turn.droppable) {
				dropped = true
				run ??= { from: index, to: index, tokens: 0 }
				run = { from: run.from, to: index, tokens: run.tokens + turn.tokens }
			} else {
				const rendered = renderText(turn.target, keep, at, idOf, howOf(turn.worth, offset))
				texts.set(turn.text, rendered.text)
				left.push(...rendered.left)
				changed.push(rendered.text)
				const share = turn.tokens / Math.max(1, turn.target.text.length)
				const place = {
					message: offset + index,
					text: turn.text,
					reason: reasonOf(turn.worth, offset) ?? reason,
				}
				// A run of messages before this one comes first.
				endRun()
				omissions.push(...omissionsOf(rendered.omissions, place, share))
			}
			at += length
		}
		if (dropped) continue
		endRun()
		const form = forms[index] ?? message
		out.push(texts.size === 0 ? form : withTexts(form, texts))
	}
	endRun()
	return { messages: out, omissions, changed, unchanged, left }
}

/** A message with some of its texts, numbered as `messageTexts` lists them, put in place. */
export function withTexts(message: Message, texts: ReadonlyMap<number, string>): Message {
	if (typeof message.content === 'string') return { ...message, content: texts.get(0) ?? message.content }
	let number = 0
	const put = (part: TextPart): TextPart => {
		const text = texts.get(number++)
		return text === undefined ? part : { ...part, text }
	}
	const content = message.content.map((part): Part => {
		if (part.type === 'text') return put(part)
		if (part.type !== 'tool-result') return part
		if (typeof part.content === 'string') {
			const text = texts.get(number++)
			return text === undefined ? part : { ...part, content: text }
		}
		const inner = part.content.map((one) => (one.type === 'text' ? put(one) : one))
		return inner.every((one, index) => one === part.content[index]) ? part : { ...part, content: inner }
	})
	return { ...message, content }
}
