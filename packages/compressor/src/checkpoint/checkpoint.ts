import type { CheckpointEvent } from '@headroom/spec'

/** The checkpoint in force in a request, as its event says it. */
export type Checkpoint = Omit<CheckpointEvent, 'type' | 'stage'>
