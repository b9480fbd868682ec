import { HeadroomClient } from '../client.ts'
import type { HeadroomOptions } from '../client-options.ts'

/** Clients that do less than the one they are made after. Each is made when it is first needed. */
export interface SimplerClients {
	/** All layers but routing. Tells nobody what it does. */
	unrouted(): HeadroomClient
	/** No layer: it only measures. */
	measuring(): HeadroomClient
}

/** @param options Of the full client. */
export function simplerClients({ observe: _, ledger: _ledger, ...options }: HeadroomOptions): SimplerClients {
	let unrouted: HeadroomClient | undefined
	let measuring: HeadroomClient | undefined
	return {
		unrouted() {
			unrouted ??= new HeadroomClient({ ...options, router: false })
			return unrouted
		},
		measuring() {
			const { model, catalog, tokenizerFor } = options
			measuring ??= new HeadroomClient({
				slimmer: false,
				compressor: false,
				...(model === undefined ? {} : { model }),
				...(catalog === undefined ? {} : { catalog }),
				...(tokenizerFor === undefined ? {} : { tokenizerFor }),
			})
			return measuring
		},
	}
}
