import { HeadroomError } from '@headroom/spec'

const REDACTED = '[redacted]'

/**
 * A value that must not be shown, such as an API key. Printing, inspecting, serialising or interpolating it
 * into text gives `[redacted]`; only `reveal()` gives the value.
 *
 * It does not encrypt, and it does not hide the value from code that calls `reveal()`.
 */
export class Secret {
	readonly #value: string
	#problem: string | undefined

	constructor(value: string) {
		this.#value = value
	}

	/** A secret that the configuration names but nobody set: an error only for whoever needs it. */
	static missing(problem: string): Secret {
		const secret = new Secret('')
		secret.#problem = problem
		return secret
	}

	/** Whether `reveal()` gives a value. */
	get available(): boolean {
		return this.#problem === undefined
	}

	/**
	 * The value itself; keep it out of logs, errors and events.
	 *
	 * @throws HeadroomError `missing-key`, naming the variable and its place in the file, when it was never set
	 */
	reveal(): string {
		if (this.#problem !== undefined) throw new HeadroomError('missing-key', this.#problem)
		return this.#value
	}

	toString(): string {
		return REDACTED
	}

	toJSON(): string {
		return REDACTED
	}

	static {
		// The name by which `util.inspect`, and so `console.log`, asks an object for its own rendering.
		const inspect = Symbol.for('nodejs.util.inspect.custom')
		Object.defineProperty(Secret.prototype, inspect, { value: () => REDACTED })
	}
}
