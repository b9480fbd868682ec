import type { ChatEvent, JsonObject, JsonValue } from '@headroom/spec'
import { listIn, objectIn, textIn } from '../json-fields.ts'
import { readItem } from './read-response.ts'

/** A part of an item's content or summary, as far as it came. */
interface PartStream {
	readonly start: JsonObject
	text: string
	/** Number of the part in the answer, once text of it was told. */
	index: number | undefined
	readonly annotations: JsonValue[]
}

/** One output item of a streamed response, put together as the response would have it. */
export class ItemStream {
	readonly #nextPart: () => number
	#start: JsonObject = {}
	#whole: JsonObject | undefined
	#call: number | undefined
	/** Arguments of a function, input of a custom tool. */
	#given = ''
	readonly #content = new Map<number, PartStream>()
	readonly #summary = new Map<number, PartStream>()

	/** @param nextPart Gives the numbers of parts in the answer, in the order in which they are told. */
	constructor(nextPart: () => number) {
		this.#nextPart = nextPart
	}

	begin(item: JsonObject): readonly ChatEvent[] {
		this.#start = item
		for (const [index, part] of listIn(item.content).entries())
			this.#part(this.#content, index, objectIn(part))
		for (const [index, part] of listIn(item.summary).entries())
			this.#part(this.#summary, index, objectIn(part))
		if (item.type !== 'function_call' && item.type !== 'custom_tool_call') return []
		this.#call = this.#nextPart()
		this.#given = textIn(item.arguments) + textIn(item.input)
		const told = { id: textIn(item.call_id), name: textIn(item.name), arguments: this.#given }
		return [{ type: 'tool-call-delta', index: this.#call, ...told }]
	}

	push(event: JsonObject): readonly ChatEvent[] {
		const at = numberIn(event.content_index)
		const delta = textIn(event.delta)
		switch (event.type) {
			case 'response.content_part.added':
				return this.#tell(this.#part(this.#content, at, objectIn(event.part)), '')
			case 'response.output_text.delta':
				return this.#tell(this.#part(this.#content, at, { type: 'output_text' }), delta)
			case 'response.output_text.annotation.added':
				if (event.annotation !== undefined) {
					this.#part(this.#content, at, { type: 'output_text' }).annotations.push(event.annotation)
				}
				return []
			case 'response.refusal.delta':
				return this.#tell(this.#part(this.#content, at, { type: 'refusal' }), delta)
			case 'response.reasoning_text.delta':
				return this.#tell(this.#part(this.#content, at, { type: 'reasoning_text' }), delta)
			case 'response.reasoning_summary_part.added':
				this.#part(this.#summary, numberIn(event.summary_index), objectIn(event.part))
				return []
			case 'response.reasoning_summary_text.delta':
				return this.#tell(
					this.#part(this.#summary, numberIn(event.summary_index), { type: 'summary_text' }),
					delta,
				)
			case 'response.function_call_arguments.delta':
			case 'response.custom_tool_call_input.delta':
				return this.#giveMore(delta)
			default:
				return []
		}
	}

	/** The item came whole: what no delta said is told now. */
	done(item: JsonObject): readonly ChatEvent[] {
		if (this.#whole !== undefined) return []
		const events: ChatEvent[] =
			this.#start.type === undefined ? [...this.begin({ ...item, content: [] })] : []
		this.#whole = item
		if (this.#call !== undefined) {
			const given = textIn(item.arguments) + textIn(item.input)
			return given.startsWith(this.#given)
				? [...events, ...this.#giveMore(given.slice(this.#given.length))]
				: events
		}
		const parts = readItem(item)
		for (const [index, part] of parts.entries()) {
			const known = this.#content.get(index)
			if (part.type === 'opaque') events.push({ type: 'part', index: known?.index ?? this.#nextPart(), part })
			else if (part.type === 'text') {
				const stream = this.#part(this.#content, index, { type: 'output_text' })
				if (part.text.startsWith(stream.text))
					events.push(...this.#tell(stream, part.text.slice(stream.text.length)))
			}
		}
		return events
	}

	#giveMore(delta: string): readonly ChatEvent[] {
		if (this.#call === undefined || delta === '') return []
		this.#given += delta
		return [{ type: 'tool-call-delta', index: this.#call, arguments: delta }]
	}

	#part(parts: Map<number, PartStream>, index: number, start: JsonObject): PartStream {
		const known = parts.get(index)
		if (known !== undefined) return known
		const text = textIn(start.text) + textIn(start.refusal)
		const part: PartStream = { start, text, index: undefined, annotations: [...listIn(start.annotations)] }
		parts.set(index, part)
		return part
	}

	#tell(part: PartStream, text: string): readonly ChatEvent[] {
		const untold = part.index === undefined && part.start.type === 'output_text'
		const told = untold ? part.text + text : text
		part.text += text
		if (part.start.type !== 'output_text' || told === '') return []
		part.index ??= this.#nextPart()
		return [{ type: 'text-delta', index: part.index, text: told }]
	}

	/** The item as it came whole, or as far as it came. */
	toJson(): JsonObject {
		if (this.#whole !== undefined) return this.#whole
		const given =
			this.#given === ''
				? {}
				: this.#start.type === 'custom_tool_call'
					? { input: this.#given }
					: { arguments: this.#given }
		return {
			...this.#start,
			...given,
			...(this.#content.size === 0 ? {} : { content: jsonOf(this.#content) }),
			...(this.#summary.size === 0 ? {} : { summary: jsonOf(this.#summary) }),
		}
	}
}

function jsonOf(parts: ReadonlyMap<number, PartStream>): readonly JsonObject[] {
	const inOrder = [...parts].sort(([one], [other]) => one - other).map(([, part]) => part)
	return inOrder.map((part) => ({
		...part.start,
		[part.start.type === 'refusal' ? 'refusal' : 'text']: part.text,
		...(part.annotations.length === 0 ? {} : { annotations: [...part.annotations] }),
	}))
}

function numberIn(value: JsonValue | undefined): number {
	return typeof value === 'number' ? value : 0
}
