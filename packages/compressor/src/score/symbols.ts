import { declarationOf } from '../segment/declaration.ts'
import type { SegmentedText } from '../segment/segment.ts'
import type { TermIndex } from './index-terms.ts'

/** What the lines of a symbol that the query names have more, and those of the symbols it uses. */
const NAMED = 1
const USED = 0.6
/** Identifiers, as code and questions about it spell them. */
const IDENTIFIER = /[\p{L}_$][\p{L}\p{N}_$]{2,120}/gu
const LOOKED_AT = 600

/**
 * 1 for all lines of the functions, types and values that a query names, less for those of the symbols which
 * they use, 0 for the rest.
 */
export function symbols(index: TermIndex, texts: readonly SegmentedText[], query: string): Float64Array {
	const scores = new Float64Array(index.size)
	const wanted = namedIn(query)
	const names = namesOf(index, texts)
	if (wanted.size === 0 || names.size === 0) return scores
	const inside = within(index, names, wanted)
	const used = new Set<string>()
	for (let at = 0; at < index.size; at++) {
		if (inside[at] !== 1) continue
		scores[at] = NAMED
		for (const name of lineOf(index, texts, at).match(IDENTIFIER) ?? []) used.add(name)
	}
	if (used.size === 0) return scores
	const helpers = within(index, names, used)
	return scores.map((score, at) => Math.max(score, USED * (helpers[at] ?? 0)))
}

/** Identifiers of a query: words spelled as only code spells them, called, quoted, or names within a sentence. */
function namedIn(query: string): Set<string> {
	const names = new Set<string>()
	for (const { 0: word, index } of query.matchAll(IDENTIFIER)) {
		const [before, after] = [query[index - 1], query[index + word.length]]
		const marked = after === '(' || before === '`' || before === '"' || before === "'"
		const name = /^\p{Lu}/u.test(word) && index > 0
		if (marked || name || /\p{Ll}\p{Lu}|[_$\d]/u.test(word)) names.add(word)
	}
	return names
}

/** Names that segments of code declare, those inside a function left out. */
function namesOf(index: TermIndex, texts: readonly SegmentedText[]): Map<number, string> {
	const names = new Map<number, string>()
	const bodies = new Uint8Array(index.size)
	let base = 0
	for (let at = 0; at < index.size; at++) {
		if (index.textOf[at] !== index.textOf[at - 1]) base = at
		const segment = index.segments[at]
		if (segment?.worth === undefined) continue
		const local = segment.parent !== -1 && bodies[base + segment.parent] === 1
		const declared = declarationOf(lineOf(index, texts, at).split('\n', 1)[0]?.trim() ?? '')
		if (declared?.kind === 'code' || local) bodies[at] = 1
		if (declared !== undefined && !local && declared.name.length >= 3) names.set(at, declared.name)
	}
	return names
}

/** 1 for segments that declare one of the names, and for all that hang on these. */
function within(
	index: TermIndex,
	names: ReadonlyMap<number, string>,
	wanted: ReadonlySet<string>,
): Uint8Array {
	const inside = new Uint8Array(index.size)
	let base = 0
	for (let at = 0; at < index.size; at++) {
		if (index.textOf[at] !== index.textOf[at - 1]) base = at
		const parent = index.segments[at]?.parent ?? -1
		const above = parent === -1 ? 0 : (inside[base + parent] ?? 0)
		inside[at] = above === 1 || wanted.has(names.get(at) ?? '') ? 1 : 0
	}
	return inside
}

function lineOf(index: TermIndex, texts: readonly SegmentedText[], at: number): string {
	const segment = index.segments[at]
	const text = texts[index.textOf[at] ?? 0]?.text ?? ''
	return segment === undefined
		? ''
		: text.slice(segment.start, Math.min(segment.end, segment.start + LOOKED_AT))
}
