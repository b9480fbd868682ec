import type { Targets } from './targets.ts'

/** Records that count as much as what is believed of the weights beforehand. */
const PRIOR_RECORDS = 1_000

/** Passes of coordinate descent; three members settle in far fewer. */
const PASSES = 200

/**
 * Weights of 0 or more by which the members' distances from the mean are added up: those that minimise the squared
 * error of out-of-fold predictions, drawn towards `prior`, the more so the fewer records there are.
 *
 * They need not add up to 1: members that promise too much are shrunk together.
 */
export function stackWeights(
	members: readonly Targets[],
	truths: Targets,
	means: readonly number[],
	prior: readonly number[],
): number[] {
	const count = members.length
	const gram = members.map(() => new Float64Array(count))
	const against = new Float64Array(count)
	let rows = 0
	for (const [column, truth] of truths.entries()) {
		const mean = means[column] ?? 0
		for (const [row, value] of truth.entries()) {
			if (Number.isNaN(value)) continue
			rows++
			for (let a = 0; a < count; a++) {
				const mine = (members[a]?.[column]?.[row] as number) - mean
				against[a] = (against[a] as number) + mine * (value - mean)
				const line = gram[a] as Float64Array
				for (let b = 0; b < count; b++)
					line[b] = (line[b] as number) + mine * ((members[b]?.[column]?.[row] as number) - mean)
			}
		}
	}
	const trace = gram.reduce((sum, line, index) => sum + (line[index] as number), 0)
	const pull = rows === 0 ? 1 : ((trace / count) * PRIOR_RECORDS * truths.length) / rows
	const weights = [...prior]
	if (trace === 0) return weights
	for (let pass = 0; pass < PASSES; pass++)
		for (let a = 0; a < count; a++) {
			const line = gram[a] as Float64Array
			let rest = (against[a] as number) + pull * (prior[a] as number)
			for (let b = 0; b < count; b++) if (b !== a) rest -= (line[b] as number) * (weights[b] as number)
			weights[a] = Math.max(0, rest / ((line[a] as number) + pull))
		}
	return weights
}
