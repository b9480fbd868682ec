import type { ModelCapabilities } from '@headroom/spec'

/** What the price data does not say about a model. */
export interface ModelFacts {
	readonly capabilities: ModelCapabilities
	/** Most tokens of an answer. */
	readonly maxOutputTokens?: number
	/** Most tokens of prompt and answer, where the price data has none. */
	readonly contextWindow?: number
}

/** Day on which the table below was last compared with the vendors' pages. */
export const CAPABILITIES_AS_OF = '2026-11-23'

/** The vendors' pages the table was written from, by provider. */
export const CAPABILITIES_SOURCES: Readonly<Record<string, string>> = {
	openai: 'https://developers.openai.com/api/docs/models',
	anthropic: 'https://platform.claude.com/docs/en/about-claude/models/overview',
	google: 'https://ai.google.dev/gemini-api/docs/models',
	deepseek: 'https://api-docs.deepseek.com/quick_start/pricing',
	xai: 'https://docs.x.ai/docs/models',
	cohere: 'https://docs.cohere.com/docs/models',
	groq: 'https://console.groq.com/docs/models',
}

/** One letter for each capability: small stands for yes, capital for no, absence for unknown. */
type Letters = string

function facts(letters: Letters, maxOutputTokens?: number, contextWindow?: number): ModelFacts {
	const capabilities: { -readonly [key in keyof ModelCapabilities]: boolean } = {}
	for (const letter of letters) {
		const yes = letter === letter.toLowerCase()
		if (letter.toLowerCase() === 'v') capabilities.vision = yes
		else if (letter.toLowerCase() === 't') capabilities.tools = yes
		else if (letter.toLowerCase() === 's') capabilities.structuredOutput = yes
		else capabilities.reasoning = yes
	}
	return {
		capabilities,
		...(maxOutputTokens === undefined ? {} : { maxOutputTokens }),
		...(contextWindow === undefined ? {} : { contextWindow }),
	}
}

// v vision, t tools, s structured output, r reasoning. A model's dated versions share its row unless they have
// their own; a variant of another name (`-search-preview`, `-audio`) does not.
const TABLE: ReadonlyMap<string, ModelFacts> = new Map([
	['openai/gpt-3.5-turbo', facts('VtSR', 4_096)],
	['openai/gpt-4', facts('VtSR', 8_192)],
	['openai/gpt-4-turbo', facts('vtSR', 4_096)],
	['openai/gpt-4o-2024-05-13', facts('vtSR', 4_096)],
	['openai/gpt-4o', facts('vtsR', 16_384)],
	['openai/gpt-4o-mini', facts('vtsR', 16_384)],
	['openai/gpt-4.1', facts('vtsR', 32_768)],
	['openai/gpt-4.1-mini', facts('vtsR', 32_768)],
	['openai/gpt-4.1-nano', facts('vtsR', 32_768)],
	['openai/o1', facts('vtsr', 100_000)],
	['openai/o1-mini', facts('VTSr', 65_536)],
	['openai/o3', facts('vtsr', 100_000)],
	['openai/o3-mini', facts('Vtsr', 100_000)],
	['openai/o3-pro', facts('vtsr', 100_000)],
	['openai/o4-mini', facts('vtsr', 100_000)],
	['openai/gpt-5', facts('vtsr', 128_000)],
	['openai/gpt-5-mini', facts('vtsr', 128_000)],
	['openai/gpt-5-nano', facts('vtsr', 128_000)],
	['openai/gpt-5.1', facts('vtsr', 128_000)],
	['openai/gpt-5.2', facts('vtsr', 128_000)],
	['openai/gpt-5.4', facts('vtsr', 128_000)],
	['openai/gpt-5.4-mini', facts('vtsr', 128_000)],
	['openai/gpt-5.6-sol', facts('vtsr', 128_000)],
	['openai/gpt-6-sol', facts('vtsr', 128_000)],
	['anthropic/claude-3-haiku', facts('vtR', 4_096)],
	['anthropic/claude-3-opus', facts('vtR', 4_096)],
	['anthropic/claude-3-5-haiku', facts('vtR', 8_192)],
	['anthropic/claude-3-5-sonnet', facts('vtR', 8_192)],
	['anthropic/claude-3-7-sonnet', facts('vtr', 64_000)],
	['anthropic/claude-sonnet-4', facts('vtr', 64_000)],
	['anthropic/claude-sonnet-4-0', facts('vtr', 64_000)],
	['anthropic/claude-opus-4', facts('vtr', 32_000)],
	['anthropic/claude-opus-4-0', facts('vtr', 32_000)],
	['anthropic/claude-opus-4-1', facts('vtsr', 32_000)],
	['anthropic/claude-sonnet-4-5', facts('vtsr', 64_000)],
	['anthropic/claude-haiku-4-5', facts('vtsr', 64_000)],
	['anthropic/claude-opus-4-5', facts('vtsr', 64_000)],
	['anthropic/claude-sonnet-4-6', facts('vtsr', 64_000)],
	['anthropic/claude-opus-4-6', facts('vtsr', 128_000)],
	['anthropic/claude-opus-4-7', facts('vtsr', 128_000)],
	['anthropic/claude-sonnet-5', facts('vtsr', 128_000)],
	['anthropic/claude-opus-5-5', facts('vtsr', 128_000)],
	['google/gemini-1.5-flash', facts('vtsR', 8_192)],
	['google/gemini-1.5-pro', facts('vtsR', 8_192)],
	['google/gemini-2.0-flash', facts('vts', 8_192)],
	['google/gemini-2.0-flash-lite', facts('vtsR', 8_192)],
	['google/gemini-2.5-flash-lite', facts('vtsr', 65_536)],
	['google/gemini-2.5-flash', facts('vtsr', 65_536)],
	['google/gemini-2.5-pro', facts('vtsr', 65_536, 1_048_576)],
	['google/gemini-3-pro-preview', facts('vtsr', 65_536, 1_048_576)],
	['deepseek/deepseek-chat', facts('VtR')],
	['deepseek/deepseek-reasoner', facts('Vtr')],
	['deepseek/deepseek-v4-flash', facts('Vtr', 384_000)],
	['deepseek/deepseek-v4-pro', facts('Vtr', 384_000)],
	['xai/grok-3', facts('VtsR')],
	['xai/grok-3-mini', facts('Vtsr')],
	['xai/grok-4', facts('vtsr')],
	['cohere/command-r', facts('VtR', 4_096)],
	['cohere/command-r-plus', facts('VtR', 4_096)],
	['groq/llama-3.1-8b-instant', facts('VtR', 131_072)],
	['groq/llama-3.3-70b-versatile', facts('VtR', 32_768)],
])

const UNKNOWN: ModelFacts = { capabilities: {} }

/** What is known of a model beyond its price; nothing is guessed for a model that the table does not name. */
export function factsOf(provider: string, model: string): ModelFacts {
	const id = `${provider}/${model.toLowerCase()}`
	return TABLE.get(id) ?? TABLE.get(withoutDate(id)) ?? UNKNOWN
}

/** `gpt-4o-2024-08-06`, `claude-sonnet-4-5-20250929` and `claude-3-5-haiku-latest` are versions of one model. */
function withoutDate(id: string): string {
	return id.replace(/-(?:20\d\d-\d\d-\d\d|20\d{6}|latest)$/, '')
}
