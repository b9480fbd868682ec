import { HeadroomError } from '@headroom/spec'
import type { Condition } from '../condition.ts'

/** Whether the text contains any of the phrases, ignoring case. No word boundaries: `art` occurs in `start`. */
export function contains(phrases: string | readonly string[]): Condition {
	const list = typeof phrases === 'string' ? [phrases] : phrases
	if (
		!Array.isArray(list) ||
		list.length === 0 ||
		list.some((item) => typeof item !== 'string' || item === '')
	)
		throw new HeadroomError(
			'invalid-argument',
			`contains is ${JSON.stringify(phrases)}; expected a phrase or a list of phrases, none of them empty`,
		)
	const wanted: readonly string[] = list.map((phrase: string) => phrase.toLowerCase())
	return {
		describe: `contains ${list.map((phrase: string) => JSON.stringify(phrase)).join(' or ')}`,
		holds({ text }) {
			const lower = text.toLowerCase()
			return wanted.some((phrase) => lower.includes(phrase))
		},
	}
}
