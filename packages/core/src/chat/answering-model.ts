import type { ChatModel, ModelCatalog } from '@headroom/spec'
import { connectModel } from '../calls/connect-model.ts'
import type { HeadroomOptions } from '../client-options.ts'

/**
 * Who answers the calls of a client: the model it is given, else its providers and those whose keys the environment
 * holds. Nobody is looked for before the first call, which says what is missing.
 *
 * @throws HeadroomError `invalid-argument` when an option of `calls` is out of range.
 */
export function answeringModel(
	{ chatModel, providers, calls, ledger, router }: HeadroomOptions,
	catalog: ModelCatalog,
): ChatModel {
	if (chatModel !== undefined) return chatModel
	const region = router ? router.region : undefined
	return connectModel({
		catalog,
		...(providers === undefined ? {} : { providers }),
		...(calls === undefined ? {} : { calls }),
		...(ledger === undefined ? {} : { ledger }),
		...(region === undefined ? {} : { region }),
	})
}
