import { HeadroomError } from '@headroom/spec'
import { checksumOf } from '../checksum.ts'
import type { Aim } from './aim.ts'
import type { Basis } from './contrasts.ts'
import { CostModel, type SavedCosts } from './cost-model.ts'
import type { Curve } from './curve.ts'
import type { DriftBaseline } from './drift.ts'
import { Ensemble, type SavedEnsemble } from './ensemble.ts'
import type { TrainingReport } from './learned-router.ts'

/** What a learned router has learnt. */
export interface LearnedState {
	readonly models: readonly string[]
	/** Index of the model of best mean quality, and of the cheapest other. */
	readonly strong: number
	readonly cheap: number
	readonly basis: Basis
	/** Going price of a unit of quality, in USD; see `worth`. */
	readonly unit: number
	readonly costs: 'known' | 'assumed'
	readonly ensemble: Ensemble
	readonly costModel: CostModel
	readonly curve: Curve
	readonly baseline: DriftBaseline
	readonly report: TrainingReport
}

const KIND = 'headroom-learned-router'
const VERSION = 1

/** A learned router as plain JSON. It holds no text of a record; `neighbours` holds hashes of terms. */
export interface SavedLearnedRouter extends Omit<LearnedState, 'ensemble' | 'costModel'> {
	readonly kind: typeof KIND
	readonly version: typeof VERSION
	readonly aim: Aim
	readonly ensemble: SavedEnsemble
	readonly costModel: SavedCosts
	/** SHA-256, in hexadecimal, of the JSON of all the rest. */
	readonly checksum: string
}

export function savedState(state: LearnedState, aim: Aim): SavedLearnedRouter {
	const { ensemble, costModel, ...rest } = state
	// In this order also of a router that was loaded, so that it has the same checksum.
	const summed = {
		kind: KIND,
		version: VERSION,
		aim,
		...rest,
		ensemble: ensemble.save(),
		costModel: costModel.save(),
	} as const
	return { ...summed, checksum: checksumOf(summed) }
}

/** @throws HeadroomError `invalid-argument` when it is no saved router of this version, or was changed since. */
export function loadedState(saved: unknown): { readonly state: LearnedState; readonly aim: Aim } {
	const value = saved as Partial<SavedLearnedRouter> | null | undefined
	if (value?.kind !== KIND || value.version !== VERSION)
		throw new HeadroomError(
			'invalid-argument',
			`this is no learned router of version ${VERSION}: kind is ${JSON.stringify(value?.kind)}, version ${JSON.stringify(value?.version)}; give what JSON.stringify made of a LearnedRouter`,
		)
	const { checksum, ...summed } = value as SavedLearnedRouter
	const { kind: _kind, version: _version, aim, ensemble, costModel, ...rest } = summed
	let state: LearnedState
	try {
		// Read at once by whoever is made of it.
		if (![rest.models, rest.curve.points, rest.baseline.quantiles, rest.report.models].every(Array.isArray))
			throw new TypeError('a list is missing')
		state = { ...rest, ensemble: Ensemble.load(ensemble), costModel: CostModel.load(costModel) }
	} catch (cause) {
		if (cause instanceof HeadroomError) throw cause
		throw new HeadroomError('invalid-argument', 'the saved router is damaged; save it anew', { cause })
	}
	// What is whole in form may still hold other numbers than were learnt.
	if (checksum !== checksumOf(summed))
		throw new HeadroomError(
			'invalid-argument',
			'the saved learned router does not match its checksum: it was changed since it was saved; save it anew',
		)
	return { state, aim }
}
