/** Letters of one script. */
interface Family {
	readonly letters: string
	/** Whether a text holds a letter of the script, which could be taken for a name. */
	readonly script: RegExp
}

/**
 * Letters that are one token of o200k_base, alone and after a space, and rare in most texts. Families are tried in
 * order, the most read as signs first; within one, letters that look like Latin ones are left out.
 */
const FAMILIES: readonly Family[] = [
	{ letters: 'αβγδεζηθλμπστφψωΓΔΘΛΠΣΦΨΩ', script: /\p{Script=Greek}/u },
	{ letters: 'БГДЖЗИЙЛПФЦЧШЩЫЭЮЯ', script: /\p{Script=Cyrillic}/u },
	{
		letters: 'アイウエオカキクケコサシスセタナニハマラリル',
		script: /[\p{Script=Katakana}\p{Script=Hiragana}]/u,
	},
]

const LETTERS: ReadonlySet<string> = new Set(FAMILIES.flatMap(({ letters }) => [...letters]))

/** Most names that a text can have. */
export const MOST_NAMES: number = LETTERS.size

/** Letters, in order, that can stand for phrases of a text: of scripts that it does not use. */
export function namesFor(text: string): readonly string[] {
	const names = FAMILIES.flatMap(({ letters, script }) => (script.test(text) ? [] : [...letters]))
	return names.slice(0, Number(((globalThis as any).process.env.DN as string) ?? 1000))
}

/** Whether a letter is a name. */
export function isName(letter: string): boolean {
	return LETTERS.has(letter)
}
