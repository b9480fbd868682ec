/** How to reach a vendor whose key stands in the environment. */
export interface KnownProvider {
	/** Which API it speaks. */
	readonly kind: 'openai' | 'anthropic' | 'openai-compatible'
	/** Variable of its key; absent for one that needs none. */
	readonly keyVariable?: string
	/** Root of its API; absent where the SDK knows it. */
	readonly baseURL?: string
	/** The vendor's page to check it against. */
	readonly source: string
}

/** Vendors that are connected by naming them, by the first half of their model ids. */
export const KNOWN_PROVIDERS: ReadonlyMap<string, KnownProvider> = new Map<string, KnownProvider>([
	['openai', { kind: 'openai', keyVariable: 'OPENAI_API_KEY', source: 'https://platform.openai.com/docs' }],
	[
		'anthropic',
		{ kind: 'anthropic', keyVariable: 'ANTHROPIC_API_KEY', source: 'https://platform.claude.com/docs' },
	],
	[
		'groq',
		compatible('GROQ_API_KEY', 'https://api.groq.com/openai/v1', 'https://console.groq.com/docs/openai'),
	],
	[
		'deepseek',
		compatible('DEEPSEEK_API_KEY', 'https://api.deepseek.com/v1', 'https://api-docs.deepseek.com'),
	],
	[
		'openrouter',
		compatible('OPENROUTER_API_KEY', 'https://openrouter.ai/api/v1', 'https://openrouter.ai/docs/quickstart'),
	],
	['mistral', compatible('MISTRAL_API_KEY', 'https://api.mistral.ai/v1', 'https://docs.mistral.ai/api')],
	[
		'together',
		compatible(
			'TOGETHER_API_KEY',
			'https://api.together.xyz/v1',
			'https://docs.together.ai/docs/openai-api-compatibility',
		),
	],
	['xai', compatible('XAI_API_KEY', 'https://api.x.ai/v1', 'https://docs.x.ai/docs/overview')],
	[
		'fireworks',
		compatible(
			'FIREWORKS_API_KEY',
			'https://api.fireworks.ai/inference/v1',
			'https://docs.fireworks.ai/tools-sdks/openai-compatibility',
		),
	],
	[
		'cerebras',
		compatible(
			'CEREBRAS_API_KEY',
			'https://api.cerebras.ai/v1',
			'https://inference-docs.cerebras.ai/resources/openai',
		),
	],
	[
		'google',
		compatible(
			'GEMINI_API_KEY',
			'https://generativelanguage.googleapis.com/v1beta/openai',
			'https://ai.google.dev/gemini-api/docs/openai',
		),
	],
	[
		'ollama',
		{
			kind: 'openai-compatible',
			baseURL: 'http://localhost:11434/v1',
			source: 'https://docs.ollama.com/api/openai-compatibility',
		},
	],
])

function compatible(keyVariable: string, baseURL: string, source: string): KnownProvider {
	return { kind: 'openai-compatible', keyVariable, baseURL, source }
}
