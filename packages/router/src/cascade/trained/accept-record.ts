import { HeadroomError } from '@headroom/spec'

/** What one cheap model made of a prompt. */
export interface RecordedAnswer {
	/** Its answer, or `null` for one that could not be used. */
	readonly text: string | null
	/** Tokens that it generated, as billed. */
	readonly outputTokens: number
	/** From 0, wrong, to 1, right. */
	readonly quality: number
	/** USD of the call. */
	readonly cost: number
}

/** A prompt that every model of a cascade has answered, with what the answers were worth. */
export interface AcceptRecord {
	/** What the person wrote last. */
	readonly prompt: string
	/** One of each cheap model, in the order in which they are asked. */
	readonly cheap: readonly RecordedAnswer[]
	readonly strong: Pick<RecordedAnswer, 'quality' | 'cost'>
}

/** Fewer say nothing that would hold for other prompts. */
const FEWEST = 50

/** @throws HeadroomError `invalid-argument` naming the record that is wrong, or how many there must be. */
export function checkRecords(records: readonly AcceptRecord[], models: number): void {
	if (records.length < FEWEST)
		throw wrong(`${records.length} records were given; expected ${FEWEST} or more, and 1,000 to be sure`)
	for (const [index, { prompt, cheap, strong }] of records.entries()) {
		const where = `records[${index}]`
		if (typeof prompt !== 'string') throw wrong(`${where}.prompt is no text`)
		if (cheap.length !== models)
			throw wrong(`${where} has ${cheap.length} cheap answers; expected one of each of the ${models} models`)
		for (const { quality, cost } of [...cheap, strong]) {
			if (!(quality >= 0 && quality <= 1))
				throw wrong(`${where} has a quality of ${quality}; expected 0 to 1`)
			if (!(cost >= 0 && Number.isFinite(cost))) throw wrong(`${where} has a cost of ${cost}; expected USD`)
		}
	}
	const sum = (part: (record: AcceptRecord) => number): number =>
		records.reduce((total, record) => total + part(record), 0)
	if (!(sum(({ strong }) => strong.cost) > 0 && sum(({ strong }) => strong.quality) > 0))
		throw wrong('the strong model costs nothing or is never right in these records, and saves nothing')
}

function wrong(message: string): HeadroomError {
	return new HeadroomError('invalid-argument', `trainAccept: ${message}`)
}
