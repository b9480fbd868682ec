import type { ChatEvent, JsonObject, JsonValue } from '@headroom/spec'
import { isObject, listIn, objectIn, textIn } from '../json-fields.ts'
import { MergedFields } from '../merged-fields.ts'
import { argumentsText } from './read-response.ts'

interface CallStream {
	readonly part: number
	id: string
	name: string
	type: string
	arguments: string
	told: boolean
	readonly rest: MergedFields
}

/** One choice of a streamed completion, put together as the completion would have it. */
export class ChoiceStream {
	readonly index: number
	complete = false
	/** Texts, and blocks that are no text, in the order in which they came. */
	readonly #blocks: (string | JsonValue)[] = []
	#inBlocks = false
	#textPart: number | undefined
	#refusal: string | undefined
	readonly #calls: CallStream[] = []
	readonly #callAt = new Map<number, CallStream>()
	readonly #message = new MergedFields()
	readonly #choice = new MergedFields()
	#parts = 0

	constructor(index: number) {
		this.index = index
	}

	push(piece: JsonObject): readonly ChatEvent[] {
		this.#choice.add(piece, ['index', 'delta', 'message'])
		const delta = objectIn(piece.delta)
		this.#message.add(delta, ['role', 'content', 'refusal', 'tool_calls'])
		const events = [...this.#content(delta.content)]
		if (typeof delta.refusal === 'string') this.#refusal = (this.#refusal ?? '') + delta.refusal
		for (const call of listIn(delta.tool_calls)) events.push(...this.#call(objectIn(call)))
		if (typeof piece.finish_reason === 'string' && piece.finish_reason !== '' && !this.complete) {
			this.complete = true
			events.push(...this.#whole())
		}
		return events
	}

	#content(content: JsonValue | undefined): readonly ChatEvent[] {
		if (typeof content === 'string') return this.#text(content)
		const events: ChatEvent[] = []
		for (const block of listIn(content)) {
			this.#inBlocks = true
			const value = objectIn(block)
			if (typeof block === 'string') events.push(...this.#text(block))
			else if (value.type === 'text' && typeof value.text === 'string') events.push(...this.#text(value.text))
			else {
				this.#blocks.push(block)
				this.#textPart = undefined
				const part = { type: 'opaque', kind: textIn(value.type), value: block } as const
				events.push({ type: 'part', index: this.#next(), part })
			}
		}
		return events
	}

	#text(text: string): readonly ChatEvent[] {
		if (text === '') return []
		if (this.#textPart === undefined) {
			this.#textPart = this.#next()
			this.#blocks.push(text)
		} else this.#blocks[this.#blocks.length - 1] += text
		return [{ type: 'text-delta', index: this.#textPart, text }]
	}

	#call(delta: JsonObject): readonly ChatEvent[] {
		const call = this.#callOf(delta)
		const named = objectIn(delta.custom ?? delta.function)
		if (call.type === '') call.type = textIn(delta.type)
		const id = call.id === '' ? textIn(delta.id) : ''
		const name = call.name === '' ? textIn(named.name) : ''
		call.id += id
		call.name += name
		call.rest.add(delta, ['index', 'id', 'type', 'function', 'custom'])
		const more = argumentsText(named.input ?? named.arguments)
		call.arguments += more
		if (call.told && more === '' && name === '' && id === '') return []
		call.told = true
		return [
			{
				type: 'tool-call-delta',
				index: call.part,
				...(id === '' ? {} : { id }),
				...(name === '' ? {} : { name }),
				arguments: more,
			},
		]
	}

	/** Some servers give calls no index, or all of them the same one: another id is another call. */
	#callOf(delta: JsonObject): CallStream {
		const at = typeof delta.index === 'number' ? delta.index : undefined
		const current = at === undefined ? this.#calls.at(-1) : this.#callAt.get(at)
		const id = textIn(delta.id)
		if (current !== undefined && (id === '' || current.id === '' || id === current.id)) return current
		const rest = new MergedFields()
		const call: CallStream = {
			part: this.#next(),
			id: '',
			name: '',
			type: '',
			arguments: '',
			told: false,
			rest,
		}
		this.#calls.push(call)
		if (at !== undefined) this.#callAt.set(at, call)
		return call
	}

	/** What is told in one piece, once it is whole. */
	#whole(): readonly ChatEvent[] {
		const events: ChatEvent[] = []
		const whole = (kind: string, value: JsonValue) =>
			events.push({ type: 'part', index: this.#next(), part: { type: 'opaque', kind, value } })
		if (this.#refusal !== undefined) whole('refusal', { type: 'refusal', refusal: this.#refusal })
		const { audio } = this.#message.toJson()
		if (isObject(audio)) whole('audio', audio)
		return events
	}

	#next(): number {
		this.#parts += 1
		return this.#parts - 1
	}

	/** The choice as an answer that is not streamed has it, as far as it came. */
	toJson(): JsonObject {
		const calls = this.#calls.map(
			(call): JsonObject => ({
				id: call.id,
				...(call.type === 'custom'
					? { type: 'custom', custom: { name: call.name, input: call.arguments } }
					: { type: 'function', function: { name: call.name, arguments: call.arguments } }),
				...call.rest.toJson(),
			}),
		)
		const texts = this.#blocks.map((block) =>
			this.#inBlocks && typeof block === 'string' ? { type: 'text', text: block } : block,
		)
		const message: JsonObject = {
			role: 'assistant',
			content: this.#inBlocks ? texts : (texts[0] ?? null),
			...(this.#refusal === undefined ? {} : { refusal: this.#refusal }),
			...(calls.length === 0 ? {} : { tool_calls: calls }),
			...this.#message.toJson(),
		}
		return { index: this.index, message, ...this.#choice.toJson() }
	}
}
