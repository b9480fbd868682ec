import { type LineWords, mayHoldStamp } from './words.ts'

/** Markdown: headings, quotes, tables, emphasis, and lists unless a number follows, as in some logs. */
const MARKDOWN = /^\s*(?:#{1,6} |> |\||(?:[-*+]|\d{1,3}[.)]) +(?!\d{4}))|\*\*/

/** Source code: assignments, calls alone on their line, entries of literals. */
const CODE =
	/^\s*(?:(?:self|this|const|let|var|return|await|def|assert|import|from)\b|[\w.[\]"']{1,80} [-+*/|]?= |[\w.]{1,80}\(|["'][^"']{1,80}["']: ?|[{}()[\]]+[,;]?$)/

/** Entries of YAML and tags of markup, which are read and edited as they are written. */
const STRUCTURE = /^(?:\s+(?:- )?|- )["']?[\w./-]{1,80}["']?:(?:\s|$)|^\s*<[/!?A-Za-z]/

/** A sentence: a capital first, a full stop or the like last. */
const SENTENCE = /^\s*(?:\p{L}\p{Ll}{0,20}[:,]? )?\p{Lu}/u
const SENTENCE_END = /[.?!:]["'”’)\]]?\s*$/u

/** Words of the shortest line that is taken for a sentence. */
const SENTENCE_WORDS = 6

/**
 * Whether a line may be one of a log: it begins with a time, or is neither Markdown nor code, nor YAML, markup or a
 * sentence, which are read and asked for as they are written.
 */
export function isLoggable(line: string, { time, words }: LineWords): boolean {
	if (time !== -1) return true
	const head = line.slice(0, 256)
	if (MARKDOWN.test(head) || CODE.test(head) || STRUCTURE.test(head)) return false
	return words.length < SENTENCE_WORDS || !SENTENCE.test(head) || !SENTENCE_END.test(line.slice(-16))
}

/** UTF-16 code units from which a sentence has words enough. */
const LONG = 64

/** Whether a long line is a sentence without a time stamp: most lines of prose, told without cutting them. */
export function isPlainSentence(line: string): boolean {
	if (line.length < LONG || !SENTENCE_END.test(line.slice(-16))) return false
	return SENTENCE.test(line.slice(0, LONG)) && !mayHoldStamp(line)
}
