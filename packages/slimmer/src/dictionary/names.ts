/** Letters of one script. */
interface Family {
	readonly letters: string
	/** Matches a text with a letter of the script, which could be taken for a name. */
	readonly script: RegExp
}

/**
 * Letters that are one token of o200k_base, alone and after a space. Scripts are tried in order, the one most read as
 * signs first; letters that look like Latin ones are left out.
 */
const FAMILIES: readonly Family[] = [
	{ letters: 'αβγδεζηθλμπστφψωΓΔΘΛΠΣΦΩ', script: /\p{Script=Greek}/u },
	{ letters: 'БГДЖЗИЙЛПФЦЧШЩЫЭЮЯ', script: /\p{Script=Cyrillic}/u },
	{
		letters: 'アイウエオカキクケコサシスセタナニハマラ',
		script: /[\p{Script=Katakana}\p{Script=Hiragana}]/u,
	},
]

const LETTERS: ReadonlySet<string> = new Set(FAMILIES.flatMap(({ letters }) => [...letters]))

/** Most names that a text can have. */
export const MOST_NAMES: number = LETTERS.size

/** Letters that can stand for phrases of a text: of scripts that it does not use. */
export function namesFor(text: string): readonly string[] {
	return FAMILIES.flatMap(({ letters, script }) => (script.test(text) ? [] : [...letters]))
}

/** Whether a character can be a name. */
export function isName(character: string): boolean {
	return LETTERS.has(character)
}
