import { contrastsOf } from './contrasts.ts'
import { dot, meanOf, unit } from './vector-math.ts'
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
	readonly whitening: Whitening | undefined
	readonly contrasts: readonly Float32Array[]
}

/** Groups of example vectors made ready to compare others with. A vector of zeros is like none. */
export class EmbeddedGroups {
	readonly learnt: LearntGroups
	readonly #means: readonly Float64Array[]

	constructor(groups: readonly (readonly Float32Array[])[], learnt: LearntGroups) {
		this.learnt = learnt
		this.#means = groups.map((group) => unit(meanOf(group)))
	}

	static async of(groups: readonly (readonly Float32Array[])[]): Promise<EmbeddedGroups> {
		const whitening = await Whitening.of(groups)
		const mapped = groups.map((group) => group.map((vector) => mapBy(whitening, vector)))
		return new EmbeddedGroups(groups, { whitening, contrasts: await contrastsOf(mapped) })
	}

	compare(vector: Float32Array): EmbeddedEvidence {
		const { whitening, contrasts } = this.learnt
		const mapped = mapBy(whitening, vector)
		return {
			likeness: this.#means.map((mean) => dot(mean, vector)),
			contrast: contrasts.map((contrast) => dot(contrast, mapped)),
		}
	}
}

function mapBy(whitening: Whitening | undefined, vector: Float32Array): Float64Array {
	return unit(whitening?.map(vector) ?? vector)
}
