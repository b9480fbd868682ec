export type { Codec, StreamReader, WireBody, WireFormat } from './codec/codec.ts'
export { type SseMessage, type SsePiece, SseSplitter } from './sse/sse-splitter.ts'
