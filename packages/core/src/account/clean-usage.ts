import type { Usage } from '@headroom/spec'

/**
 * The same usage where it makes sense, else one that does: whole counts of 0 or more, parts no larger than their totals.
 * Providers are not ours, and a strange figure must not break the call that it came with.
 */
export function cleanUsage(usage: Usage): Usage {
	const inputTokens = count(usage.inputTokens)
	const outputTokens = count(usage.outputTokens)
	const read = Math.min(count(usage.cacheReadInputTokens), inputTokens)
	const written = Math.min(count(usage.cacheWriteInputTokens), inputTokens - read)
	const written1h = Math.min(count(usage.cacheWrite1hInputTokens), written)
	const reasoning = Math.min(count(usage.reasoningOutputTokens), outputTokens)
	const sound =
		inputTokens === usage.inputTokens &&
		outputTokens === usage.outputTokens &&
		read === (usage.cacheReadInputTokens ?? 0) &&
		written === (usage.cacheWriteInputTokens ?? 0) &&
		written1h === (usage.cacheWrite1hInputTokens ?? 0) &&
		reasoning === (usage.reasoningOutputTokens ?? 0)
	if (sound) return usage
	return {
		inputTokens,
		outputTokens,
		...(usage.cacheReadInputTokens === undefined ? {} : { cacheReadInputTokens: read }),
		...(usage.cacheWriteInputTokens === undefined ? {} : { cacheWriteInputTokens: written }),
		...(usage.cacheWrite1hInputTokens === undefined ? {} : { cacheWrite1hInputTokens: written1h }),
		...(usage.reasoningOutputTokens === undefined ? {} : { reasoningOutputTokens: reasoning }),
	}
}

function count(value: number | undefined): number {
	const whole = typeof value === 'number' ? Math.round(value) : 0
	return Number.isSafeInteger(whole) && whole > 0 ? whole : 0
}
