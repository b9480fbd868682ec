import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Message } from '@headroom/spec'
import type { BenchCase, BenchSet } from './case.ts'
import { readMessages } from './messages.ts'
import type { Row, RowMessage, RowProbe } from './row.ts'

/** Reads every compression set below a folder: each subfolder with `dev.jsonl` or `data.jsonl` is one. */
export function readSets(root: string, origin: BenchSet['origin']): BenchSet[] {
	if (!existsSync(root)) return []
	return readdirSync(root)
		.sort()
		.flatMap((name) => {
			const file = ['dev.jsonl', 'data.jsonl'].find((candidate) => existsSync(join(root, name, candidate)))
			return file === undefined ? [] : [readSet(join(root, name), file, name, origin)]
		})
}

function readSet(folder: string, file: string, name: string, origin: BenchSet['origin']): BenchSet {
	const rows = readLines<Row>(join(folder, file))
	const texts = new Map<string, Referenced>()
	return { name, origin, items: rows.length, cases: rows.flatMap((row) => readRow(row, name, folder, texts)) }
}

export function readLines<T>(file: string): T[] {
	return readFileSync(file, 'utf8')
		.split('\n')
		.filter((line) => line.trim() !== '')
		.map((line) => JSON.parse(line) as T)
}

function readRow(row: Row, dataset: string, folder: string, texts: Map<string, Referenced>): BenchCase[] {
	const shared = {
		dataset,
		kind: row.kind,
		lang: row.lang ?? 'en',
		cluster: `${dataset}/${row.cluster ?? row.id}`,
	}
	const prompt = readPrompt(row, folder, texts)
	if (row.probes === undefined)
		return [
			{
				id: `${dataset}/${row.id}`,
				...shared,
				prompt,
				...asked(row),
				evidence: evidenceOf(row, folder, texts),
			},
		]
	return row.probes.map((probe, index) => ({
		id: `${dataset}/${row.id}#${index}`,
		...shared,
		prompt: withQuestion(upTo(prompt, probe), probe.question),
		...asked(probe),
		evidence: probe.evidence ?? [],
	}))
}

function asked(probe: RowProbe): Pick<BenchCase, 'query' | 'answers' | 'needed'> {
	const isStep = isLaterStep(probe)
	return {
		// A run's next step is not announced: what it will need is not asked for.
		...(probe.question === undefined || isStep ? {} : { query: probe.question }),
		answers: isStep ? [] : (probe.answers ?? []),
		needed: probe.needed ?? (isStep ? (probe.answers ?? []) : []),
	}
}

function isLaterStep(probe: RowProbe): boolean {
	return probe.needed !== undefined || probe.type === 'future'
}

/** A run is measured at the step that needed something; a question comes after everything. */
function upTo(prompt: BenchCase['prompt'], probe: RowProbe): BenchCase['prompt'] {
	return typeof prompt === 'string' || !isLaterStep(probe) ? prompt : prompt.slice(0, probe.at)
}

function withQuestion(prompt: BenchCase['prompt'], question = ''): BenchCase['prompt'] {
	if (typeof prompt === 'string') return prompt
	const last = prompt.at(-1)
	if (typeof last?.content !== 'string' || !last.content.includes('{{question}}')) return prompt
	return [...prompt.slice(0, -1), { ...last, content: last.content.replace('{{question}}', () => question) }]
}

function readPrompt(row: Row, folder: string, texts: Map<string, Referenced>): BenchCase['prompt'] {
	if (row.context !== undefined) return row.context
	if (row.messages !== undefined) return readMessages(row.messages)
	if (row.context_ref === undefined)
		throw new Error(`${row.dataset}: row ${row.id} has no context, messages or context_ref`)
	const referenced = lookUp(row.context_ref, folder, texts)
	if (typeof referenced === 'string') return referenced
	if ('messages' in referenced) return interleave(readMessages(referenced.messages))
	const window = row.meta?.window50 as [number, number] | undefined
	const turns = window === undefined ? referenced.turns : referenced.turns.slice(...window)
	return row.kind === 'conversation'
		? asMessages(turns)
		: turns.map((turn) => `${turn.speaker}: ${said(turn)}`).join('\n')
}

interface Turn {
	readonly speaker: string
	readonly text?: string
	readonly content?: string
}

type Referenced = string | { readonly turns: readonly Turn[] } | { readonly messages: readonly RowMessage[] }

function lookUp(reference: string, folder: string, texts: Map<string, Referenced>): Referenced {
	const known = texts.get(`${folder}/${reference}`)
	if (known !== undefined) return known
	const [file = '', id] = reference.split('#')
	if (id === undefined) texts.set(`${folder}/${reference}`, readFileSync(join(folder, file), 'utf8'))
	else
		for (const row of readLines<{ id: string } & Exclude<Referenced, string>>(join(folder, file)))
			texts.set(`${folder}/${file}#${row.id}`, row)
	const found = texts.get(`${folder}/${reference}`)
	if (found === undefined) throw new Error(`${folder}: nothing has the id of the reference "${reference}"`)
	return found
}

function said(turn: Turn): string {
	return turn.text ?? turn.content ?? ''
}

/** Two speakers become user and assistant, each line with its name; further ones are users. */
function asMessages(turns: readonly Turn[]): Message[] {
	const first = turns[0]?.speaker
	return turns.map((turn) => ({
		role: turn.speaker === first ? 'user' : 'assistant',
		content: `${turn.speaker}: ${said(turn)}`,
	}))
}

/** A conversation of user turns alone gets short acknowledgements, as a chat would have them. */
function interleave(messages: readonly Message[]): readonly Message[] {
	if (messages.some((message) => message.role === 'assistant')) return messages
	return messages.flatMap((message): Message[] => [message, { role: 'assistant', content: 'I see.' }])
}

function evidenceOf(row: Row, folder: string, texts: Map<string, Referenced>): readonly string[] {
	const ranges = row.meta?.evidence_turns as [number, number][] | undefined
	if (row.evidence !== undefined || ranges === undefined || row.context_ref === undefined)
		return row.evidence ?? []
	const meeting = lookUp(row.context_ref, folder, texts)
	if (typeof meeting === 'string' || !('turns' in meeting)) return []
	return ranges.flatMap(([from, to]) => meeting.turns.slice(from, to + 1).map(said))
}
