import { z } from 'zod'
import { camelKeys, oneOf, secret, text } from '../fields.ts'
import type { Secret } from '../secret.ts'

/** How to reach one vendor. */
export interface ProviderConfig {
	/** Absent: the provider looks for its usual environment variable. Needed only when the provider is called. */
	readonly apiKey?: Secret
	/** Root of the API. Absent: the vendor's own. */
	readonly baseUrl?: string
	/** Which API it speaks. Absent: by its name, `openai`, `anthropic`, else compatible with OpenAI's. */
	readonly kind?: 'openai' | 'anthropic' | 'openai-compatible'
	/** Which of OpenAI's two APIs is spoken. @default 'chat' */
	readonly api: 'chat' | 'responses'
	/** Headers sent with every call; values may carry keys and are never shown. @default {} */
	readonly headers: Readonly<Record<string, Secret>>
}

const providerSchema: z.ZodType<ProviderConfig> = z
	.strictObject(
		{
			api_key: secret(`a text, such as \${OPENAI_API_KEY}`)
				.exactOptional()
				.describe(
					`Key of the API, best as a reference such as \${OPENAI_API_KEY}; needed only when the provider is called.`,
				),
			base_url: text('an http or https URL, such as https://api.openai.com/v1')
				.exactOptional()
				.describe("Root of the API, when it is not the vendor's own."),
			kind: oneOf(['openai', 'anthropic', 'openai-compatible'])
				.exactOptional()
				.describe(
					'Which API it speaks; by default that of its name: openai, anthropic, else openai-compatible.',
				),
			api: oneOf(['chat', 'responses'])
				.default('chat')
				.describe("Which of OpenAI's two APIs is spoken, where the kind is not anthropic."),
			headers: z
				.record(z.string(), secret('a text'), { error: 'header names with texts, such as x-team: support' })
				.default({})
				.describe('Headers sent with every call; their values are never shown.'),
		},
		{ error: 'a mapping with keys such as api_key and base_url' },
	)
	.transform(camelKeys)

export const providersSchema: z.ZodType<Readonly<Record<string, ProviderConfig>>> = z.record(
	z.string(),
	providerSchema.prefault({}),
	{ error: `a mapping of provider names, such as openai: { api_key: \${OPENAI_API_KEY} }` },
)
