import type { Level } from '@headroom/slimmer'
import { wholeName } from '../data/index.ts'
import { shortItems } from '../report/bound.ts'
import type { Cell } from '../report/column.ts'
import { mergeGroups } from '../report/merge-groups.ts'
import { ABSENT, integerText, msText, percentText, savedText } from '../report/number-text.ts'
import type { LayOut, Overview } from '../report/overview.ts'
import { partition } from '../report/suite.ts'
import type { GroupSummary, MetricSummary } from '../results/record.ts'
import { barOf } from './bars.ts'
import { jsonControls } from './controls.ts'
import { DICTIONARY, LEVELS } from './subjects.ts'

/** What each level saves by dataset, with the bars; and how JSON compares with other spellings of it. */
export const slimmingOverview: LayOut = (groups, { timings }) => {
	const datasets = partition(groups, ({ dataset }) => dataset)
	const rows = datasets.map(([dataset, part]) => datasetRow(dataset, part, timings))
	// A part of a dataset, such as its tool results, is in its dataset already.
	const whole = groups.filter(({ dataset }) => wholeName(dataset) === dataset)
	const all = datasetRow('all', merged(whole), timings, '')
	const heads = [
		'dataset',
		'kind',
		'items',
		'tokens',
		'lossless',
		'standard',
		'bar',
		'aggressive',
		'dictionary',
		'dictionary answers %',
	]
	const main: Overview = {
		title: 'Tokens saved by level',
		heads: [...heads, 'grown', 'answers %', 'round trip', 'JSON', ...(timings ? ['ms / 10k'] : [])],
		textColumns: 2,
		rows: [...rows, all],
		notes: [...NOTES, ...readBackNotes(groups)],
	}
	const json = datasets.flatMap(([dataset, part]) => jsonRow(dataset, part))
	return json.length === 0 ? [main] : [main, jsonOverview(json)]
}

const NOTES = [
	'lossless, standard, aggressive: percent of tokens saved, of their total / as the mean of the items.',
	'dictionary: standard with the opt-in dictionary, which names phrases that repeat; answers may then stand in parts, so behind it stands what it keeps of them.',
	'bar: the percent that standard is to save at least, and whether the total / the mean reaches it.',
	'grown: prompts with more tokens than before, by lossless / standard / aggressive / dictionary; one figure where they are equal.',
	'answers %: of the questions about a prompt, the share whose answer still stands, as the mean of the prompts, and the least of one prompt where it is below 100. Of a dataset without questions, of the strings that its runs used later; these count neither elsewhere nor in the row for all. By lossless / standard / aggressive; one figure where they are equal.',
	'round trip: lossless reads back to the letter, but for white space in JSON and around cells. JSON: every JSON value is there after restoring what standard made.',
]

/** Where an answer counts though it does not stand in the text itself. */
function readBackNotes(groups: readonly GroupSummary[]): string[] {
	const counts = groups
		.filter(({ subject }) => subject === STANDARD)
		.flatMap(({ dataset, metrics }) => {
			const [some, all] = [total(metrics['read-back']), total(metrics.asked)]
			return some === 0 ? [] : [`${dataset} ${integerText(some)} of ${integerText(all)}`]
		})
	return counts.length === 0
		? []
		: [
				`Answers and strings used later that quote the spelling of JSON also count where they stand in the text read back alone. With ${STANDARD}: ${counts.join(', ')}.`,
			]
}

/** Sum of a count over all items. */
function total(metric: MetricSummary | undefined): number {
	return metric === undefined ? 0 : Math.round(metric.mean * metric.items)
}

function merged(groups: readonly GroupSummary[]): readonly GroupSummary[] {
	return partition(groups, ({ subject }) => subject).flatMap(([, part]) => mergeGroups(part, 'all') ?? [])
}

function datasetRow(
	dataset: string,
	part: readonly GroupSummary[],
	timings: boolean,
	kind = part[0]?.kind ?? '',
): Cell[] {
	const levels = LEVELS.map((level) => part.find(({ subject }) => subject === level))
	const [lossless, standard, aggressive] = levels
	const dictionary = part.find(({ subject }) => subject === DICTIONARY)
	const { items = 0, tokensBefore = 0 } = standard ?? {}
	return [
		{ text: dataset },
		{ text: kind },
		{ text: integerText(items), value: items },
		{ text: integerText(tokensBefore), value: tokensBefore },
		savedCell(lossless),
		savedCell(standard),
		barCell(standard, kind === '' ? undefined : barOf(dataset, kind)),
		savedCell(aggressive),
		savedCell(dictionary),
		{ text: answersText(dictionary) },
		equalOrAll([...levels, dictionary].map(grownText)),
		equalOrAll(levels.map(answersText)),
		boundCell(lossless, 'round-trip'),
		boundCell(standard, 'json-values', 'at least '),
		...(timings ? [speedCell(standard)] : []),
	]
}

/** Saved share of the total of tokens, and as the mean of the items. */
function saved({ tokensBefore, tokensAfter, ratio }: GroupSummary): readonly [number, number] {
	return [tokensBefore === 0 ? 0 : 1 - tokensAfter / tokensBefore, 1 - ratio]
}

function savedCell(group: GroupSummary | undefined): Cell {
	if (group === undefined) return { text: ABSENT }
	const shares = saved(group)
	return { text: shares.map(savedText).join(' / '), value: shares[0] }
}

function barCell(group: GroupSummary | undefined, bar: number | undefined): Cell {
	if (group === undefined || bar === undefined) return { text: ABSENT }
	// 1 − 0.55 is a little less than 0.45: a bar that is met exactly must not be missed by that.
	const reached = saved(group).map((share) => share * 100 >= bar - 1e-9)
	const marks = reached.map((isReached) => (isReached ? '✓' : '✗')).join(' / ')
	return { text: `${bar}: ${marks}`, value: bar, reached: reached.every(Boolean) }
}

function grownText(group: GroupSummary | undefined): string {
	const metric = group?.metrics['not-grown']
	return metric === undefined ? ABSENT : integerText(shortItems(metric, 1))
}

function answersText(group: GroupSummary | undefined): string {
	const metric = group?.metrics.answers ?? group?.metrics['needed-strings']
	if (metric === undefined) return ABSENT
	const least = metric.least < 1 ? `, least ${percentText(metric.least)}` : ''
	return `${percentText(metric.mean)}${least}`
}

function equalOrAll(texts: readonly string[]): Cell {
	const [first = ABSENT] = texts
	return { text: texts.every((text) => text === first) ? first : texts.join(' / ') }
}

/** How many items fall short of 1; `prefix` where an item can fall short in part, so that a mean tells a least number. */
function boundCell(group: GroupSummary | undefined, name: string, prefix = ''): Cell {
	const metric = group?.metrics[name]
	if (metric === undefined) return { text: ABSENT }
	const short = shortItems(metric, 1)
	const text = short === 0 ? '✓' : `✗ ${prefix}${integerText(short)} of ${integerText(metric.items)}`
	return { text, value: metric.mean, reached: short === 0 }
}

function speedCell(group: GroupSummary | undefined): Cell {
	if (group === undefined || group.tokensBefore === 0) return { text: ABSENT }
	const ms = (group.ms / group.tokensBefore) * 10_000
	return { text: msText(ms), value: ms }
}

const STANDARD: Level = 'standard'

/** A row where some text of a dataset is JSON. */
function jsonRow(dataset: string, part: readonly GroupSummary[]): Cell[][] {
	const group = (name: string): GroupSummary | undefined => part.find(({ subject }) => subject === name)
	const controls = jsonControls.map(({ name }) => group(name))
	if (controls.every((control) => control === undefined)) return []
	const cells = jsonControls.flatMap(({ metric }, index): Cell[] => [
		savedCell(controls[index]),
		atMostCell(group(STANDARD), metric),
	])
	return [[{ text: dataset }, ...cells]]
}

function atMostCell(group: GroupSummary | undefined, name: string): Cell {
	const texts = total(group?.metrics[`texts-${name}`])
	if (texts === 0) return { text: ABSENT }
	const atMost = total(group?.metrics[`at-most-${name}`])
	const text = `${integerText(atMost)} of ${integerText(texts)}`
	if (atMost === texts) return { text: `${text} ✓`, value: 1, reached: true }
	const over = total(group?.metrics[`over-${name}`])
	const inRecords = total(group?.metrics[`over-${name}-one-record`])
	const named = inRecords === 0 ? '' : ` (${integerText(inRecords)} in single records)`
	return { text: `${text} ✗ over by ${integerText(over)}${named}`, value: atMost / texts, reached: false }
}

function jsonOverview(rows: readonly (readonly Cell[])[]): Overview {
	return {
		title: 'Texts that are JSON',
		heads: ['dataset', ...jsonControls.flatMap(({ name }) => [name, `at most ${name}`])],
		textColumns: 1,
		rows,
		notes: [
			'Compared is each text of a prompt that is one JSON value, such as the answer of a tool.',
			'minified JSON, TOON, CSV: percent of tokens that it saves on the prompts that have a text it can say, of their total / as the mean.',
			`at most: how many of these texts have no more tokens from ${STANDARD} than from it; ✗ by how many tokens all others together are over, and how many of those in single records (a flat object, or a table of one row), where no key repeats that could be written once.`,
		],
	}
}
