import type { ChatEvent, ChatResponse, Part } from '@headroom/spec'

/** Gathers a streamed answer as far as it came, so that one cut short can be counted. */
export class PartialAnswer {
	readonly #pieces = new Map<number, Piece>()
	#finished: ChatResponse | undefined

	/** Whether anything came. */
	get begun(): boolean {
		return this.#pieces.size > 0 || this.#finished !== undefined
	}

	/** The whole answer, once the stream has said it. */
	get finished(): ChatResponse | undefined {
		return this.#finished
	}

	add(event: ChatEvent): void {
		if (event.type === 'finish') {
			this.#finished = event.response
			return
		}
		if (event.type === 'part') {
			this.#pieces.set(event.index, { part: event.part })
			return
		}
		const text = event.type === 'text-delta' ? event.text : event.arguments
		const piece = this.#pieces.get(event.index)
		if (piece !== undefined && 'texts' in piece) {
			piece.texts.push(text)
			return
		}
		const call = event.type === 'text-delta' ? undefined : { id: event.id ?? '', name: event.name ?? '' }
		this.#pieces.set(event.index, { call, texts: [text] })
	}

	/** The answer so far, as `model` would have given it; without usage. */
	response(model: string): ChatResponse {
		const indexes = [...this.#pieces].sort(([a], [b]) => a - b)
		return {
			id: '',
			model,
			message: { role: 'assistant', content: indexes.map(([, piece]) => partOf(piece)) },
			finishReason: 'other',
		}
	}
}

type Piece =
	| { readonly part: Part }
	| { readonly call: { readonly id: string; readonly name: string } | undefined; readonly texts: string[] }

function partOf(piece: Piece): Part {
	if ('part' in piece) return piece.part
	const text = piece.texts.join('')
	return piece.call === undefined
		? { type: 'text', text }
		: { type: 'tool-call', ...piece.call, arguments: text }
}
