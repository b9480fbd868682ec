/**
 * The baseline that learned routers are measured against: the prompt's length in characters (code points). The
 * longer, the sooner to the strong model.
 */
export function lengthScore(prompt: string): number {
	let characters = 0
	for (const _ of prompt) characters++
	return characters
}
