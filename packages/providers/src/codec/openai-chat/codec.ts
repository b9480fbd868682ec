import type { Codec } from '../codec.ts'
import { readChatRequest } from './read-request.ts'
import { readResponse } from './read-response.ts'
import { readStream } from './read-stream.ts'
import { writeChatRequest } from './write-request.ts'

/** OpenAI's Chat completions, which most servers of open models speak too. */
export const openaiChatCodec: Codec = {
	format: 'openai-chat',
	read: readChatRequest,
	write: writeChatRequest,
	readResponse,
	readStream,
}
