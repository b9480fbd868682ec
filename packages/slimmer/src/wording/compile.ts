import type { Phrase, Wording } from './phrase.ts'

/** A phrase ready to be matched at an offset. */
export interface CompiledPhrase extends Phrase {
	/** Sticky. */
	readonly pattern: RegExp
}

/** A language's phrases in one expression that finds where any of them begins, and by their first letter. */
export interface CompiledWording {
	readonly wording: Wording
	/** Global; finds a place where at least one phrase fits. */
	readonly scan: RegExp
	/** Phrases that can begin with a character, lower case; the longest spelling first is up to the list. */
	readonly beginning: (char: string) => readonly CompiledPhrase[]
}

const LETTER = /^[a-zäöü]/

/**
 * Compiles a language's list. Phrases that begin with a letter are grouped by it, so that most places of a text are
 * left after one comparison.
 */
export function compileWording(wording: Wording): CompiledWording {
	const groups = new Map<string, CompiledPhrase[]>()
	for (const phrase of wording.phrases) {
		const alternatives = openings(phrase.find)
		for (const find of alternatives) {
			const letter = LETTER.exec(find)?.[0] ?? ''
			const source = spell(find, letter)
			const compiled = { ...phrase, pattern: new RegExp(source, 'yu') }
			const group = groups.get(letter)
			if (group === undefined) groups.set(letter, [compiled])
			else group.push(compiled)
		}
	}
	const sources = [...groups].map(([letter, group]) => {
		const tails = group.map(({ pattern }) => pattern.source)
		return letter === '' ? tails.join('|') : `(?=[${letter}${letter.toUpperCase()}])(?:${tails.join('|')})`
	})
	return {
		wording,
		scan: new RegExp(sources.join('|'), 'gu'),
		beginning: (char) => [...(groups.get(char.toLowerCase()) ?? []), ...(groups.get('') ?? [])],
	}
}

/** The alternatives of a pattern that begins with a group, each on its own; otherwise the pattern alone. */
function openings(find: string): readonly string[] {
	if (!find.startsWith('(?:')) return [find]
	let depth = 0
	let from = 3
	const parts: string[] = []
	for (let at = 0; at < find.length; at++) {
		if (find[at] === '\\') at++
		else if (find[at] === '(') depth++
		else if (find[at] === '|' && depth === 1) {
			parts.push(find.slice(from, at))
			from = at + 1
		} else if (find[at] === ')' && --depth === 0) {
			parts.push(find.slice(from, at))
			const rest = find.slice(at + 1)
			if (rest.startsWith('?'))
				return [...parts.map((part) => part + rest.slice(1)), ...openings(rest.slice(1))]
			return parts.map((part) => part + rest)
		}
	}
	return [find]
}

function spell(find: string, letter: string): string {
	return letter === '' ? find : `\\b[${letter}${letter.toUpperCase()}]${find.slice(1)}`
}
