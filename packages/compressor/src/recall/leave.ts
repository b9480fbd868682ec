import type { IdOf } from './id.ts'
import type { LeftOut } from './keep.ts'

/** Notes what a marker stands for and gives the id it carries, if any. */
export function leave(
	left: LeftOut[] | undefined,
	idOf: IdOf | undefined,
	text: string,
): { readonly recall?: string } {
	if (idOf === undefined) return {}
	const id = idOf(text)
	left?.push({ id, text })
	return { recall: id }
}
