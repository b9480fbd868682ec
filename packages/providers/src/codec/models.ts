/** The name of a model without what stands before its last slash, as in `openai/o3`. */
function bareName(model: string): string {
	return model.slice(model.lastIndexOf('/') + 1)
}

/** Whether a name is of OpenAI's `gpt-5` or later; `gpt-4o` is not. */
function isLaterGpt(name: string): boolean {
	const generation = /^gpt-(\d+)/.exec(name)?.[1]
	return generation !== undefined && Number(generation) >= 5
}

/** Whether OpenAI refuses `max_tokens` for a model and wants `max_completion_tokens`: the o-series, gpt-5 and later. */
export function wantsCompletionTokens(model: string): boolean {
	const name = bareName(model)
	return /^o\d/.test(name) || isLaterGpt(name)
}

/** Whether a model of OpenAI reasons before it answers: those that want completion tokens, save for chat variants. */
export function reasons(model: string): boolean {
	return wantsCompletionTokens(model) && !bareName(model).includes('-chat')
}

/** A model as its API takes it: without the provider that it is asked of. */
export function wireModel(model: string, provider: string): string {
	return model.startsWith(`${provider}/`) ? model.slice(provider.length + 1) : model
}
