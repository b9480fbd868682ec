import { checkNumber } from './check-option.ts'

/**
 * Keeps answers as JSON text under opaque keys. May forget any of them at any time. A store that throws costs the call
 * nothing: it counts as one that knows no answer.
 */
export interface ResponseStore {
	/** The text kept under this key, `undefined` when there is none or its time is over. */
	get(key: string): string | undefined | Promise<string | undefined>
	/** Keeps a text for so many milliseconds at most. */
	set(key: string, text: string, ttlMs: number): void | Promise<void>
}

/** How much a `memoryResponseStore` holds. */
export interface MemoryResponseStoreOptions {
	/** Bytes held at most, two for each UTF-16 unit of keys and answers. @default 67108864, 64 MiB */
	readonly maxBytes?: number
	/** Answers held at most. @default 10000 */
	readonly maxEntries?: number
	/** Milliseconds since 1970. @default Date.now */
	readonly now?: () => number
}

interface Entry {
	readonly text: string
	readonly bytes: number
	readonly expires: number
}

/**
 * A store in this process's memory. Answers that were not asked for longest go first; one larger than the whole store
 * is not kept.
 *
 * @throws HeadroomError `invalid-argument` for a bound out of range.
 */
export function memoryResponseStore(options: MemoryResponseStoreOptions = {}): ResponseStore {
	const bound = (name: 'maxBytes' | 'maxEntries', value: number): number =>
		checkNumber(`memoryResponseStore: ${name}`, value, { min: 1, whole: true })
	const maxBytes = bound('maxBytes', options.maxBytes ?? 2 ** 26)
	const maxEntries = bound('maxEntries', options.maxEntries ?? 10_000)
	const now = options.now ?? Date.now
	// Insertion order is the order of use: every use takes its entry to the end.
	const entries = new Map<string, Entry>()
	let total = 0
	const drop = (key: string): void => {
		const entry = entries.get(key)
		if (entry === undefined) return
		entries.delete(key)
		total -= entry.bytes
	}
	return {
		get(key) {
			const entry = entries.get(key)
			if (entry === undefined) return undefined
			if (entry.expires <= now()) {
				drop(key)
				return undefined
			}
			entries.delete(key)
			entries.set(key, entry)
			return entry.text
		},
		set(key, text, ttlMs) {
			drop(key)
			const bytes = 2 * (key.length + text.length)
			if (bytes > maxBytes) return
			for (const oldest of entries.keys()) {
				if (total + bytes <= maxBytes && entries.size < maxEntries) break
				drop(oldest)
			}
			entries.set(key, { text, bytes, expires: now() + ttlMs })
			total += bytes
		},
	}
}
