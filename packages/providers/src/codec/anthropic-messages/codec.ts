import type { Codec } from '../codec.ts'
import { readMessagesRequest } from './read-request.ts'
import { readResponse } from './read-response.ts'
import { readStream } from './read-stream.ts'
import { writeMessagesRequest } from './write-request.ts'

/** Anthropic's Messages. */
export const anthropicMessagesCodec: Codec = {
	format: 'anthropic-messages',
	read: readMessagesRequest,
	write: writeMessagesRequest,
	readResponse,
	readStream,
}
