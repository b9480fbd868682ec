import type { Level } from '@headroom/slimmer'
import { wholeName } from '../data/index.ts'
import { shortItems } from '../report/bound.ts'
import type { Cell } from '../report/column.ts'
import { mergeGroups } from '../report/merge-groups.ts'
import { ABSENT, integerText, msText, percentText } from '../report/number-text.ts'
import type { LayOut, Overview } from '../report/overview.ts'
import { partition } from '../report/suite.ts'
import type { GroupSummary } from '../results/record.ts'
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
	]
	const main: Overview = {
		title: 'Tokens saved by level',
		heads: [...heads, 'grown', 'answers %', 'round trip', 'JSON', ...(timings ? ['ms / 10k'] : [])],
		textColumns: 2,
		rows: [...rows, all],
		notes: NOTES,
	}
	const json = datasets.flatMap(([dataset, part]) => jsonRow(dataset, part))
	return json.length === 0 ? [main] : [main, jsonOverview(json)]
}

const NOTES = [
	'lossless, standard, aggressive: percent of tokens saved, of their total / as the mean of the items.',
	'dictionary: standard with the opt-in dictionary, which names phrases that repeat; answers may then stand in parts.',
	'bar: the percent that standard is to save at least, and whether the total / the mean reaches it.',
	'grown: prompts with more tokens than before. answers: percent of the questions whose answer still stands. Both: lossless / standard / aggressive, one figure where they are equal.',
	'round trip: lossless reads back to the letter, but for white space in JSON and around cells. JSON: every JSON value is there after restoring what standard made.',
]

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
		savedCell(part.find(({ subject }) => subject === DICTIONARY)),
		equalOrAll(levels.map(grownText)),
		equalOrAll(levels.map(answersText)),
		boundCell(lossless, 'round-trip'),
		boundCell(standard, 'json-values'),
		...(timings ? [speedCell(standard)] : []),
	]
}

/** Saved share of the total of tokens, and as the mean of the items. */
function saved({ tokensBefore, tokensAfter, ratio }: GroupSummary): readonly [number, number] {
	return [tokensBefore === 0 ? 0 : 1 - tokensAfter / tokensBefore, 1 - ratio]
}

function savedCell(group: GroupSummary | undefined): Cell {
	if (group === undefined) return { text: ABSENT }
	const [total, mean] = saved(group)
	return { text: `${signedPercent(total)} / ${signedPercent(mean)}`, value: total }
}

function signedPercent(share: number): string {
	return share < 0 ? `−${percentText(-share)}` : percentText(share)
}

function barCell(group: GroupSummary | undefined, bar: number | undefined): Cell {
	if (group === undefined || bar === undefined) return { text: ABSENT }
	// In the smallest step that is shown, so that a figure and its mark never disagree by a rounding error.
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
	return metric === undefined ? ABSENT : percentText(metric.mean)
}

function equalOrAll(texts: readonly string[]): Cell {
	const [first = ABSENT] = texts
	return { text: texts.every((text) => text === first) ? first : texts.join(' / ') }
}

function boundCell(group: GroupSummary | undefined, name: string): Cell {
	const metric = group?.metrics[name]
	if (metric === undefined) return { text: ABSENT }
	const short = shortItems(metric, 1)
	const text = short === 0 ? '✓' : `✗ ${integerText(short)} of ${integerText(metric.items)}`
	return { text, value: metric.mean, reached: short === 0 }
}

function speedCell(group: GroupSummary | undefined): Cell {
	if (group === undefined || group.tokensBefore === 0) return { text: ABSENT }
	const ms = (group.ms / group.tokensBefore) * 10_000
	return { text: msText(ms), value: ms }
}

const STANDARD: Level = 'standard'

/** A row where some prompt of a dataset is JSON. */
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
	const atMost = group?.metrics[`at-most-${name}`]
	if (atMost === undefined) return { text: ABSENT }
	const over = group?.metrics[`over-${name}`]
	const count = Math.round(atMost.mean * atMost.items)
	const text = `${integerText(count)} of ${integerText(atMost.items)}`
	if (over === undefined) return { text: `${text} ✓`, value: atMost.mean, reached: true }
	const tokens = integerText(over.mean * over.items)
	return { text: `${text}, over by ${tokens}`, value: atMost.mean, reached: false }
}

function jsonOverview(rows: readonly (readonly Cell[])[]): Overview {
	return {
		title: 'Prompts that are JSON',
		heads: ['dataset', ...jsonControls.flatMap(({ name }) => [name, `at most ${name}`])],
		textColumns: 1,
		rows,
		notes: [
			`minified JSON, TOON, CSV: percent of tokens that it saves on the prompts it can say, of their total / as the mean. at most: of how many of these ${STANDARD} makes no more tokens; by how many tokens all others together are over.`,
		],
	}
}
