import type { Codec } from '../codec/codec.ts'
import { openaiChatCodec } from '../codec/openai-chat/codec.ts'
import { openaiResponsesCodec } from '../codec/openai-responses/codec.ts'

/** One of OpenAI's two APIs for chat. */
export interface OpenAiApi {
	readonly codec: Codec
	readonly path: string
	readonly asksForUsage: boolean
}

/** Chat Completions reports the usage of a stream only when asked; Responses always does. */
export function openAiApi(api: 'chat' | 'responses' = 'chat'): OpenAiApi {
	return api === 'responses'
		? { codec: openaiResponsesCodec, path: '/responses', asksForUsage: false }
		: {
				codec: openaiChatCodec,
				path: '/chat/completions',
				asksForUsage: true,
			}
}
