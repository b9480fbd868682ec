export { anthropicMessagesCodec } from './codec/anthropic-messages/codec.ts'
export type { Codec, StreamReader, WireBody, WireFormat, WriteOptions } from './codec/codec.ts'
export { openaiChatCodec } from './codec/openai-chat/codec.ts'
export { openaiResponsesCodec } from './codec/openai-responses/codec.ts'
