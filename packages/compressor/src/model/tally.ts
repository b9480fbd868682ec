import type { Usage } from '@headroom/spec'

const PARTS = [
	'cacheReadInputTokens',
	'cacheWriteInputTokens',
	'cacheWrite1hInputTokens',
	'reasoningOutputTokens',
] as const

/** What calls of a model cost, summed. */
export class UsageTally {
	#usage: Usage = { inputTokens: 0, outputTokens: 0 }
	#calls = 0
	#unreported = 0

	/** Counts one call; `undefined` or malformed figures when the provider did not say, as after a timeout. */
	add(usage: Usage | undefined): void {
		this.#calls++
		if (!isCount(usage?.inputTokens) || !isCount(usage?.outputTokens)) {
			this.#unreported++
			return
		}
		const sum: { -readonly [K in keyof Usage]: Usage[K] } = { ...this.#usage }
		sum.inputTokens += usage?.inputTokens ?? 0
		sum.outputTokens += usage?.outputTokens ?? 0
		for (const part of PARTS) {
			const more = usage?.[part]
			if (isCount(more)) sum[part] = (sum[part] ?? 0) + more
		}
		this.#usage = sum
	}

	/** As reported; calls that reported nothing add nothing. */
	get usage(): Usage {
		return this.#usage
	}

	get calls(): number {
		return this.#calls
	}

	/** Calls of which no cost is known. */
	get unreported(): number {
		return this.#unreported
	}
}

function isCount(value: number | undefined): value is number {
	return typeof value === 'number' && Number.isFinite(value) && value >= 0
}
