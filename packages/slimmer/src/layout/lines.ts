/**
 * What a line is. `fence` is a delimiter of a fenced block, `fenced` a line inside one, `fenced-data` a line in a
 * fence marked as JSON or not marked at all; `diff` belongs to a diff or patch; `code` is source code outside any
 * fence, or preformatted HTML; everything else is `text`.
 */
export type LineKind = 'text' | 'fence' | 'fenced' | 'fenced-data' | 'diff' | 'code'

const KINDS: readonly LineKind[] = ['text', 'fence', 'fenced', 'fenced-data', 'diff', 'code']
const CODES: ReadonlyMap<LineKind, number> = new Map(KINDS.map((kind, code) => [kind, code]))

const CARRIAGE_RETURN = 13

/** A text cut at its line feeds, in typed arrays: a megabyte of line feeds is a million lines. */
export class Lines {
	readonly text: string
	readonly count: number
	readonly #starts: Int32Array
	readonly #kinds: Uint8Array

	constructor(text: string) {
		this.text = text
		const starts: number[] = [0]
		for (let at = text.indexOf('\n'); at !== -1; at = text.indexOf('\n', at + 1)) starts.push(at + 1)
		this.count = starts.length
		this.#starts = new Int32Array(starts)
		this.#kinds = new Uint8Array(starts.length)
	}

	/** Offset of the line's first character. `line` is 0-based; `count` gives the end of the text. */
	start(line: number): number {
		return this.#starts[line] ?? this.text.length
	}

	/** Offset after the line's last character, its line break (LF or CR LF) excluded. */
	end(line: number): number {
		let end = this.feed(line)
		if (end === this.text.length) return end
		while (end > this.start(line) && this.text.charCodeAt(end - 1) === CARRIAGE_RETURN) end--
		return end
	}

	/** Offset of the line feed that ends the line, or the end of the text: carriage returns before it are the line's. */
	feed(line: number): number {
		const next = this.#starts[line + 1]
		return next === undefined ? this.text.length : next - 1
	}

	/** The line without its line break. */
	slice(line: number): string {
		return this.text.slice(this.start(line), this.end(line))
	}

	/** The line without its line feed, carriage returns included. */
	whole(line: number): string {
		return this.text.slice(this.start(line), this.feed(line))
	}

	/** The 0-based line that holds an offset. */
	at(offset: number): number {
		let low = 0
		let high = this.count - 1
		while (low < high) {
			const middle = (low + high + 1) >> 1
			if (this.start(middle) <= offset) low = middle
			else high = middle - 1
		}
		return low
	}

	/** Offset of the first character of the line that is not a space or tab; `end` for a blank line. */
	indent(line: number): number {
		const end = this.end(line)
		let at = this.start(line)
		while (at < end && isBlank(this.text.charCodeAt(at))) at++
		return at
	}

	isBlank(line: number): boolean {
		return this.indent(line) === this.end(line)
	}

	kind(line: number): LineKind {
		return KINDS[this.#kinds[line] ?? 0] ?? 'text'
	}

	mark(line: number, kind: LineKind): void {
		this.#kinds[line] = CODES.get(kind) ?? 0
	}
}

/** Whether a UTF-16 code unit is a space or a tab. */
export function isBlank(code: number): boolean {
	return code === 32 || code === 9
}
