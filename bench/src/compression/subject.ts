import type { BenchCase } from '../data/index.ts'
import type { Outcome } from './outcome.ts'

/** Something that shortens prompts, measured like any other. */
export interface Subject {
	readonly name: string
	/** One line for readers of the report. */
	readonly meaning: string
	/** Whether its result must read the same under any question. */
	readonly ignoresQuery: boolean
	/** Whether its own result must be left as it is: a law of one layer, not of two after one another. */
	readonly idempotent: boolean
	/** Whether the gate holds it to the bounds that every item must reach. */
	readonly gated: boolean
	run(given: BenchCase): Promise<Outcome>
	/** Reads back the encodings of what it made: not its work, so not in its time. Absent where it writes none. */
	decode?(prompt: BenchCase['prompt']): BenchCase['prompt']
}
