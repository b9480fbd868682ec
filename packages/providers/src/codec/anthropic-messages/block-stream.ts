import type { ChatEvent, JsonObject, JsonValue } from '@headroom/spec'
import { spelledAs } from '../json/spelling.ts'
import { listIn, textIn } from '../json-fields.ts'
import { MergedFields } from '../merged-fields.ts'

/** One block of a streamed message, put together as the message would have it. */
export class BlockStream {
	readonly #index: number
	readonly #start: JsonObject
	#stopped = false
	#text: string
	#thinking: string
	#signature: string
	/** JSON text of a tool's input. */
	#input = ''
	readonly #citations: JsonValue[]
	/** Fields of deltas that are not known. */
	readonly #rest = new MergedFields()

	constructor(index: number, start: JsonObject) {
		this.#index = index
		this.#start = start
		this.#text = textIn(start.text)
		this.#thinking = textIn(start.thinking)
		this.#signature = textIn(start.signature)
		this.#citations = [...listIn(start.citations)]
	}

	get #isCall(): boolean {
		return this.#start.type === 'tool_use'
	}

	get #isText(): boolean {
		return this.#start.type === 'text'
	}

	/** What the start says: the name of a call, and text if it comes with any. */
	begin(): readonly ChatEvent[] {
		const index = this.#index
		if (this.#isText && this.#text !== '') return [{ type: 'text-delta', index, text: this.#text }]
		if (!this.#isCall) return []
		const { id, name } = this.#start
		return [{ type: 'tool-call-delta', index, id: textIn(id), name: textIn(name), arguments: '' }]
	}

	push(delta: JsonObject): readonly ChatEvent[] {
		const index = this.#index
		switch (delta.type) {
			case 'text_delta': {
				const text = textIn(delta.text)
				this.#text += text
				return text === '' || !this.#isText ? [] : [{ type: 'text-delta', index, text }]
			}
			case 'input_json_delta': {
				const more = textIn(delta.partial_json)
				this.#input += more
				return more === '' || !this.#isCall ? [] : [{ type: 'tool-call-delta', index, arguments: more }]
			}
			case 'thinking_delta':
				this.#thinking += textIn(delta.thinking)
				return []
			case 'signature_delta':
				this.#signature += textIn(delta.signature)
				return []
			case 'citations_delta':
				if (delta.citation !== undefined) this.#citations.push(delta.citation)
				return []
			default:
				this.#rest.add(delta, ['type'])
				return []
		}
	}

	/** What is told in one piece when the block is whole; and the input of a call that takes none. */
	stop(): readonly ChatEvent[] {
		if (this.#stopped) return []
		this.#stopped = true
		const index = this.#index
		if (this.#isText) return []
		if (!this.#isCall) {
			const value = this.toJson()
			return [{ type: 'part', index, part: { type: 'opaque', kind: textIn(value.type), value } }]
		}
		return this.#input === '' ? [{ type: 'tool-call-delta', index, arguments: this.argumentsText() }] : []
	}

	/** The arguments of a call as they were spelled; a call without any has the ones of its start. */
	argumentsText(): string {
		return this.#input === '' ? JSON.stringify(this.#start.input ?? {}) : this.#input
	}

	/** The block as a message that is not streamed has it, as far as it came. */
	toJson(): JsonObject {
		const input = this.#input === '' ? undefined : parsed(this.#input)
		return {
			...this.#start,
			...this.#rest.toJson(),
			...(this.#text === '' ? {} : { text: this.#text }),
			...(this.#thinking === '' ? {} : { thinking: this.#thinking }),
			...(this.#signature === '' ? {} : { signature: this.#signature }),
			...(this.#citations.length === 0 ? {} : { citations: [...this.#citations] }),
			...(input === undefined ? {} : { input }),
		}
	}
}

/** The input of a tool that ran on the server; one that was cut off is left as the text that came. */
function parsed(text: string): JsonValue {
	try {
		const value = JSON.parse(text) as JsonValue
		return typeof value === 'object' && value !== null ? spelledAs(value, text) : value
	} catch {
		return text
	}
}
