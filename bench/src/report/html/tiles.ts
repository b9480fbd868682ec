import type { GroupSummary, MetricRule } from '../../results/record.ts'
import { missedBounds } from '../bound.ts'
import { metricLabel } from '../column.ts'
import { countText, integerText, percentText, ratioText } from '../number-text.ts'
import { isControl, mainSubject, type ReportSubject, subjectNames } from '../subject.ts'
import { countDatasets, countItems, kindsOf, mergedBySubject } from '../suite.ts'
import { type Markup, markup } from './markup.ts'

interface Tile {
	readonly name: string
	readonly figure: string
	readonly detail: string
	/** Whether the figure is good or bad news; absent where it is neither. */
	readonly isGood?: boolean
}

/** The headlines of a suite: ratio and answers where they were measured, bounds missed, items. */
export function tiles(
	groups: readonly GroupSummary[],
	rules: Readonly<Record<string, MetricRule>>,
	subjects: readonly ReportSubject[],
): Markup {
	const main = mainSubject(groups, subjects)
	const all = mergedBySubject(groups, 'all', subjects)
	const own = all.find((group) => group.subject === main)
	const shown = [
		...(own === undefined ? [] : [...ratioTile(own, all), ...answerTile(own, all, subjects)]),
		...boundTiles(groups, rules, subjects),
		itemsTile(groups, subjects),
	]
	return markup`<ul class="tiles">${shown.map(tileMarkup)}</ul>\n`
}

function tileMarkup({ name, figure, detail, isGood }: Tile): Markup {
	const state = isGood === undefined ? '' : isGood ? ' good' : ' bad'
	return markup`<li class="tile"><span class="name">${name}</span><strong class="${`headline${state}`}">${figure}</strong><span class="detail">${detail}</span></li>\n`
}

function ratioTile(own: GroupSummary, all: readonly GroupSummary[]): Tile[] {
	if (all.every((group) => group.ratio === 1)) return []
	const both = all.find(({ subject }) => subject === 'slim+compress')
	const more = both === undefined ? '' : `; with slimming before it ${ratioText(both.ratio)}`
	return [
		{
			name: 'Mean ratio',
			figure: ratioText(own.ratio),
			detail: `tokens after / before, ${own.subject}, over all items${more}`,
		},
	]
}

function answerTile(
	own: GroupSummary,
	all: readonly GroupSummary[],
	subjects: readonly ReportSubject[],
): Tile[] {
	const { answer } = own.metrics
	if (answer === undefined) return []
	const controls = all.filter(
		(group) => isControl(group.subject, subjects) && group.ratio !== 1 && group.metrics.answer !== undefined,
	)
	const beside = controls.map((group) => `${group.subject} ${percentText(group.metrics.answer?.mean ?? 0)} %`)
	const kept = `${integerText(answer.mean * answer.items)} of ${integerText(answer.items)}`
	return [
		{
			name: 'Answers kept',
			figure: `${percentText(answer.mean)} %`,
			detail: `${own.subject}: ${[kept, ...beside].join('; ')}`,
		},
	]
}

/** The floor has a tile of its own: it is what the product promises first. */
function boundTiles(
	groups: readonly GroupSummary[],
	rules: Readonly<Record<string, MetricRule>>,
	subjects: readonly ReportSubject[],
): Tile[] {
	const methods = groups.filter((group) => !isControl(group.subject, subjects))
	const measured = Object.entries(rules).flatMap(([name, { gate }]) =>
		gate === 'every' && methods.some((group) => group.metrics[name] !== undefined) ? [name] : [],
	)
	const missed = methods.flatMap((group) => missedBounds(group, rules).map((miss) => ({ ...miss, group })))
	const tile = (title: string, names: readonly string[], meaning: string): Tile[] => {
		if (names.length === 0) return []
		const misses = missed.filter(({ name }) => names.includes(name))
		const short = misses.reduce((sum, miss) => sum + miss.short, 0)
		const where = misses
			.slice(0, 2)
			.map(({ name, group }) => `${metricLabel(name)}: ${group.dataset}, ${group.subject}`)
		const rest = misses.length > where.length ? `; ${misses.length - where.length} more` : ''
		return [
			{
				name: title,
				figure: integerText(short),
				detail: short === 0 ? meaning : where.join('; ') + rest,
				isGood: short === 0,
			},
		]
	}
	const others = measured.filter((name) => name !== 'floor')
	return [
		...tile(
			'Floor crossed',
			measured.filter((name) => name === 'floor'),
			'results with less than half of the tokens given to compression, all methods',
		),
		...tile('Other bounds missed', others, `${others.map(metricLabel).join(', ')}; all methods`),
	]
}

function itemsTile(groups: readonly GroupSummary[], subjects: readonly ReportSubject[]): Tile {
	const names = subjectNames(groups, subjects)
	const controls = names.filter((name) => isControl(name, subjects)).length
	const methods = names.length - controls
	const sources = [
		countText(countDatasets(groups), 'dataset'),
		countText(kindsOf(groups, subjects).length, 'kind'),
	]
	return {
		name: 'Items measured',
		figure: integerText(countItems(groups)),
		detail: [...sources, countText(methods, 'method'), countText(controls, 'control')].join(', '),
	}
}
