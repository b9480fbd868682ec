import { HeadroomClient } from '@headroom/core'
import { scriptedModel } from '@headroom/spec/testing'
import { expect, it } from 'vitest'
import { failure } from './fake-model.ts'

it('labels of a call of the client count for budgets and scopes, and go to no provider', async () => {
	const usage = { inputTokens: 100_000, outputTokens: 0 }
	const provider = scriptedModel(() => ({ parts: [], usage }), 'openai')
	// A call of gpt-4o with 100,000 tokens costs a quarter of a dollar.
	const budgets = [{ name: 'search', usd: 0.25, per: 'total', tag: 'team=search' }] as const
	const client = new HeadroomClient({
		model: 'gpt-4o',
		providers: [provider],
		calls: { budgets },
		slimmer: false,
		compressor: false,
		tags: { app: 'shop' },
	})
	await client.chat('hello', { tags: { team: 'search' } })
	await client.chat('hello', { tags: { team: 'ads' } })
	expect(await failure(client.chat('hello', { tags: { team: 'search' } }))).toMatchObject({
		code: 'budget-exceeded',
	})
	expect(provider.requests).toHaveLength(2)
	expect(provider.requests[0]?.metadata).toBeUndefined()
})
