import { type ChatRequest, HeadroomError } from '@headroom/spec'
import { humanText, stripHarness } from '../human-text.ts'

/** How one model did on a prompt. */
export interface Outcome {
	/** How good its answer was, in [0, 1]: right or wrong, a judge's mark, a thumb. */
	readonly quality: number
	/** What the call cost, in USD. */
	readonly cost?: number
}

/** A prompt with what some models made of it: what a learned router learns from. */
export interface RoutingRecord {
	/** What the person wrote. */
	readonly prompt: string
	/** By model id. A model that was not tried on this prompt is not there. */
	readonly outcomes: Readonly<Record<string, Outcome>>
}

/** Problems that one error lists; a file of the wrong shape would list them all. */
const LISTED = 5

/**
 * Records from JSON Lines, one `{ "prompt": …, "outcomes": { model: { "quality": …, "cost": … } } }` a line.
 *
 * Lenient in what does not matter: blank lines and unknown fields are skipped; `true` and `false` are qualities of 1 and
 * 0; a bare number is an outcome without a cost; `messages` may stand for `prompt`, and the last human text counts; an
 * outcome of `null` is one that is missing.
 *
 * @throws HeadroomError `invalid-argument` naming source, line and field of the first 5 problems.
 */
export function readRecords(jsonLines: string, source = 'records'): RoutingRecord[] {
	const problems: string[] = []
	const records: RoutingRecord[] = []
	for (const [index, line] of jsonLines.split('\n').entries()) {
		if (line.trim() === '') continue
		const where = `${source}:${index + 1}`
		try {
			records.push(recordOf(parse(line.replace(/^\uFEFF/, ''))))
		} catch (error) {
			problems.push(`${where}: ${error instanceof Error ? error.message : String(error)}`)
		}
	}
	if (problems.length === 0) return records
	const more = problems.length > LISTED ? `\nand ${problems.length - LISTED} more` : ''
	throw new HeadroomError('invalid-argument', `${problems.slice(0, LISTED).join('\n')}${more}`)
}

/** The records as the router learns from them: checked, and without what a harness adds to a prompt. */
export function checkedRecords(records: readonly RoutingRecord[]): RoutingRecord[] {
	return records.map((record, index) => {
		try {
			return recordOf(record)
		} catch (error) {
			const why = error instanceof Error ? error.message : String(error)
			throw new HeadroomError('invalid-argument', `record ${index + 1}: ${why}`)
		}
	})
}

function parse(line: string): unknown {
	try {
		return JSON.parse(line)
	} catch (cause) {
		throw new HeadroomError('invalid-argument', 'is not JSON; expected one object a line', { cause })
	}
}

function recordOf(value: unknown): RoutingRecord {
	if (!isObject(value)) throw wrong('', value, 'an object with prompt and outcomes')
	const prompt = promptOf(value)
	if (!isObject(value.outcomes))
		throw wrong('outcomes', value.outcomes, 'an object with a model id for each key')
	const outcomes = Object.entries(value.outcomes).flatMap(([model, outcome]) =>
		outcome === null || outcome === undefined ? [] : [[model, outcomeOf(model, outcome)] as const],
	)
	// A model's name may be any text, `__proto__` too, which an assignment would lose.
	return { prompt, outcomes: Object.fromEntries(outcomes) }
}

function promptOf({ prompt, messages }: Readonly<Record<string, unknown>>): string {
	if (prompt === undefined && Array.isArray(messages)) {
		const text = messages.every((message) => isObject(message) && isContent(message.content))
			? humanText({ model: '', messages } as ChatRequest)
			: ''
		if (text !== '') return text
		throw wrong('messages', messages, 'messages of which a user wrote one with text')
	}
	if (typeof prompt !== 'string' || prompt.trim() === '') throw wrong('prompt', prompt, 'a text')
	return stripHarness(prompt)
}

function isContent(content: unknown): boolean {
	return (
		typeof content === 'string' ||
		(Array.isArray(content) &&
			content.every((part) => isObject(part) && (part.type !== 'text' || typeof part.text === 'string')))
	)
}

function outcomeOf(model: string, outcome: unknown): Outcome {
	const field = `outcomes[${JSON.stringify(model)}]`
	const { quality, cost } = isObject(outcome) ? outcome : { quality: outcome, cost: undefined }
	const mark = typeof quality === 'boolean' ? Number(quality) : quality
	if (typeof mark !== 'number' || !(mark >= 0 && mark <= 1))
		throw wrong(`${field}.quality`, quality, 'a number in [0, 1], or true or false')
	if (cost === undefined || cost === null) return { quality: mark }
	if (typeof cost !== 'number' || !(cost >= 0 && Number.isFinite(cost)))
		throw wrong(`${field}.cost`, cost, 'USD of the call, 0 or more; leave it out where it is unknown')
	return { quality: mark, cost }
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
	return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function wrong(field: string, value: unknown, expected: string): HeadroomError {
	const shown = value === undefined ? 'missing' : `${(JSON.stringify(value) ?? String(value)).slice(0, 60)}`
	return new HeadroomError(
		'invalid-argument',
		`${field === '' ? 'the record' : field} is ${shown}; expected ${expected}`,
	)
}
