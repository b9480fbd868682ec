import { mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createCatalog } from '@headroom/models'
import { describe, expect, it } from 'vitest'
import { cachePricesOf } from '../src/cache-prices.ts'
import { HeadroomClient, type HeadroomEvent, type Message } from '../src/index.ts'

const price = { input: { base: 3, tiers: [{ above: 200_000, usd: 6 }] }, output: 15, source: 'test' }
const catalog = createCatalog({
	overrides: {
		'acme/writes-cost': { price: { ...price, cacheRead: 0.3, cacheWrite: 3.75 } },
		'acme/writes-free': { price: { ...price, cacheRead: 1.5 } },
		'acme/no-cache': { price },
		'acme/free': { price: { ...price, input: 0, cacheRead: 0 } },
	},
})

const rounds = Array.from({ length: 50 }, (_, round): Message[] => [
	{
		role: 'user',
		content: `Round ${round}: is order ${round * 31 + 7} out? The customer rang twice about it today.`,
	},
	{
		role: 'assistant',
		content: `It left gate ${round % 7} on day ${round}; nothing more is known at the moment.`,
	},
]).flat()

async function checkpoints(client: HeadroomClient, model: string): Promise<readonly HeadroomEvent[]> {
	const { events } = await client.optimize({ model, messages: rounds.slice(0, -1) })
	return events.filter(({ type }) => type === 'checkpoint')
}

describe('cachePricesOf', () => {
	it('gives multiples of the input price, where the catalog knows what cached reads cost', () => {
		// 3.75 / 3 and 0.3 / 3; writes without a price of their own cost what input does; 1.5 / 3.
		expect(cachePricesOf(catalog, 'acme/writes-cost')).toEqual({ write: 1.25, read: expect.closeTo(0.1, 10) })
		expect(cachePricesOf(catalog, 'acme/writes-free')).toEqual({ write: 1, read: 0.5 })
		for (const model of ['acme/no-cache', 'acme/free', 'acme/unknown'])
			expect(cachePricesOf(catalog, model)).toBeUndefined()
	})
})

describe('a client', () => {
	it('takes checkpoints at the prices of its catalog, and none for models whose prices it does not know', async () => {
		const client = new HeadroomClient({ catalog })
		expect(await checkpoints(client, 'acme/writes-cost')).toHaveLength(1)
		expect(await checkpoints(client, 'acme/no-cache')).toEqual([])
	})

	it('takes none where headroom.yaml says checkpoints: never', async () => {
		const path = join(mkdtempSync(join(tmpdir(), 'headroom-')), 'headroom.yaml')
		for (const [value, count] of [
			['auto', 1],
			['never', 0],
		] as const) {
			writeFileSync(path, `compressor: { checkpoints: ${value} }\n`)
			const client = HeadroomClient.fromConfig(path, { catalog })
			expect(await checkpoints(client, 'acme/writes-cost')).toHaveLength(count)
		}
	})
})
