import type { EstimateMethod } from './estimate.ts'

/** A method and the model ids it is for, in lower case. The first that matches counts. */
export interface EstimateRule {
	readonly models: RegExp
	readonly method: EstimateMethod
}

const ANTHROPIC =
	'Claude 3.5 Sonnet gives 16 % more tokens than GPT-4o on English articles, 21 % on mathematics, 30 % on ' +
	'Python (VentureBeat, 2025-05-01, "Hidden costs in AI deployment")'

/**
 * How a family with a public tokenizer was measured: 150,000 characters each of English prose, dialogue, code, JSON
 * and logs, 75,000 each of Chinese and Japanese, counted by both. The factor is for English and code; digits one
 * by one (JSON, logs) take it up, Chinese and Japanese down, and `range` is all of that.
 */
function measured(tokenizer: string): string {
	return `measured against the public tokenizer of ${tokenizer}, @lenml/tokenizers 3.7.2, on eight kinds of text`
}

export const ESTIMATES: readonly EstimateRule[] = [
	{
		models: /^openai\/|(?:^|\/)(?:chat)?gpt-/,
		method: {
			family: 'openai',
			factor: 1,
			range: [0.7, 1],
			source:
				'a model of OpenAI that is not in its published table: o200k_base, its latest published encoding',
		},
	},
	{
		models: /claude-(?:opus-(?:4[-.][7-9](?!\d)|[5-9]|\d\d)|(?:sonnet|haiku)-[5-9]|fable|mythos)/,
		method: {
			family: 'anthropic-2026',
			factor: 1.56,
			range: [1.43, 1.69],
			source: `${ANTHROPIC}, and Opus 4.7, Sonnet 5 and later about 30 % more than that (platform.claude.com, Token counting)`,
		},
	},
	{
		models: /claude|^anthropic\//,
		method: { family: 'anthropic', factor: 1.2, range: [1.1, 1.3], source: ANTHROPIC },
	},
	{
		models: /gemini|gemma/,
		method: { family: 'google', factor: 1.15, range: [0.74, 1.61], source: measured('Gemma 3') },
	},
	{
		models: /deepseek/,
		method: { family: 'deepseek', factor: 1.03, range: [0.8, 1.07], source: measured('DeepSeek V3') },
	},
	{
		models: /qwen|qwq/,
		method: { family: 'qwen', factor: 1.08, range: [0.88, 1.53], source: measured('Qwen 2.5') },
	},
	{
		models: /(?:mi[sx]tr|ministr|codestr|magistr|devstr|pixtr|voxtr)al/,
		method: { family: 'mistral', factor: 1.1, range: [0.97, 1.57], source: measured('Mistral Nemo') },
	},
	{
		models: /llama/,
		method: { family: 'meta', factor: 1.01, range: [0.91, 1.04], source: measured('Llama 3') },
	},
]

/** For names that say nothing about the family. */
export const UNKNOWN: EstimateMethod = {
	family: 'unknown',
	factor: 1.1,
	range: [0.74, 1.69],
	source: 'the middle of the families that are known; the range is the widest of theirs',
}
