import type { YAMLError } from 'yaml'
import type { PlacedProblem } from './located.ts'
import { parseTemplate } from './template.ts'

const EXPLANATIONS: Partial<Record<YAMLError['code'], string>> = {
	TAB_AS_INDENT: 'a tab cannot indent YAML; use spaces',
	BAD_ALIAS: 'an alias needs a name right after the "*"; quote the value if the "*" is meant as text',
	BAD_DIRECTIVE: 'lines that begin with "%" are directives, which are not supported here; remove the line',
	BLOCK_AS_IMPLICIT_KEY:
		'a second ": " in one value; put the value in quotes if the colon belongs to it, or start a new, indented line',
	BLOCK_IN_FLOW:
		'an indented block cannot stand inside { } or [ ]; write it with braces, or the whole in lines',
	KEY_OVER_1024_CHARS: 'a key longer than 1,024 characters; is a quote or a line break missing before it?',
	MULTIPLE_ANCHORS: 'a value can have one anchor ("&name") only; remove the others',
	MULTIPLE_DOCS:
		'a second document begins here ("---"); a configuration is one document, so keep one of them',
	MULTIPLE_TAGS: 'tags ("!name") are not supported; remove them',
	NON_STRING_KEY: 'a list or mapping cannot be a key; keys are plain words such as slimmer',
	RESOURCE_EXHAUSTION: 'lists and mappings nest too deep; flatten the file',
	TAG_RESOLVE_FAILED: 'tags ("!name") are not supported; remove the tag',
	MULTILINE_IMPLICIT_KEY:
		'expected "key: value" on one line; is a colon missing, the indentation off, or a quote not closed?',
}

/** Says what is wrong with the YAML itself in words of a person who edits the file. */
export function describeSyntaxError(
	error: YAMLError,
	source: string,
	restore: (piece: string) => string,
): PlacedProblem {
	const offset = Math.min(error.pos[0], source.trimEnd().length)
	const reference = describeReference(source, offset)
	if (reference !== undefined) return reference
	const opened = describeUnclosed(error, source, offset)
	if (opened !== undefined) return opened
	return { offset, message: EXPLANATIONS[error.code] ?? describeByText(error, source, offset, restore) }
}

/** What was opened and never closed is reported where it was opened: its end is anybody's guess. */
function describeUnclosed(error: YAMLError, source: string, offset: number): PlacedProblem | undefined {
	const text = error.message
	if (error.code === 'MISSING_CHAR' && text.includes('quote')) {
		const start = source.lastIndexOf(text.includes("'") ? "'" : '"', offset)
		return { offset: Math.max(0, start), message: 'this quoted text is never closed; add the missing quote' }
	}
	if ((error.code !== 'MISSING_CHAR' && error.code !== 'BAD_INDENT') || !text.startsWith('Flow'))
		return undefined
	const [open, close, name] = text.includes('map') ? ['{', '}', 'mapping'] : ['[', ']', 'list']
	let depth = 0
	for (let at = Math.min(offset, source.length - 1); at >= 0; at--) {
		if (source[at] === close && at < offset) depth++
		else if (source[at] === open && depth-- === 0) {
			return {
				offset: at,
				message: `this ${name} is not closed before the next key or the end; add the missing "${close}"`,
			}
		}
	}
	return undefined
}

/** A `{` that YAML stumbles over is mostly a reference that was not understood. */
function describeReference(source: string, offset: number): PlacedProblem | undefined {
	if (source[offset] !== '{' || source[offset - 1] !== '$') return undefined
	const lineEnd = source.indexOf('\n', offset)
	const parsed = parseTemplate(source.slice(offset - 1, lineEnd < 0 ? undefined : lineEnd))
	const message =
		parsed.problem?.offset === 0
			? parsed.problem.message
			: `a reference with quotes inside needs quotes around the whole value, as in '\${NAME:-"text"}'`
	return { offset: offset - 1, message }
}

function describeByText(
	error: YAMLError,
	source: string,
	offset: number,
	restore: (piece: string) => string,
): string {
	const text = error.message
	if (error.code === 'BAD_INDENT') {
		return 'indentation differs from the other keys of this mapping; align it with them'
	}
	if (error.code === 'MISSING_CHAR') {
		if (text.includes('map')) return 'expected "key: value"; add ": " and a value after the key'
	}
	if (error.code === 'BAD_SCALAR_START') {
		return `a value cannot begin with ${JSON.stringify(source[offset] ?? '')}; put it in quotes`
	}
	if (error.code === 'BAD_DQ_ESCAPE') {
		return 'unknown escape after "\\" in a double-quoted text; write "\\\\" for one backslash, or use single quotes'
	}
	if (error.code === 'UNEXPECTED_TOKEN') {
		return `unexpected ${describeToken(source, offset)}; is a quote, comma or line break missing before it?`
	}
	return `YAML: ${restore(text).replace(/:? ?"[\s\S]*$/, '')}`
}

// Only marks are shown: a longer piece could be part of a key.
function describeToken(source: string, offset: number): string {
	const character = source[offset] ?? ''
	return /^[[\]{},:&*!|>'"%@`#?-]$/.test(character) ? JSON.stringify(character) : 'text'
}
