import { HeadroomError } from '@headroom/spec'

/** How long a call may take, in milliseconds; `Infinity` for no bound. */
export interface Timeouts {
	/**
	 * The whole call, to the end of the answer.
	 *
	 * @default 3_600_000, in which Anthropic's SDK expects the longest answers, of 128,000 tokens, to be done
	 */
	readonly timeoutMs?: number
	/**
	 * Until the answer begins. One that is not streamed begins when it is finished.
	 *
	 * @default 600_000, as in both SDKs
	 */
	readonly firstByteTimeoutMs?: number
	/**
	 * Between two pieces of an answer. Models that think send nothing for minutes.
	 *
	 * @default 300_000
	 */
	readonly idleTimeoutMs?: number
}

/** Which bound was passed, and how many milliseconds it was. */
export interface Overdue {
	readonly option: keyof Timeouts
	readonly ms: number
}

const DEFAULTS: Required<Timeouts> = {
	timeoutMs: 3_600_000,
	firstByteTimeoutMs: 600_000,
	idleTimeoutMs: 300_000,
}

/** What a timer of Node can wait at most; more would fire at once. */
const LONGEST_MS = 2_147_483_647

/** @throws HeadroomError `invalid-argument` for a bound that is no positive number */
export function checkedTimeouts(options: Timeouts, where: string): Required<Timeouts> {
	const bound = (name: keyof Timeouts): number => {
		const value = options[name] ?? DEFAULTS[name]
		if (typeof value === 'number' && value > 0) return value
		throw new HeadroomError(
			'invalid-argument',
			`${where}: ${name} is ${String(value)}, expected a number of milliseconds above 0`,
		)
	}
	return {
		timeoutMs: bound('timeoutMs'),
		firstByteTimeoutMs: bound('firstByteTimeoutMs'),
		idleTimeoutMs: bound('idleTimeoutMs'),
	}
}

/** The timers of one call and the signal that ends it, whether the caller gives up or a bound is passed. */
export class Deadlines {
	readonly #controller = new AbortController()
	readonly #caller: AbortSignal | undefined
	readonly #timeouts: Required<Timeouts>
	readonly #whole: NodeJS.Timeout
	#next: NodeJS.Timeout
	#overdue: Overdue | undefined
	readonly #giveUp = (): void => this.#controller.abort(this.#caller?.reason)

	constructor(timeouts: Required<Timeouts>, caller: AbortSignal | undefined) {
		this.#timeouts = timeouts
		this.#caller = caller
		this.#whole = this.#timer('timeoutMs')
		this.#next = this.#timer('firstByteTimeoutMs')
		caller?.addEventListener('abort', this.#giveUp, { once: true })
	}

	get signal(): AbortSignal {
		return this.#controller.signal
	}

	get overdue(): Overdue | undefined {
		return this.#overdue
	}

	/** A piece of the answer came. */
	progress(): void {
		clearTimeout(this.#next)
		if (!this.signal.aborted) this.#next = this.#timer('idleTimeoutMs')
	}

	/** Nobody waits for the other side now: a slow reader is not its fault. */
	pause(): void {
		clearTimeout(this.#next)
	}

	/** The call is over: no timer is left, and whatever is still open is closed. */
	close(): void {
		this.rest()
		this.#controller.abort()
	}

	/** The call is over and its connection may serve another one. */
	rest(): void {
		clearTimeout(this.#whole)
		clearTimeout(this.#next)
		this.#caller?.removeEventListener('abort', this.#giveUp)
	}

	#timer(option: keyof Timeouts): NodeJS.Timeout {
		const ms = this.#timeouts[option]
		return setTimeout(
			() => {
				this.#overdue = { option, ms }
				this.#controller.abort()
			},
			Math.min(ms, LONGEST_MS),
		)
	}
}
