import type { Segment, SegmentedText, SegmentGroup } from '../segment/segment.ts'

const graphemes = new Intl.Segmenter('en', { granularity: 'grapheme' })

/** How segments break what every segmenter promises, in words; `undefined` when they keep it. */
export function wrongWithSegments(text: string, segmented: SegmentedText): string | undefined {
	const { segments, groups } = segmented
	if (segmented.text !== text) return 'it gives back another text than it was given'
	if (!['prose', 'lines', 'json'].includes(segmented.kind))
		return `its kind is "${segmented.kind}", expected prose, lines or json`
	let end = 0
	let block = 0
	const units = groups.map(() => 0)
	for (const [index, segment] of segments.entries()) {
		const wrong =
			wrongPlace(text, segment, end) ??
			wrongCut(segmented, segment.start) ??
			wrongNumbers(segment, units) ??
			wrongRelations(segment, index, block)
		if (wrong !== undefined) return `segment ${index} ${wrong}`
		end = segment.end
		block = segment.block
	}
	if (end !== text.length) return `the segments end at ${end}, expected ${text.length}, the end of the text`
	for (const [index, group] of groups.entries()) {
		const wrong = wrongGroup(group, units[index] ?? 0, segments.length)
		if (wrong !== undefined) return `group ${index} ${wrong}`
	}
	return wrongLines(segmented)
}

function wrongPlace(text: string, { start, end }: Segment, expected: number): string | undefined {
	if (start !== expected) return `starts at ${start}, expected ${expected}, where the one before it ends`
	if (!(end > start && end <= text.length))
		return `ends at ${end}; expected more than ${start} and at most ${text.length}`
	return undefined
}

/** A cut inside what belongs together: a grapheme, a terminal's escape sequence, an escape in JSON. */
function wrongCut({ text, kind }: SegmentedText, at: number): string | undefined {
	const around = graphemes.segment(text).containing(at)
	if (around !== undefined && around.index !== at)
		return `starts at ${at}, inside the character ${JSON.stringify(around.segment)}`
	const before = text.slice(Math.max(0, at - 32), at)
	// biome-ignore lint/suspicious/noControlCharactersInRegex: the escape character is what is looked for
	if (/\u001b\[[0-?]*[ -/]*$/.test(before) && /^[ -/]*[0-?]*[@-~]/.test(text.slice(at, at + 32)))
		return `starts at ${at}, inside an escape sequence of a terminal`
	const slashes = kind === 'json' ? /(\\+)(?:u[\dA-Fa-f]{0,3})?$/.exec(before)?.[1] : undefined
	// After an even number of backslashes nothing is escaped.
	if (slashes !== undefined && slashes.length % 2 === 1) return `starts at ${at}, inside an escape in JSON`
	return undefined
}

function wrongNumbers({ first, last, group }: Segment, units: number[]): string | undefined {
	const before = units[group]
	if (before === undefined) return `is of group ${group}, which is not there`
	if (first !== before + 1) return `starts with unit ${first}, expected ${before + 1}`
	if (!(Number.isInteger(last) && last >= first - 1))
		return `ends with unit ${last}; expected at least ${first - 1}`
	units[group] = last
	return undefined
}

function wrongRelations({ parent, block }: Segment, index: number, before: number): string | undefined {
	if (!(Number.isInteger(parent) && parent >= -1 && parent < index))
		return `has the parent ${parent}; expected a segment before it, or -1`
	if (!(Number.isInteger(block) && block >= before))
		return `is of block ${block}; expected a whole number from ${before}, the block before it`
	return undefined
}

function wrongGroup(
	{ total, unit, markerAfter = 0 }: SegmentGroup,
	counted: number,
	segments: number,
): string | undefined {
	if (!['lines', 'sentences', 'rows', 'entries', 'messages'].includes(unit))
		return `is counted in "${unit}"; expected lines, sentences, rows, entries or messages`
	if (total !== counted) return `says that there are ${total} ${unit}; its segments have ${counted}`
	if (markerAfter < 0 || markerAfter > Math.max(0, segments - 1))
		return `has its marker after segment ${markerAfter} of ${segments}`
	return undefined
}

/** Where a text is counted in lines alone, the numbers are those an editor shows. */
function wrongLines({ text, segments, groups }: SegmentedText): string | undefined {
	if (groups.length !== 1 || groups[0]?.unit !== 'lines') return undefined
	let line = 1
	let from = 0
	for (const [index, { start, first }] of segments.entries()) {
		for (let at = text.indexOf('\n', from); at !== -1 && at < start; at = text.indexOf('\n', at + 1)) line++
		from = start
		// What starts inside a line, as what follows JSON does, may share its number with what is before it.
		if (start > 0 && text[start - 1] !== '\n') continue
		if (first !== line) return `segment ${index} is line ${line} of the text, not ${first}`
	}
	return undefined
}
