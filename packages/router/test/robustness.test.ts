import { createCatalog } from '@headroom/models'
import type { ChatRequest, Message } from '@headroom/spec'
import { wordTokenizer } from '@headroom/spec/testing'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type ModelChooser, ModelRouter, type Route, type RouteDecision, type When } from '../src/index.ts'

const catalog = createCatalog()
const MODEL = 'openai/gpt-4o'

/** Words that routes look for, and others. */
const word = fc.constantFrom(
	'refund',
	'order',
	'invoice',
	'why',
	'the',
	'rain',
	'дождь',
	'注文',
	'7',
	'poem?',
	'track',
)
const text = fc.array(word, { minLength: 1, maxLength: 14 }).map((words) => words.join(' '))

/** Conditions that judge what the person wrote; those that name tools, images or labels judge these. */
const leaf: fc.Arbitrary<When> = fc.oneof(
	word.map((contains) => ({ contains })),
	fc.constantFrom('re[f]und', '\\d', 'poem\\?$', '^why').map((matches) => ({ matches })),
	fc.nat(12).map((maxWords) => ({ maxWords })),
	fc.nat(12).map((minWords) => ({ minWords })),
	fc.nat(12).map((maxTokens) => ({ maxTokens })),
	fc.nat(12).map((minTokens) => ({ minTokens })),
	fc.constantFrom('latin', 'cyrillic', 'japanese').map((language) => ({ language })),
	fc.constantFrom('a', 'b').map((team) => ({ metadata: { team } })),
)
const when: fc.Arbitrary<When> = fc.oneof(
	leaf,
	leaf.map((not) => ({ not })),
	fc.array(leaf, { minLength: 1, maxLength: 3 }).map((any) => ({ any })),
	fc.array(leaf, { minLength: 1, maxLength: 3 }).map((all) => ({ all })),
)

const chooser: ModelChooser = {
	name: 'by words',
	models: ['openai/gpt-4o-mini', 'openai/gpt-4.1'],
	rank: ({ text: written, countTokens }) =>
		(countTokens() % 2 === 0 ? [...chooser.models] : [...chooser.models].reverse()).map((model, index) => ({
			model,
			score: written.length - index,
			reason: `${written.length} letters`,
		})),
}

type Kind = (name: string) => Route
const route: fc.Arbitrary<Kind> = fc.oneof(
	when.map(
		(given): Kind =>
			(name) => ({ name, when: given, model: 'openai/gpt-4.1-mini', maxTokens: 99 }),
	),
	word.map(
		(wanted): Kind =>
			(name) => ({ name, condition: (said) => said.includes(wanted), model: 'openai/gpt-5' }),
	),
	fc.array(text, { minLength: 1, maxLength: 4 }).map(
		(utterances): Kind =>
			(name) => ({ name, type: 'semantic', utterances, model: 'claude-haiku-4-5' }),
	),
	leaf.map(
		(given): Kind =>
			(name) => ({ name, when: given, model: chooser }),
	),
)

const routerArbitrary = fc.array(route, { minLength: 1, maxLength: 5 }).map(
	(kinds) =>
		new ModelRouter({
			defaultModel: MODEL,
			catalog,
			tokenizer: wordTokenizer,
			semantic: 'lexical',
			routes: kinds.map((kind, index) => kind(`route ${index}`)),
		}),
)

const block = fc
	.tuple(fc.constantFrom('system-reminder', 'environment_context', 'additional_data', 'bash-stdout'), text)
	.map(([tag, inside]) => `<${tag}>\n${inside}\n</${tag}>`)

/** The same words in a request that carries much else. */
const laden = fc.record({
	system: text.map((content) => `${content} `.repeat(500)),
	blocks: fc.array(block, { maxLength: 3 }),
	tools: fc.constantFrom(0, 32),
	after: fc.boolean(),
	calls: fc.nat(2),
	result: text,
})

type Laden = typeof laden extends fc.Arbitrary<infer Value> ? Value : never

function burden(written: string, { system, blocks, tools, after, calls, result }: Laden): ChatRequest {
	const noise: Message[] = blocks.map((content) => ({ role: 'user', content }))
	const loop = Array.from({ length: calls }, (_, index): Message[] => [
		{
			role: 'assistant',
			content: [{ type: 'tool-call', id: `${index}`, name: 'look_0', arguments: '{}' }],
		},
		{ role: 'tool', content: [{ type: 'tool-result', callId: `${index}`, content: result }] },
	])
	const person: Message = { role: 'user', content: `${blocks.join('')}\n${written}\n${blocks.join('')}` }
	return {
		model: MODEL,
		messages: [
			{ role: 'system', content: system },
			...noise,
			person,
			...loop.flat(),
			...(after ? noise : []),
		],
		tools: Array.from({ length: tools }, (_, index) => ({ name: `look_${index}`, description: result })),
		metadata: { team: 'a' },
	}
}

function judged({ estimatedCost: _, ...decision }: RouteDecision): object {
	return decision
}

describe('a decision', () => {
	it('is the same whatever stands around what the person wrote', async () => {
		await fc.assert(
			fc.asyncProperty(routerArbitrary, text, laden, async (router, written, given) => {
				const plain: ChatRequest = {
					model: MODEL,
					messages: [{ role: 'user', content: written }],
					metadata: { team: 'a' },
				}
				const [alone, together] = [await router.route(plain), await router.route(burden(written, given))]
				expect(judged(together)).toEqual(judged(alone))
			}),
			{ numRuns: 400 },
		)
	})

	it('has a reason, and scores where there are any', async () => {
		await fc.assert(
			fc.asyncProperty(routerArbitrary, text, async (router, written) => {
				const { route: chosen, reason, score, threshold, runnersUp } = await router.route(written)
				expect(reason).not.toBe('')
				if (chosen === null) expect([score, threshold]).toEqual([null, null])
				else expect(score).toBeGreaterThanOrEqual(threshold ?? Number.NaN)
				for (const other of runnersUp) expect(other.score).toBeGreaterThan(0)
			}),
			{ numRuns: 200 },
		)
	})

	it('in a later turn names the same route, whatever stands around it', async () => {
		await fc.assert(
			fc.asyncProperty(routerArbitrary, text, text, laden, async (router, first, second, given) => {
				const before: Message[] = [
					{ role: 'user', content: first },
					{ role: 'assistant', content: 'Yes.' },
				]
				const plain = await router.route({
					model: MODEL,
					messages: [...before, { role: 'user', content: second }],
					metadata: { team: 'a' },
				})
				const request = burden(second, given)
				const [system, ...rest] = request.messages
				const messages = system === undefined ? rest : [system, ...before, ...rest]
				const decision = await router.route({ ...request, messages })
				expect(decision.route).toBe(plain.route)
				expect([decision.score, decision.threshold]).toEqual([plain.score, plain.threshold])
			}),
			{ numRuns: 200 },
		)
	})
})
