/** Numbers for the words of a block, and what each of them is like. Equal words have equal numbers. */
export class WordIds {
	readonly #ids = new Map<string, number>()
	readonly #digits: boolean[] = []
	readonly #costs: number[] = []

	idOf(word: string): number {
		const known = this.#ids.get(word)
		if (known !== undefined) return known
		const id = this.#ids.size
		this.#ids.set(word, id)
		this.#digits.push(/\d/.test(word))
		this.#costs.push(roughCost(word))
		return id
	}

	hasDigit(id: number): boolean {
		return this.#digits[id] ?? false
	}

	/** About how many tokens a word takes behind a space. */
	cost(id: number): number {
		return this.#costs[id] ?? 1
	}
}

/**
 * About how many tokens a word takes behind a space: a token for every three digits, every five letters and every
 * mark. Chooses between spellings where counting each would take too long; never decides whether one pays.
 */
export function roughCost(word: string): number {
	let tokens = 0
	let run = 0
	let kind = 0
	for (let at = 0; at < word.length; at++) {
		const code = word.charCodeAt(at)
		const next = code >= 48 && code <= 57 ? 1 : isLetter(code) ? 2 : 3
		const longest = next === 1 ? 3 : next === 2 ? 5 : 2
		if (next !== kind || run === longest) {
			// The space before a digit is a token of its own.
			tokens += at === 0 && next === 1 ? 2 : 1
			run = 0
		}
		kind = next
		run++
	}
	return tokens
}

function isLetter(code: number): boolean {
	return (code >= 97 && code <= 122) || (code >= 65 && code <= 90) || code > 127
}
