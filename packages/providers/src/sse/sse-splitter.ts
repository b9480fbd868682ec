/** What one server-sent event says. */
export interface SseMessage {
	/** The event's name; `null` when it names none. */
	readonly event: string | null
	/** Its data; several `data:` lines are joined by line breaks. */
	readonly data: string
}

/** A piece of an event stream. The pieces of a stream, joined, are its bytes, without a gap. */
export interface SsePiece {
	readonly bytes: Uint8Array
	/** What the piece says; absent for comments, blank lines, and fields without data. */
	readonly message?: SseMessage
	/** Present on the second half of a CRLF whose first half ended the piece before, in an earlier read. */
	readonly tail?: true
}

const LF = 10
const CR = 13
const NOTHING = new Uint8Array(0)

/**
 * Splits an event stream into its events, however its bytes are cut. Lines end in LF, CRLF or CR; a byte order mark at
 * the start is no part of the first line. Time is linear in the bytes; an event is held until its blank line came.
 */
export class SseSplitter {
	readonly #maxEventBytes: number
	/** Earlier reads' bytes of the event under way, and of its last line. */
	readonly #held: Uint8Array[] = []
	readonly #line: Uint8Array[] = []
	#heldBytes = 0
	#event: string | null = null
	#data: string[] = []
	#afterCr = false
	#atStart = true
	#overflowed = false
	readonly #decoder = new TextDecoder('utf-8', { ignoreBOM: true })

	/** @param options `maxEventBytes`: bytes of one event beyond which the stream is only passed on. @default 32 MiB */
	constructor(options: { readonly maxEventBytes?: number } = {}) {
		this.#maxEventBytes = options.maxEventBytes ?? 32 * 1024 * 1024
	}

	/** Whether an event was too long to hold, so that from there on pieces carry no messages. */
	get overflowed(): boolean {
		return this.#overflowed
	}

	/** The pieces that these bytes complete. Bytes that are held stay a view of what was given. */
	push(bytes: Uint8Array): readonly SsePiece[] {
		if (bytes.length === 0) return []
		if (this.#overflowed) return [{ bytes }]
		const pieces: SsePiece[] = []
		let pieceStart = 0
		let lineStart = 0
		let at = 0
		if (this.#afterCr) {
			this.#afterCr = false
			if (bytes[0] === LF) {
				at = 1
				lineStart = 1
				if (this.#heldBytes === 0) {
					pieces.push({ bytes: bytes.subarray(0, 1), tail: true })
					pieceStart = 1
				}
			}
		}
		for (; at < bytes.length; at += 1) {
			const byte = bytes[at]
			if (byte !== LF && byte !== CR) continue
			const line = this.#takeLine(bytes.subarray(lineStart, at))
			if (byte === CR) {
				if (at + 1 === bytes.length) this.#afterCr = true
				else if (bytes[at + 1] === LF) at += 1
			}
			lineStart = at + 1
			if (line === '') {
				pieces.push(this.#takePiece(bytes.subarray(pieceStart, lineStart)))
				pieceStart = lineStart
			} else this.#read(line)
		}
		this.#hold(bytes.subarray(pieceStart), bytes.subarray(lineStart), pieces)
		return pieces
	}

	/** What is left when the stream ends: an event that lacks its blank line is read as if it had one. */
	end(): readonly SsePiece[] {
		if (this.#heldBytes === 0) return []
		const line = this.#takeLine(NOTHING)
		if (line !== '') this.#read(line)
		return [this.#takePiece(NOTHING)]
	}

	#hold(piece: Uint8Array, line: Uint8Array, pieces: SsePiece[]): void {
		if (piece.length === 0) return
		this.#held.push(piece)
		this.#heldBytes += piece.length
		if (line.length > 0) this.#line.push(line)
		if (this.#heldBytes <= this.#maxEventBytes) return
		this.#overflowed = true
		this.#data = []
		this.#line.length = 0
		pieces.push({ bytes: joined(this.#held.splice(0)) })
		this.#heldBytes = 0
	}

	#takeLine(rest: Uint8Array): string {
		const line = this.#line.length === 0 ? rest : joined([...this.#line.splice(0), rest])
		const text = this.#decoder.decode(line)
		if (!this.#atStart) return text
		this.#atStart = false
		return text.startsWith('\u{feff}') ? text.slice(1) : text
	}

	#takePiece(rest: Uint8Array): SsePiece {
		const bytes = this.#held.length === 0 ? rest : joined([...this.#held.splice(0), rest])
		this.#heldBytes = 0
		const message = this.#data.length === 0 ? undefined : { event: this.#event, data: this.#data.join('\n') }
		this.#event = null
		this.#data = []
		return message === undefined ? { bytes } : { bytes, message }
	}

	#read(line: string): void {
		const colon = line.indexOf(':')
		const field = colon === -1 ? line : line.slice(0, colon)
		if (field !== 'data' && field !== 'event') return
		const value = colon === -1 ? '' : line.slice(line[colon + 1] === ' ' ? colon + 2 : colon + 1)
		if (field === 'data') this.#data.push(value)
		else this.#event = value === '' ? null : value
	}
}

function joined(parts: readonly Uint8Array[]): Uint8Array {
	const [first = NOTHING] = parts
	if (parts.length === 1) return first
	const all = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0))
	let at = 0
	for (const part of parts) {
		all.set(part, at)
		at += part.length
	}
	return all
}
