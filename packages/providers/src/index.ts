export type { Codec, StreamReader, WireBody, WireFormat } from './codec/codec.ts'
