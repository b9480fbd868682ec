import { createCatalog } from '@headroom/models'
import type { ChatRequest, Message } from '@headroom/spec'
import { testStage, wordTokenizer } from '@headroom/spec/testing'
import { describe, expect, it } from 'vitest'
import { type ModelChooser, ModelRouter, type ModelRouterOptions, type Route } from '../src/index.ts'

const SONNET = 'anthropic/claude-sonnet-4-5'
const HAIKU = 'anthropic/claude-haiku-4-5'
const catalog = createCatalog()

const short: Route = { name: 'short', when: { maxWords: 4 }, model: HAIKU }

function routerOf(options: ModelRouterOptions = {}): ModelRouter {
	return new ModelRouter({
		defaultModel: SONNET,
		routes: [short],
		catalog,
		tokenizer: wordTokenizer,
		...options,
	})
}

/** Milliseconds of processor time; as `processorTime`, of what has to be waited for. */
async function processorMs(run: () => Promise<unknown>): Promise<number> {
	const start = process.cpuUsage()
	await run()
	const { user: own, system: kernel } = process.cpuUsage(start)
	return (own + kernel) / 1000
}

const words = (count: number): string => 'word '.repeat(count).trimEnd()
const user = (content: string): Message => ({ role: 'user', content })
const answer = (content: string): Message => ({ role: 'assistant', content })

/** A prompt of Anthropic's that asks for its cache. */
function cached(messages: readonly Message[], rest: Partial<ChatRequest> = {}): ChatRequest {
	return { model: SONNET, messages, extra: { cache_control: { type: 'ephemeral' } }, ...rest }
}

const system: Message = { role: 'system', content: words(30_000) }
const long = 'please look at all of it and tell me what is wrong with it'

describe('a conversation', () => {
	it('stays with its model while switching does not pay over the calls expected', async () => {
		const request = cached([system, user(long), answer(words(500)), user('and now?')])
		const decision = await routerOf().route(request)
		expect(decision).toMatchObject({
			route: 'short',
			model: SONNET,
			session: { action: 'stay', from: SONNET },
		})
		expect(decision.session?.asked).toBe(HAIKU)
		// One call so far, and one run of a dearer model: half a call is expected; the switch needs about two.
		expect(decision.session?.costs?.expectedTurns).toBe(0.5)
		expect(decision.session?.costs?.paysBackAfter).toBeGreaterThan(1.5)
		expect(decision.reason).toContain('"short": at most 4 words; stays with anthropic/claude-sonnet-4-5')
		expect(decision.reason).toMatch(/would cost \$0\.0\d+ for this call instead of \$0\.0\d+, then/)
	})

	it('leaves for a cheaper model once enough calls are expected', async () => {
		const talk: Message[] = [system]
		for (let turn = 0; turn < 10; turn++) talk.push(user(long), answer(words(100)))
		const decision = await routerOf().route(cached([...talk, user('and now?')]))
		expect(decision).toMatchObject({ model: HAIKU, session: { action: 'switch' } })
		// Ten calls so far, one run of a dearer model.
		expect(decision.session?.costs?.expectedTurns).toBe(5)
		expect(decision.reason).toBe('"short": at most 4 words')
		expect(decision.session?.reason).toMatch(
			/^leaves .* for the cheaper .* pays back after \d\.\d calls, with 5\.0 expected$/,
		)
	})

	it('goes to a dearer model that a turn asks for, and says what that costs more', async () => {
		const decision = await routerOf().route(cached([system, user('hello there'), answer('Hi.'), user(long)]))
		expect(decision).toMatchObject({ route: null, model: SONNET, reason: 'no route holds' })
		expect(decision.session).toMatchObject({ from: HAIKU, action: 'switch' })
		expect(decision.session?.reason).toMatch(
			/^leaves .*haiku-4-5 for the dearer .*sonnet-4-5: \$0\.1\d+ for this call instead of \$0\.0/,
		)
	})

	it('has nothing to lose where nothing is cached', async () => {
		const request: ChatRequest = {
			model: SONNET,
			messages: [system, user(long), answer(words(500)), user('and now?')],
		}
		const decision = await routerOf().route(request)
		expect(decision).toMatchObject({ model: HAIKU, session: { action: 'switch' } })
		expect(decision.session?.costs?.paysBackAfter).toBe(0)
	})

	it('has nothing to lose where its prompt is too short to be cached', async () => {
		const request = cached([
			{ role: 'system', content: words(900) },
			user(long),
			answer('It is the third line.'),
			user('and now?'),
		])
		expect((await routerOf().route(request)).model).toBe(HAIKU)
	})

	it('keeps one decision through the tool calls of a turn', async () => {
		const call = (id: number): Message[] => [
			{ role: 'assistant', content: [{ type: 'tool-call', id: String(id), name: 'look', arguments: '{}' }] },
			{ role: 'tool', content: [{ type: 'tool-result', callId: String(id), content: words(400) }] },
		]
		const router = routerOf({
			routes: [{ name: 'early', condition: (_, { messages }) => messages.length <= 2, model: HAIKU }],
		})
		const start = [system, user('fix the login test')]
		const models = new Set<string>()
		for (let calls = 0; calls < 5; calls++) {
			const messages = [...start, ...Array.from({ length: calls }, (_, id) => call(id)).flat()]
			models.add((await router.route(cached(messages))).model)
		}
		expect([...models]).toEqual([HAIKU])
	})

	it('takes reminders and tool results for no turn of a person', async () => {
		const reminder = user('<system-reminder>is the list empty?</system-reminder>')
		const decision = await routerOf().route(cached([system, reminder, user(long), reminder]))
		expect(decision).toMatchObject({ model: SONNET })
		expect(decision.session).toBeUndefined()
	})

	it('decides alike whatever is remembered', async () => {
		const talk: Message[] = [system]
		const warm = routerOf()
		for (let turn = 0; turn < 12; turn++) {
			talk.push(user(turn % 3 === 0 ? long : `and ${turn}?`))
			const request = cached([...talk])
			expect(await warm.route(request)).toEqual(await routerOf().route(request))
			talk.push(answer(words(50 + turn)))
		}
	})

	it('is decided by the routes there are, also when they changed while it was decided before', async () => {
		const opus = 'anthropic/claude-opus-4-1'
		let open: () => void = () => {}
		const opened = new Promise<void>((resolve) => {
			open = resolve
		})
		const condition = async (text: string): Promise<boolean> => {
			await opened
			return text === 'deep'
		}
		const deep = { name: 'deep', when: { contains: 'deep' }, model: opus } satisfies Route
		const router = routerOf({ routes: [{ name: 'before', condition, model: 'openai/gpt-4o' }] })
		const request = cached([user('deep'), answer('yes'), user('and now?')])
		const before = router.route(request)
		router.removeRoute('before')
		router.addRoute(deep)
		open()
		expect((await before).session?.from).toBe('openai/gpt-4o')
		const after = await router.route(request)
		expect(after).toEqual(await routerOf({ routes: [deep] }).route(request))
		expect(after.session?.from).toBe(opus)
	})

	it('of 600 turns is decided in little time, and anew for its next turn', async () => {
		let asked = 0
		const router = routerOf({
			routes: [{ name: 'counted', condition: (text) => ++asked > 0 && text.length < 9, model: HAIKU }],
		})
		const talk: Message[] = []
		for (let turn = 0; turn < 600; turn++) talk.push(user(`turn ${turn}`), answer('Yes.'))
		await router.route(cached([...talk, user('last')]))
		// The blocks before the last 128 to 255 turns are left out.
		expect(asked).toBeLessThanOrEqual(256)
		asked = 0
		await router.route(cached([...talk, user('last'), answer('Yes.'), user('one more')]))
		expect(asked).toBe(1)
	})
})

describe('a conversation of very many messages', () => {
	it('takes processor time in proportion to them', async () => {
		const talk = (messages: number): ChatRequest =>
			cached(
				Array.from({ length: messages + 1 }, (_, index) =>
					index % 2 === 0 ? user(`a ${index % 7}`) : answer('ok'),
				),
			)
		await routerOf().route(talk(20_000))
		const few = await processorMs(() => routerOf().route(talk(20_000)))
		const many = await processorMs(() => routerOf().route(talk(160_000)))
		expect(many / few).toBeLessThan(24)
	})
})

describe('a chooser', () => {
	/** Alternates, as one that explores may. */
	function restless(): ModelChooser & { asked: number } {
		const chooser = {
			name: 'restless',
			models: [SONNET, HAIKU],
			asked: 0,
			rank: () => {
				const order = chooser.asked++ % 2 === 0 ? [SONNET, HAIKU] : [HAIKU, SONNET]
				return order.map((model, index) => ({
					model,
					score: 1 - index,
					reason: `the ${chooser.asked}th time`,
				}))
			},
		}
		return chooser
	}

	it('is asked once for each turn, and a conversation stays with what it chose', async () => {
		const chooser = restless()
		const router = routerOf({ routes: [{ name: 'any', model: chooser }] })
		const talk: Message[] = [system, user('How much is it?')]
		expect((await router.route(cached([...talk]))).model).toBe(SONNET)
		talk.push(answer('Five.'), user('And two of them?'))
		const second = await router.route(cached([...talk]))
		expect(chooser.asked).toBe(2)
		expect(second).toMatchObject({
			route: 'any',
			model: SONNET,
			session: { action: 'stay', from: SONNET, asked: HAIKU },
			choice: { by: 'restless' },
		})
		expect(second.reason).toContain('restless: the 2th time; stays with anthropic/claude-sonnet-4-5')
	})
})

describe('as a stage', () => {
	it.each<ModelRouterOptions>([{ sessions: 'auto' }, { sessions: 'pin' }, { sessions: 'follow' }])(
		'keeps every law with %j, with a default model and without',
		async (options) => {
			const labelled: Route = {
				name: 'labelled',
				when: { hasTools: true, minWords: 3 },
				model: 'gpt-4.1-mini',
			}
			await testStage(() => routerOf({ ...options, routes: [short, labelled] }), { cases: 200 })
			const { defaultModel: _, ...open } = { defaultModel: '', catalog, tokenizer: wordTokenizer, ...options }
			await testStage(() => new ModelRouter({ ...open, routes: [labelled, short] }), { cases: 200 })
		},
		120_000,
	)
})

describe('policies', () => {
	const request = cached([
		{ role: 'system', content: 'Be brief.' },
		user('hello there'),
		answer('Hi.'),
		user(long),
	])

	it('pin keeps the first model', async () => {
		const decision = await routerOf({ sessions: 'pin' }).route(request)
		expect(decision.model).toBe(HAIKU)
		expect(decision.reason).toContain('conversations are pinned to their model')
	})

	it('pin leaves a model that cannot serve any more, and says so', async () => {
		const router = routerOf({
			sessions: 'pin',
			routes: [{ ...short, model: 'openai/gpt-3.5-turbo' }],
		})
		const image: Message = {
			role: 'user',
			content: [
				{ type: 'text', text: long },
				{ type: 'opaque', kind: 'image', value: {} },
			],
		}
		const decision = await router.route(cached([user('hello there'), answer('Hi.'), image]))
		expect(decision).toMatchObject({ model: SONNET, session: { action: 'switch' } })
		expect(decision.session?.reason).toContain('openai/gpt-3.5-turbo takes no images')
	})

	it('follow decides every turn alone', async () => {
		const held = cached([system, user(long), answer(words(500)), user('and now?')])
		const decision = await routerOf({ sessions: 'follow' }).route(held)
		expect(decision.model).toBe(HAIKU)
		expect(decision.session).toBeUndefined()
	})

	it('are refused when there is no such', () => {
		expect(() => routerOf({ sessions: 'sticky' as never })).toThrowError(
			/sessions is "sticky"; expected one of/,
		)
	})
})

describe('what the caller says of a conversation', () => {
	const request = cached([system, user(long), answer(words(500)), user('and now?')])

	it('wins: more calls to come', async () => {
		const decision = await routerOf().route(request, { session: { model: SONNET, expectedTurns: 10 } })
		expect(decision).toMatchObject({ model: HAIKU, session: { action: 'switch' } })
	})

	it('wins: the cache is cold after six minutes, so that both would write', async () => {
		const router = routerOf()
		const idle = await router.route(request, { session: { model: SONNET, idleMs: 6 * 60_000 } })
		expect(idle).toMatchObject({ model: HAIKU, session: { action: 'switch' } })
		const busy = await router.route(request, { session: { model: SONNET, idleMs: 4 * 60_000 } })
		expect(busy).toMatchObject({ model: SONNET, session: { action: 'stay' } })
	})

	it('wins: nothing is cached', async () => {
		const decision = await routerOf().route(request, { session: { model: SONNET, cachedTokens: 0 } })
		expect(decision.model).toBe(HAIKU)
	})

	it('may come from the router’s options', async () => {
		const router = routerOf({
			session: ({ metadata }) => (metadata?.talk === 'a' ? { model: SONNET, expectedTurns: 10 } : undefined),
		})
		expect((await router.route({ ...request, metadata: { talk: 'a' } })).model).toBe(HAIKU)
		expect((await router.route(request)).model).toBe(SONNET)
	})
})
