/** The provider that a model id names, or an empty text for a bare name. */
export function providerOf(model: string): string {
	const slash = model.indexOf('/')
	return slash > 0 ? model.slice(0, slash) : ''
}
