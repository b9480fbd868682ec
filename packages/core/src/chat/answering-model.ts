import { type ChatModel, HeadroomError } from '@headroom/spec'
import type { HeadroomOptions } from '../client-options.ts'

/**
 * Finds who answers the calls of a client, when the first one is made: `optimize()` needs nobody.
 *
 * The function it gives throws HeadroomError `not-supported` when nobody is there to ask.
 */
export function answeringModel({ chatModel }: HeadroomOptions): () => ChatModel {
	return () => {
		if (chatModel !== undefined) return chatModel
		throw new HeadroomError(
			'not-supported',
			'chat: no model is connected, so nobody can answer; pass chatModel to the client, ' +
				'or call optimize(), which needs none, and send its request yourself',
		)
	}
}
