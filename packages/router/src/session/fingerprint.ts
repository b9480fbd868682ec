import type { ChatRequest, Message } from '@headroom/spec'

/** Two lanes of 32 bits: two different prompts of one router have the same one in a chance of 2^64. */
export interface Fingerprint {
	readonly high: number
	readonly low: number
}

/** Messages never change in place, so that one that is sent again is read once. Holds none of them alive. */
const known = new WeakMap<object, Fingerprint>()

/** Fingerprint of everything of a request but its messages. */
export function settingOf({ messages: _, tools, ...rest }: ChatRequest): Fingerprint {
	const start = fingerprint(JSON.stringify(rest))
	return tools === undefined ? start : joined(start, remembered(tools))
}

/** Fingerprint of a prompt that goes on with one more message. */
export function extended(before: Fingerprint, message: Message): Fingerprint {
	return joined(before, remembered(message))
}

/** As the key of a map. */
export function keyOf({ high, low }: Fingerprint): string {
	return `${high.toString(36)}.${low.toString(36)}`
}

function remembered(value: object): Fingerprint {
	let found = known.get(value)
	if (found === undefined) {
		found = fingerprint(JSON.stringify(value))
		known.set(value, found)
	}
	return found
}

/** Two FNV-1a hashes over UTF-16 units, with different offsets and primes: no cryptography, and linear. */
function fingerprint(text: string): Fingerprint {
	let high = 0x811c9dc5
	let low = 0x9e3779b9
	for (let index = 0; index < text.length; index++) {
		const unit = text.charCodeAt(index)
		high = Math.imul(high ^ unit, 0x01000193)
		low = Math.imul(low ^ unit, 0x85ebca6b)
		low ^= low >>> 13
	}
	return { high: high >>> 0, low: low >>> 0 }
}

function joined(a: Fingerprint, b: Fingerprint): Fingerprint {
	const high = Math.imul(Math.imul(a.high ^ 0x5bd1e995, 0x01000193) ^ b.high, 0x85ebca6b)
	const low = Math.imul(Math.imul(a.low ^ 0x27d4eb2f, 0x85ebca6b) ^ b.low, 0x01000193)
	return { high: (high ^ (low >>> 15)) >>> 0, low: (low ^ (high >>> 13)) >>> 0 }
}
