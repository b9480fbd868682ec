import type { JsonObject, JsonValue } from '@headroom/spec'
import type { WireFormat } from './codec.ts'
import { isObject } from './json-fields.ts'
import { notSupported } from './opaque.ts'
import { type WriteContext, warnDropped } from './write-context.ts'

/** Fields that mean the same in all formats. */
const EVERYWHERE: ReadonlySet<string> = new Set(['stream', 'top_p'])

/** Fields of OpenAI's two formats that mean the same in both. */
const OPENAI: readonly string[] = [
	'parallel_tool_calls',
	'prompt_cache_key',
	'prompt_cache_retention',
	'safety_identifier',
	'service_tier',
	'store',
	'user',
]

/** Fields that only the vendor they were meant for reads, and without which the answer is of the same kind. */
const LEFT_OUT: ReadonlySet<string> = new Set([
	'cache_control',
	'context_management',
	'include',
	'metadata',
	'output_config',
	'reasoning',
	'reasoning_effort',
	'seed',
	'stream_options',
	'text',
	'truncation',
	'verbosity',
	...OPENAI,
])

/** Values that say what the other format does anyway. */
const DEFAULTS: Readonly<Record<string, JsonValue>> = {
	frequency_penalty: 0,
	logprobs: false,
	n: 1,
	presence_penalty: 0,
	top_logprobs: 0,
}

/**
 * The fields that a request carries along, for the format it is written in. Those of a request that was read from
 * another format are translated where both have the same; what only concerned the other vendor is left out and said.
 *
 * @throws HeadroomError `not-supported` for a field of another format that would change the answer.
 */
export function foreignExtra(
	context: WriteContext,
	extra: JsonObject | undefined,
	format: WireFormat,
): JsonObject | undefined {
	if (context.foreign === undefined || extra === undefined) return extra
	const fields = new Map<string, JsonValue>()
	for (const [key, value] of Object.entries(extra)) {
		if (value === undefined || value === null || DEFAULTS[key] === value) continue
		const toOpenAi = format !== 'anthropic-messages'
		const fromOpenAi = context.foreign.format !== 'anthropic-messages'
		if (EVERYWHERE.has(key) || (toOpenAi && fromOpenAi && OPENAI.includes(key))) fields.set(key, value)
		else if (key === 'tool_choice') writeChoice(fields, readChoice(value), format)
		else if (key === 'parallel_tool_calls' && typeof value === 'boolean') setParallel(fields, value)
		else if (key === 'reasoning_effort' && format === 'openai-responses')
			fields.set('reasoning', { effort: value })
		else if (key === 'reasoning' && format === 'openai-chat' && isObject(value) && value.effort !== undefined)
			fields.set('reasoning_effort', value.effort)
		else if (key === 'thinking' && isObject(value) && value.type === 'disabled') continue
		else if (LEFT_OUT.has(key))
			warnDropped(context, key, 'only the provider that the request was meant for reads it')
		else
			throw notSupported(`the field "${key}"`, format, 'leave it out, or ask a model whose provider takes it')
	}
	return Object.fromEntries(fields)
}

/** Which tool is to be called: `name` one by its name, `must` any one. */
interface Choice {
	readonly must: 'auto' | 'none' | 'required'
	readonly name?: string
	readonly parallel?: boolean
}

function readChoice(value: JsonValue): Choice | undefined {
	if (value === 'auto' || value === 'none' || value === 'required') return { must: value }
	if (!isObject(value)) return undefined
	const name = isObject(value.function) ? value.function.name : value.name
	const parallel = value.disable_parallel_tool_use === true ? { parallel: false } : {}
	if (value.type === 'auto' || value.type === 'none') return { must: value.type, ...parallel }
	if (value.type === 'any') return { must: 'required', ...parallel }
	const named = value.type === 'function' || value.type === 'tool'
	return named && typeof name === 'string' ? { must: 'required', name, ...parallel } : undefined
}

function writeChoice(fields: Map<string, JsonValue>, choice: Choice | undefined, format: WireFormat): void {
	if (choice === undefined) throw notSupported('tool_choice', format, 'choose one tool by name, or "auto"')
	const { must, name, parallel } = choice
	if (format === 'anthropic-messages') {
		const type = name !== undefined ? 'tool' : must === 'required' ? 'any' : must
		const before = fields.get('tool_choice')
		fields.set('tool_choice', {
			...(isObject(before) ? before : {}),
			type,
			...(name === undefined ? {} : { name }),
		})
		return
	}
	const named = format === 'openai-chat' ? { function: { name } } : { name }
	fields.set('tool_choice', name === undefined ? must : ({ type: 'function', ...named } as JsonObject))
	if (parallel !== undefined) fields.set('parallel_tool_calls', parallel)
}

/** Anthropic says in its choice of tools what OpenAI says beside it. */
function setParallel(fields: Map<string, JsonValue>, parallel: boolean): void {
	if (parallel) return
	const before = fields.get('tool_choice')
	const choice = isObject(before) ? before : { type: 'auto' }
	if (choice.type !== 'none') fields.set('tool_choice', { ...choice, disable_parallel_tool_use: true })
}
