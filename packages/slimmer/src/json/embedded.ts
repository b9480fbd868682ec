import { restoreBudget, type Spend } from '../encode/budget.ts'
import { type JsonLayout, layOut, layoutOf } from './layouts.ts'
import { minifyJson } from './minify.ts'
import { skipValue } from './scan.ts'

/** UTF-16 code units of a string from which it is looked at. */
const WORTH_OPENING = 40

/** JSON that stands in a string, as the answers of MCP servers carry it. */
export interface EmbeddedJson {
	readonly minified: string
	readonly layout: JsonLayout
}

/**
 * The JSON array or object that a string is, or `undefined` where it is none or would not come back letter by letter.
 *
 * `spelled` is the string as JSON spells it, quotes included.
 */
export function openString(spelled: string): EmbeddedJson | undefined {
	if (spelled.length < WORTH_OPENING || !'{['.includes(spelled.charAt(1))) return undefined
	const text = JSON.parse(spelled) as string
	if (skipValue(text, 0) !== text.length) return undefined
	const minified = minifyJson(text, 0, text.length)
	const layout = layoutOf(text, minified)
	return sealString({ minified, layout }, restoreBudget(spelled)) === spelled
		? { minified, layout }
		: undefined
}

/** The string that holds a JSON value, as JSON spells it, or `undefined` where it is more than may be spent. */
export function sealString({ minified, layout }: EmbeddedJson, spend: Spend): string | undefined {
	const text = layOut(minified, layout, spend)
	const spelled = text === undefined ? undefined : JSON.stringify(text)
	return spelled !== undefined && spend(spelled.length) ? spelled : undefined
}

/** What stands before JSON that is the content of a string: `json{"a":1}`, `json2{…}` for two spaces of indentation. */
export function embeddedMark(layout: JsonLayout): string {
	return layout === '0' ? 'json' : `json${layout}`
}

const MARK = /json([s1-8]?)(?=[[{])/y

/** The layout that the mark at `start` names and the offset behind it, or `undefined` where none stands. */
export function readEmbeddedMark(
	text: string,
	start: number,
): { layout: JsonLayout; end: number } | undefined {
	MARK.lastIndex = start
	const match = MARK.exec(text)
	return match === null ? undefined : { layout: match[1] || '0', end: MARK.lastIndex }
}
