import { inverseFrequency } from './bm25.ts'
import type { TermIndex } from './index-terms.ts'

/** Rounds of passing weight on; after three the order hardly moves. */
const ROUNDS = 3
/** Share of a block's weight that comes from the others, as in PageRank. */
const DAMPING = 0.85

/**
 * How much the rare terms of a segment's block are also those of other blocks: LexRank over documents,
 * without its square matrix. What several sources speak of is most likely what they were gathered for.
 */
export function centrality(index: TermIndex): Float64Array {
	const { blocks } = index
	const { terms, owners, holding } = pairsOf(index)
	const worth = holding.map((count) => inverseFrequency(blocks, count))
	const norms = new Float64Array(blocks)
	for (let at = 0; at < terms.length; at++) {
		const owner = owners[at] ?? 0
		norms[owner] = (norms[owner] ?? 0) + (worth[terms[at] ?? 0] ?? 0) ** 2
	}
	const share = (at: number): number => {
		const norm = Math.sqrt(norms[owners[at] ?? 0] ?? 0)
		// A term of one block alone leads nowhere.
		return norm === 0 || (holding[terms[at] ?? 0] ?? 0) < 2 ? 0 : (worth[terms[at] ?? 0] ?? 0) / norm
	}
	const shares = Float64Array.from(terms, (_, at) => share(at))
	let ranks = new Float64Array(blocks).fill(1 / Math.max(1, blocks))
	for (let round = 0; round < ROUNDS; round++) ranks = pass(ranks, { terms, owners, shares, holding })
	return Float64Array.from(index.blockOf, (block) => ranks[block] ?? 0)
}

/** Each term of each block once, and the number of blocks that hold each term. */
interface Pairs {
	readonly terms: readonly number[]
	readonly owners: readonly number[]
	readonly holding: Float64Array
}

function pairsOf(index: TermIndex): Pairs {
	const holding = new Float64Array(index.counts.length)
	const lastBlock = new Int32Array(index.counts.length).fill(-1)
	const terms: number[] = []
	const owners: number[] = []
	for (let segment = 0; segment < index.size; segment++) {
		const block = index.blockOf[segment] ?? 0
		const to = index.starts[segment + 1] ?? 0
		for (let at = index.starts[segment] ?? 0; at < to; at++) {
			const term = index.terms[at] ?? 0
			if (lastBlock[term] === block) continue
			lastBlock[term] = block
			holding[term] = (holding[term] ?? 0) + 1
			terms.push(term)
			owners.push(block)
		}
	}
	return { terms, owners, holding }
}

/** One round: every block gives its weight to its terms, and they to the other blocks that hold them. */
function pass(
	ranks: Float64Array,
	pairs: Pairs & { readonly shares: Float64Array },
): Float64Array<ArrayBuffer> {
	const { terms, owners, holding, shares } = pairs
	const given = (at: number): number => (shares[at] ?? 0) * (ranks[owners[at] ?? 0] ?? 0)
	const sums = new Float64Array(holding.length)
	for (let at = 0; at < terms.length; at++) {
		const term = terms[at] ?? 0
		sums[term] = (sums[term] ?? 0) + given(at)
	}
	const next = new Float64Array(ranks.length)
	let total = 0
	for (let at = 0; at < terms.length; at++) {
		const owner = owners[at] ?? 0
		const gain = (shares[at] ?? 0) * ((sums[terms[at] ?? 0] ?? 0) - given(at))
		next[owner] = (next[owner] ?? 0) + gain
		total += gain
	}
	const rest = (1 - DAMPING) / Math.max(1, ranks.length)
	return next.map((gain) => (total === 0 ? rest : (DAMPING * gain) / total + rest))
}
