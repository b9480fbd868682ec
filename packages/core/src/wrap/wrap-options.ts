import type { HeadroomClient } from '../client.ts'
import type { HeadroomOptions } from '../client-options.ts'

/** `fetch` as SDKs call it. */
export type Fetch = (input: string | URL | Request, init?: RequestInit) => Promise<Response>

/** How the calls of an SDK go through Headroom: the options of a client, and these. */
export interface WrapOptions extends HeadroomOptions {
	/**
	 * The client to go through, so that several SDK clients share one and its ledger. Then no option of a client may
	 * stand beside it.
	 *
	 * @default a new one of the other options
	 */
	readonly headroom?: HeadroomClient
	/** Labels of every call; what a call says itself wins. @default {} */
	readonly tags?: Readonly<Record<string, string>>
	/**
	 * First half of the model ids in the books, `openai` in `openai/gpt-4o-mini`. Name it where the address is not the
	 * vendor's own, so that prices are found or known to be missing.
	 *
	 * @default 'openai' or 'anthropic', by the wire format
	 */
	readonly provider?: string
	/**
	 * Whether streamed chat completions that do not ask for usage are sent with `stream_options.include_usage`, and the
	 * chunk that answers it is kept from the caller. Without it such calls are estimated.
	 *
	 * @default true
	 */
	readonly streamUsage?: boolean
}
