import { describe, expect, it } from 'vitest'
import { processorTime } from '../../../test/processor-time.ts'
import { ENCODINGS } from './reference.ts'

/** A megabyte of text on which a merge loop that looks at everything before each merge needs minutes. */
const HOSTILE: Readonly<Record<string, (bytes: number, seed: number) => string>> = {
	'one letter': (bytes, seed) => String.fromCharCode(0x61 + seed).repeat(bytes),
	spaces: (bytes, seed) => ' '.repeat(bytes + seed),
	'line breaks': (bytes, seed) => '\n'.repeat(bytes + seed),
	'one Chinese character': (bytes, seed) => String.fromCharCode(0x4e2d + seed).repeat(bytes / 3),
	'one emoji of several': (bytes, seed) =>
		['👨‍👩‍👧', '👩‍👩‍👦', '👨‍👨‍👧', '👩‍👩‍👧', '👨‍👨‍👦'][seed % 5]?.repeat(bytes / 18) ?? '',
	'letters at random': (bytes, seed) => atRandom(bytes, seed, 'abcdefghijklmnopqrstuvwxyz'),
	base64: (bytes, seed) =>
		atRandom(bytes, seed, 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/'),
}

function atRandom(length: number, seed: number, alphabet: string): string {
	let state = seed + 1
	const codes = new Uint8Array(length)
	for (let i = 0; i < length; i++) {
		state = (Math.imul(state, 1_103_515_245) + 12_345) | 0
		codes[i] = alphabet.charCodeAt((state >>> 16) % alphabet.length)
	}
	return Buffer.from(codes).toString('latin1')
}

describe.each(ENCODINGS)('$name', ({ ours, reference }) => {
	describe.each(Object.entries(HOSTILE))('%s', (_, make) => {
		it('gives the ids of the reference on 3,000 bytes of it', () => {
			const text = make(3000, 0)
			expect(ours.encode(text)).toEqual(reference(text))
		})

		it('counts a first megabyte within 250 ms and two in at most 2.5 times that', () => {
			// Each text is new to the tokenizer. The fastest of up to ten tries counts, since other work on the machine
			// only ever adds time; below 40 ms the ratio would compare noise.
			let one = Number.POSITIVE_INFINITY
			let two = Number.POSITIVE_INFINITY
			const within = (): boolean => one <= 250 && two <= 2.5 * Math.max(one, 40)
			for (let seed = 0; seed < 10 && !within(); seed++) {
				const [text, twice] = [make(1_000_000, seed), make(2_000_000, seed)]
				one = Math.min(
					one,
					processorTime(() => ours.count(text)),
				)
				two = Math.min(
					two,
					processorTime(() => ours.count(twice)),
				)
			}
			expect(one).toBeLessThanOrEqual(250)
			expect(two).toBeLessThanOrEqual(2.5 * Math.max(one, 40))
		})
	})
})
