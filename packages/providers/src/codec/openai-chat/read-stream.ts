import type { ChatResponse, JsonObject, JsonValue } from '@headroom/spec'
import type { StreamReader } from '../codec.ts'
import { isObject, listIn, objectIn } from '../json-fields.ts'
import { ChoiceStream } from './choice-stream.ts'
import { readResponse } from './read-response.ts'

const KNOWN = ['choices', 'usage', 'object']

/**
 * Reads the chunks of a streamed chat completion. It is complete when every choice has said why it ended; the usage
 * may still follow.
 */
export function readStream(provider: string): StreamReader {
	const choices = new Map<number, ChoiceStream>()
	const fields = new Map<string, JsonValue>()
	let usage: JsonValue | undefined

	function choice(index: number): ChoiceStream {
		const known = choices.get(index) ?? new ChoiceStream(index)
		choices.set(index, known)
		return known
	}

	return {
		push(chunk) {
			for (const [name, value] of Object.entries(chunk)) {
				if (KNOWN.includes(name) || value === undefined || value === null) continue
				// The first chunk of some servers names no model; later ones repeat what the first one said.
				const before = fields.get(name)
				if (before === undefined || before === '') fields.set(name, value)
			}
			const reported = chunk.usage ?? objectIn(chunk.x_groq).usage
			if (isObject(reported)) usage = reported
			return listIn(chunk.choices).flatMap((piece) => {
				const index = isObject(piece) && typeof piece.index === 'number' ? piece.index : 0
				const events = choice(index).push(objectIn(piece))
				return index === 0 ? events : []
			})
		},
		get complete() {
			return choices.size > 0 && [...choices.values()].every((each) => each.complete)
		},
		response(): ChatResponse {
			const wire: readonly JsonObject[] = [
				choice(0),
				...[...choices.values()].filter((each) => each.index !== 0),
			].map((each) => each.toJson())
			const body = { ...Object.fromEntries(fields), choices: wire, ...(usage === undefined ? {} : { usage }) }
			return readResponse(body, provider)
		},
	}
}
