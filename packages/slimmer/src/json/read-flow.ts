import { flowKey, flowString } from './flow.ts'
import { itemPath, keyPath } from './path.ts'
import { isLiteral, skipString } from './scan.ts'
import { innerEnd, LONGEST_PLAIN } from './table/cell.ts'
import { DEEPEST } from './tree.ts'

const KEY = /[\p{L}\p{N}_$@#./ -]+(?=:)/uy

/**
 * Reads flow notation back to minified JSON, from `at` on: valid JSON, or `undefined` for anything that the writer
 * would have spelled otherwise.
 */
export class FlowReader {
	protected readonly text: string
	at: number

	constructor(text: string, at: number) {
		this.text = text
		this.at = at
	}

	/** The value at `at`, which is at `path` of the value read first. */
	value(path: string, depth: number): string | undefined {
		const { text } = this
		const first = text[this.at]
		if (first === '"') return this.#take(skipString(text, this.at))
		if (first !== '{' && first !== '[') return this.#plain()
		if (depth >= DEEPEST) return undefined
		return first === '{' ? this.#object(path, depth) : this.#array(path, depth)
	}

	/** A number, a literal, or a string without quotes. */
	#plain(): string | undefined {
		const start = this.at
		const end = innerEnd(this.text, start)
		// What was looked at counts as read, found or not.
		this.at = end === start ? start + LONGEST_PLAIN : end
		if (end === start) return undefined
		const word = this.text.slice(start, end)
		if (isLiteral(word)) return word
		const spelled = JSON.stringify(word)
		return flowString(spelled) === word ? spelled : undefined
	}

	#object(path: string, depth: number): string | undefined {
		const pairs: string[] = []
		this.at++
		if (this.text[this.at] === '}') return this.#close('{', pairs, '}')
		for (;;) {
			const key = this.#key()
			if (key === undefined || this.text[this.at++] !== ':') return undefined
			const value = this.value(keyPath(path, key), depth + 1)
			if (value === undefined) return undefined
			pairs.push(`${key}:${value}`)
			if (this.text[this.at] === '}') return this.#close('{', pairs, '}')
			if (this.text[this.at++] !== ',') return undefined
		}
	}

	#key(): string | undefined {
		const start = this.at
		if (this.text[start] === '"') this.#take(skipString(this.text, start))
		else {
			KEY.lastIndex = start
			if (!KEY.test(this.text)) return undefined
			this.at = KEY.lastIndex
		}
		const written = this.text.slice(start, this.at)
		const spelled = written.startsWith('"') ? written : JSON.stringify(written)
		return flowKey(spelled) === written ? spelled : undefined
	}

	#array(path: string, depth: number): string | undefined {
		const items: string[] = []
		this.at++
		if (this.text[this.at] === ']') return this.#close('[', items, ']')
		for (;;) {
			const value = this.value(itemPath(path, items.length), depth + 1)
			if (value === undefined) return undefined
			items.push(value)
			if (this.text[this.at] === ']') return this.#close('[', items, ']')
			if (this.text[this.at++] !== ',') return undefined
		}
	}

	#close(open: string, parts: readonly string[], close: string): string {
		this.at++
		return open + parts.join(',') + close
	}

	/** What stands up to `end`, and steps there; `undefined` for -1. */
	#take(end: number): string | undefined {
		if (end === -1) return undefined
		const taken = this.text.slice(this.at, end)
		this.at = end
		return taken
	}
}
