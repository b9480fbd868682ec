import type { CallRecord, ChatRequest, Message, Part, Stage, Tokenizer } from '@headroom/spec'
import { messageText } from '@headroom/spec'

/** Counts words, so that tests can be worked out by hand: a message of n words is n + 4 tokens, a request 3 more. */
export const words: Tokenizer = { id: 'words', count: (text) => text.split(/\s+/).filter(Boolean).length }

/** The same, said to be no more than an estimate. */
export const roughWords: Tokenizer = { ...words, id: 'rough-words', exact: false }

/** A message of exactly so many tokens, its frame of 4 included. */
export function messageOf(tokens: number, role: Message['role'] = 'user'): Message {
	return { role, content: textOf(tokens - 4) }
}

function textOf(count: number): string {
	return Array.from({ length: count }, (_, n) => `w${n}`).join(' ')
}

/** A request whose only message makes it exactly so many tokens. */
export function requestOf(tokens: number, model = 'gpt-4o-mini'): ChatRequest {
	return { model, messages: [messageOf(tokens - 3)] }
}

/** A stage that shortens message `index` to so many tokens. */
export function shorten(index: number, tokens: number, name = `shorten-${index}`): Stage {
	return {
		name,
		run(request) {
			const messages = request.messages.map((message, at) =>
				at === index
					? {
							...message,
							content: messageText(message)
								.split(' ')
								.slice(0, tokens - 4)
								.join(' '),
						}
					: message,
			)
			return { ...request, messages }
		},
	}
}

export function says(text: string): readonly Part[] {
	return [{ type: 'text', text }]
}

/** Millionths of a dollar: a price per 1M tokens times tokens. */
export function micro(record: CallRecord): Readonly<Record<string, number | string | undefined>> {
	const of = (cost: CallRecord['cost'] | undefined): number | string | undefined =>
		cost?.status === 'priced' ? round(cost.usd) : cost?.status
	return {
		baseline: of(record.baseline.cost),
		cost: of(record.cost),
		extra: of(record.extraCost),
		saved: record.savedUsd === undefined ? undefined : round(record.savedUsd),
	}
}

function round(usd: number): number {
	return Math.round(usd * 1e9) / 1e3
}
