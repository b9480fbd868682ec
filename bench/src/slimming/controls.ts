import { mapMessageText } from '@headroom/spec'
import { encode } from '@toon-format/toon'
import type { Subject } from '../compression/subject.ts'
import type { BenchCase } from '../data/index.ts'
import { csvOf, isOneRecord } from './csv.ts'

type Prompt = BenchCase['prompt']

/** Another spelling of texts that are one JSON value. All go through `JSON.parse`, which loses number spelling. */
export interface JsonControl {
	readonly name: string
	readonly meaning: string
	/** Ends the names of the metrics that compare with it. */
	readonly metric: string
	/** `undefined` where it cannot say the value. */
	spell(value: unknown): string | undefined
}

/** What slimming is compared with on JSON. */
export const jsonControls: readonly JsonControl[] = [
	{
		name: 'minified JSON',
		meaning: 'control: JSON.stringify of each text that is one JSON value',
		metric: 'minified',
		spell: (value) => JSON.stringify(value),
	},
	{
		name: 'TOON',
		meaning: 'control: @toon-format/toon of each text that is one JSON value',
		metric: 'toon',
		spell: (value) => encode(value),
	},
	{
		name: 'CSV',
		meaning: 'control: CSV with a header row of each text that is a flat table; types are lost',
		metric: 'csv',
		spell: csvOf,
	},
]

/** A text of a prompt as a control spells it. */
export interface Spelling {
	/** Which of the texts of the prompt, from 0; see `openTexts`. */
	readonly at: number
	readonly text: string
	/** Whether the value is a flat object or a table of one row: what has no columns to gain from. */
	readonly isOneRecord: boolean
}

/** The texts of a prompt that are one object or array that a control can say, as it says them. */
export function spellings({ spell }: JsonControl, prompt: Prompt): readonly Spelling[] {
	return openTexts(prompt).flatMap((given, at): Spelling[] => {
		const value = jsonOf(given)
		const text = value === undefined ? undefined : spell(value)
		return text === undefined ? [] : [{ at, text, isOneRecord: isOneRecord(value) }]
	})
}

/** A prompt with the texts that a control spells anew. */
export function respelled(prompt: Prompt, spelled: readonly Spelling[]): Prompt {
	const texts = new Map(spelled.map(({ at, text }) => [at, text]))
	let at = 0
	return mapTexts(prompt, (text) => texts.get(at++) ?? text)
}

/** The texts of a prompt that may be spelled anew, in order: all but those of pinned messages. */
export function openTexts(prompt: Prompt): readonly string[] {
	const texts: string[] = []
	mapTexts(prompt, (text) => {
		texts.push(text)
		return text
	})
	return texts
}

function mapTexts(prompt: Prompt, rewrite: (text: string) => string): Prompt {
	return typeof prompt === 'string'
		? rewrite(prompt)
		: prompt.map((message) => mapMessageText(message, rewrite))
}

/** A control as a subject: texts stay where the control cannot say them. */
export function controlSubject(control: JsonControl): Subject {
	return {
		name: control.name,
		meaning: control.meaning,
		ignoresQuery: true,
		idempotent: false,
		gated: false,
		run: async ({ prompt }) => ({ prompt: respelled(prompt, spellings(control, prompt)) }),
	}
}

/** The object or array that a text is, or `undefined`. */
function jsonOf(text: string): object | undefined {
	if (!/^\s*[[{]/.test(text)) return undefined
	try {
		return JSON.parse(text) as object
	} catch {
		return undefined
	}
}
