import type { JsonObject, JsonValue } from '@headroom/spec'
import { spelledIn } from '../json/spelled.ts'
import { mayRound, spelledAs } from '../json/spelling.ts'
import { isObject } from '../json-fields.ts'

/**
 * Has inputs of tools, and blocks that are passed on whole, written as they stand in the text of their body, where
 * that has numbers which parsing rounds.
 */
export function keepSpellings(text: string, body: JsonObject, blocks: readonly JsonValue[]): void {
	if (!mayRound(text)) return
	const spelled = spelledIn(text, body)
	for (const block of blocks.filter(isObject)) {
		if (block.type === 'text') continue
		const value = block.type === 'tool_use' && isObject(block.input) ? block.input : block
		const span = spelled.spanOf(value)
		if (span !== undefined) spelledAs(value, text.slice(span.start, span.end))
	}
}
