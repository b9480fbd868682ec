import type { Piece } from './piece.ts'

/** Ranks of a pair that is no token, that waits to be looked up again, and of a part merged into its left. */
const NONE = -1
const PENDING = -2
const GONE = -3

/**
 * Fields of a part. They stand together, since merging goes from part to part in order of rank, not of position:
 * apart, each field would be a wait for memory.
 */
const NEXT = 0
const PREVIOUS = 1
/** Rank of the pair that the part makes with its right neighbour. */
const RANK = 2
/** Neighbours in the list of that rank, or -1. */
const AFTER = 3
const BEFORE = 4
const START = 5
/** Fields of a part, a power of two: parts are referred to by the place of their first field. */
const FIELDS = 8

/** Most parts for which memory is kept for the next piece, 36 bytes each. */
const KEPT_PARTS = 1 << 14

/**
 * Merges pieces of any length in O(n log n) steps, in practice in linear time.
 *
 * All pairs of one rank are merged in one sweep from the left, lowest rank first. That equals merging one pair
 * at a time because a new part only makes pairs of a higher rank than its own: a token ranks after its parts.
 */
export class LongMerge {
	readonly #piece: Piece
	/** First part of the list of each rank, or -1. */
	readonly #heads: Int32Array
	/** One bit a rank: whether its list may hold parts. */
	readonly #waiting: Int32Array
	#parts: Int32Array = new Int32Array(0)
	#sweep: Int32Array = new Int32Array(0)
	/** Place after the last part; the part there only says where the piece ends. */
	#end = 0

	constructor(piece: Piece) {
		this.#piece = piece
		const ranks = piece.vocabulary.offsets.length
		this.#heads = new Int32Array(ranks).fill(-1)
		this.#waiting = new Int32Array((ranks >>> 5) + 1)
	}

	/** Merges the parts of the loaded piece. */
	run(): void {
		this.#load()
		for (let part = 0; part < this.#end; part += FIELDS) this.#look(part)
		const waiting = this.#waiting
		for (let word = 0; word < waiting.length; ) {
			const bits = waiting[word] as number
			if (bits === 0) {
				word++
				continue
			}
			waiting[word] = bits & (bits - 1)
			this.#mergeAll(word * 32 + 31 - Math.clz32(bits & -bits))
		}
		this.#unload()
	}

	#load(): void {
		const { count, starts } = this.#piece
		if (this.#sweep.length < count) {
			const capacity = Math.max(count, KEPT_PARTS)
			this.#parts = new Int32Array((capacity + 1) * FIELDS)
			this.#sweep = new Int32Array(capacity)
		}
		const parts = this.#parts
		for (let i = 0; i <= count; i++) {
			const part = i * FIELDS
			parts[part + NEXT] = part + FIELDS
			parts[part + PREVIOUS] = part - FIELDS
			parts[part + START] = starts[i] as number
		}
		this.#end = count * FIELDS
	}

	/** Gives the starts of the parts that are left back to the piece. */
	#unload(): void {
		const starts = this.#piece.starts
		const parts = this.#parts
		let count = 0
		for (let part = 0; part < this.#end; part = parts[part + NEXT] as number) {
			starts[count++] = parts[part + START] as number
		}
		starts[count] = parts[this.#end + START] as number
		this.#piece.count = count
		if (this.#sweep.length > KEPT_PARTS) {
			this.#parts = new Int32Array(0)
			this.#sweep = new Int32Array(0)
		}
	}

	/** Merges all pairs of a rank, then looks up the pairs that this made. */
	#mergeAll(rank: number): void {
		const parts = this.#parts
		const sweep = this.#sweep
		const length = this.#takeList(rank)
		let merged = 0
		for (let k = 0; k < length; k++) {
			const left = sweep[k] as number
			if (parts[left + RANK] !== rank) continue
			const right = parts[left + NEXT] as number
			const follower = parts[right + NEXT] as number
			parts[left + NEXT] = follower
			parts[follower + PREVIOUS] = left
			if (parts[right + RANK] !== rank) this.#unlink(right)
			parts[right + RANK] = GONE
			const leader = parts[left + PREVIOUS] as number
			if (leader >= 0) {
				this.#unlink(leader)
				parts[leader + RANK] = PENDING
			}
			parts[left + RANK] = PENDING
			sweep[merged++] = left
		}
		for (let k = 0; k < merged; k++) {
			const part = sweep[k] as number
			const leader = parts[part + PREVIOUS] as number
			if (leader >= 0 && parts[leader + RANK] === PENDING) this.#look(leader)
			if (parts[part + RANK] === PENDING) this.#look(part)
		}
	}

	/** Empties the list of a rank into `#sweep`, in order of position. */
	#takeList(rank: number): number {
		const sweep = this.#sweep
		const parts = this.#parts
		let length = 0
		let descending = true
		let last = this.#end
		for (let part = this.#heads[rank] as number; part >= 0; part = parts[part + AFTER] as number) {
			if (part > last) descending = false
			last = part
			sweep[length++] = part
		}
		this.#heads[rank] = -1
		// Parts are put in front, so a list that one sweep from the left made is in descending order.
		if (descending) reverse(sweep, length)
		else sort(sweep, length)
		return length
	}

	/** Looks up the pair of a part and its right neighbour, and puts the part into the list of its rank. */
	#look(part: number): void {
		const parts = this.#parts
		const right = parts[part + NEXT] as number
		let rank = NONE
		if (right < this.#end) {
			const end = parts[(parts[right + NEXT] as number) + START] as number
			rank = this.#piece.rankOf(parts[part + START] as number, end)
		}
		parts[part + RANK] = rank
		if (rank < 0) return
		const head = this.#heads[rank] as number
		parts[part + AFTER] = head
		parts[part + BEFORE] = -1
		if (head >= 0) parts[head + BEFORE] = part
		this.#heads[rank] = part
		const word = rank >>> 5
		this.#waiting[word] = (this.#waiting[word] as number) | (1 << (rank & 31))
	}

	/** Takes a part out of the list of its rank, if it is in one. */
	#unlink(part: number): void {
		const parts = this.#parts
		const rank = parts[part + RANK] as number
		if (rank < 0) return
		const before = parts[part + BEFORE] as number
		const after = parts[part + AFTER] as number
		if (before >= 0) parts[before + AFTER] = after
		else this.#heads[rank] = after
		if (after >= 0) parts[after + BEFORE] = before
	}
}

function reverse(values: Int32Array, length: number): void {
	for (let low = 0, high = length - 1; low < high; low++, high--) {
		const value = values[low] as number
		values[low] = values[high] as number
		values[high] = value
	}
}

/** Most values for which sorting by insertion costs less than making a view of them. */
const FEW = 24

function sort(values: Int32Array, length: number): void {
	if (length > FEW) {
		values.subarray(0, length).sort()
		return
	}
	for (let i = 1; i < length; i++) {
		const value = values[i] as number
		let at = i
		for (; at > 0 && (values[at - 1] as number) > value; at--) values[at] = values[at - 1] as number
		values[at] = value
	}
}
