import { TokenSlimmer } from '@headroom/slimmer'
import { joinedPrompt, promptTexts } from '../compression/outcome.ts'
import { messagesOf } from '../compression/slimming-subject.ts'
import { folded, standingAsSent, standingIn } from '../compression/text-match.ts'
import type { BenchCase } from '../data/index.ts'
import type { MetricRule } from '../results/record.ts'
import { jsonControls } from './controls.ts'
import type { SlimmingItem } from './items.ts'
import { keptJsonValues, sameMessages } from './round-trip.ts'

type Prompt = BenchCase['prompt']

/** What a metric looks at. */
export interface Slimmed {
	readonly item: SlimmingItem
	readonly after: Prompt
	readonly tokensBefore: number
	readonly tokensAfter: number
	/** Its texts that are one JSON value, by control; without those that a control cannot say. */
	readonly controls: ReadonlyMap<string, readonly Comparison[]>
}

/** A text that is one JSON value, in tokens as it is sent and as a control spells it. */
export interface Comparison {
	readonly tokens: number
	readonly controlTokens: number
	/** Whether the value is a flat object or a table of one row. */
	readonly isOneRecord: boolean
}

/** Reads back what was slimmed; the default is the slimmer's own way. */
export type Restore = (messages: ReturnType<typeof messagesOf>) => ReturnType<typeof messagesOf>

const slimmer = new TokenSlimmer()
const restoreMessages: Restore = (messages) => slimmer.restoreMessages(messages)

const every = (meaning: string, exempt: readonly string[] = []): MetricRule => ({
	better: 'higher',
	gate: 'every',
	bound: 1,
	meaning,
	exempt,
})
const counted = (meaning: string, better: MetricRule['better'] = 'lower'): MetricRule => ({
	better,
	gate: 'report',
	isCount: true,
	meaning,
})

/** Rules of the metrics, in the order of the report. */
export const slimmingRules: Readonly<Record<string, MetricRule>> = {
	'not-grown': every('no prompt has more tokens than before'),
	answers: every(
		'share of the questions about a prompt of which an accepted answer still stands in the text; spellings of JSON may stand in the text read back',
		['aggressive', 'dictionary'],
	),
	'needed-strings': every('share of the strings that an agent used later that still stand', [
		'aggressive',
		'dictionary',
	]),
	asked: counted(
		'questions whose answer stood in the prompt, and strings that an agent used later, of one prompt',
		'higher',
	),
	'read-back': counted(
		'of these, how many do not stand in the text itself but in the text read back, as spellings of JSON',
	),
	evidence: {
		better: 'higher',
		gate: 'report',
		meaning: 'share of the sentences that answers rest on that still stand whole',
	},
	'round-trip': every(
		'at level lossless restoreMessages() brings back every message: JSON without insignificant white space, tables by their cells, other lines to the letter',
	),
	'json-values': every(
		'share of the JSON objects and arrays of a prompt that are found again, as spelled but for white space, after restoring what level standard made',
	),
	...Object.fromEntries(
		jsonControls.flatMap(({ name, metric }) => [
			[`texts-${metric}`, counted(`texts that are one JSON value and that ${name} can say`, 'higher')],
			[`at-most-${metric}`, counted(`of these, how many have no more tokens than as ${name}`, 'higher')],
			[`over-${metric}`, counted(`tokens more than as ${name}, of the others`)],
			[
				`over-${metric}-one-record`,
				counted(`of these, tokens of texts that are a flat object or a table of one row`),
			],
		]),
	),
}

/** The values of an outcome, by metric; one that does not apply is absent. */
export function slimmingMetrics(
	subject: string,
	slimmed: Slimmed,
	restore: Restore = restoreMessages,
): Record<string, number> {
	const { item, after, tokensBefore, tokensAfter } = slimmed
	const [sent, restored] = [messagesOf(item.prompt), restore(messagesOf(after))]
	const values: Record<string, number | undefined> = {
		'not-grown': tokensAfter <= tokensBefore ? 1 : 0,
		...survival(item, after, restored),
	}
	if (subject === 'lossless') values['round-trip'] = sameMessages(sent, restored) ? 1 : 0
	if (subject === 'standard') values['json-values'] = keptJsonValues(promptTexts(sent), promptTexts(restored))
	for (const { name, metric } of jsonControls) {
		const texts = slimmed.controls.get(name)
		if (texts === undefined) continue
		const over = texts.filter(({ tokens, controlTokens }) => tokens > controlTokens)
		values[`texts-${metric}`] = texts.length
		values[`at-most-${metric}`] = texts.length - over.length
		values[`over-${metric}`] = excess(over)
		values[`over-${metric}-one-record`] = excess(over.filter(({ isOneRecord }) => isOneRecord))
	}
	return Object.fromEntries(
		Object.entries(values).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])),
	)
}

/** Tokens more than a control has, of texts that have more; `undefined` of none. */
function excess(texts: readonly Comparison[]): number | undefined {
	if (texts.length === 0) return undefined
	return texts.reduce((sum, { tokens, controlTokens }) => sum + tokens - controlTokens, 0)
}

function survival(
	{ prompt, cases }: SlimmingItem,
	after: Prompt,
	restored: Prompt,
): Record<string, number | undefined> {
	const before = foldedBeginnings(prompt)
	const now = foldedBeginnings(after)
	const readBack = foldedBeginnings(typeof prompt === 'string' ? joinedPrompt(restored) : restored)
	const [answers, needed, evidence] = [new Share(), new Share(), new Share()]
	let onlyReadBack = 0
	for (const given of cases) {
		// A step of a run saw the messages up to it alone; each becomes one message again.
		const messages = typeof given.prompt === 'string' ? 0 : given.prompt.length
		const [had, has, decoded] = [before(messages), now(messages), readBack(messages)]
		const accepted = standingIn(given.answers, had)
		const judge = (texts: readonly string[], share: Share): void => {
			const stand = standingAsSent(texts, has, decoded).length > 0
			share.add(stand)
			if (stand && standingIn(texts, has).length === 0) onlyReadBack += 1
		}
		if (accepted.length > 0) judge(accepted, answers)
		for (const text of standingIn(given.needed, had)) judge([text], needed)
		for (const text of standingIn(given.evidence, had)) evidence.add(standingIn([text], has).length > 0)
	}
	const asked = answers.all + needed.all
	return {
		answers: answers.value,
		'needed-strings': needed.value,
		...(asked === 0 ? {} : { asked, 'read-back': onlyReadBack }),
		evidence: evidence.value,
	}
}

/** The first messages of a prompt as one folded text, each length folded once; a text is always whole. */
function foldedBeginnings(prompt: Prompt): (messages: number) => string {
	const known = new Map<number, string>()
	return (messages) => {
		const text =
			known.get(messages) ??
			folded(joinedPrompt(typeof prompt === 'string' ? prompt : prompt.slice(0, messages)))
		known.set(messages, text)
		return text
	}
}

class Share {
	all = 0
	#held = 0

	add(holds: boolean): void {
		this.all += 1
		if (holds) this.#held += 1
	}

	/** `undefined` of nothing. */
	get value(): number | undefined {
		return this.all === 0 ? undefined : this.#held / this.all
	}
}
