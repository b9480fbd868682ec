import { HeadroomError } from '@headroom/spec'
import type { CurvePoint } from './curve.ts'

/**
 * What a learned router is set to: a place of the dial, a share of requests for the best model, a share of the best
 * model's quality to keep, or a mean cost in USD of a request.
 */
export type Aim =
	| { readonly dial: number }
	| { readonly share: number }
	| { readonly quality: number }
	| { readonly cost: number }

/** Where an aim puts the dial, and what to expect there. */
export interface Setting {
	readonly aim: Aim
	readonly dial: number
	/** Whether some setting fulfils the aim, by what is expected; the nearest one is taken where none does. */
	readonly reached: boolean
	readonly expected: CurvePoint
}

/** @throws HeadroomError `invalid-argument` when the aim is not exactly one of the four, or out of range. */
export function settingFor(aim: Aim, points: readonly CurvePoint[], strong: number): Setting {
	if (typeof aim !== 'object' || aim === null || Object.keys(aim).length !== 1) throw noAim(aim)
	if ('dial' in aim) {
		const dial = checked('dial', aim.dial, 1)
		const expected = nearest(points, (point) => Math.abs(point.dial - dial))
		return { aim, dial, reached: true, expected: { ...expected, dial } }
	}
	if ('share' in aim) return byShare(aim, checked('share', aim.share, 1), points, strong)
	if ('quality' in aim) {
		const wanted = checked('quality', aim.quality, 2)
		const enough = points.filter(({ kept }) => kept.mean >= wanted - 1e-12)
		// The dial rises with cost as predicted; the first setting that is good enough is the cheapest.
		const expected = enough[0] ?? nearest(points, ({ kept }) => -kept.mean)
		return { aim, dial: expected.dial, reached: enough.length > 0, expected }
	}
	if ('cost' in aim) {
		const wanted = checked('cost', aim.cost, Number.POSITIVE_INFINITY)
		if (points.some(({ cost }) => cost === undefined))
			throw new HeadroomError(
				'invalid-argument',
				'aim.cost needs to know what the models cost; give a cost in the records, or costs, and train anew',
			)
		const affordable = points.filter(({ cost }) => (cost?.mean ?? 0) <= wanted)
		const expected =
			affordable.length === 0
				? (points[0] as CurvePoint)
				: nearest(affordable, (point) => -point.quality.mean)
		return { aim, dial: expected.dial, reached: affordable.length > 0, expected }
	}
	throw noAim(aim)
}

function noAim(aim: unknown): HeadroomError {
	return new HeadroomError(
		'invalid-argument',
		`the aim is ${JSON.stringify(aim)}; expected exactly one of { dial }, { share }, { quality }, { cost }, such as { quality: 0.97 }`,
	)
}

/** Shares reached are steps; between two settings the dial is set in proportion. */
function byShare(aim: Aim, wanted: number, points: readonly CurvePoint[], strong: number): Setting {
	const shareOf = (point: CurvePoint): number => point.shares[strong] as number
	const closest = nearest(points, (point) => Math.abs(shareOf(point) - wanted))
	// One setting moves a two-hundredth of the records; farther off, the wanted share lies on no setting.
	const reached = Math.abs(shareOf(closest) - wanted) <= 0.02
	const above = points.findIndex((point) => shareOf(point) >= wanted)
	const [low, high] = [points[above - 1], points[above]]
	if (low === undefined || high === undefined || shareOf(high) === wanted || !reached)
		return { aim, dial: closest.dial, reached, expected: closest }
	const part = (wanted - shareOf(low)) / (shareOf(high) - shareOf(low))
	const dial = low.dial + part * (high.dial - low.dial)
	return { aim, dial, reached, expected: { ...closest, dial } }
}

function nearest(points: readonly CurvePoint[], distance: (point: CurvePoint) => number): CurvePoint {
	return points.reduce((best, point) => (distance(point) < distance(best) ? point : best))
}

function checked(field: string, value: number, most: number): number {
	if (typeof value === 'number' && value >= 0 && value <= most) return value
	throw new HeadroomError(
		'invalid-argument',
		`aim.${field} is ${JSON.stringify(value)}; expected a number in [0, ${most}]`,
	)
}
