import { LengthModel, type SavedLength } from './length-model.ts'
import { LinearModel, type SavedLinear } from './linear.ts'
import { Neighbours, type SavedNeighbours } from './neighbours.ts'
import type { Reading } from './reading.ts'
import type { Targets } from './targets.ts'
import { type SavedTrees, Trees } from './trees.ts'

/** What a learned router may be made of. */
export type Method = 'linear' | 'neighbours' | 'trees' | 'length'

/** What every member does: a value for each column of the targets. */
export interface Member {
	predict(reading: Reading): Float64Array
}

export type SavedMember =
	| { readonly method: 'linear'; readonly model: SavedLinear }
	| { readonly method: 'neighbours'; readonly model: SavedNeighbours }
	| { readonly method: 'trees'; readonly model: SavedTrees }
	| { readonly method: 'length'; readonly model: SavedLength }

/** Trains one method, once for each penalty where it has one. */
export function trainMembers(
	method: Method,
	readings: readonly Reading[],
	targets: Targets,
	penalties: readonly number[],
): readonly Member[] {
	if (method === 'linear') return LinearModel.train(readings, targets, penalties)
	if (method === 'neighbours') return [Neighbours.train(readings, targets)]
	if (method === 'trees') return [Trees.train(readings, targets)]
	return [LengthModel.train(readings, targets)]
}

export function savedMember(member: Member): SavedMember {
	if (member instanceof LinearModel) return { method: 'linear', model: member.save() }
	if (member instanceof Neighbours) return { method: 'neighbours', model: member.save() }
	if (member instanceof Trees) return { method: 'trees', model: member.save() }
	return { method: 'length', model: (member as LengthModel).save() }
}

export function loadedMember(saved: SavedMember): Member {
	if (saved.method === 'linear') return LinearModel.load(saved.model)
	if (saved.method === 'neighbours') return Neighbours.load(saved.model)
	if (saved.method === 'trees') return Trees.load(saved.model)
	return LengthModel.load(saved.model)
}
