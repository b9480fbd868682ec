import { type Features, featuresOf } from './features.ts'

/** Scores a text against groups of example texts; scores in [0, 1], in the order of the groups. */
export type LexicalScorer = (text: string) => readonly number[]

/**
 * A scorer of likeness in words and spelling, without a model: TF-IDF over words and over character n-grams,
 * cosine with the mean of each group's examples, the mean of both cosines.
 *
 * It knows no synonyms: "my parcel never came" is unlike "where is my order". Deterministic, linear in the text.
 */
export function lexicalScorer(groups: readonly (readonly string[])[]): LexicalScorer {
	const read = groups.map((utterances) => utterances.map(featuresOf))
	const words = new Space(read.map((group) => group.map((features) => features.words)))
	const grams = new Space(read.map((group) => group.map((features) => features.grams)))
	return (text) => {
		const features = featuresOf(text)
		const byWords = words.score(features.words)
		const byGrams = grams.score(features.grams)
		return groups.map((_, index) => ((byWords[index] ?? 0) + (byGrams[index] ?? 0)) / 2)
	}
}

/** One TF-IDF space with a unit centroid for each group. */
class Space {
	readonly #frequency = new Map<string, number>()
	readonly #documents: number
	/** Weight of a feature in each group's centroid. */
	readonly #centroids: ReadonlyMap<string, readonly (readonly [group: number, weight: number])[]>
	readonly #groups: number

	constructor(groups: readonly (readonly Features[])[]) {
		this.#groups = groups.length
		this.#documents = groups.reduce((sum, group) => sum + group.length, 0)
		for (const features of groups.flat())
			for (const feature of features.keys())
				this.#frequency.set(feature, (this.#frequency.get(feature) ?? 0) + 1)
		const centroids = new Map<string, (readonly [number, number])[]>()
		for (const [index, group] of groups.entries()) {
			const sum = new Map<string, number>()
			for (const features of group)
				for (const [feature, weight] of this.#unit(features))
					sum.set(feature, (sum.get(feature) ?? 0) + weight)
			for (const [feature, weight] of scaled(sum)) {
				const entries = centroids.get(feature)
				if (entries === undefined) centroids.set(feature, [[index, weight]])
				else entries.push([index, weight])
			}
		}
		this.#centroids = centroids
	}

	/** Cosine with every group. What no example holds counts against the text: it lengthens its vector. */
	score(features: Features): readonly number[] {
		const scores = new Array<number>(this.#groups).fill(0)
		for (const [feature, weight] of this.#unit(features))
			for (const [group, own] of this.#centroids.get(feature) ?? [])
				scores[group] = (scores[group] ?? 0) + weight * own
		return scores.map((score) => Math.min(1, score))
	}

	#unit(features: Features): ReadonlyMap<string, number> {
		const weighted = new Map<string, number>()
		for (const [feature, count] of features) {
			const rarity = Math.log((1 + this.#documents) / (1 + (this.#frequency.get(feature) ?? 0))) + 1
			// Logarithmic, so that a word said ten times does not drown the rest.
			weighted.set(feature, (1 + Math.log(count)) * rarity)
		}
		return scaled(weighted)
	}
}

function scaled(vector: ReadonlyMap<string, number>): ReadonlyMap<string, number> {
	let squares = 0
	for (const weight of vector.values()) squares += weight * weight
	const length = Math.sqrt(squares)
	return length === 0 ? vector : new Map([...vector].map(([feature, weight]) => [feature, weight / length]))
}
