import type { ChatResponse, JsonObject, JsonValue, Part } from '@headroom/spec'
import type { StreamReader } from '../codec.ts'
import { isObject, objectIn } from '../json-fields.ts'
import { BlockStream } from './block-stream.ts'
import { readResponse } from './read-response.ts'

/** Reads the events of a streamed message. It is complete at `message_stop`. */
export function readStream(provider: string): StreamReader {
	const blocks = new Map<number, BlockStream>()
	let start: JsonObject = {}
	let ending: JsonObject = {}
	let usage: JsonObject | undefined
	let complete = false

	return {
		push(event) {
			switch (event.type) {
				case 'message_start': {
					start = objectIn(event.message)
					usage = laterUsage(usage, start.usage)
					return []
				}
				case 'content_block_start': {
					const block = new BlockStream(indexIn(event), objectIn(event.content_block))
					blocks.set(indexIn(event), block)
					return block.begin()
				}
				case 'content_block_delta':
					return blocks.get(indexIn(event))?.push(objectIn(event.delta)) ?? []
				case 'content_block_stop':
					return blocks.get(indexIn(event))?.stop() ?? []
				case 'message_delta': {
					const { type: _, usage: reported, delta, ...others } = event
					ending = { ...ending, ...others, ...objectIn(delta) }
					usage = laterUsage(usage, reported)
					return []
				}
				case 'message_stop':
					complete = true
					// Some servers do not say where a block stops.
					return [...blocks.values()].flatMap((block) => block.stop())
				default:
					return []
			}
		},
		get complete() {
			return complete
		},
		response(): ChatResponse {
			const inOrder = [...blocks].sort(([one], [other]) => one - other).map(([, block]) => block)
			const content = inOrder.map((block) => block.toJson())
			const body = { ...start, ...ending, content, ...(usage === undefined ? {} : { usage }) }
			const response = readResponse(body, provider)
			return { ...response, message: { ...response.message, content: asSpelled(response, inOrder) } }
		},
	}
}

/** Calls keep the spelling of their arguments, which parsing and writing them again would lose. */
function asSpelled(response: ChatResponse, blocks: readonly BlockStream[]): readonly Part[] {
	const { content } = response.message
	if (typeof content === 'string') return []
	return content.map((part, index) => {
		const block = blocks[index]
		return part.type === 'tool-call' && block !== undefined
			? { ...part, arguments: block.argumentsText() }
			: part
	})
}

function indexIn(event: JsonObject): number {
	return typeof event.index === 'number' ? event.index : 0
}

/**
 * Usage is reported at the start and again at the end, cumulative. Of every count the larger one holds: some compatible
 * servers say 0 at the start, others at the end.
 */
function laterUsage(before: JsonObject | undefined, reported: JsonValue | undefined): JsonObject | undefined {
	if (!isObject(reported)) return before
	const merged = new Map<string, JsonValue | undefined>(Object.entries(before ?? {}))
	for (const [name, value] of Object.entries(reported)) {
		const known = merged.get(name)
		if (value === null || value === undefined) continue
		if (typeof value === 'number' && typeof known === 'number') merged.set(name, Math.max(known, value))
		else merged.set(name, value)
	}
	return Object.fromEntries(merged)
}
