import type { Codec } from '../codec/codec.ts'
import { openAiChat } from '../codec/openai-chat/codec.ts'
import { openAiResponses } from '../codec/openai-responses/codec.ts'

/** One of OpenAI's two APIs for chat. */
export interface OpenAiApi {
	readonly codec: Codec
	readonly path: string
	readonly asksForUsage: boolean
}

/** Chat Completions reports the usage of a stream only when asked; Responses always does. */
export function openAiApi(api: 'chat' | 'responses' = 'chat'): OpenAiApi {
	return api === 'responses'
		? { codec: openAiResponses, path: '/responses', asksForUsage: false }
		: {
				codec: openAiChat,
				path: '/chat/completions',
				asksForUsage: true,
			}
}
