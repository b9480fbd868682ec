import { outcomeTable } from '../learned/outcome-table.ts'
import { checkedRecords, type RoutingRecord } from '../learned/records.ts'
import type { ArmPrior } from './arm.ts'

/**
 * What records say of each model, as a bandit's priors: mean quality and cost, worth at most `mass` answers, so that
 * feedback soon counts more than what was once measured.
 *
 * @param mass answers, above 0 @default 20
 * @throws HeadroomError `invalid-argument` for a malformed record or fewer than two models.
 */
export function priorsFrom(records: readonly RoutingRecord[], mass = 20): Readonly<Record<string, ArmPrior>> {
	const { models, quality, means, meanCosts, costs } = outcomeTable(checkedRecords(records))
	return Object.fromEntries(
		models.map((model, index) => {
			const tried = (quality[index] as Float64Array).filter((value) => !Number.isNaN(value)).length
			const cost = costs === 'known' ? { cost: meanCosts[index] as number } : {}
			return [model, { quality: means[index] as number, mass: Math.min(mass, tried), ...cost }]
		}),
	)
}
