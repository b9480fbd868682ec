import type { SegmentBuilder } from './builder.ts'
import { type Declaration, declarationOf } from './declaration.ts'
import { lineStop } from './lines.ts'

/** What a line is worth when nobody said what for, by what it does. */
const WORTH = {
	signature: 1,
	value: 0.9,
	doc: 0.7,
	field: 0.5,
	statement: 0.7,
	import: 0.5,
	told: 0.6,
	body: 0.3,
	closer: 0.05,
}

const IMPORT =
	/^(?:import\b|from \S{1,200} import\b|use \S|using \S|#include\b|package \S|require(?:_relative|_once)?[ (]|export (?:\*|\{)|extern crate\b|mod \w{1,80};|source \S|\. \S|<\?php|#!)/
const COMMENT = /^(?:\/\/|\/?\*|#(?!include|define|if|else|endif|!|\[)|--|"""|'''|;;|%|<!--|@)/
/** Lines that only open a comment. */
const OPENER = /^(?:\/\*{1,2}|<!--)$/
/** Lines that only close what was opened; they and blank lines belong to the line before them. */
const TAIL = /^(?:[\])};,]{1,20}|\*\/|end|fi|done|esac)$/
const CLOSER = /^(?:[\])}]|end\b|fi\b|done\b|esac\b|\{\s{0,40}$)/
/** Lines that tell a person or a caller something: messages, values, what is thrown, what goes out. */
const TOLD = /["'`][^"'`]{8}|^(?:return|yield)\b|\b(?:throw|raise|panic!?)\b|\b\d[\d_.]{1,40}/
/** Lines over which a signature may go on until its brackets are closed. */
const LONGEST_SIGNATURE = 24
/** Blanks that a tab counts for. */
const TAB = 4

/** Brackets around a list of imports or of named values. */
const LIST = /^(?:(?:import|use|export)(?: type)? ?\{|(?:import|const|var) ?\(|from \S{1,200} import \()$/

interface Symbol {
	readonly indent: number
	readonly index: number
	readonly kind: Declaration['kind'] | 'imports' | 'values'
}

/**
 * Reads source code between two offsets: every line is a segment, a signature with all its lines one, and what
 * it declares hangs on it, found by indentation. Knows no language, so that it takes any; a line that only
 * looks like a signature costs a place in the order, never a line.
 */
export function addCode(
	builder: SegmentBuilder,
	text: string,
	range: readonly [number, number],
	group: number,
	parent: number,
): void {
	const [from, to] = range
	const open: Symbol[] = []
	let docs = false
	for (let at = from; at < to; ) {
		const line = readLine(text, at, to)
		let end = line.end
		const closer = CLOSER.test(line.bare)
		while (open.length > 0 && ends(open.at(-1), line.indent, closer, line.bare)) open.pop()
		const inside = open.at(-1)
		const above = inside?.index ?? parent
		const comment = COMMENT.test(line.bare)
		if (LIST.test(line.bare)) {
			builder.block++
			const kind = /^(?:const|var)/.test(line.bare) ? 'values' : 'imports'
			open.push({
				indent: line.indent,
				index: builder.add(end, group, 1, { parent: above, worth: WORTH.body }),
				kind,
			})
			at = end
			continue
		}
		const declared = comment || closer || IMPORT.test(line.bare) ? undefined : declarationOf(line.bare)
		const named = declared !== undefined && isDeclared(declared, at, inside, text, to)
		if (named && declared !== undefined) {
			if (!docs && (inside === undefined || inside.kind === 'type')) builder.block++
			docs = false
			if (declared.kind !== 'value') end = signatureEnd(text, at, to)
			end = tailEnd(text, end, to)
			const local = inside?.kind === 'code'
			const worth = local ? WORTH.told : declared.kind === 'value' ? WORTH.value : WORTH.signature
			const index = builder.add(end, group, 1, { parent: above, worth })
			if (declared.kind !== 'value') open.push({ indent: line.indent, index, kind: declared.kind })
			at = end
			continue
		}
		const first = comment && !docs
		if (first && (inside === undefined || inside.kind === 'type')) builder.block++
		docs = comment
		// The first line of a comment is the one that says something.
		if (first && OPENER.test(line.bare)) end = readLine(text, end, to).end
		end = tailEnd(text, end, to)
		builder.add(end, group, 1, {
			parent: above,
			worth: worthOf(line.bare, { closer, comment, first, inside }),
		})
		at = end
	}
	builder.block++
}

/** Offset after the blank and closing lines from `from`. */
function tailEnd(text: string, from: number, to: number): number {
	let end = from
	while (end < to) {
		const line = readLine(text, end, to)
		if (line.bare !== '' && !TAIL.test(line.bare)) break
		end = line.end
	}
	return end
}

interface Line {
	readonly end: number
	readonly bare: string
	/** Columns before the first character. */
	readonly indent: number
}

function readLine(text: string, at: number, to: number): Line {
	const stop = Math.min(to, lineStop(text, at))
	let indent = 0
	let start = at
	for (; start < stop; start++) {
		const code = text.charCodeAt(start)
		if (code === 32) indent++
		else if (code === 9) indent += TAB
		else break
	}
	return {
		end: Math.min(to, stop + 1),
		bare: text.slice(start, Math.min(stop, start + 600)).trimEnd(),
		indent,
	}
}

/** Whether a line at `indent` no longer belongs to a symbol. */
function ends(symbol: Symbol | undefined, indent: number, closer: boolean, bare: string): boolean {
	if (symbol === undefined || indent > symbol.indent) return false
	// Directives of a preprocessor and labels stand at the margin of whatever body they are in.
	if (indent === 0 && /^#(?:if|else|elif|endif|define|pragma)/.test(bare)) return false
	return indent < symbol.indent || !closer
}

/** Local names and calls are no symbols of their own. */
function isDeclared(
	declared: Declaration,
	from: number,
	inside: Symbol | undefined,
	text: string,
	to: number,
): boolean {
	if (declared.kind === 'value') return inside?.kind !== 'code'
	if (declared.sure) return true
	const end = signatureEnd(text, from, to)
	return text.slice(from, end).trimEnd().endsWith('{') || readLine(text, end, to).bare === '{'
}

function worthOf(
	bare: string,
	{
		closer,
		comment,
		first,
		inside,
	}: { closer: boolean; comment: boolean; first: boolean; inside: Symbol | undefined },
): number {
	if (closer) return WORTH.closer
	if (comment) return first ? WORTH.doc : WORTH.body
	if (inside === undefined) return IMPORT.test(bare) ? WORTH.import : WORTH.statement
	if (inside.kind === 'type') return WORTH.field
	if (inside.kind === 'imports') return WORTH.import
	if (inside.kind === 'values') return WORTH.value
	return TOLD.test(bare) ? WORTH.told : WORTH.body
}

/** Offset after the line in which the brackets of the signature at `from` are closed. */
function signatureEnd(text: string, from: number, to: number): number {
	let depth = 0
	let at = from
	for (let line = 0; line < LONGEST_SIGNATURE && at < to; line++) {
		const stop = Math.min(to, lineStop(text, at))
		const limit = Math.min(stop, at + 600)
		for (let place = at; place < limit; place++) {
			const code = text.charCodeAt(place)
			if (code === 40 || code === 91) depth++
			else if (code === 41 || code === 93) depth--
		}
		at = Math.min(to, stop + 1)
		if (depth <= 0) return at
	}
	// Brackets in strings or comments: the first line alone then.
	return Math.min(to, lineStop(text, from) + 1)
}

/** Shares of lines that must look like code and declare something, and lines that are looked at. */
const CODE_SHARE = 0.4
const DECLARED_SHARE = 0.02
const SAMPLE = 200
const FEWEST = 8

/** Whether a whole text is source code: enough of its lines end, open or declare as code does. */
export function isCode(text: string): boolean {
	let lines = 0
	let marked = 0
	let declared = 0
	let data = 0
	for (let at = 0; at < text.length && lines < SAMPLE; ) {
		const line = readLine(text, at, text.length)
		at = line.end
		if (line.bare === '') continue
		lines++
		if (/^(?:\d|\[|\||\{")/.test(line.bare) || /^[+-](?:\s|$)/.test(line.bare)) data++
		if (/^(?:[^:]{1,200}):\d{1,7}:/.test(line.bare)) data++
		if (/^(?:diff --git |@@ -\d)/.test(line.bare)) return false
		if (COMMENT.test(line.bare) || IMPORT.test(line.bare) || CLOSER.test(line.bare)) marked++
		else if (/[;{}]$|[({[]$|\):$|=>$|\)$|^\w[\w.]{0,80} ?[:=]?= ?\S|\belse:$|,$/.test(line.bare)) marked++
		const found = declarationOf(line.bare)
		if (found?.sure === true && found.name !== '') declared++
	}
	return (
		lines >= FEWEST &&
		marked >= lines * CODE_SHARE &&
		declared >= Math.max(2, lines * DECLARED_SHARE) &&
		data < lines * 0.2
	)
}
