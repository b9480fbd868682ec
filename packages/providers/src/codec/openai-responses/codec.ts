import type { Codec } from '../codec.ts'
import { readResponsesRequest } from './read-request.ts'
import { readResponse } from './read-response.ts'
import { readStream } from './read-stream.ts'
import { writeResponsesRequest } from './write-request.ts'

/** OpenAI's Responses. */
export const openaiResponsesCodec: Codec = {
	format: 'openai-responses',
	read: readResponsesRequest,
	write: writeResponsesRequest,
	readResponse,
	readStream,
}
