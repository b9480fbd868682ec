import type { Optimized } from '@headroom/core'
import * as format from './format.ts'
import type { Paint } from './terminal.ts'

/** What was saved, by layer, as a table for a person. Money is estimated: input tokens at list price. */
export function savingsReport(optimized: Optimized, paint: Paint): string {
	const { savings, route, omissions } = optimized
	const rows = [
		['layer', 'tokens', 'after', 'ratio', 'ms', 'saved USD', ''],
		...savings.layers.map((layer) => [
			layer.stage,
			format.integer(layer.tokensBefore),
			format.integer(layer.tokensAfter),
			format.ratio(layer.ratio),
			layer.durationMs.toFixed(1),
			money(layer.cost.savedUsd),
			layer.outcome === 'applied' ? '' : layer.outcome,
		]),
		[
			'total',
			format.integer(savings.tokensBefore),
			format.integer(savings.tokensAfter),
			format.ratio(savings.ratio),
			savings.layers.reduce((sum, layer) => sum + layer.durationMs, 0).toFixed(1),
			money(savings.cost.savedUsd),
			'',
		],
	]
	const lines = format.table(rows).split('\n')
	const [head = '', ...body] = lines
	const last = body.pop() ?? ''
	const notes = [
		`model ${optimized.request.model}${route === undefined ? '' : ` (${route.reason})`}; prompt ${format.cost(savings.cost.baseline)} -> ${format.cost(savings.cost.optimized)}`,
		...(omissions.length === 0 ? [] : [`left out, each marked in the text: ${countOmissions(optimized)}`]),
		...failures(optimized).map((line) => paint('yellow', line)),
	]
	return `${[paint('dim', head), ...body, paint('bold', last), ...notes].join('\n')}\n`
}

function money(value: number | undefined): string {
	return value === undefined ? 'unpriced' : format.usd(value)
}

function countOmissions({ omissions }: Optimized): string {
	const byUnit = new Map<string, number>()
	for (const { unit, count } of omissions) byUnit.set(unit, (byUnit.get(unit) ?? 0) + count)
	return [...byUnit].map(([unit, count]) => `${format.integer(count)} ${unit}`).join(', ')
}

function failures({ events }: Optimized): string[] {
	return events.flatMap((event) => {
		if (event.type === 'stage-failed')
			return [
				`stage "${event.stage}" failed and was left out: ${event.error instanceof Error ? event.error.message : String(event.error)}`,
			]
		return event.type === 'warning' ? [event.message] : []
	})
}
