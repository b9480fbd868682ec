import type { ModelCatalog } from '@headroom/spec'

/**
 * The name by which a provider knows a model, or `undefined` when the model is another provider's. A bare name that the
 * catalog does not know is taken for the provider's own, such as a fine-tuned model or a deployment.
 */
export function sameProvider(model: string, provider: string, catalog: ModelCatalog): string | undefined {
	const prefix = `${provider}/`
	if (model.startsWith(prefix)) return model.slice(prefix.length)
	if (model.includes('/')) return undefined
	const known = catalog.resolve(model)
	return known === undefined || known.provider === provider ? model : undefined
}
