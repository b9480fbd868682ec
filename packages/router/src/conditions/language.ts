import { HeadroomError } from '@headroom/spec'
import type { Condition } from '../condition.ts'
import { languageOf } from '../language/identify.ts'
import { LANGUAGE_PROFILES } from '../language/profiles.ts'
import { nearest } from '../nearest.ts'

/** Most of a text that is looked at, in UTF-16 units from its beginning. */
const SAMPLE = 4_000

const SCRIPTS: Readonly<Record<string, RegExp>> = {
	latin: /\p{Script=Latin}/gu,
	cyrillic: /\p{Script=Cyrillic}/gu,
	greek: /\p{Script=Greek}/gu,
	arabic: /\p{Script=Arabic}/gu,
	hebrew: /\p{Script=Hebrew}/gu,
	devanagari: /\p{Script=Devanagari}/gu,
	bengali: /\p{Script=Bengali}/gu,
	tamil: /\p{Script=Tamil}/gu,
	thai: /\p{Script=Thai}/gu,
	han: /\p{Script=Han}/gu,
	kana: /[\p{Script=Hiragana}\p{Script=Katakana}]/gu,
	hangul: /\p{Script=Hangul}/gu,
	georgian: /\p{Script=Georgian}/gu,
	armenian: /\p{Script=Armenian}/gu,
	ethiopic: /\p{Script=Ethiopic}/gu,
}

/** Languages that their script gives away. */
const BY_SCRIPT: Readonly<Record<string, string>> = { japanese: 'kana', chinese: 'han', korean: 'hangul' }

/** Two letters of ISO 639-1 for a name. */
const CODES: Readonly<Record<string, string>> = {
	ja: 'japanese',
	zh: 'chinese',
	ko: 'korean',
	el: 'greek',
	th: 'thai',
	he: 'hebrew',
	...Object.fromEntries(LANGUAGE_PROFILES.map(({ code, name }) => [code, name])),
}

/** Everything that the condition `language` takes: scripts, languages, and codes of ISO 639-1. */
export const languageNames: readonly string[] = [
	...Object.keys(SCRIPTS),
	...Object.keys(BY_SCRIPT),
	...LANGUAGE_PROFILES.map(({ name }) => name),
	...Object.keys(CODES),
]

/**
 * Part of a text's letters that must be kana for the text to count as Japanese: Japanese mixes kana with Han,
 * Chinese has none.
 */
const KANA_SHARE = 0.1

/**
 * Whether the text is mostly written in one of the scripts or languages: `latin`, `cyrillic`, `english`, `de`,
 * `japanese`… Scripts are told by their letters. Languages that share one are told by their commonest words; where a
 * text is too short for that, it is in none of them.
 */
export function language(names: string | readonly string[]): Condition {
	const list: readonly string[] = typeof names === 'string' ? [names] : names
	if (!Array.isArray(list) || list.length === 0) throw unknown(names)
	const wanted = new Set(list.map(nameOf))
	const asksLanguage = LANGUAGE_PROFILES.some(({ name }) => wanted.has(name))
	return {
		describe: `is written in ${list.join(' or ')}`,
		holds({ text }) {
			const sample = text.slice(0, SAMPLE)
			const script = mainScript(sample)
			if (script === undefined) return false
			if (wanted.has(script)) return true
			const spoken = asksLanguage ? languageOf(sample, script) : undefined
			return spoken !== undefined && wanted.has(spoken)
		},
	}
}

function nameOf(given: string): string {
	const lower = String(given).toLowerCase()
	const name = Object.hasOwn(CODES, lower) ? (CODES[lower] ?? lower) : lower
	if (!languageNames.includes(name)) throw unknown(given)
	return Object.hasOwn(BY_SCRIPT, name) ? (BY_SCRIPT[name] ?? name) : name
}

function unknown(given: unknown): HeadroomError {
	const meant = typeof given === 'string' ? nearest(given.toLowerCase(), languageNames) : undefined
	return new HeadroomError(
		'invalid-argument',
		`language is ${JSON.stringify(given)}; expected a script or a language out of ${languageNames.join(', ')}` +
			(meant === undefined ? '' : `; did you mean "${meant}"?`),
	)
}

/** The script that most letters of a text belong to; `undefined` for a text without letters. */
function mainScript(sample: string): string | undefined {
	let letters = 0
	let most = 0
	let main: string | undefined
	let kana = 0
	for (const [script, expression] of Object.entries(SCRIPTS)) {
		const count = sample.match(expression)?.length ?? 0
		letters += count
		if (script === 'kana') kana = count
		if (count > most) [main, most] = [script, count]
	}
	return main === 'han' && kana >= letters * KANA_SHARE ? 'kana' : main
}
