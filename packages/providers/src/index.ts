export type { Codec, StreamReader, WireBody, WireFormat, WriteOptions } from './codec/codec.ts'
export { readChatRequest } from './codec/openai-chat/read-request.ts'
export { writeChatRequest } from './codec/openai-chat/write-request.ts'
