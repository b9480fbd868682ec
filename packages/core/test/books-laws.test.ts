import type { CallRecord, ChatModel, ChatRequest, HeadroomEvent, Stage, Usage } from '@headroom/spec'
import { arbitraryRequest, wordTokenizer } from '@headroom/spec/testing'
import fc from 'fast-check'
import { expect, it } from 'vitest'
import { type ChatResult, HeadroomClient } from '../src/index.ts'
import { says } from './by-words.ts'

const MODELS = [
	'openai/gpt-4o',
	'openai/gpt-4o-mini',
	'anthropic/claude-sonnet-4-5',
	'anthropic/claude-haiku-4-5',
	'somebody/unheard-of',
]
const model = fc.constantFrom(...MODELS)

/** A usage whose parts are no larger than their totals. */
const usage: fc.Arbitrary<Usage> = fc
	.record({
		fresh: fc.nat(5000),
		read: fc.option(fc.nat(5000)),
		written: fc.option(fc.nat(5000)),
		out: fc.nat(900),
	})
	.map(({ fresh, read, written, out }) => ({
		inputTokens: fresh + (read ?? 0) + (written ?? 0),
		outputTokens: out,
		...(read === null ? {} : { cacheReadInputTokens: read }),
		...(written === null ? {} : { cacheWriteInputTokens: written }),
	}))

/** What one stage does: halves the texts, drops the last message, changes the model, asks one, takes a checkpoint. */
const stage: fc.Arbitrary<Omit<Stage, 'name'>> = fc
	.record({
		halve: fc.boolean(),
		drop: fc.boolean(),
		to: fc.option(model),
		asked: fc.option(fc.tuple(model, usage)),
		checkpoint: fc.boolean(),
	})
	.map(({ halve, drop, to, asked, checkpoint }) => ({
		run(request, context) {
			if (asked !== null) {
				const [of, used] = asked
				context.observe({ type: 'model-usage', stage: 's', model: of, usage: used, unreportedCalls: 0 })
			}
			if (checkpoint) {
				const boundary = request.messages.length
				const more = { compacted: 1, number: 1, taken: true, savedTokens: 1, gain: 1 }
				context.observe({ type: 'checkpoint', stage: 's', boundary, ...more })
			}
			const kept = drop ? request.messages.slice(0, -1) : request.messages
			const messages = halve
				? kept.map((message) =>
						typeof message.content === 'string'
							? { ...message, content: message.content.slice(0, message.content.length >> 1) }
							: message,
					)
				: kept
			return { ...request, messages, ...(to === null ? {} : { model: to }) }
		},
	}))

const later: fc.Arbitrary<HeadroomEvent> = fc.oneof(
	fc.record({
		type: fc.constant('fallback' as const),
		from: model,
		to: model,
		error: fc.constant('overloaded'),
	}),
	fc.record({
		type: fc.constant('model-usage' as const),
		stage: fc.constant('cascade'),
		model,
		usage,
		unreportedCalls: fc.constant(0),
	}),
	fc.record({ type: fc.constant('response-cache' as const), model, usage }),
)

const situation = fc.record({
	request: arbitraryRequest,
	requested: model,
	answered: model,
	baseline: fc.option(model),
	stages: fc.array(stage, { maxLength: 3 }),
	events: fc.array(later, { maxLength: 2 }),
	usage: fc.option(usage),
})
type Situation = typeof situation extends fc.Arbitrary<infer T> ? T : never

it('adds up: layers make the whole, and what is saved is the baseline less what was paid, for any call', async () => {
	let priced = 0
	await fc.assert(
		fc.asyncProperty(situation, async (given) => {
			const { record, savings, usage: billed } = await call(given)
			expect(JSON.parse(JSON.stringify(record))).toEqual(record)
			expect(record.savedUsd).toBe(savedOf(record))
			if (record.savedUsd !== undefined) priced++
			expect(savings.cost.savedUsd).toBe(record.savedUsd)
			expect(savings.savedTokens).toBe(savings.tokensBefore - savings.tokensAfter)
			expect(savings.tokensAfter).toBe(record.usage.inputTokens)
			expect(billed).toEqual(record.usageMark === 'billed' ? record.usage : undefined)
			checkUsage(record.baseline.usage)
			// Layers are absent only where nothing changed and nothing was paid for.
			const { layers } = savings
			const savedTokens = layers.reduce((sum, layer) => sum + layer.savedTokens, 0)
			expect(savedTokens).toBe(savings.savedTokens)
			const parts = layers.map((layer) => layer.cost.savedUsd)
			if (parts.every((part) => part !== undefined) && record.savedUsd !== undefined) {
				const sum = parts.reduce((total, part) => total + part, 0)
				expect(sum).toBeCloseTo(record.savedUsd, 12)
			}
			for (const [index, layer] of layers.entries()) {
				const next = layers[index + 1]
				if (next !== undefined) expect(next.cost.baseline).toEqual(layer.cost.optimized)
			}
		}),
		{ numRuns: 1000, seed: 6 },
	)
	expect(priced).toBeGreaterThan(300)
})

function call({
	request,
	requested,
	answered,
	baseline,
	stages,
	events,
	usage: used,
}: Situation): Promise<ChatResult> {
	const chatModel: ChatModel = {
		async generate(_request, context) {
			for (const event of events) context?.observe?.(event)
			return {
				id: 'r',
				model: answered,
				message: { role: 'assistant', content: says('Well then.') },
				finishReason: 'stop',
				...(used === null ? {} : { usage: used }),
			}
		},
		async *stream() {},
	}
	const client = new HeadroomClient({
		slimmer: false,
		compressor: false,
		// Vendors differ in their tokenizers; here each has one of its own.
		tokenizerFor: (name) =>
			name.startsWith('openai/') ? { ...wordTokenizer, id: 'o', exact: true } : wordTokenizer,
		stages: stages.map((given, index) => ({ ...given, name: `s${index}` })),
		chatModel,
		...(baseline === null ? {} : { baseline }),
	})
	const prompt: ChatRequest = { ...request, model: requested }
	return client.chat(prompt)
}

function savedOf({ baseline, cost, extraCost }: CallRecord): number | undefined {
	if (baseline.cost.status === 'unpriced' || cost.status === 'unpriced' || extraCost?.status === 'unpriced')
		return undefined
	return baseline.cost.usd - cost.usd - (extraCost?.usd ?? 0)
}

function checkUsage({ inputTokens, cacheReadInputTokens = 0, cacheWriteInputTokens = 0 }: Usage): void {
	for (const count of [inputTokens, cacheReadInputTokens, cacheWriteInputTokens]) {
		expect(Number.isInteger(count)).toBe(true)
		expect(count).toBeGreaterThanOrEqual(0)
	}
	expect(cacheReadInputTokens + cacheWriteInputTokens).toBeLessThanOrEqual(inputTokens)
}
