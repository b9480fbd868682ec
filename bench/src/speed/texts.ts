import type { Message } from '@headroom/spec'
import { o200kBase } from '@headroom/tokenizer'
import { joinedPrompt } from '../compression/outcome.ts'
import { allSets } from '../data/index.ts'

/** Kinds of text that speed is measured on, and the sets of ours they are made of. */
const SOURCES: Readonly<Record<string, readonly string[]>> = {
	prose: ['rag-single-hop', 'rag-two-hop', 'documents-de', 'meetings'],
	json: ['json-apis', 'tool-schemas'],
	logs: ['logs-app', 'logs-access', 'logs-kubernetes', 'logs-postgres'],
	chat: ['support-chats'],
	code: ['source-files'],
	cjk: ['documents-ja', 'documents-zh'],
	commands: ['command-output', 'logs-ci'],
}

/** A text of a kind of about so many o200k tokens: our own sets joined, and numbered copies where they do not reach. */
export function textOf(kind: string, tokens: number): string {
	const tokenizer = o200kBase()
	return cut(
		copiesUntil(kind, (text) => tokenizer.exceeds(text, tokens)),
		tokens,
	)
}

/** The same of about so many UTF-16 code units, cut at the end of a line. */
export function textOfLength(kind: string, length: number): string {
	const text = copiesUntil(kind, (made) => made.length >= length)
	const end = text.lastIndexOf('\n', length)
	return text.slice(0, end === -1 ? length : end)
}

function copiesUntil(kind: string, isLong: (text: string) => boolean): string {
	const pieces = distinctTexts(kind)
	let [text, copy] = ['', 0]
	while (!isLong(text)) {
		copy += 1
		// Numbered, so that no copy is a duplicate that a layer may fold away.
		text += `${pieces.map((piece, at) => vary(piece, copy * 1000 + at)).join('\n\n')}\n\n`
	}
	return text
}

/** A conversation of about so many tokens: user and assistant by turns. */
export function conversationOf(tokens: number): readonly Message[] {
	const lines = textOf('chat', tokens)
		.split('\n')
		.filter((line) => line !== '')
	return lines.map((content, index) => ({ role: index % 2 === 0 ? 'user' : 'assistant', content }))
}

function distinctTexts(kind: string): readonly string[] {
	const names = SOURCES[kind] ?? []
	const sets = allSets().filter((set) => set.origin === 'own' && names.includes(set.name))
	return [...new Set(sets.flatMap((set) => set.cases.map((given) => joinedPrompt(given.prompt))))]
}

function vary(text: string, number: number): string {
	return text.replace(/\d{3,}/g, (digits) => String(Number(digits.slice(0, 9)) + number))
}

function cut(text: string, tokens: number): string {
	const count = o200kBase().count(text)
	const end = text.lastIndexOf('\n', Math.floor((text.length * tokens) / count))
	return text.slice(0, end === -1 ? text.length : end)
}
