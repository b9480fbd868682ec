import { HeadroomError } from '@headroom/spec'
import { parse } from 'csv-parse/sync'
import type { RouterBench } from './routerbench.ts'

const COST = '|total_cost'

/**
 * RouterBench as published (huggingface.co/datasets/withmartian/routerbench), exported to CSV: `prompt`, `eval_name`,
 * and for each model a column of its name with the score and one of `<name>|total_cost` with the USD.
 *
 * @throws HeadroomError `invalid-argument` when a column is missing or a figure is none, with row and column.
 */
export function readRouterBenchCsv(text: string): RouterBench {
	const rows = parse(text, { columns: true, skip_empty_lines: true }) as Record<string, string>[]
	const models = Object.keys(rows[0] ?? {}).flatMap((name) =>
		name.endsWith(COST) ? [name.slice(0, -COST.length)] : [],
	)
	if (models.length === 0)
		throw new HeadroomError(
			'invalid-argument',
			`RouterBench CSV: no column ends in "${COST}"; export the data frame with its columns`,
		)
	const figure = (row: Record<string, string>, index: number, column: string): number => {
		const value = Number(row[column])
		if (row[column] === undefined || row[column] === '' || !Number.isFinite(value)) {
			throw new HeadroomError(
				'invalid-argument',
				`RouterBench CSV: row ${index + 1}, column "${column}" is "${row[column] ?? ''}"; expected a number`,
			)
		}
		return value
	}
	return {
		models,
		prompts: rows.map((row) => row.prompt ?? ''),
		evals: rows.map((row) => row.eval_name ?? ''),
		quality: rows.map((row, index) => models.map((model) => figure(row, index, model))),
		cost: rows.map((row, index) => models.map((model) => figure(row, index, `${model}${COST}`))),
	}
}
