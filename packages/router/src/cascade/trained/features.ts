/** An answer as a trained rule sees it. */
export interface SeenAnswer {
	/** What it is compared by; `undefined` for one that must not be given. */
	readonly key: string | undefined
	/** Its text, or the part of it that counts. */
	readonly text: string
	/** Tokens generated; `undefined` where nobody knows. */
	readonly outputTokens: number | undefined
}

/** The answers so far, as a fit takes them. */
export interface StateFeatures {
	/** Index of the answer that would be given: the earliest of the largest group that agrees; -1 for none. */
	readonly candidate: number
	/** Which answers agree, in the order asked: `AAB` for a third that differs, `-` for one that cannot be given. */
	readonly pattern: string
	/** Lengths and shape; `NaN` for what is not known. */
	readonly values: readonly number[]
}

/**
 * What can be told of cheap answers without knowing what is right: which agree, how long they are beside the prompt,
 * and whether the candidate is a number, a value in code or free text. No words: they have not made better rules out
 * of sample on the data this was developed with, and they tie a rule to what was talked about.
 */
export function featuresOf(prompt: string, answers: readonly SeenAnswer[]): StateFeatures {
	const sizes = answers.map(({ key }) =>
		key === undefined ? 0 : answers.filter((other) => other.key === key).length,
	)
	const largest = Math.max(...sizes)
	const candidate = largest === 0 ? -1 : sizes.indexOf(largest)
	const keys = answers.map(({ key }) => key)
	const pattern = keys
		.map((key) => (key === undefined ? '-' : String.fromCharCode(65 + keys.indexOf(key))))
		.join('')
	const lengths = answers.map(({ outputTokens }) => Math.log1p(outputTokens ?? Number.NaN))
	const spread = answers.length > 1 ? [Math.max(...lengths) - Math.min(...lengths)] : []
	return {
		candidate,
		pattern,
		values: [Math.log1p(prompt.length), ...lengths, ...spread, ...shapeOf(answers[candidate]?.text)],
	}
}

/** Whether there is an answer, is a number, opens a list or a string; and its length. */
function shapeOf(text: string | undefined): readonly number[] {
	if (text === undefined) return [1, 0, 0, 0, 0]
	const plain = text.trim()
	return [
		0,
		/^[-+$]?[\d.,]+%?$/.test(plain) ? 1 : 0,
		/^[[({]/.test(plain) ? 1 : 0,
		/^['"]/.test(plain) ? 1 : 0,
		Math.log1p(plain.length),
	]
}

/** Whether at least two answers of a pattern agree. */
export function agrees(pattern: string): boolean {
	return [...pattern].some((group, index) => group !== '-' && pattern.indexOf(group) < index)
}
