import type { ChatEvent, ChatResponse, JsonObject } from '@headroom/spec'
import type { StreamReader } from '../codec.ts'
import { isObject, objectIn } from '../json-fields.ts'
import { ItemStream } from './item-stream.ts'
import { readResponse } from './read-response.ts'

const COMPLETE: readonly unknown[] = ['response.completed', 'response.incomplete']

/**
 * Reads the events of a streamed response. It is complete at `response.completed` or `response.incomplete`, which
 * carry the whole answer once more; before that, the answer is put together from what came.
 */
export function readStream(provider: string): StreamReader {
	const items = new Map<number, ItemStream>()
	let head: JsonObject = {}
	let complete = false
	let parts = 0

	function item(event: JsonObject): ItemStream {
		const index = indexIn(event)
		const known = items.get(index) ?? new ItemStream(() => parts++)
		items.set(index, known)
		return known
	}

	function itemEvents(event: JsonObject): readonly ChatEvent[] {
		if (event.type === 'response.output_item.added') return item(event).begin(objectIn(event.item))
		if (event.type === 'response.output_item.done') return item(event).done(objectIn(event.item))
		return items.get(indexIn(event))?.push(event) ?? []
	}

	return {
		push(event) {
			if (isObject(event.response)) head = event.response
			if (!COMPLETE.includes(event.type)) return itemEvents(event)
			complete = true
			const output = Array.isArray(head.output) ? head.output : []
			// Items that no event announced are told now, so that the pieces always add up to the answer.
			return output.flatMap((whole, index) => item({ output_index: index }).done(objectIn(whole)))
		},
		get complete() {
			return complete
		},
		response(): ChatResponse {
			const came = [...items].sort(([one], [other]) => one - other).map(([, each]) => each.toJson())
			// Some servers leave the output of the last event empty.
			const whole = complete && Array.isArray(head.output) && head.output.length >= came.length
			return readResponse(whole ? head : { ...head, output: came }, provider)
		},
	}
}

function indexIn(event: JsonObject): number {
	return typeof event.output_index === 'number' ? event.output_index : -1
}
