/**
 * A hash of a term, in [0, 2^32): FNV-1a over its UTF-16 units, mixed by the finaliser of MurmurHash3 so that the
 * upper bits, which tables take, depend on all of it. The same on every machine.
 */
export function termHash(term: string): number {
	let hash = 0x811c_9dc5
	for (let index = 0; index < term.length; index++)
		hash = Math.imul(hash ^ term.charCodeAt(index), 0x0100_0193)
	hash = Math.imul(hash ^ (hash >>> 16), 0x85eb_ca6b)
	hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2_ae35)
	return (hash ^ (hash >>> 16)) >>> 0
}
