import { sharedPart } from './background.ts'
import { contrastsOf } from './contrasts.ts'
import { dot, meanOf, type Numbers, unit } from './vector-math.ts'
import { Whitening } from './whitening.ts'

/** How like a text is to each group, in the order of the groups. */
export interface EmbeddedEvidence {
	/** Cosine with the mean of the group's vectors, in [-1, 1]: how like, whatever the other groups are. */
	readonly likeness: readonly number[]
	/** Which group rather than another; only differences within one text mean something. */
	readonly contrast: readonly number[]
}

/** What is learnt of example vectors, beside their means. */
export interface LearntGroups {
	/** What all texts share by the embedder, taken from every vector. */
	readonly shared: Float32Array | undefined
	readonly whitening: Whitening | undefined
	readonly contrasts: readonly Float32Array[]
}

/** Groups of example vectors made ready to compare others with. A vector of zeros is like none. */
export class EmbeddedGroups {
	readonly learnt: LearntGroups
	readonly #means: readonly Float64Array[]

	constructor(groups: readonly (readonly Float32Array[])[], learnt: LearntGroups) {
		this.learnt = learnt
		this.#means = groups.map((group) => unit(meanOf(group.map((vector) => without(learnt.shared, vector)))))
	}

	/** @param background Vectors of unrelated texts. @default none, for an embedder whose texts share little */
	static async of(
		groups: readonly (readonly Float32Array[])[],
		background: readonly Float32Array[] = [],
	): Promise<EmbeddedGroups> {
		const shared = sharedPart(background)
		const own = groups.map((group) => group.map((vector) => without(shared, vector)))
		const whitening = await Whitening.of(own)
		const mapped = own.map((group) => group.map((vector) => mapBy(whitening, vector)))
		return new EmbeddedGroups(groups, { shared, whitening, contrasts: await contrastsOf(mapped) })
	}

	compare(vector: Float32Array): EmbeddedEvidence {
		const { shared, whitening, contrasts } = this.learnt
		const own = without(shared, vector)
		const mapped = mapBy(whitening, own)
		return {
			likeness: this.#means.map((mean) => dot(mean, own)),
			contrast: contrasts.map((contrast) => dot(contrast, mapped)),
		}
	}
}

function without(shared: Float32Array | undefined, vector: Float32Array): Numbers {
	return shared === undefined ? vector : unit(vector.map((value, index) => value - (shared[index] ?? 0)))
}

function mapBy(whitening: Whitening | undefined, vector: Numbers): Float64Array {
	return unit(whitening?.map(vector) ?? vector)
}
