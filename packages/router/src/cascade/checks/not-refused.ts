import { messageText } from '@headroom/spec'
import type { AnswerCheck } from '../accept.ts'
import { isObject } from '../schema/json.ts'
import { REFUSALS } from './refusal-phrases.ts'

/** How far into an answer it may decline, in UTF-16 units: models do so at once, within two sentences. */
const OPENING = 200

/** Most of an answer that is still taken for a refusal; a longer one goes on to answer something. */
const LONGEST = 1_000

const PHRASES = Object.values(REFUSALS).flat()

export interface NotRefusedOptions {
	/** Further phrases that decline, in any language. @default [] */
	readonly phrases?: readonly string[]
}

/**
 * Whether the answer is no refusal: the provider did not mark it as one, and it does not open by declining in one of
 * 21 languages. Tool calls and structured answers are judged by the provider's mark alone.
 *
 * A phrase counts in the first 200 characters of an answer of at most 1,000. Text of another language is not judged; for one of
 * those, give `phrases` or a judge. An answer that declines in other words passes.
 */
export function notRefused({ phrases = [] }: NotRefusedOptions = {}): AnswerCheck {
	const wanted = [...PHRASES, ...phrases.map(plain)]
	return {
		name: 'refusal',
		check({ message, finishReason }) {
			const { content } = message
			if (finishReason === 'content-filter') return { passes: false, reason: 'the provider held it back' }
			if (typeof content !== 'string') {
				if (content.some((part) => part.type === 'opaque' && isRefusal(part.kind, part.value)))
					return { passes: false, reason: 'the provider marks it as a refusal' }
				if (content.some(({ type }) => type === 'tool-call'))
					return { passes: true, reason: 'it calls tools' }
			}
			const text = messageText(message).trim()
			if (text.length > LONGEST || /^[[{]/.test(text)) return { passes: true, reason: 'it answers' }
			const opening = plain(text.slice(0, OPENING))
			const found = wanted.some((phrase) => opening.includes(phrase))
			return { passes: !found, reason: found ? 'it opens by declining' : 'it does not decline' }
		},
	}
}

/** A part `refusal` of chat completions, or one within an item of Responses. */
function isRefusal(kind: string, value: unknown): boolean {
	if (kind === 'refusal') return true
	if (!isObject(value)) return false
	if (value.type === 'refusal') return true
	return (
		Array.isArray(value.content) && value.content.some((part) => isObject(part) && part.type === 'refusal')
	)
}

/** Lower case, one kind of apostrophe, single spaces. */
function plain(text: string): string {
	return text.toLowerCase().replace(/[’‘ʼ]/g, "'").replace(/\s+/g, ' ')
}
