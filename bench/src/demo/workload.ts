import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import type { Message } from '@headroom/spec'

/** A question about a workload's text, and the strings that answer it. */
export interface Probe {
	readonly question: string
	/** Any of these standing in the text counts. */
	readonly answers: readonly string[]
}

/** One line of `datasets/demo/*.jsonl`. */
export interface Workload {
	readonly id: string
	readonly dataset: string
	readonly messages: readonly Message[]
	readonly probes: readonly Probe[]
}

/** The demo's own data, CC0, at the root of this repository. */
export function demoWorkload(name: string): Workload {
	const file = fileURLToPath(new URL(`../../../datasets/demo/${name}.jsonl`, import.meta.url))
	return JSON.parse(readFileSync(file, 'utf8')) as Workload
}

/**
 * The conversation with a question asked at its end: in the place of `{{question}}` where the text has one, else
 * as a new user message.
 */
export function ask(messages: readonly Message[], question: string): readonly Message[] {
	const last = messages.at(-1)
	if (typeof last?.content === 'string' && last.content.includes('{{question}}')) {
		return [
			...messages.slice(0, -1),
			{ ...last, content: last.content.replace('{{question}}', () => question) },
		]
	}
	return [...messages, { role: 'user', content: question }]
}
