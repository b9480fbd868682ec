import type { ChatEvent } from '@headroom/spec'
import type { SseEvent } from '../../../../test/upstream/sse.ts'

/** A stream in the shape that the vendor documents, and what it says, worked out by hand. */
export interface RecordedStream {
	readonly name: string
	readonly sent: readonly SseEvent[]
	/** Every event, the last one being the finish. */
	readonly says: readonly ChatEvent[]
}
