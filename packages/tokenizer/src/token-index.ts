import { mixedHash, RADIX } from './byte-hash.ts'
import { hashWords, MASKS, TWO_WORDS } from './words.ts'

/**
 * Finds tokens by their bytes, in two hash tables with open addressing.
 *
 * Most of what merging asks for are short stretches that are no token. Hence a filter that fits the processor's
 * cache and says no at once, and a table for short tokens that holds their bytes, so that one look decides.
 */
export interface TokenIndex {
	/** Bytes of all tokens, one after the other. */
	readonly bytes: Uint8Array
	/** Where the bytes of a token start; those of token `id` end at `offsets[id + 1]`. */
	readonly offsets: Uint32Array
	/** Length of the longest token, in bytes. */
	readonly maxTokenBytes: number
	/** Ids of the 256 single bytes. */
	readonly singles: Int32Array
	/** Ids of all pairs of bytes, the first in the upper byte; -1 where there is no such token. */
	readonly pairs: Int32Array
	/** One bit for each `FILTER_BITS` leading bits of a hash: 0 says that no token has them. */
	readonly filter: Int32Array
	/** Tokens of up to `TWO_WORDS` bytes: two words of bytes, then id + 1 and length, then nothing. */
	readonly short: Int32Array
	/** Longer tokens: hash, then id + 1. An id + 1 of 0 marks a free slot in both tables. */
	readonly long: Int32Array
}

/** A quarter of a megabyte in bits, for 200,000 tokens. */
const FILTER_BITS = 21
/** Bits of the length beside an id in the short table. */
const LENGTH_BITS = 4

/** Indexes the tokens whose bytes are `[offsets[id], offsets[id + 1])`; those without bytes are never found. */
export function indexTokens(bytes: Uint8Array, offsets: Uint32Array): TokenIndex {
	const count = offsets.length - 1
	let shortCount = 0
	let maxTokenBytes = 0
	for (let id = 0; id < count; id++) {
		const length = (offsets[id + 1] as number) - (offsets[id] as number)
		if (length <= TWO_WORDS) shortCount++
		if (length > maxTokenBytes) maxTokenBytes = length
	}
	const index: TokenIndex = {
		bytes,
		offsets,
		maxTokenBytes,
		singles: new Int32Array(256).fill(-1),
		pairs: new Int32Array(65_536).fill(-1),
		filter: new Int32Array(1 << (FILTER_BITS - 5)),
		short: new Int32Array(4 * slotsFor(shortCount)),
		long: new Int32Array(2 * slotsFor(count - shortCount)),
	}
	for (let id = 0; id < count; id++) {
		const start = offsets[id] as number
		const end = offsets[id + 1] as number
		if (end - start > TWO_WORDS) addLong(index, id, start, end)
		else if (end > start) addShort(index, id, start, end)
	}
	return index
}

/** A power of two that leaves at least two slots in five free. */
function slotsFor(count: number): number {
	return 1 << (32 - Math.clz32(Math.max(Math.ceil(count / 0.6), 2) - 1))
}

function addShort(index: TokenIndex, id: number, start: number, end: number): void {
	const { bytes, short } = index
	let first = 0
	let second = 0
	for (let i = start; i < end; i++) {
		const at = i - start
		if (at < 4) first |= (bytes[i] as number) << (at * 8)
		else second |= (bytes[i] as number) << ((at - 4) * 8)
	}
	if (end - start === 1) index.singles[bytes[start] as number] = id
	else if (end - start === 2) index.pairs[((bytes[start] as number) << 8) | (bytes[start + 1] as number)] = id
	const hash = hashWords(first, second, 0)
	pass(index.filter, hash)
	const mask = short.length - 1
	let at = (hash >>> (Math.clz32(mask) + 2)) << 2
	while (short[at + 2] !== 0) at = (at + 4) & mask
	short[at] = first
	short[at + 1] = second
	short[at + 2] = ((id + 1) << LENGTH_BITS) | (end - start)
}

function addLong(index: TokenIndex, id: number, start: number, end: number): void {
	const { bytes, long } = index
	const hash = hashBytes(bytes, start, end)
	const mixed = mixedHash(hash)
	pass(index.filter, mixed)
	const mask = long.length - 1
	let at = (mixed >>> (Math.clz32(mask) + 1)) << 1
	while (long[at + 1] !== 0) at = (at + 2) & mask
	long[at] = hash
	long[at + 1] = id + 1
}

function pass(filter: Int32Array, hash: number): void {
	const word = hash >>> (37 - FILTER_BITS)
	filter[word] = (filter[word] as number) | (1 << (hash >>> (32 - FILTER_BITS)))
}

function fails(filter: Int32Array, hash: number): boolean {
	return ((filter[hash >>> (37 - FILTER_BITS)] as number) & (1 << (hash >>> (32 - FILTER_BITS)))) === 0
}

/** Polynomial hash of the bytes `[start, end)`. */
function hashBytes(bytes: Uint8Array, start: number, end: number): number {
	let hash = 0
	for (let i = start; i < end; i++) hash = (Math.imul(hash, RADIX) + (bytes[i] as number)) | 0
	return hash
}

/** Id of the token with the bytes `[start, start + length)` of the view, up to `TWO_WORDS` of them, or -1. */
export function findShort(index: TokenIndex, view: DataView, start: number, length: number): number {
	const first = view.getInt32(start, true) & (MASKS[length * 3] as number)
	const second = view.getInt32(start + 4, true) & (MASKS[length * 3 + 1] as number)
	const hash = hashWords(first, second, 0)
	if (fails(index.filter, hash)) return -1
	const short = index.short
	const mask = short.length - 1
	for (let at = (hash >>> (Math.clz32(mask) + 2)) << 2; ; at = (at + 4) & mask) {
		const known = short[at + 2] as number
		if (known === 0) return -1
		if (short[at] === first && short[at + 1] === second && (known & ((1 << LENGTH_BITS) - 1)) === length) {
			return (known >> LENGTH_BITS) - 1
		}
	}
}

/** Id of the token with the bytes `[start, end)`, more than `TWO_WORDS` of them, and that hash, or -1. */
export function findLong(
	index: TokenIndex,
	bytes: Uint8Array,
	start: number,
	end: number,
	hash: number,
): number {
	const mixed = mixedHash(hash)
	if (fails(index.filter, mixed)) return -1
	const long = index.long
	const mask = long.length - 1
	for (let at = (mixed >>> (Math.clz32(mask) + 1)) << 1; ; at = (at + 2) & mask) {
		const id = (long[at + 1] as number) - 1
		if (id < 0) return -1
		if (long[at] === hash && sameBytes(index, id, bytes, start, end)) return id
	}
}

/** Id of the token with the bytes `[start, end)`, or -1. */
export function findToken(
	index: TokenIndex,
	bytes: Uint8Array,
	view: DataView,
	start: number,
	end: number,
): number {
	const length = end - start
	if (length <= TWO_WORDS) return findShort(index, view, start, length)
	if (length > index.maxTokenBytes) return -1
	return findLong(index, bytes, start, end, hashBytes(bytes, start, end))
}

function sameBytes(index: TokenIndex, id: number, bytes: Uint8Array, start: number, end: number): boolean {
	let at = index.offsets[id] as number
	if ((index.offsets[id + 1] as number) - at !== end - start) return false
	const tokens = index.bytes
	for (let i = start; i < end; i++) if (tokens[at++] !== bytes[i]) return false
	return true
}
