import { isData } from '../json/data.ts'
import { minifyJson } from '../json/minify.ts'
import { findJson } from '../json/scan.ts'
import type { Edit, Rule } from '../rule.ts'

/**
 * Drops insignificant white space from JSON: a whole text, values within prose, fences of JSON, NDJSON.
 *
 * Strings, number spelling, duplicate keys and escapes stay as they are spelled; nothing is parsed and printed.
 * Brackets in code, and short ones without a string such as `[ ]` or `[1, 2]`, are left alone.
 */
export const jsonMinify: Rule = {
	name: 'json-minify',
	level: 'lossless',
	apply(text, { layout }) {
		const edits: Edit[] = []
		for (const span of findJson(text)) {
			if (!isData(text, span, layout)) continue
			const replacement = minifyJson(text, span.start, span.end)
			if (replacement.length < span.end - span.start) edits.push({ ...span, replacement })
		}
		return edits
	},
}
