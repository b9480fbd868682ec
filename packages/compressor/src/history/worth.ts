import { type Message, messageTexts, type ToolResultPart } from '@headroom/spec'
import type { Marker } from '../marker.ts'

/** Why an earlier tool result is worth less than it says. */
export interface Worth {
	/**
	 * `superseded`: a later result says the same, or answers the same call. `stale`: a later call writes what it
	 * had read.
	 */
	readonly why: 'superseded' | 'stale'
	/** Index of the later message. */
	readonly by: number
	/** Whether the later message says the very same. @default false */
	readonly equal?: boolean
}

/** A later answer to the same call counts as its successor from this share of the length on. */
const SUCCESSOR = 0.5
/** Shorter results, such as "ok", may be equal without saying the same. */
const SHORTEST = 80
const WRITES = /write|edit|patch|replace|update|insert|save/i
const CONTENT = /content|text|str|patch|diff|edit|replace|body|data/i
const PATH = /^[\w.~@:-]{0,80}[/\\][^\n]{1,400}$|^[\w-]{1,80}\.[A-Za-z]\w{0,7}$/

interface Call {
	readonly key: string
	/** Paths among the arguments. */
	readonly paths: readonly string[]
	readonly writes: boolean
	readonly message: number
}

/** Finds tool results of which later messages say the same or more; by message and text, as `placeOf` spells them. */
export function worthOf(messages: readonly Message[]): ReadonlyMap<string, Worth> {
	const calls = new Map<string, Call>()
	const results: { text: string; call: Call | undefined; failed: boolean; at: string; message: number }[] = []
	for (const [message, { role, content }] of messages.entries()) {
		if (typeof content === 'string') {
			if (role === 'tool')
				results.push({ text: content, call: undefined, failed: false, at: placeOf(message, 0), message })
			continue
		}
		let text = 0
		for (const part of content) {
			if (part.type === 'tool-call') calls.set(part.id, callOf(part.name, part.arguments, message))
			else if (part.type === 'text') text++
			else if (part.type === 'tool-result') {
				const call = calls.get(part.callId)
				const failed = part.isError === true
				for (const own of textsOf(part))
					results.push({ text: own, call, failed, at: placeOf(message, text++), message })
			}
		}
	}
	const worth = new Map<string, Worth>()
	const said = new Map<string, number>()
	const answered = new Map<string, { length: number; message: number }>()
	const written = new Map<string, number>()
	for (const { text, call, failed, at, message } of results.toReversed()) {
		if (text.length >= SHORTEST) {
			const same = said.get(text)
			const again = call === undefined ? undefined : answered.get(call.key)
			const stale = call?.paths.map((path) => written.get(path)).find((by) => by !== undefined)
			if (same !== undefined) worth.set(at, { why: 'superseded', by: same, equal: true })
			else if (again !== undefined && !failed && again.length >= text.length * SUCCESSOR)
				worth.set(at, { why: 'superseded', by: again.message })
			else if (stale !== undefined && call?.writes === false) worth.set(at, { why: 'stale', by: stale })
			if (same === undefined) said.set(text, message)
		}
		if (call === undefined || failed) continue
		if ((answered.get(call.key)?.length ?? -1) < 0) answered.set(call.key, { length: text.length, message })
		if (call.writes) for (const path of call.paths) written.set(path, call.message)
	}
	return worth
}

export function placeOf(message: number, text: number): string {
	return `${message}:${text}`
}

/** What the marker says of a text that goes as a whole. */
export function howOf(worth: Worth | undefined, offset: number): Marker['how'] {
	return worth?.why === 'superseded' ? `superseded by message ${offset + worth.by + 1}` : 'omitted'
}

/** Why a text was cut, where its worth says why. */
export function reasonOf(worth: Worth | undefined, offset: number): string | undefined {
	if (worth === undefined) return undefined
	const message = offset + worth.by + 1
	return worth.why === 'superseded'
		? `superseded by message ${message}`
		: `stale: message ${message} writes what it read`
}

function textsOf(part: ToolResultPart): readonly string[] {
	return messageTexts({ role: 'tool', content: [part] })
}

function callOf(name: string, args: string, message: number): Call {
	const values = valuesOf(args)
	const paths = values.flatMap(([, value]) => (typeof value === 'string' && PATH.test(value) ? [value] : []))
	const writes =
		WRITES.test(name) &&
		values.some(([key, value]) => CONTENT.test(key) && !(typeof value === 'string' && paths.includes(value)))
	return { key: `${name}\n${args}`, paths, writes, message }
}

/** The fields of a call's arguments; none where they are no JSON object. */
function valuesOf(args: string): (readonly [string, unknown])[] {
	try {
		const parsed: unknown = JSON.parse(args)
		return typeof parsed === 'object' && parsed !== null ? Object.entries(parsed) : []
	} catch {
		return []
	}
}
