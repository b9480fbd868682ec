import type { CallOutcome, ChatResponse } from '@headroom/spec'
import type { Accountant, CallEnd, CallStart } from '../account/call-account.ts'
import type { Endpoint } from './endpoint.ts'

/** How a call ended, as far as the wrapped client can see. */
export interface Ending {
	readonly response?: ChatResponse | undefined
	readonly error?: unknown
	/** Milliseconds that Headroom worked on the answer. @default 0 */
	readonly overheadMs?: number
}

/** One request that got an answer. Books it once: of several endings the first one counts. */
export class CallBook {
	readonly start: CallStart
	readonly provider: string
	readonly #accountant: Accountant
	readonly #endpoint: Endpoint
	#firstChunkTick: number | undefined
	#settled = false

	constructor(start: CallStart, provider: string, endpoint: Endpoint, accountant: Accountant) {
		this.start = start
		this.provider = provider
		this.#endpoint = endpoint
		this.#accountant = accountant
	}

	get settled(): boolean {
		return this.#settled
	}

	/** Notes when the first piece of a streamed answer came; later ones change nothing. */
	firstChunk(): void {
		this.#firstChunkTick ??= performance.now()
	}

	settle(outcome: CallOutcome, { response, error, overheadMs }: Ending = {}): void {
		if (this.#settled) return
		this.#settled = true
		const { address, port } = this.#endpoint
		const first = this.#firstChunkTick
		const end: CallEnd = {
			outcome,
			provider: this.provider,
			server: port === undefined ? { address } : { address, port },
			...(response === undefined ? {} : { response }),
			...(error === undefined ? {} : { error }),
			...(first === undefined ? {} : { timeToFirstChunkMs: first - this.start.startedTick }),
			...(overheadMs === undefined ? {} : { overheadMs }),
		}
		this.#accountant.settle(this.start, end)
	}
}
