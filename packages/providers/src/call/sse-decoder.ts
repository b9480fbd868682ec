/** One server-sent event. */
export interface ServerSentEvent {
	/** The event's name; empty when it has none. */
	readonly name: string
	/** Its data, lines joined by line breaks. */
	readonly data: string
}

/** Characters of one event, at most: 32 Mi, room for an image or minutes of sound in base64. */
const MOST_CHARACTERS = 32 * 1024 * 1024

/**
 * Reads server-sent events out of text that comes in pieces of any size. Lines end with LF, CR or both; comments, ids
 * and reconnection times are passed over. Takes time linear in the text.
 */
export class SseDecoder {
	/** The line that has begun. */
	#line = ''
	#afterCr = false
	#name = ''
	#data: string[] = []
	#size = 0

	/**
	 * The events that are complete with this piece.
	 *
	 * @throws RangeError when one event has more than 32 Mi characters
	 */
	push(text: string): readonly ServerSentEvent[] {
		const events: ServerSentEvent[] = []
		let from = this.#afterCr && text.startsWith('\n') ? 1 : 0
		if (text !== '') this.#afterCr = false
		for (let end = lineEnd(text, from); end !== -1; end = lineEnd(text, from)) {
			this.#endLine(this.#line + text.slice(from, end), events)
			this.#line = ''
			from = end + 1
			if (text.charCodeAt(end) !== CR) continue
			if (from === text.length) this.#afterCr = true
			else if (text.charCodeAt(from) === LF) from += 1
		}
		this.#line += text.slice(from)
		if (this.#size + this.#line.length > MOST_CHARACTERS)
			throw new RangeError(`one event has more than ${MOST_CHARACTERS} characters`)
		return events
	}

	/** The event that the end of the text left without its empty line, which many servers do; it may be cut short. */
	end(): ServerSentEvent | undefined {
		const events: ServerSentEvent[] = []
		if (this.#line !== '') this.#endLine(this.#line, events)
		this.#line = ''
		this.#endLine('', events)
		return events[0]
	}

	#endLine(line: string, events: ServerSentEvent[]): void {
		if (line === '') {
			if (this.#data.length > 0) events.push({ name: this.#name, data: this.#data.join('\n') })
			this.#name = ''
			this.#data = []
			this.#size = 0
			return
		}
		const colon = line.indexOf(':')
		const field = colon === -1 ? line : line.slice(0, colon)
		const value = colon === -1 ? '' : line.slice(line.charCodeAt(colon + 1) === SPACE ? colon + 2 : colon + 1)
		if (field === 'event') this.#name = value
		else if (field === 'data') {
			this.#data.push(value)
			this.#size += value.length + LINE_COST
		}
	}
}

/** What a line costs beside its characters, so that endless empty ones are bounded, too. */
const LINE_COST = 16

const LF = 10
const CR = 13
const SPACE = 32

function lineEnd(text: string, from: number): number {
	for (let at = from; at < text.length; at += 1) {
		const code = text.charCodeAt(at)
		if (code === LF || code === CR) return at
	}
	return -1
}
