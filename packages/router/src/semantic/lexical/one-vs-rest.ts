import type { SparseRows } from './vocabulary.ts'

/**
 * Price of an error against the length of the weights; an example of the group costs POSITIVE times as much as one of
 * the others, which are many more. Of 0.5 to 4 each, by training rows of CLINC150, Banking77 and HWU64 held out from
 * the examples.
 */
const COST = 2
const POSITIVE = 2

/** Most examples of other groups, the most similar to the group, that are learnt from at first. */
const NEIGHBOURS = 1_000

/** Most passes over the examples, and the violation of the optimum, in margins, at which fewer do. */
const PASSES = 20
const TOLERANCE = 0.1

/** An example that is beyond the margin by this much in a pass is left out of the next ones. */
const BEYOND = 0.1

/** The margin of a text without a single known feature. */
export const BIAS = -1

/** What a group learnt: weights of the examples that define its border, from which the weights of features follow. */
export interface Border {
	/** Numbers of the examples, rising. */
	readonly rows: Int32Array
	/** Above 0 for examples of the group, below 0 for others. */
	readonly weights: Float32Array
}

/**
 * Learns to tell one group from all others: a linear support vector machine with squared hinge loss, by dual coordinate
 * descent (Hsieh et al. 2008), in seeded order.
 *
 * The bias is not learnt but −1, so that a text that shares nothing with any example lies as far outside as any can:
 * how many other groups there are, even none, changes little of what is let in.
 */
export class OneVsRest {
	readonly #rows: SparseRows
	readonly #groups: Int32Array
	readonly #squares: Float64Array
	readonly #weights: Float32Array

	constructor(rows: SparseRows, size: number, groups: Int32Array) {
		this.#rows = rows
		this.#groups = groups
		this.#weights = new Float32Array(size)
		this.#squares = Float64Array.from(groups, (_, row) => {
			let squares = 0
			for (let entry = rows.starts[row] as number; entry < (rows.starts[row + 1] as number); entry++)
				squares += (rows.weights[entry] as number) ** 2
			return squares
		})
	}

	border(group: number): Border {
		const own = rowsWhere(this.#groups, (other) => other === group)
		const others = rowsWhere(this.#groups, (other) => other !== group)
		const near = this.#nearest(own, others)
		this.#weights.fill(0)
		const alpha = new Float64Array(this.#groups.length)
		this.#descend(group, [...own, ...near], alpha)
		if (near.length < others.length) {
			const used = new Set(near)
			const missed = others.filter((row) => !used.has(row) && this.#margin(row) > TOLERANCE - 1)
			const kept = near.filter((row) => (alpha[row] as number) > 0)
			if (missed.length > 0) this.#descend(group, [...own, ...kept, ...missed], alpha)
		}
		const rows = rowsWhere(alpha, (value) => value > 0)
		return {
			rows: Int32Array.from(rows),
			weights: Float32Array.from(rows, (row) => (alpha[row] as number) * this.#sign(row, group)),
		}
	}

	/** The rows of other groups that are most similar to the group, ties included. */
	#nearest(own: readonly number[], others: readonly number[]): readonly number[] {
		if (others.length <= NEIGHBOURS) return others
		this.#weights.fill(0)
		for (const row of own) this.#add(row, 1)
		const likeness = Float64Array.from(others, (row) => this.#margin(row))
		const least = likeness.slice().sort()[others.length - NEIGHBOURS] as number
		return others.filter((_, index) => (likeness[index] as number) >= least)
	}

	#descend(group: number, rows: readonly number[], alpha: Float64Array): void {
		const order = Int32Array.from(rows)
		let active = order.length
		let state = group + 1
		for (let pass = 0; pass < PASSES; pass++) {
			for (let index = active - 1; index > 0; index--) {
				// A linear congruential step (Numerical Recipes): the order needs no better chance.
				state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
				swap(order, index, state % (index + 1))
			}
			let worst = 0
			for (let index = 0; index < active; index++) {
				const row = order[index] as number
				const sign = this.#sign(row, group)
				const before = alpha[row] as number
				const slack = 1 / (2 * COST * (sign > 0 ? POSITIVE : 1))
				const gradient = sign * this.#margin(row) - 1 + slack * before
				if (before === 0 && gradient >= 0) {
					if (pass > 0 && gradient > BEYOND) swap(order, index--, --active)
					continue
				}
				worst = Math.max(worst, Math.abs(gradient))
				const after = Math.max(0, before - gradient / ((this.#squares[row] as number) + slack))
				alpha[row] = after
				this.#add(row, (after - before) * sign)
			}
			if (worst < TOLERANCE) return
		}
	}

	#margin(row: number): number {
		const { starts, columns, weights } = this.#rows
		const own = this.#weights
		let sum = BIAS
		for (let entry = starts[row] as number, end = starts[row + 1] as number; entry < end; entry++)
			sum += (weights[entry] as number) * (own[columns[entry] as number] as number)
		return sum
	}

	#add(row: number, amount: number): void {
		const { starts, columns, weights } = this.#rows
		const own = this.#weights
		for (let entry = starts[row] as number, end = starts[row + 1] as number; entry < end; entry++) {
			const column = columns[entry] as number
			own[column] = (own[column] as number) + (weights[entry] as number) * amount
		}
	}

	#sign(row: number, group: number): 1 | -1 {
		return this.#groups[row] === group ? 1 : -1
	}
}

function rowsWhere(values: ArrayLike<number>, holds: (value: number) => boolean): number[] {
	const rows: number[] = []
	for (let row = 0; row < values.length; row++) if (holds(values[row] as number)) rows.push(row)
	return rows
}

function swap(order: Int32Array, one: number, other: number): void {
	const value = order[one] as number
	order[one] = order[other] as number
	order[other] = value
}
