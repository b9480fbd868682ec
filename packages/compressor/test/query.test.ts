import { o200kBase } from '@headroom/tokenizer'
import { describe, expect, it } from 'vitest'
import { ContextCompressor } from '../src/index.ts'

const compressor = new ContextCompressor({ tokenizer: o200kBase() })

describe('a query', () => {
	it('is led by its rare words in any language, without a list of common ones', async () => {
		// Eight lines of ten share four words with the question; the one that answers it shares a single word.
		const lines = Array.from({ length: 100 }, (_, n) =>
			n === 53
				? 'cebras: tres, junto a Burgos'
				: n % 5 === 0
					? `parte ${n}: ninguna novedad alguna`
					: `dónde viven los animales según el guarda ${n}`,
		)
		const { text, ratio } = await compressor.compress(lines.join('\n'), {
			query: '¿Dónde viven los animales cebras?',
		})
		expect(ratio).toBeLessThan(0.55)
		expect(text).toContain('cebras: tres, junto a Burgos')
	})

	it('leads over a second hop: what the best sentence names is looked for too', async () => {
		const filler = (n: number): string => `Hall ${n} got ${n + 3} lamps from Vane, Orr and Lund of Karlstad.`
		const sentences = Array.from({ length: 60 }, (_, n) => filler(n))
		sentences[10] = 'The quartet of the Aldenham prize was written by Ottoline Brask in a single winter.'
		sentences[47] =
			'All of those old harbour folk still remember how little Ottoline Brask would sit upon their mole with nothing but bread and a spyglass.'
		const { text, ratio } = await compressor.compress(sentences.join(' '), {
			query: 'Where did the writer of the Aldenham quartet grow up?',
		})
		expect(ratio).toBeLessThan(0.55)
		expect(text).toContain('sit upon their mole')
	})
})
