import type { Segment, SegmentedText } from '../segment/segment.ts'

/** Paragraphs at each end of a prompt that may hold what is asked. */
const PARAGRAPHS = 2
/** Longest paragraph taken for an instruction by its place alone, in characters; CJK counts threefold. */
const LONGEST = 400
const QUESTION = /[?？؟;]["'”’)\]」』]*\s*$/
const LEAD =
	/^\s{0,20}(?:[-*#>\d.)]{1,4}\s{1,4})?(?:question|task|instructions?|query|answer|summari[sz]e|explain|translate|list|write|find|extract|compare|describe|analy[sz]e|please|using|based on|given|return|output|respond|you are|do not|don't|never|always|must|frage|aufgabe|bitte|pregunta|responde|question|réponds|resume|вопрос|ответь|问题|请|回答|質問|要約|問題|질문)(?![\p{L}\p{N}])|^\s{0,20}(?:请|問題|问题|質問|回答)/iu

/**
 * Marks what a user's message asks for, first by its place: short paragraphs at both ends, then questions and
 * instruction words in them; of a long paragraph at the end the last sentence. Language plays no part but for
 * a short list of leading words.
 */
export function markInstructions(target: SegmentedText, keep: Uint8Array): void {
	// JSON, whatever the text in its strings is.
	if (target.kind === 'json' || target.groups[0]?.unit === 'rows') return
	const paragraphs = paragraphsOf(target)
	const edge = new Set([...paragraphs.slice(0, PARAGRAPHS), ...paragraphs.slice(-PARAGRAPHS)])
	for (const [from, to] of edge) {
		const first = target.segments[from]
		const last = target.segments[to]
		if (first === undefined || last === undefined) continue
		const text = target.text.slice(first.start, last.end)
		const outermost = from === 0 || to === target.segments.length - 1
		if (outermost && weight(text) <= LONGEST) for (let index = from; index <= to; index++) keep[index] = 1
		for (let index = from; index <= to; index++) if (asks(target, index)) keep[index] = 1
	}
	keep[target.segments.length - 1] = 1
	if (weight(sliceOf(target, 0)) <= LONGEST) keep[0] = 1
}

/** Whether a text opens with a word that mostly opens an instruction. */
export function leadsInstruction(text: string): boolean {
	return LEAD.test(text.slice(0, 80))
}

function asks(target: SegmentedText, index: number): boolean {
	const text = sliceOf(target, index)
	return weight(text) <= 2 * LONGEST && (QUESTION.test(text.slice(-40)) || leadsInstruction(text))
}

function sliceOf({ text, segments }: SegmentedText, index: number): string {
	const segment: Segment | undefined = segments[index]
	return segment === undefined ? '' : text.slice(segment.start, segment.end)
}

/** Length in characters, a character of a script without spaces counting for three. */
export function weight(text: string): number {
	let sum = text.length
	for (let at = 0; at < text.length; at++) if (text.charCodeAt(at) >= 0x2e80) sum += 2
	return sum
}

/** First and last segment of each paragraph: stretches between blank lines. */
function paragraphsOf({ text, segments }: SegmentedText): (readonly [number, number])[] {
	const paragraphs: (readonly [number, number])[] = []
	let from = 0
	for (const [index, segment] of segments.entries()) {
		const tail = text.slice(Math.max(segment.start, segment.end - 12), segment.end)
		const ends = index === segments.length - 1 || /\n[ \t\r]*\n/.test(tail)
		if (!ends) continue
		paragraphs.push([from, index])
		from = index + 1
	}
	return paragraphs
}
