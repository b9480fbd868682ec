import type { JsonObject, JsonValue, Usage } from '@headroom/spec'
import { isObject, objectIn } from './json-fields.ts'

/** Usage as far as it can be believed, and what was wrong with it. */
export interface ReadUsage {
	/** Absent when the provider did not say. */
	readonly usage?: Usage
	/** Why `usage` is not what the provider said. */
	readonly problem?: string
}

/** What one wire format reports; `undefined` where it says nothing. */
export interface ReportedUsage {
	readonly input: number | undefined
	readonly output: number | undefined
	/** Input and output together, where the format has it. */
	readonly total?: number | undefined
	readonly cacheRead: number | undefined
	readonly cacheWrite: number | undefined
	/** Part of `cacheWrite` that is kept for an hour. */
	readonly cacheWrite1h?: number | undefined
	readonly reasoning: number | undefined
}

/** A count of tokens: a whole number of at least 0, or `undefined` for anything else. */
function tokensIn(value: JsonValue | undefined): number | undefined {
	return typeof value === 'number' && Number.isSafeInteger(value) && value >= 0 ? value : undefined
}

/**
 * Usage of both of OpenAI's formats, in which totals include their parts.
 *
 * Some compatible servers leave reasoning out of the output; their total gives that away, and it is added. Others name
 * the tokens read from the cache on the top level.
 */
export function readOpenAiUsage(value: JsonValue | undefined): ReadUsage {
	if (!isObject(value)) return {}
	const input = tokensIn(value.prompt_tokens) ?? tokensIn(value.input_tokens)
	const output = tokensIn(value.completion_tokens) ?? tokensIn(value.output_tokens)
	const ofInput = objectIn(value.prompt_tokens_details ?? value.input_tokens_details)
	const ofOutput = objectIn(value.completion_tokens_details ?? value.output_tokens_details)
	const total = tokensIn(value.total_tokens)
	const reasoning = tokensIn(ofOutput.reasoning_tokens)
	const apart =
		input !== undefined &&
		output !== undefined &&
		reasoning !== undefined &&
		reasoning > 0 &&
		total === input + output + reasoning
	return settle({
		input,
		output: apart ? output + reasoning : output,
		total,
		cacheRead:
			tokensIn(ofInput.cached_tokens) ??
			tokensIn(value.prompt_cache_hit_tokens) ??
			tokensIn(value.cached_tokens),
		cacheWrite: tokensIn(ofInput.cache_write_tokens),
		reasoning,
	})
}

/** Usage of Anthropic, whose input leaves out what was read from and written to the cache: all three are added up. */
export function readAnthropicUsage(value: JsonValue | undefined): ReadUsage {
	if (!isObject(value)) return {}
	// A compaction is billed beside the top level, which does not include it; every other iteration is in it.
	const compactions = (Array.isArray(value.iterations) ? value.iterations : [])
		.filter(isObject)
		.filter((iteration) => iteration.type === 'compaction')
	const parts = [value, ...compactions].map(anthropicCounts)
	const sum = (pick: (part: ReportedUsage) => number | undefined): number | undefined => {
		const counts = parts.map(pick).filter((count) => count !== undefined)
		return counts.length === 0 ? undefined : counts.reduce((total, count) => total + count, 0)
	}
	const uncached = sum((part) => part.input)
	const cacheRead = sum((part) => part.cacheRead)
	const cacheWrite = sum((part) => part.cacheWrite)
	return settle({
		input: uncached === undefined ? undefined : uncached + (cacheRead ?? 0) + (cacheWrite ?? 0),
		output: sum((part) => part.output),
		cacheRead,
		cacheWrite,
		cacheWrite1h: sum((part) => part.cacheWrite1h),
		reasoning: sum((part) => part.reasoning),
	})
}

function anthropicCounts(usage: JsonObject): ReportedUsage {
	const byLife = objectIn(usage.cache_creation)
	const short = tokensIn(byLife.ephemeral_5m_input_tokens)
	const long = tokensIn(byLife.ephemeral_1h_input_tokens)
	const written = short === undefined && long === undefined ? undefined : (short ?? 0) + (long ?? 0)
	return {
		input: tokensIn(usage.input_tokens),
		output: tokensIn(usage.output_tokens),
		cacheRead: tokensIn(usage.cache_read_input_tokens),
		cacheWrite: tokensIn(usage.cache_creation_input_tokens) ?? written,
		cacheWrite1h: long,
		reasoning: tokensIn(objectIn(usage.output_tokens_details).thinking_tokens),
	}
}

/** Makes the parts fit their totals, which are what is billed, and says where they did not. */
function settle(reported: ReportedUsage): ReadUsage {
	const { input, output, total } = reported
	if (input === undefined && output === undefined) return {}
	if (input === undefined || output === undefined) {
		const missing = input === undefined ? 'input' : 'output'
		return { problem: `the provider reported no ${missing} tokens` }
	}
	const problems: string[] = []
	const fit = (part: number | undefined, limit: number, name: string): number | undefined => {
		if (part === undefined || part <= limit) return part
		problems.push(`${part} ${name} tokens of at most ${limit}`)
		return limit
	}
	const cacheRead = fit(reported.cacheRead, input, 'cache-read')
	const cacheWrite = fit(reported.cacheWrite, input - (cacheRead ?? 0), 'cache-write')
	const cacheWrite1h = fit(reported.cacheWrite1h, cacheWrite ?? 0, '1-hour cache-write')
	const reasoning = fit(reported.reasoning, output, 'reasoning')
	if (total !== undefined && total !== input + output) {
		problems.push(`a total of ${total} that is not ${input} + ${output}`)
	}
	return {
		usage: {
			inputTokens: input,
			outputTokens: output,
			...(cacheRead === undefined ? {} : { cacheReadInputTokens: cacheRead }),
			...(cacheWrite === undefined ? {} : { cacheWriteInputTokens: cacheWrite }),
			...(cacheWrite1h === undefined || cacheWrite1h === 0 ? {} : { cacheWrite1hInputTokens: cacheWrite1h }),
			...(reasoning === undefined ? {} : { reasoningOutputTokens: reasoning }),
		},
		...(problems.length === 0 ? {} : { problem: `the provider reported ${problems.join(' and ')}` }),
	}
}
