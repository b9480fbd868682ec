import { type Lifetime, lifetimeOf } from './lifetime.ts'
import type { RecallPut, RecallStore } from './store.ts'

/** How much a `memoryRecallStore` holds, and for how long. */
export interface MemoryRecallOptions extends Lifetime {
	/**
	 * Bytes of text held at most, two per UTF-16 code unit. The texts longest untouched go first; a text larger
	 * than this is refused, and so what it came from is not compressed.
	 *
	 * @default 67108864, 64 MiB
	 */
	readonly maxBytes?: number
}

interface Entry {
	readonly bytes: Buffer
	readonly expires: number
}

/**
 * A store in this process's memory, gone when it ends. Texts that had to make room are unknown afterwards.
 *
 * @throws HeadroomError `invalid-argument` for a value out of range.
 */
export function memoryRecallStore(options: MemoryRecallOptions = {}): RecallStore {
	const { ttlMs, maxBytes, now } = lifetimeOf('memoryRecallStore', { maxBytes: 2 ** 26, ...options })
	// Insertion order is the order of age, since every put takes its entry to the end.
	const entries = new Map<string, Entry>()
	let total = 0
	const drop = (key: string, entry: Entry): void => {
		entries.delete(key)
		total -= entry.bytes.length
	}
	return {
		async put(scope, id, text): Promise<RecallPut> {
			// A copy: a slice would hold on to the whole text that it came from.
			const bytes = Buffer.from(text, 'utf16le')
			if (bytes.length > maxBytes) return 'too-large'
			const key = keyOf(scope, id)
			const old = entries.get(key)
			if (old !== undefined) {
				if (old.expires > now() && !old.bytes.equals(bytes)) return 'taken'
				drop(key, old)
			}
			for (const [oldest, entry] of entries) {
				if (total + bytes.length <= maxBytes) break
				drop(oldest, entry)
			}
			entries.set(key, { bytes, expires: now() + ttlMs })
			total += bytes.length
			return 'kept'
		},
		async get(scope, id): Promise<string | undefined> {
			const entry = entries.get(keyOf(scope, id))
			return entry === undefined || entry.expires <= now() ? undefined : entry.bytes.toString('utf16le')
		},
		async deleteExpired(): Promise<number> {
			let count = 0
			for (const [key, entry] of entries) {
				if (entry.expires > now()) continue
				drop(key, entry)
				count++
			}
			return count
		},
	}
}

function keyOf(scope: string, id: string): string {
	return `${scope.length}:${scope}${id}`
}
