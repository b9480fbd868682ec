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
 * what the prompt is made of, and whether the candidate is a number, a value in code or free text. No words, as
 * they are or hashed: on ZeroEval they made no better rules out of sample, and they tie a rule to what was talked about.
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
		values: [...lengths, ...spread, ...textureOf(prompt), ...shapeOf(answers[candidate]?.text)],
	}
}

/** Length, lines, and shares of digits, of spacing and of signs: what tells prose from sums and from code in any script. */
function textureOf(prompt: string): readonly number[] {
	let [digits, spaces, lines, signs] = [0, 0, 0, 0]
	for (const { 0: run } of prompt.matchAll(/\p{N}+|\s+|[^\p{L}\p{M}\p{N}\s]+/gu)) {
		const first = run[0] as string
		if (first.trim() === '') {
			spaces++
			lines += run.split('\n').length - 1
		} else if (/\p{N}/u.test(run)) digits += run.length
		else signs += run.length
	}
	const length = prompt.length + 1
	return [Math.log1p(prompt.length), Math.log1p(lines), digits / length, spaces / length, signs / length]
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
