import type { Layout } from '../layout/layout.ts'
import type { Edit } from '../rule.ts'
import type { CompiledPhrase, Match } from './compile.ts'
import type { Judge } from './judge.ts'
import type { Protected } from './protected.ts'
import type { Sentence, Sentences } from './sentences.ts'

/** What is known about the text around a phrase. */
export interface ShortenContext {
	/** What is known about the sentences, in the eyes of the phrase's language. */
	readonly judge: Judge
	readonly layout: Layout
	readonly sentences: Sentences
	readonly places: Protected
}

/** The edit by the first phrase found at an offset that may be shortened there, or `undefined`. */
export function shortenAt(
	text: string,
	start: number,
	found: readonly Match[],
	{ judge, layout, sentences, places }: ShortenContext,
): Edit | undefined {
	const line = layout.lines.at(start)
	if (places.covers(line, start) || !isFree(text, start)) return undefined
	const sentence = sentences.at(line, start)
	if (sentence === undefined || !judge.isOpen(sentence)) return undefined
	const sentenceAt = (offset: number): Sentence | undefined => {
		const other = layout.lines.at(offset)
		return places.covers(other, offset) ? undefined : sentences.at(other, offset)
	}
	for (const { phrase, end, put } of found) {
		if (!stands(phrase, text, start, sentence)) continue
		if (end > sentence.end + 1 || !isWhole(text, end) || places.covers(line, end - 1)) continue
		if (phrase.given !== undefined && !judge.holds(phrase.given, sentenceAt)) continue
		if (!isAsked(phrase, sentence, end, judge)) continue
		const edit = tidy(text, { start, end, replacement: put }, phrase, sentence)
		if (edit !== undefined) return edit
	}
	return undefined
}

/** Whether a phrase dresses an instruction: its own sentence, or the one it stands beside. */
function isAsked(phrase: CompiledPhrase, sentence: Sentence, end: number, judge: Judge): boolean {
	if (phrase.at === 'alone') return end >= sentence.end && judge.followsInstruction(sentence)
	if (phrase.at === 'first') return judge.leadsTo(end)
	return phrase.free === true || judge.isInstruction(sentence)
}

function stands({ at }: CompiledPhrase, text: string, start: number, sentence: Sentence): boolean {
	const isStart = start === sentence.start
	switch (at) {
		case 'start':
			return isStart && !isWrapped(text, start)
		case 'first':
			return isStart && text.slice(Math.max(0, start - 8), start).trim() === '' && start < 8
		case 'alone':
			return isStart && !sentence.announced
		case 'clause':
			return isStart || /[,，、；;] ?$/.test(text.slice(start - 2, start))
		default:
			return isStart || text[start] === text[start]?.toLowerCase()
	}
}

/** Whether a line goes on with the sentence of the line above: it begins with a small letter behind an open line. */
function isWrapped(text: string, start: number): boolean {
	const char = text[start] ?? ''
	if (char !== char.toLowerCase() || char === char.toUpperCase()) return false
	return /[\p{L}\p{N},]\n$/u.test(text.slice(Math.max(0, start - 2), start))
}

/** Whether nothing is joined to an offset from the left that would make it part of a name, path or placeholder. */
function isFree(text: string, start: number): boolean {
	const before = text[start - 1]
	return before === undefined || !/[\w/\\@#$%&=+.~-]/.test(before)
}

function isWhole(text: string, end: number): boolean {
	const last = text[end - 1] ?? ''
	const next = text[end]
	return next === undefined || !/[\w]/.test(last) || !/[\w/\\@-]/.test(next)
}

/** The edit with the blank, comma or capital that it leaves over mended; `undefined` when that cannot be done. */
function tidy(text: string, edit: Edit, phrase: CompiledPhrase, sentence: Sentence): Edit | undefined {
	let { start, end, replacement } = edit
	if (phrase.at === 'alone') {
		while (start > 0 && /\s/.test(text[start - 1] ?? '')) start--
		return start === 0 ? undefined : { start, end, replacement }
	}
	if (replacement === '') {
		const next = text[end] ?? ''
		if (phrase.at === 'first') {
			while (/[ \n]/.test(text[end] ?? '')) end++
			if (end >= text.length) return undefined
		} else if (/[.!?,\s]|^$/.test(next)) {
			while (text[start - 1] === ' ') start--
			if (text[start - 1] === ',' && start > sentence.start) start--
		}
		if (end >= sentence.end && phrase.at !== 'first' && start <= sentence.start) return undefined
	}
	if (replacement.startsWith(', ') && start === sentence.start) replacement = replacement.slice(2)
	else if (replacement.startsWith(', ')) {
		while (text[start - 1] === ' ') start--
		if (text[start - 1] === ',') start--
	}
	const first = text[edit.start] ?? ''
	if (start !== sentence.start || first === first.toLowerCase()) return { start, end, replacement }
	if (replacement !== '') return { start, end, replacement: capital(replacement) }
	const word = /^[\p{L}'’]+(?![\w/\\@.-]*[\w/\\@])/u.exec(text.slice(end, end + 40))?.[0]
	const letter = text[end] ?? ''
	if (letter === letter.toUpperCase()) return { start, end, replacement }
	return word === undefined || word.slice(1) !== word.slice(1).toLowerCase()
		? undefined
		: { start, end: end + 1, replacement: capital(letter) }
}

function capital(text: string): string {
	return text.slice(0, 1).toUpperCase() + text.slice(1)
}
