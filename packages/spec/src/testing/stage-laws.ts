import type { ChatRequest, ToolDefinition } from '../chat.ts'
import type { HeadroomEvent } from '../event.ts'
import type { Message, Part } from '../message.ts'
import type { Stage } from '../stage.ts'
import { messageTexts } from '../text.ts'
import type { Tokenizer } from '../tokenizer.ts'
import { sameJson } from './deep.ts'

/** What a law is checked with. */
export interface LawSetting {
	readonly createStage: () => Stage
	readonly tokenizer: Tokenizer
}

/** A promise that every stage keeps. */
export interface StageLaw {
	readonly name: string
	/** Says how the stage broke the law on this deep-frozen request, or gives `undefined` when it held. */
	check(request: ChatRequest, setting: LawSetting, choice: number): Promise<string | undefined>
}

async function run(
	request: ChatRequest,
	setting: LawSetting,
	signal = new AbortController().signal,
): Promise<ChatRequest> {
	const observe = (_event: HeadroomEvent): void => {}
	return setting.createStage().run(request, { tokenizer: setting.tokenizer, signal, observe })
}

function show(value: unknown): string {
	const text = JSON.stringify(value) ?? String(value)
	return text.length > 400 ? `${text.slice(0, 400)}…` : text
}

const inputUntouched: StageLaw = {
	name: 'input-untouched',
	// The request is frozen, so that a write throws; this also sees what freezing cannot, such as a changed Map.
	async check(request, setting) {
		const before = JSON.stringify(request)
		await run(request, setting)
		return JSON.stringify(request) === before ? undefined : 'the input was changed'
	},
}

const sameReference: StageLaw = {
	name: 'same-reference',
	async check(request, setting) {
		const result = await run(request, setting)
		if (result !== request && sameJson(result, request)) return 'an unchanged request came back as a copy'
		if (result.messages !== request.messages && sameJson(result.messages, request.messages))
			return 'unchanged messages came back as a copy'
		for (const [index, message] of result.messages.entries()) {
			const original = request.messages[index]
			if (original !== undefined && message !== original && sameJson(message, original))
				return `unchanged message ${index} came back as a copy`
		}
		return undefined
	},
}

const pinnedKept: StageLaw = {
	name: 'pinned-kept',
	async check(request, setting) {
		const result = await run(request, setting)
		let from = 0
		for (const [index, message] of request.messages.entries()) {
			if (message.pinned !== true) continue
			const at = result.messages.indexOf(message, from)
			if (at === -1) return `pinned message ${index} is changed, dropped or out of order`
			from = at + 1
		}
		return undefined
	},
}

function parts(messages: readonly Message[]): Part[] {
	return messages.flatMap((message) => (typeof message.content === 'string' ? [] : message.content))
}

const toolPairsKept: StageLaw = {
	name: 'tool-pairs-kept',
	async check(request, setting) {
		const result = await run(request, setting)
		const pair = (messages: readonly Message[]): { calls: Set<string>; results: Set<string> } => ({
			calls: new Set(parts(messages).flatMap((part) => (part.type === 'tool-call' ? [part.id] : []))),
			results: new Set(parts(messages).flatMap((part) => (part.type === 'tool-result' ? [part.callId] : []))),
		})
		const before = pair(request.messages)
		const after = pair(result.messages)
		for (const id of before.calls) {
			if (before.results.has(id) && after.calls.has(id) !== after.results.has(id))
				return `tool call ${id} and its result were separated`
		}
		for (const id of [...after.calls, ...after.results]) {
			if (!before.calls.has(id) && !before.results.has(id)) return `tool call id ${id} was made up`
		}
		return undefined
	},
}

const uninterpretedKept: StageLaw = {
	name: 'uninterpreted-kept',
	async check(request, setting) {
		const result = await run(request, setting)
		if (!sameJson(result.extra, request.extra)) return 'unknown fields of the request changed'
		if (!sameTools(result.tools, request.tools)) return 'a tool definition was made up'
		const known = new Set(parts(request.messages).filter(isUninterpreted))
		const changed = parts(result.messages).find((part) => isUninterpreted(part) && !known.has(part))
		if (changed !== undefined) return `a tool call or opaque part was changed or copied: ${show(changed)}`
		const extras = countExtras(request.messages)
		for (const [extra, count] of countExtras(result.messages)) {
			if (count > (extras.get(extra) ?? 0)) return `unknown fields were changed or made up: ${extra}`
		}
		return undefined
	},
}

function sameTools(
	after: readonly ToolDefinition[] | undefined,
	before: readonly ToolDefinition[] | undefined,
): boolean {
	const names = new Set(before?.map((tool) => tool.name))
	return after?.every((tool) => names.has(tool.name)) ?? true
}

function isUninterpreted(part: Part): boolean {
	return part.type === 'tool-call' || part.type === 'opaque'
}

function countExtras(messages: readonly Message[]): Map<string, number> {
	const counts = new Map<string, number>()
	for (const holder of [...messages, ...parts(messages)]) {
		if (!('extra' in holder) || holder.extra === undefined) continue
		const key = JSON.stringify(holder.extra)
		counts.set(key, (counts.get(key) ?? 0) + 1)
	}
	return counts
}

const deterministic: StageLaw = {
	name: 'deterministic',
	async check(request, setting) {
		const stage = setting.createStage()
		const again: LawSetting = { ...setting, createStage: () => stage }
		const [first, second, fresh] = [
			await run(request, again),
			await run(request, again),
			await run(request, setting),
		]
		if (JSON.stringify(first) !== JSON.stringify(second))
			return 'the same stage gave two results for one input'
		return JSON.stringify(first) === JSON.stringify(fresh)
			? undefined
			: 'two stages made alike gave two results for one input'
	},
}

const honoursSignal: StageLaw = {
	name: 'honours-signal',
	async check(request, setting) {
		const reason = new Error('aborted by the test')
		try {
			await run(request, setting, AbortSignal.abort(reason))
		} catch (error) {
			return error === reason
				? undefined
				: `an aborted run threw ${String(error)} in place of the signal's reason`
		}
		return 'an aborted run went on; call `context.signal.throwIfAborted()`'
	},
}

const jsonOut: StageLaw = {
	name: 'json-out',
	async check(request, setting) {
		const result = await run(request, setting)
		return sameJson(JSON.parse(JSON.stringify(result)), result)
			? undefined
			: 'the result holds something JSON does not'
	},
}

const neverGrows: StageLaw = {
	name: 'never-grows',
	async check(request, setting) {
		const count = (messages: readonly Message[]): number =>
			messages.reduce(
				(sum, message) =>
					sum + messageTexts(message).reduce((all, text) => all + setting.tokenizer.count(text), 0),
				0,
			)
		const result = await run(request, setting)
		const [before, after] = [count(request.messages), count(result.messages)]
		return after <= before ? undefined : `${before} tokens went in, ${after} came out`
	},
}

const idempotent: StageLaw = {
	name: 'idempotent',
	async check(request, setting) {
		const once = await run(request, setting)
		const twice = await run(once, setting)
		return sameJson(twice, once) ? undefined : `running twice changed ${firstDifference(once, twice)}`
	},
}

const causal: StageLaw = {
	name: 'causal',
	async check(request, setting, choice) {
		if (request.messages.length === 0) return undefined
		const cut = choice % request.messages.length
		const earlier = await run({ ...request, messages: request.messages.slice(0, cut) }, setting)
		const later = await run(request, setting)
		const prefix = later.messages.slice(0, earlier.messages.length)
		if (sameJson(prefix, earlier.messages)) return undefined
		return `what was sent after ${cut} messages changed when more came: ${firstDifference(earlier, { ...later, messages: prefix })}`
	},
}

function firstDifference(a: ChatRequest, b: ChatRequest): string {
	const index = a.messages.findIndex((message, at) => !sameJson(message, b.messages[at]))
	return index === -1
		? 'the request'
		: `message ${index}, ${show(a.messages[index])} became ${show(b.messages[index])}`
}

/** Every law of a stage, in the order checked. */
export const stageLaws: readonly StageLaw[] = [
	inputUntouched,
	sameReference,
	pinnedKept,
	toolPairsKept,
	uninterpretedKept,
	deterministic,
	honoursSignal,
	jsonOut,
	neverGrows,
	idempotent,
	causal,
]
