import type { Run } from './conversation-state.ts'

/** What a conversation's past says of its stay on a cheaper model. */
export interface Outlook {
	/** Calls expected on it after this one. */
	readonly calls: number
	/** Whether the conversation has been seen to go back to a dearer model from there. */
	readonly returns: boolean
}

/**
 * How long a conversation that asks for a cheaper model is expected to go on asking for it.
 *
 * Once it has asked for it and gone back: the mean of such stretches, less what this one has lasted. Else as many calls
 * as there have been, divided by one more than the stretches that asked for a dearer model: what has lasted long is
 * expected to last. In no case less than the present stretch has lasted already, so that a conversation that
 * has settled is noticed, at twice the price of knowing it at once.
 *
 * @param isDearer Whether a model is dearer than the one asked for.
 */
export function outlook(runs: readonly Run[], isDearer: (model: string) => boolean): Outlook {
	let [calls, dearer, present] = [0, 0, 0]
	const past: number[] = []
	let wasDearer: boolean | undefined
	for (const run of runs) {
		calls += run.calls
		if (isDearer(run.model)) {
			if (wasDearer === false) past.push(present)
			if (wasDearer !== true) dearer++
			present = 0
			wasDearer = true
		} else {
			present += run.calls
			wasDearer = false
		}
	}
	const mean = past.reduce((sum, length) => sum + length, 0) / past.length
	// This call is one of the stretch.
	const usual = past.length === 0 ? calls / (1 + dearer) : mean - present - 1
	return { calls: Math.max(usual, present, 0), returns: past.length > 0 }
}
