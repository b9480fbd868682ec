import type { Distribution, DistributionFigures } from './distribution.ts'

const HEAD = [
	'route',
	'model',
	'requests',
	'input',
	'cached',
	'output',
	'cost',
	'extra',
	'baseline',
	'saved',
	'saved %',
	'cost / 1k requests',
]

/** Columns of text; all others are numbers, aligned right. */
const TEXTS = 2

/**
 * A distribution as a table for a person: a line for each route and model, a total for each mark, and beneath it what
 * is in no sum. A loss is negative. No line break at the end.
 */
export function formatDistribution({ rows, totals, unpricedModels }: Distribution): string {
	if (rows.length === 0) return 'No calls are recorded.'
	const several = totals.length > 1
	const body = totals.flatMap((total) => {
		const { mark } = total
		const own = rows.filter((row) => row.mark === mark)
		return [
			...own.map((row) =>
				cells(row.route ?? '(default)', several ? `${row.model} (${mark})` : row.model, row),
			),
			cells('total', mark, total),
		]
	})
	const unpriced = totals.reduce((sum, total) => sum + total.unpricedRequests, 0)
	const notes = [
		'Saved is baseline less cost less extra. Tokens are of all requests, money of those with every price known.',
		...(unpriced === 0
			? []
			: [
					`Unpriced, and in no sum of money: ${count(unpriced)} requests; no price of ${unpricedModels.map(printable).join(', ')}.`,
				]),
	]
	return [...table([HEAD, ...body]), '', ...notes].join('\n')
}

/** A distribution that shows itself as a table: by `console.log`, in a template, by `String()`. Still plain JSON otherwise. */
export interface PrintableDistribution extends Distribution {
	toString(): string
}

/** Teaches a distribution to show itself; nothing of it is changed, and nothing of that is copied or serialised. */
export function printableDistribution(distribution: Distribution): PrintableDistribution {
	const show = (): string => formatDistribution(distribution)
	return Object.defineProperties(
		{ ...distribution },
		// The name by which `util.inspect`, and so `console.log`, asks an object for its own rendering.
		{ toString: { value: show }, [Symbol.for('nodejs.util.inspect.custom')]: { value: show } },
	)
}

function cells(route: string, model: string, figures: DistributionFigures): string[] {
	const { per1kRequests, savedFraction, cacheReadInputTokens, cacheWriteInputTokens } = figures
	const priced = per1kRequests !== null
	const money = (value: number): string => (priced ? usd(value) : 'unpriced')
	return [
		printable(route),
		printable(model),
		count(figures.requests),
		count(figures.inputTokens),
		cacheWriteInputTokens === 0
			? count(cacheReadInputTokens)
			: `${count(cacheReadInputTokens)} + ${count(cacheWriteInputTokens)} written`,
		count(figures.outputTokens),
		money(figures.costUsd),
		money(figures.extraUsd),
		money(figures.baselineUsd),
		money(figures.savedUsd),
		savedFraction === null ? '-' : `${(100 * savedFraction).toFixed(1)} %`,
		priced ? usd(per1kRequests.costUsd) : 'unpriced',
	]
}

function count(value: number): string {
	return Math.round(value).toLocaleString('en-US')
}

/** Four digits that count below a dollar, cents from there on. */
function usd(value: number): string {
	if (value === 0) return '$0'
	const size = Math.abs(value)
	const digits = size >= 1 ? 2 : Math.min(12, 3 - Math.floor(Math.log10(size)))
	const [whole = '', fraction = ''] = size.toFixed(digits).split('.')
	return `${value < 0 ? '-' : ''}$${Number(whole).toLocaleString('en-US')}.${fraction}`
}

/** Names may come from requests: what a terminal would obey instead of show is written as an escape. */
function printable(text: string): string {
	return text.replace(/[\p{Cc}\p{Cf}\u2028\u2029]/gu, (character) => {
		return `\\u{${(character.codePointAt(0) ?? 0).toString(16)}}`
	})
}

function table(rows: readonly (readonly string[])[]): string[] {
	const widths: number[] = []
	for (const row of rows)
		for (const [index, cell] of row.entries()) widths[index] = Math.max(widths[index] ?? 0, cell.length)
	return rows.map((row) =>
		row
			.map((cell, index) =>
				index < TEXTS ? cell.padEnd(widths[index] ?? 0) : cell.padStart(widths[index] ?? 0),
			)
			.join('  ')
			.trimEnd(),
	)
}
