import { type Message, messageText } from '@headroom/spec'
import { sameJson } from '@headroom/spec/testing'
import type { BenchCase } from '../data/index.ts'
import type { MetricRule } from '../results/record.ts'
import { accountsHold } from './accounts.ts'
import { shareOfQuotedLines } from './extractive.ts'
import { joinedPrompt, type Outcome, promptTexts } from './outcome.ts'
import { folded, standingAsSent, standingIn, words } from './text-match.ts'

/** What a metric looks at. Texts are joined as the model would read them. */
export interface Measured {
	readonly given: BenchCase
	readonly outcome: Outcome
	readonly before: string
	/** As sent. */
	readonly after: string
	/** `after` with encodings read back. */
	readonly decoded: string
	readonly tokensBefore: number
	/** Tokens given to the lossy layer: `tokensBefore` unless a lossless layer ran before. */
	readonly lossyTokensBefore: number
	readonly tokensAfter: number
	/** Tokens that the lossy layer left: `tokensAfter` unless a lossless one ran after it. */
	readonly lossyTokensAfter: number
	/** Words whose sentences must stay. */
	readonly keywords: readonly string[]
}

/** One figure of an outcome. */
export interface Metric extends MetricRule {
	readonly name: string
	/** The value, or `undefined` when the metric does not apply to the case. */
	measure(measured: Measured): number | undefined
}

function share<T>(items: readonly T[], holds: (item: T) => boolean): number | undefined {
	return items.length === 0 ? undefined : items.filter(holds).length / items.length
}

/** What stood before: a question whose answer was never in the text proves nothing. */
function standing(quotations: readonly string[], text: string): readonly string[] {
	return standingIn(quotations, folded(text))
}

const answer: Metric = {
	name: 'answer',
	better: 'higher',
	gate: 'mean',
	meaning: 'an accepted answer still stands in the text; spellings of JSON may stand in the text read back',
	measure({ given, before, after, decoded }) {
		const accepted = standing(given.answers, before)
		if (accepted.length === 0) return undefined
		return standingAsSent(accepted, folded(after), folded(decoded)).length > 0 ? 1 : 0
	},
}

const answerReadBack: Metric = {
	name: 'answer-read-back',
	better: 'lower',
	gate: 'report',
	meaning:
		'no accepted answer stands in the text itself, but one does in the text read back, as a spelling of JSON',
	measure({ given, before, after, decoded }) {
		const accepted = standing(given.answers, before)
		if (accepted.length === 0) return undefined
		const sent = folded(after)
		const isOnlyReadBack =
			standingIn(accepted, sent).length === 0 && standingAsSent(accepted, sent, folded(decoded)).length > 0
		return isOnlyReadBack ? 1 : 0
	},
}

const wholeEvidence: Metric = {
	name: 'whole-evidence',
	better: 'higher',
	gate: 'report',
	meaning: 'every sentence the answer rests on still stands whole',
	measure({ given, before, after }) {
		const evidence = standing(given.evidence, before)
		if (evidence.length === 0) return undefined
		return standing(evidence, after).length === evidence.length ? 1 : 0
	},
}

const evidenceWords: Metric = {
	name: 'evidence-words',
	better: 'higher',
	gate: 'mean',
	meaning: 'share of the words of the evidence that still stand',
	measure({ given, before, after }) {
		const [had, has] = [words(before), words(after)]
		const wanted = [...words(given.evidence.join('\n'))].filter((word) => had.has(word))
		return share(wanted, (word) => has.has(word))
	},
}

const needed: Metric = {
	name: 'needed',
	better: 'higher',
	gate: 'mean',
	meaning: 'share of the strings that the agent used in its next step',
	measure({ given, before, after, decoded }) {
		const [sent, readBack] = [folded(after), folded(decoded)]
		return share(standing(given.needed, before), (text) => standingAsSent([text], sent, readBack).length > 0)
	},
}

const keywords: Metric = {
	name: 'keywords',
	better: 'higher',
	gate: 'every',
	bound: 1,
	meaning:
		'every line with a preserved keyword still has it, in the text read back; repeated lines count once',
	measure({ before, decoded, keywords: wanted }) {
		const distinct = [...new Set(before.split('\n').map((line) => line.trim()))].join('\n')
		const there = wanted.filter((keyword) => occurrences(keyword, distinct) > 0)
		return share(there, (keyword) => occurrences(keyword, decoded) >= occurrences(keyword, distinct))
	},
}

/** Whole words, any case. */
function occurrences(keyword: string, text: string): number {
	return [
		...text.matchAll(
			new RegExp(
				`(?<![\\p{L}\\p{N}_])${keyword.replace(/[^\p{L}\p{N}]/gu, '\\$&')}(?![\\p{L}\\p{N}_])`,
				'giu',
			),
		),
	].length
}

const instructions: Metric = {
	name: 'instructions',
	better: 'higher',
	gate: 'every',
	bound: 1,
	meaning: 'every word of system and pinned messages is still there, in order',
	measure({ given, outcome }) {
		const [from, to] = [given.prompt, outcome.prompt]
		if (typeof from === 'string' || typeof to === 'string') return undefined
		const bound = from.filter(
			(message) => message.role === 'system' || message.role === 'developer' || message.pinned === true,
		)
		const kept = new Set(to.map((message) => wordsInOrder(message)))
		return share(bound, (message) => kept.has(wordsInOrder(message)))
	},
}

// Layout may change under a layer that loses nothing; words may not.
function wordsInOrder(message: Message): string {
	return (messageText(message).match(/[\p{L}\p{N}]+/gu) ?? []).join(' ')
}

const floor: Metric = {
	name: 'floor',
	better: 'higher',
	gate: 'every',
	bound: 1,
	meaning:
		'at least half of the tokens given to the lossy layer are left, counted on the joined text before encoding',
	measure: ({ lossyTokensBefore, lossyTokensAfter }) => (lossyTokensAfter * 2 >= lossyTokensBefore ? 1 : 0),
}

const accounts: Metric = {
	name: 'accounts',
	better: 'higher',
	gate: 'every',
	bound: 1,
	meaning: 'kept and omitted units add up, and the markers in the text read back say the same',
	measure({ given, outcome }) {
		if (outcome.omissions === undefined) return undefined
		return accountsHold(
			outcome.omissions,
			promptTexts(given.prompt),
			promptTexts(outcome.decoded ?? outcome.prompt),
		)
			? 1
			: 0
	},
}

const jsonIntact: Metric = {
	name: 'json-intact',
	better: 'higher',
	gate: 'every',
	bound: 1,
	meaning: 'a prompt that is JSON is the same JSON value when read back after a layer that loses nothing',
	measure({ before, decoded, outcome }) {
		const isLossless = outcome.lossyInput === outcome.prompt
		const value = isLossless ? parseJson(before) : undefined
		if (value === undefined) return undefined
		return sameJson(parseJson(decoded), value) ? 1 : 0
	},
}

function parseJson(text: string): unknown {
	try {
		return JSON.parse(text)
	} catch {
		return undefined
	}
}

const extractive: Metric = {
	name: 'extractive',
	better: 'higher',
	gate: 'report',
	meaning: 'share of the lines, read back, that are quoted from the source or are markers',
	measure: ({ before, decoded }) => shareOfQuotedLines(before, decoded),
}

/** The metrics of one outcome, in the order of the report. */
export const metrics: readonly Metric[] = [
	answer,
	answerReadBack,
	wholeEvidence,
	evidenceWords,
	needed,
	keywords,
	instructions,
	floor,
	accounts,
	jsonIntact,
	extractive,
]

/** Joins, so that every metric of a case reads the same texts. */
export function measured(
	given: BenchCase,
	outcome: Outcome,
	keywordList: readonly string[],
	count: (text: string) => number,
): Measured {
	const [before, after] = [joinedPrompt(given.prompt), joinedPrompt(outcome.prompt)]
	const decoded = outcome.decoded === undefined ? after : joinedPrompt(outcome.decoded)
	const tokensBefore = count(before)
	const lossyTokensBefore =
		outcome.lossyInput === undefined ? tokensBefore : count(joinedPrompt(outcome.lossyInput))
	return {
		given,
		outcome,
		before,
		after,
		decoded,
		tokensBefore,
		lossyTokensBefore,
		tokensAfter: count(after),
		lossyTokensAfter: count(decoded),
		keywords: keywordList,
	}
}
