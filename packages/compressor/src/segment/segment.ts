/** What segments are counted in, in the plural, as markers and omissions say it. */
export type Unit = 'lines' | 'sentences' | 'rows' | 'entries' | 'messages'

/**
 * The unit that a strategy keeps or drops: a stretch of a text. The segments of a text follow each other
 * without gaps, so that all of them together are the text.
 */
export interface Segment {
	/** Offset of the first character, in UTF-16 code units. */
	readonly start: number
	/** Offset after the last character, blanks that follow the segment included. */
	readonly end: number
	/** Index in `SegmentedText.groups` of what this segment is counted in. */
	readonly group: number
	/** Number of the first unit it holds, from 1. */
	readonly first: number
	/** Number of the last unit it holds; below `first` when it holds none, as a speaker's label does. */
	readonly last: number
	/** Index of the heading or label that must stand when this segment does; −1 when there is none. */
	readonly parent: number
	/** Number of the paragraph, section, document or turn it belongs to, from 0. */
	readonly block: number
	/** Whether the text would fall apart without it, such as the brackets of a JSON array. */
	readonly required: boolean
	/**
	 * What its kind makes it worth beside others of its text when nobody said what for, in (0, 1]: a signature
	 * more than a line of a body.
	 *
	 * @default 1
	 */
	readonly worth?: number
	/**
	 * Whether it is none of what the text says or only surrounds it, as a script in a document and the context
	 * of a diff do: it goes first, query or not.
	 *
	 * @default false
	 */
	readonly aside?: boolean
}

/** Segments that are counted together and share one numbering. */
export interface SegmentGroup {
	readonly unit: Unit
	/** Number of units in the text. */
	readonly total: number
	/** Name of the place, such as the path of a JSON array. */
	readonly label?: string
	/**
	 * Index of the segment after which one marker stands for the whole group; absent when each run of
	 * omitted segments is marked in its place.
	 */
	readonly markerAfter?: number
	/**
	 * Whether the segments lie inside a JSON string, line breaks and quotes escaped.
	 *
	 * @default false
	 */
	readonly escaped?: boolean
}

/** A text and its segments. */
export interface SegmentedText {
	readonly text: string
	readonly segments: readonly Segment[]
	readonly groups: readonly SegmentGroup[]
	readonly kind: 'prose' | 'lines' | 'json'
}

/** Cuts texts of one kind into segments. Held to `testSegmenter()` of `@headroom/compressor/testing`. */
export interface Segmenter {
	readonly name: string
	/** `undefined` when the text is not of its kind. Linear in the length of the text. */
	segment(text: string): SegmentedText | undefined
}

/** Whether a segment is written with the escapes of JSON. */
export function isEscaped({ kind, groups }: SegmentedText, { group }: Segment): boolean {
	return kind === 'json' || groups[group]?.escaped === true
}
