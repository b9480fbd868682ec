/** What is said of a text: quality and cost with each model. */
export interface Predicted {
	readonly quality: Float64Array
	/** USD. */
	readonly cost: Float64Array
}

/**
 * What a model is worth at a setting of the dial: `dial·quality − (1 − dial)·cost/unit`.
 *
 * At 0 only cost counts, at 1 only predicted quality. `unit` is the going price of quality, in USD: what the best
 * model costs more than the cheapest for each unit of quality it adds on average. So at 0.5 quality may cost what it
 * costs when everything goes to the best model; at 0.75 three times that; at 0.25 a third.
 */
export function worth({ quality, cost }: Predicted, model: number, dial: number, unit: number): number {
	return dial * (quality[model] as number) - ((1 - dial) * (cost[model] as number)) / unit
}

/** Models by their worth, best first; of equals the cheaper, then the earlier. */
export function ranked(predicted: Predicted, dial: number, unit: number): number[] {
	const worths = predicted.quality.map((_, model) => worth(predicted, model, dial, unit))
	return [...worths.keys()].sort(
		(a, b) =>
			(worths[b] as number) - (worths[a] as number) ||
			(predicted.cost[a] as number) - (predicted.cost[b] as number) ||
			a - b,
	)
}

/** The first of `ranked`. */
export function chosen(predicted: Predicted, dial: number, unit: number): number {
	let [best, most] = [0, Number.NEGATIVE_INFINITY]
	for (let model = 0; model < predicted.quality.length; model++) {
		const value = worth(predicted, model, dial, unit)
		if (
			value > most ||
			(value === most && (predicted.cost[model] as number) < (predicted.cost[best] as number))
		)
			[best, most] = [model, value]
	}
	return best
}

/** Settings at which the choice for a text changes, ascending, all in (0, 1). */
export function turningPoints(predicted: Predicted, unit: number): number[] {
	const { quality, cost } = predicted
	const points: number[] = []
	let [model, dial] = [chosen(predicted, 0, unit), 0]
	for (;;) {
		let [next, at] = [-1, 1]
		for (let other = 0; other < quality.length; other++) {
			const gain = (quality[other] as number) - (quality[model] as number)
			if (gain <= 0) continue
			const price = ((cost[other] as number) - (cost[model] as number)) / unit
			const crossing = price / (gain + price)
			if (crossing > dial && crossing < at) [next, at] = [other, crossing]
		}
		if (next === -1) return points
		points.push(at)
		;[model, dial] = [next, at]
	}
}

/** The going price of quality; see `worth`. */
export function unitPrice(
	means: readonly number[],
	costs: readonly number[],
	strong: number,
	cheap: number,
): number {
	const dearer = (costs[strong] as number) - (costs[cheap] as number)
	const better = (means[strong] as number) - (means[cheap] as number)
	if (dearer > 0 && better > 0) return dearer / better
	// The best is the cheapest, or none is better: any scale of the right order will do.
	return Math.max(...costs) || 1
}
