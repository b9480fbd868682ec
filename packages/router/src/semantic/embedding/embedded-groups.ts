import { dot, meanOf, type Numbers, unit } from './vector-math.ts'
import { whitening } from './whitening.ts'

/** How like a text is to each group, in the order of the groups; cosines in [-1, 1]. */
export interface EmbeddedEvidence {
	/** Cosine with the mean of the group's vectors: how like, whatever the other groups are. */
	readonly likeness: readonly number[]
	/** The same after whitening: which group rather than another. */
	readonly contrast: readonly number[]
}

/** Groups of example vectors made ready to compare others with. A vector of zeros is like none. */
export class EmbeddedGroups {
	readonly #map: (vector: Numbers) => Numbers
	readonly #means: readonly Float64Array[]
	readonly #contrasts: readonly Float64Array[]

	private constructor(groups: readonly (readonly Float32Array[])[], map: (vector: Numbers) => Numbers) {
		this.#map = map
		this.#means = groups.map((group) => unit(meanOf(group)))
		this.#contrasts = groups.map((group) => unit(meanOf(group.map((vector) => unit(map(vector))))))
	}

	static async of(groups: readonly (readonly Float32Array[])[]): Promise<EmbeddedGroups> {
		return new EmbeddedGroups(groups, (await whitening(groups)) ?? ((vector) => vector))
	}

	compare(vector: Float32Array): EmbeddedEvidence {
		const mapped = unit(this.#map(vector))
		return {
			likeness: this.#means.map((mean) => dot(mean, vector)),
			contrast: this.#contrasts.map((mean) => dot(mean, mapped)),
		}
	}
}
