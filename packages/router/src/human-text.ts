import type { ChatRequest, Message } from '@headroom/spec'
import { Fences } from './fences.ts'
import {
	HARNESS_HEADS,
	HARNESS_OPENINGS,
	HARNESS_TAGS,
	HARNESS_TAILS,
	TASK_TAGS,
	WRITTEN_TAGS,
} from './harness-forms.ts'

/** Most letters of the first line of a tool result that are looked at. */
const LONGEST_CALL = 500

const TAGS: ReadonlySet<string> = new Set(HARNESS_TAGS)
/** Names of two words, which look like a name with an attribute. */
const SPACED_TAGS = HARNESS_TAGS.filter((tag) => tag.includes(' '))
const LONGEST_TAG = Math.max(...HARNESS_TAGS.map((tag) => tag.length))

/**
 * What a person wrote last: the text of the last user message that has any once harness blocks are removed.
 * Tool results are not read. Empty when nobody has written anything.
 */
export function humanText(request: ChatRequest): string {
	for (let index = request.messages.length - 1; index >= 0; index--) {
		const message = request.messages[index]
		const text = message?.role === 'user' ? writtenIn(message) : ''
		if (text !== '') return text
	}
	return ''
}

/** What a person wrote in a user's message; empty for one that a harness wrote alone. */
export function writtenIn({ content }: Message): string {
	if (typeof content === 'string') return stripHarness(content)
	const texts = content.filter((part) => part.type === 'text').map(({ text }) => text)
	const saying = texts.filter((text) => insideOf(text, WRITTEN_TAGS) !== undefined)
	// Beside a part that says what the person wrote, the others are the harness's.
	const written = (saying.length === 0 ? texts : saying).map(stripHarness)
	return written.filter((text) => text !== '').join('\n')
}

/**
 * Removes what a coding harness wrote, `<system-reminder>…</system-reminder>` and its like, and trims what stays.
 *
 * An element that is never closed stays, as does one that the person shows: in quotes, or in a fenced block. Linear: each closing tag is searched for once at most beyond the last
 * one found.
 */
export function stripHarness(text: string): string {
	const { text: rest, removed } = withoutElements(text)
	const own = withoutHead(rest.trim())
	const written = insideOf(own, WRITTEN_TAGS)
	if (written !== undefined) return written
	const isResult = isToolResult(own)
	// Prompts of people have tasks and answers too: only beside what Cline adds are they its own.
	if (isResult || removed.has('environment_details')) {
		const task = insideOf(own, TASK_TAGS)
		if (task !== undefined) return task
	}
	if (isResult || HARNESS_OPENINGS.some((opening) => own.startsWith(opening))) return ''
	return withoutTail(own)
}

function withoutElements(text: string): { readonly text: string; readonly removed: ReadonlySet<string> } {
	const removed = new Set<string>()
	if (!text.includes('<')) return { text, removed }
	const closed = new Set(HARNESS_TAGS)
	const fences = new Fences(text)
	const kept: string[] = []
	let from = 0
	let at = text.indexOf('<')
	while (at !== -1) {
		const tag = tagAt(text, at)
		if (tag !== undefined && closed.has(tag)) {
			const end = endOf(text, tag, at)
			if (end === -1) {
				// No such closing tag from here on: looking again at every later opening would be quadratic.
				closed.delete(tag)
			} else if (!isQuoted(text, tag, at, end) && !fences.hold(at, end)) {
				removed.add(tag)
				fences.leaveOut(at, end)
				kept.push(text.slice(from, at))
				from = end
				at = end - 1
			}
		}
		at = text.indexOf('<', at + 1)
	}
	kept.push(text.slice(from))
	return { text: kept.join(''), removed }
}

function withoutHead(text: string): string {
	for (const [opening, end] of HARNESS_HEADS) {
		if (!text.startsWith(opening)) continue
		const at = text.indexOf(end)
		return at === -1 ? '' : text.slice(at + end.length).trim()
	}
	return text
}

function withoutTail(text: string): string {
	for (const tail of HARNESS_TAILS) {
		const at = text.indexOf(tail)
		if (at !== -1) return text.slice(0, at).trim()
	}
	return text
}

/** What stands in elements of these names, joined by line breaks; `undefined` for a text without any. */
function insideOf(text: string, tags: readonly string[]): string | undefined {
	const found: (readonly [at: number, text: string])[] = []
	for (const tag of tags) {
		const [opening, closing] = [`<${tag}>`, `</${tag}>`]
		let at = text.indexOf(opening)
		while (at !== -1) {
			const end = text.indexOf(closing, at)
			if (end === -1) break
			if (!isQuoted(text, tag, at, end + closing.length))
				found.push([at, text.slice(at + opening.length, end).trim()])
			at = text.indexOf(opening, end)
		}
	}
	if (found.length === 0) return undefined
	return found
		.sort(([a], [b]) => a - b)
		.map(([, inside]) => inside)
		.join('\n')
}

/** Where a model calls tools in text, results come as a user's message: `[read_file for 'src/a.ts'] Result:`. */
function isToolResult(text: string): boolean {
	if (text[0] !== '[') return false
	const end = text.slice(0, LONGEST_CALL).indexOf('] Result:')
	return end !== -1 && /^\[[a-z]+_[a-z_]+(?: for '[^\n]*)?$/.test(text.slice(0, end))
}

/** The name of the harness's element that opens here. */
function tagAt(text: string, at: number): string | undefined {
	const spaced = SPACED_TAGS.find((tag) => text.startsWith(`${tag}>`, at + 1))
	if (spaced !== undefined) return spaced
	let end = at + 1
	while (end - at <= LONGEST_TAG && isNameUnit(text.charCodeAt(end))) end++
	const after = text[end]
	if (after !== '>' && after !== ' ' && after !== '\n') return undefined
	const name = text.slice(at + 1, end)
	return TAGS.has(name) ? name : undefined
}

/** Whether a person shows the element, or its opening tag alone, as text: between two of the same quotation marks. */
function isQuoted(text: string, tag: string, at: number, end: number): boolean {
	const mark = text[at - 1]
	if (mark !== '`' && mark !== '"' && mark !== "'") return false
	return text[end] === mark || text.startsWith(`<${tag}>${mark}`, at)
}

/** A letter of ASCII, `-` or `_`. */
function isNameUnit(unit: number): boolean {
	return (unit >= 97 && unit <= 122) || (unit >= 65 && unit <= 90) || unit === 45 || unit === 95
}

function endOf(text: string, tag: string, at: number): number {
	const closing = `</${tag}>`
	const index = text.indexOf(closing, at)
	return index === -1 ? -1 : index + closing.length
}
