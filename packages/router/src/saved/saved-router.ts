import type { SavedLexical } from '../semantic/lexical/lexical-classifier.ts'
import type { SessionPolicy } from '../session/sessions.ts'
import type { When } from '../when.ts'
import type { SavedEmbeddings } from './saved-embeddings.ts'

/** What a file of a router says it is. */
export const FORMAT = 'headroom-router'

/** Version of the form; files of a higher one are refused. */
export const VERSION = 1

/** A router as JSON: all of it that is data. Written by `toJSON` and `save`, read by `ModelRouter.load`. */
export interface SavedRouter {
	readonly format: typeof FORMAT
	readonly version: number
	readonly defaultModel?: string
	readonly region?: string
	readonly sessions?: SessionPolicy
	readonly semantic: 'fused' | 'lexical'
	readonly routes: readonly SavedRoute[]
	/** Thresholds that `fit` set, on the scale that it names. */
	readonly fitted?: {
		readonly by: string
		readonly thresholds: readonly (readonly [route: string, threshold: number])[]
	}
	/** What was learnt of the words of utterances; absent without semantic routes. */
	readonly lexical?: SavedLexical
	/** Absent where semantic routes are scored by words alone, or were not embedded yet. */
	readonly embeddings?: SavedEmbeddings
	/** SHA-256, in hexadecimal, of the JSON of all the rest. */
	readonly checksum: string
}

export interface SavedRoute {
	readonly name: string
	readonly type: 'condition' | 'semantic'
	readonly model: string | SavedChooser
	readonly maxTokens?: number
	readonly when?: When
	/** The route has a function, which is no data: it must be given again. */
	readonly condition?: true
	readonly utterances?: readonly string[]
	readonly threshold?: number
	readonly embeddingModel?: string
}

/** A chooser that must be given again, or made anew of what its own `toJSON` gave. */
export interface SavedChooser {
	readonly chooser: string
	readonly models: readonly string[]
	/** What its `toJSON` gave; absent where it has none. */
	readonly saved?: unknown
}
