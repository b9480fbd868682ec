// Seeded randomness for the generators: the same seed gives the same bytes on every machine and Node version.

/** FNV-1a of a string, 32 bits: turns a readable seed into a number. */
function hash(text) {
	let h = 0x811c9dc5
	for (let i = 0; i < text.length; i++) {
		h ^= text.charCodeAt(i)
		h = Math.imul(h, 0x01000193)
	}
	return h >>> 0
}

/** A source of randomness (mulberry32). Every draw advances it, so the order of calls is part of the seed. */
export function random(seed) {
	let state = hash(seed)
	const float = () => {
		state = (state + 0x6d2b79f5) >>> 0
		let t = state
		t = Math.imul(t ^ (t >>> 15), t | 1)
		t ^= t + Math.imul(t ^ (t >>> 7), t | 61)
		return ((t ^ (t >>> 14)) >>> 0) / 4294967296
	}
	/** Whole number in [low, high]. */
	const int = (low, high) => low + Math.floor(float() * (high - low + 1))
	const pick = (items) => items[int(0, items.length - 1)]
	const chance = (probability) => float() < probability
	/** One of `[value, weight]` pairs. */
	const weighted = (pairs) => {
		let left = float() * pairs.reduce((sum, [, weight]) => sum + weight, 0)
		for (const [value, weight] of pairs) {
			left -= weight
			if (left < 0) return value
		}
		return pairs[pairs.length - 1][0]
	}
	const from = (alphabet, length) => {
		let text = ''
		for (let i = 0; i < length; i++) text += alphabet[int(0, alphabet.length - 1)]
		return text
	}
	const hex = (length) => from('0123456789abcdef', length)
	const uuid = () => `${hex(8)}-${hex(4)}-4${hex(3)}-${pick(['8', '9', 'a', 'b'])}${hex(3)}-${hex(12)}`
	const shuffle = (items) => {
		const copy = [...items]
		for (let i = copy.length - 1; i > 0; i--) {
			const j = int(0, i)
			;[copy[i], copy[j]] = [copy[j], copy[i]]
		}
		return copy
	}
	const sample = (items, count) => shuffle(items).slice(0, count)
	/** Durations and sizes have long tails: most values near `typical`, a few many times larger. */
	const skewed = (typical) => Math.max(1, Math.round(typical * Math.exp((float() + float() + float() - 1.5) * 1.6)))
	return { float, int, pick, chance, weighted, from, hex, uuid, shuffle, sample, skewed }
}

/** A clock that starts at an ISO time and only moves forward. */
export function clock(start) {
	let now = Date.parse(start)
	return {
		/** Moves on by `ms` and returns the ISO time with milliseconds. */
		after(ms) {
			now += ms
			return new Date(now).toISOString()
		},
		iso: () => new Date(now).toISOString(),
	}
}

/** Left-aligned cells, as terminals print tables. */
export const pad = (value, width) => String(value).padEnd(width)
export const padLeft = (value, width) => String(value).padStart(width)
