import type { Unit } from '../segment/segment.ts'

/** A stretch of a text, or a run of messages, that a model is asked to shorten. */
export interface Section {
	/** What the model reads. */
	readonly source: string
	/** What its marker stands for: the stretch exactly, for a run of messages their JSON. */
	readonly whole: string
	/** Exact tokens of what the summary takes the place of. */
	readonly tokens: number
	/** What it is counted in. */
	readonly unit: Unit
	/** Number of its first unit, from 1. */
	readonly first: number
	/** Number of its last unit. */
	readonly last: number
	/** Index of the message it is in, or that it starts with; 0 for a single text. */
	readonly message: number
	/** Stretches that must come back as they are: lines in which a program reports an error. */
	readonly exact: readonly string[]
}

/** What became of a section that a model was to shorten. */
export interface ModelSection {
	/** Index of the message it is in, or that it starts with; 0 for a single text. */
	readonly message: number
	/** What it is counted in. */
	readonly unit: Unit
	/** 1-based inclusive range of its units. */
	readonly range: readonly [number, number]
	/** Who shortened it: the model, or the extractive way that is used without one. */
	readonly by: 'model' | 'extractive'
	/** Which model wrote it, or why no answer of the model was taken. */
	readonly reason: string
}
