import { HeadroomError } from '@headroom/spec'
import type { Condition } from '../condition.ts'

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
const LANGUAGES: Readonly<Record<string, string>> = { japanese: 'kana', chinese: 'han', korean: 'hangul' }

/**
 * Part of a text's letters that must be kana for the text to count as Japanese: Japanese mixes kana with Han,
 * Chinese has none.
 */
const KANA_SHARE = 0.1

/**
 * Whether the text is mostly written in one of the scripts: `latin`, `cyrillic`, `han`…, or `japanese`,
 * `chinese`, `korean`. Does not tell languages of one script apart: English from French, Russian from Ukrainian.
 */
export function language(names: string | readonly string[]): Condition {
	const list: readonly string[] = typeof names === 'string' ? [names] : names
	const wanted = new Set(list.map(scriptNamed))
	if (wanted.size === 0) throw unknown('[]')
	return {
		describe: `is written in ${list.join(' or ')}`,
		holds({ text }) {
			const script = mainScript(text)
			return script !== undefined && wanted.has(script)
		},
	}
}

function scriptNamed(name: string): string {
	const lower = String(name).toLowerCase()
	const script = Object.hasOwn(LANGUAGES, lower) ? LANGUAGES[lower] : lower
	if (script === undefined || !Object.hasOwn(SCRIPTS, script)) throw unknown(JSON.stringify(name))
	return script
}

function unknown(name: string): HeadroomError {
	const known = [...Object.keys(SCRIPTS), ...Object.keys(LANGUAGES)].join(', ')
	return new HeadroomError(
		'invalid-argument',
		`language is ${name}; expected a script out of ${known} (languages that share a script cannot be told apart here)`,
	)
}

/** The script that most letters of a text's beginning belong to; `undefined` for a text without letters. */
function mainScript(text: string): string | undefined {
	const sample = text.slice(0, SAMPLE)
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
