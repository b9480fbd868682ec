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

/** Whether a name is of Anthropic's Opus of this version or a later one; a date in it is no version. */
function isLaterOpus(model: string, major: number, minor: number): boolean {
	const [, of, after] = /claude-opus-(\d{1,2})(?:[-.](\d{1,2})(?!\d))?/.exec(model) ?? []
	return of !== undefined && (Number(of) > major || (Number(of) === major && Number(after ?? 0) >= minor))
}

/** Whether a model of Anthropic refuses to be told how to sample, as Opus does since 4.7. */
export function refusesSampling(model: string): boolean {
	return isLaterOpus(model, 4, 7)
}

/** Whether a model of Anthropic takes system messages behind others, as Opus does since 4.8. */
export function takesLaterSystem(model: string): boolean {
	return isLaterOpus(model, 4, 8)
}

/** A model as its API takes it: without the provider that it is asked of. */
export function wireModel(model: string, provider: string): string {
	return model.startsWith(`${provider}/`) ? model.slice(provider.length + 1) : model
}
