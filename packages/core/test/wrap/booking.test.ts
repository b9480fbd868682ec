import type { ModelRouterOptions } from '@headroom/core'
import { describe, expect, it } from 'vitest'
import { answer } from '../../../../test/upstream/reply.ts'
import { off, startWrapped } from './wrapped.ts'

const messages = [{ role: 'user' as const, content: 'Hi' }]
const chat = { model: 'gpt-4o-mini', messages }

describe('what a wrapped client books', () => {
	it('is there when the caller goes on, call for call', async () => {
		await using wrapped = await startWrapped()
		for (let n = 1; n <= 200; n += 1) {
			await wrapped.openai.chat.completions.create(chat)
			expect(wrapped.calls()).toHaveLength(n)
		}
	})

	it('are the tokens that the provider reports, priced, against the prompt as it was given', async () => {
		const rows = JSON.stringify(
			Array.from({ length: 60 }, (_, n) => ({ id: n, name: null })),
			null,
			4,
		)
		const usage = {
			prompt_tokens: 500,
			completion_tokens: 100,
			total_tokens: 600,
			prompt_tokens_details: { cached_tokens: 200 },
		}
		const choices = [{ index: 0, message: { role: 'assistant', content: 'x' }, finish_reason: 'stop' }]
		await using wrapped = await startWrapped(answer({ id: 'c1', model: 'gpt-4o-mini', choices, usage }), {})
		const said = await wrapped.openai.chat.completions.create({
			model: 'gpt-4o-mini',
			messages: [{ role: 'user', content: rows }],
		})
		expect(said.usage).toEqual(usage)
		const { record, server, responseId } = wrapped.calls()[0] ?? {}
		expect(record).toMatchObject({
			requestedModel: 'openai/gpt-4o-mini',
			outcome: 'completed',
			usage: { inputTokens: 500, outputTokens: 100, cacheReadInputTokens: 200 },
		})
		// $0.15, $0.075 and $0.60 a million of uncached, cached and generated tokens.
		expect(record?.cost).toEqual({
			status: 'priced',
			mark: 'billed',
			usd: expect.closeTo((300 * 0.15 + 200 * 0.075 + 100 * 0.6) / 1e6, 12),
		})
		expect(record?.baseline.usage.inputTokens).toBeGreaterThan(700)
		expect(record?.savedUsd).toBeGreaterThan(0)
		expect([server, responseId]).toEqual([
			{ address: '127.0.0.1', port: Number(new URL(wrapped.upstream.url).port) },
			'c1',
		])
	})

	it('carries the labels of the options, the body and the header, and the header goes no further', async () => {
		await using wrapped = await startWrapped(undefined, { ...off, tags: { app: 'shop', team: 'none' } })
		await wrapped.openai.chat.completions.create(
			{ ...chat, user: 'u1', metadata: { feature: 'search' } },
			{ headers: { 'x-headroom-tags': 'team=blue,plan=pro' } },
		)
		await wrapped.anthropic.messages.create({
			model: 'claude-sonnet-4-6',
			max_tokens: 9,
			messages,
			metadata: { user_id: 'u2' },
		})
		await wrapped.openai.embeddings.create(
			{ model: 'm', input: 'x' },
			{ headers: { 'X-Headroom-Tags': 'team=blue' } },
		)
		expect(wrapped.calls().map(({ record }) => record.tags)).toEqual([
			{ app: 'shop', team: 'blue', user: 'u1', feature: 'search', plan: 'pro' },
			{ app: 'shop', team: 'none', user: 'u2' },
		])
		for (const { rawHeaders } of wrapped.upstream.requests)
			expect(rawHeaders.join().toLowerCase()).not.toContain('headroom')
	})

	it('names the provider that the options name', async () => {
		await using wrapped = await startWrapped(undefined, { ...off, provider: 'azure' })
		await wrapped.openai.chat.completions.create(chat)
		expect(wrapped.calls()[0]?.record).toMatchObject({ provider: 'azure', model: 'azure/gpt-4o-mini' })
	})
})

describe('routing in a wrapped client', () => {
	const routed = (model: string): { router: ModelRouterOptions } => ({
		router: { routes: [{ name: 'small', model, when: { maxTokens: 1000 } }] },
	})

	it('asks another model of the same vendor, by the name its API takes, and leaves the rest of the body', async () => {
		await using wrapped = await startWrapped(undefined, { ...off, ...routed('openai/gpt-4.1-nano') })
		await wrapped.openai.chat.completions.create({ ...chat, seed: 12_345 })
		expect(wrapped.sent()).toEqual([
			'{"model":"gpt-4.1-nano","messages":[{"role":"user","content":"Hi"}],"seed":12345}',
		])
		expect(wrapped.calls()[0]?.record).toMatchObject({
			requestedModel: 'openai/gpt-4o-mini',
			model: 'openai/gpt-4.1-nano',
			route: 'small',
		})
	})

	it.each(['anthropic/claude-haiku-4-5', 'claude-haiku-4-5', 'acme/of-tomorrow'])(
		'stays with the model asked for when the router picks one of another vendor, and says so: %s',
		async (model) => {
			await using wrapped = await startWrapped(undefined, { ...off, ...routed(model) })
			await wrapped.openai.chat.completions.create(chat)
			expect(wrapped.sent()).toEqual([JSON.stringify(chat)])
			expect(wrapped.warnings()).toContain('route-not-reachable')
			expect(wrapped.calls()[0]?.record).toMatchObject({ model: 'openai/gpt-4o-mini', route: null })
		},
	)
})
