import { termHash } from '../learned/term-hash.ts'

/** A decision that was made: what was drawn for each model, and whether it tries another than the best. */
export interface Decision {
	readonly explores: boolean
	readonly scores: Readonly<Record<string, number>>
}

/** As they are saved, oldest first. Of a text stand its hash and its length. */
export type SavedDecisions = readonly (readonly [key: string, decision: Decision])[]

/** The latest decisions by task and text, so that what was decided stays decided while feedback comes in. */
export class Remembered {
	readonly #most: number
	readonly #decisions: Map<string, Decision>

	constructor(most: number, saved: SavedDecisions = []) {
		this.#most = most
		this.#decisions = new Map(saved)
	}

	find(task: string, text: string): Decision | undefined {
		const key = keyOf(task, text)
		const decision = this.#decisions.get(key)
		if (decision === undefined) return undefined
		// Asked for again, it is the last to be forgotten.
		this.#decisions.delete(key)
		this.#decisions.set(key, decision)
		return decision
	}

	keep(task: string, text: string, decision: Decision): void {
		this.#decisions.set(keyOf(task, text), decision)
		for (const oldest of this.#decisions.keys()) {
			if (this.#decisions.size <= this.#most) return
			this.#decisions.delete(oldest)
		}
	}

	save(): SavedDecisions {
		return [...this.#decisions]
	}
}

function keyOf(task: string, text: string): string {
	return `${termHash(text).toString(36)}.${text.length} ${task}`
}
