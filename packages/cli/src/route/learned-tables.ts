import type { LearnedEvaluation, LearnedRouter } from '@headroom/core'
import { table, usd } from '../format.ts'

/** Shares of the best model's quality that a table shows what they cost. */
const KEPT = [0.99, 0.97, 0.95, 0.9]

/** What to expect of a learned router where it is set and at a few settings beside. */
export function settingsTable(router: LearnedRouter): string {
	const settings = [
		{ name: `as set (${aimText(router.setting.aim)})`, setting: router.setting },
		...KEPT.map((quality) => ({ name: `quality=${quality}`, setting: router.aimed({ quality }).setting })),
	]
	const best = bestOf(router)
	const rows = settings.map(({ name, setting: { expected } }) => [
		name,
		`${(expected.kept.mean * 100).toFixed(1)} %`,
		expected.quality.mean.toFixed(3),
		expected.cost === undefined ? 'unknown' : usd(expected.cost.mean * 1_000),
		`${((expected.shares[best] ?? 0) * 100).toFixed(1)} %`,
		chanceAt(router, expected.cost?.mean),
	])
	return table([['setting', 'kept', 'quality', 'cost of 1,000', 'to the best', 'by chance'], ...rows])
}

/** A learned router beside chance, length, each single model and what knows the outcomes. */
export function evaluationTable({ rows, notes, chance }: LearnedEvaluation): string {
	const cells = rows.map(({ name, quality, cost, share, apgr, aiq }) => [
		name,
		quality === undefined
			? ''
			: `${quality.mean.toFixed(3)} ± ${((quality.high - quality.low) / 2).toFixed(3)}`,
		cost === undefined ? '' : usd(cost.mean * 1_000),
		share === undefined ? '' : `${(share * 100).toFixed(1)} %`,
		apgr === undefined ? '' : apgr.toFixed(3),
		aiq === undefined ? '' : aiq.toFixed(3),
	])
	const said = chance === undefined ? [] : [`APGR: 0.5 is chance, give or take ${(2 * chance).toFixed(3)}.`]
	return [
		table([['', 'quality', 'cost of 1,000', 'to the best', 'APGR', 'AIQ'], ...cells]),
		...[...said, ...notes].map((note) => `  ${note}`),
	].join('\n')
}

function aimText(aim: LearnedRouter['setting']['aim']): string {
	return Object.entries(aim)
		.map(([name, value]) => `${name}=${value}`)
		.join('')
}

function bestOf({ report }: LearnedRouter): number {
	const qualities = report.models.map(({ quality }) => quality)
	return qualities.indexOf(Math.max(...qualities))
}

/** Quality of a random mix of the best and the cheapest single model that costs as much. */
function chanceAt(router: LearnedRouter, cost: number | undefined): string {
	const { report } = router
	const best = report.models[bestOf(router)]
	const priced = report.models.filter((model) => model.cost !== undefined)
	const cheapest = priced.reduce<(typeof priced)[number] | undefined>(
		(least, model) => (least === undefined || (model.cost ?? 0) < (least.cost ?? 0) ? model : least),
		undefined,
	)
	if (cost === undefined || best?.cost === undefined || cheapest?.cost === undefined) return 'unknown'
	if (best.cost <= cheapest.cost) return best.quality.toFixed(3)
	const part = Math.min(1, Math.max(0, (cost - cheapest.cost) / (best.cost - cheapest.cost)))
	return (cheapest.quality + part * (best.quality - cheapest.quality)).toFixed(3)
}
