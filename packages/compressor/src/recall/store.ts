/**
 * What became of a text given to a store: `kept`, `taken` when another text stands under that id and stays
 * there, `too-large` when the store can never hold it.
 */
export type RecallPut = 'kept' | 'taken' | 'too-large'

/**
 * Where left-out texts wait to be asked for. Texts come back exactly as given, unpaired surrogates and NUL
 * included; no scope sees another's.
 *
 * A store that rejects makes `compress()` reject, so that nothing is left out that could not be kept.
 */
export interface RecallStore {
	/** Keeps a text, never in place of another. Given once more, the same text lives as long as a new one. */
	put(scope: string, id: string, text: string): Promise<RecallPut>
	/** `undefined` for an id that is unknown in this scope or has expired. */
	get(scope: string, id: string): Promise<string | undefined>
	/** Frees what has expired; gives how many texts that were. */
	deleteExpired(): Promise<number>
	/** Frees what it holds open, such as a file; the store cannot be used afterwards. */
	close?(): void
}
