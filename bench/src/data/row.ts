/** A message as the data files spell it: ours, or OpenAI's with `tool_calls`. */
export interface RowMessage {
	readonly role: string
	readonly content: unknown
	readonly name?: string
	readonly tool_call?: { readonly name: string; readonly arguments: unknown }
	readonly tool_calls?: readonly { readonly name: string; readonly arguments: unknown }[] | null
	readonly tool_call_id?: string
}

/** A question on a row, or, with `needed`, a later step of a run. */
export interface RowProbe {
	/** `future`: every one of `answers` is used later, and `at` applies. Other types do not matter here. */
	readonly type?: string
	readonly question?: string
	readonly answers?: readonly string[]
	readonly evidence?: readonly string[]
	/** Compress `messages[0..at)`; 0-based, exclusive. */
	readonly at?: number
	readonly needed?: readonly string[]
}

/** One line of a data file; see the README of `datasets/`. */
export interface Row {
	readonly id: string
	readonly dataset: string
	readonly kind: string
	readonly lang?: string
	readonly cluster?: string
	readonly question?: string
	readonly answers?: readonly string[]
	readonly evidence?: readonly string[]
	readonly context?: string
	readonly messages?: readonly RowMessage[]
	/** `file#id`, or a text file, in the same folder. */
	readonly context_ref?: string
	readonly probes?: readonly RowProbe[]
	readonly meta?: Readonly<Record<string, unknown>>
}
