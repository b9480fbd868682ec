import { encode } from '@toon-format/toon'
import type { Subject } from '../compression/subject.ts'
import type { BenchCase } from '../data/index.ts'
import { csvOf } from './csv.ts'

/** Another spelling of a prompt that is one JSON value. All go through `JSON.parse`, which loses number spelling. */
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
		meaning: 'control: JSON.stringify of the parsed prompt, where that is one JSON value',
		metric: 'minified',
		spell: (value) => JSON.stringify(value),
	},
	{
		name: 'TOON',
		meaning: 'control: @toon-format/toon of the parsed prompt, where that is one JSON value',
		metric: 'toon',
		spell: (value) => encode(value),
	},
	{
		name: 'CSV',
		meaning: 'control: CSV with a header row, where the prompt is a flat table; types are lost',
		metric: 'csv',
		spell: csvOf,
	},
]

/** A control as a subject: the prompt stays where the control cannot say it. */
export function controlSubject({ name, meaning, spell }: JsonControl): Subject {
	return {
		name,
		meaning,
		ignoresQuery: true,
		idempotent: false,
		gated: false,
		async run({ prompt }) {
			const value = jsonOf(prompt)
			return { prompt: (value === undefined ? undefined : spell(value)) ?? prompt }
		},
	}
}

export function isJsonControl(subject: string): boolean {
	return jsonControls.some(({ name }) => name === subject)
}

/** Whether a subject is measured on a prompt: a control only where it can say it. */
export function appliesTo(subject: string, prompt: BenchCase['prompt']): boolean {
	const control = jsonControls.find(({ name }) => name === subject)
	if (control === undefined) return true
	const value = jsonOf(prompt)
	return value !== undefined && control.spell(value) !== undefined
}

/** The object or array that a prompt is, or `undefined`. */
function jsonOf(prompt: BenchCase['prompt']): object | undefined {
	if (typeof prompt !== 'string' || !/^\s*[[{]/.test(prompt)) return undefined
	try {
		return JSON.parse(prompt) as object
	} catch {
		return undefined
	}
}
