import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { configJsonSchema, parseConfig } from '@headroom/config'
import { HeadroomClient, type HeadroomEvent, optionsFromConfig } from '@headroom/core'
import { LearnedRouter, languageNames, ModelRouter, type RoutingRecord } from '@headroom/router'
import { afterAll, beforeEach, describe, expect, it } from 'vitest'
import { embedderFromConfig } from '../src/calls/embedder-from-config.ts'

let folder = ''
const folders: string[] = []
const servers: Server[] = []
beforeEach(() => {
	folder = mkdtempSync(join(tmpdir(), 'headroom-router-'))
	folders.push(folder)
	mkdirSync(join(folder, '.git'))
})
afterAll(() => {
	for (const made of folders) rmSync(made, { recursive: true, force: true })
	for (const server of servers) server.close()
})

/** Long questions about proofs, which the strong model alone gets right, and short greetings, which both do. */
const records: RoutingRecord[] = Array.from({ length: 240 }, (_, n) =>
	n % 2 === 0
		? {
				prompt: `prove theorem number ${n} about primes and write every step of the induction down in full`,
				outcomes: { 'gpt-4o': { quality: 1, cost: 0.01 }, 'gpt-4o-mini': { quality: 0, cost: 0.001 } },
			}
		: {
				prompt: `hello number ${n}`,
				outcomes: { 'gpt-4o': { quality: 1, cost: 0.01 }, 'gpt-4o-mini': { quality: 1, cost: 0.001 } },
			},
)

const semantic = `router:
  default_model: gpt-4o
  routes:
    - { name: orders, type: semantic, model: gpt-4o-mini, utterances: [where is my order, track my parcel] }
    - { name: money, type: semantic, model: gpt-4o-mini, utterances: [refund my purchase, pay me back] }
`

function routerOf(yaml: string): ModelRouter {
	const { router, catalog } = optionsFromConfig(parseConfig(yaml, { env: {} }).config, folder)
	if (!router || router instanceof ModelRouter) throw new Error('no router')
	return new ModelRouter({ ...router, ...(catalog === undefined ? {} : { catalog }) })
}

describe('the router of headroom.yaml', () => {
	it('takes the languages that the router knows, and no others', () => {
		const language = JSON.stringify(configJsonSchema().definitions?.condition?.properties?.language)
		const [, names = ''] = /"enum":(\[[^\]]*\])/.exec(language) ?? []
		expect(JSON.parse(names).sort()).toEqual([...languageNames].sort())
	})

	it('leaves the model of a route to what was learnt, at the aim of the file', async () => {
		writeFileSync(join(folder, 'router.json'), JSON.stringify(LearnedRouter.train(records)))
		const yaml = (aim: string): string =>
			`router: { default_model: gpt-4o, routes: [{ name: all, learned: router.json${aim} }] }`
		const proof = 'prove theorem number 7 about primes and write every step of the induction down in full'
		const router = routerOf(yaml(', aim: { quality: 1 }'))
		expect(await router.route(proof)).toMatchObject({
			route: 'all',
			model: 'gpt-4o',
			choice: { by: 'learned' },
		})
		expect((await router.route('hello number 9')).model).toBe('gpt-4o-mini')
		expect((await routerOf(yaml(', aim: { dial: 0 }')).route(proof)).model).toBe('gpt-4o-mini')
	})

	it('says what is wrong with a learned router that is missing, no JSON or something else', () => {
		const yaml = 'router: { default_model: m, routes: [{ name: all, learned: router.json }] }'
		expect(() => routerOf(yaml)).toThrow(
			`the route "all" (learned): the file ${join(folder, 'router.json')} does not exist; write it with "headroom route train", or correct the path in headroom.yaml`,
		)
		writeFileSync(join(folder, 'router.json'), 'sk-secret')
		expect(() => routerOf(yaml)).toThrow(
			/^the route "all" \(learned\): the file \S+ is not JSON; (?!.*sk-secret)/,
		)
		writeFileSync(join(folder, 'router.json'), '{}')
		expect(() => routerOf(yaml)).toThrow('the route "all" (learned): router.json: ')
	})

	it('takes fitted thresholds over, and refuses them for other utterances', async () => {
		const lexical = semantic.replace('router:', 'router:\n  semantic: lexical')
		const router = routerOf(lexical)
		await router.fit({
			heldBack: [
				{ text: 'where is the order of mine', route: 'orders' },
				{ text: 'track a parcel', route: 'orders' },
				{ text: 'refund the purchase', route: 'money' },
				{ text: 'pay the money back', route: 'money' },
			],
			rejection: 0.5,
		})
		await router.save(join(folder, 'fitted.json'))
		const fitted = lexical.replace('router:', 'router:\n  fitted: fitted.json')
		const text = 'where is my order'
		const [before, after] = [await router.route(text), await routerOf(fitted).route(text)]
		expect(after).toEqual(before)
		const other = await routerOf(lexical).route(text)
		expect(after.threshold).not.toBe(other.threshold)
		expect(() => routerOf(fitted.replace('track my parcel', 'track it'))).toThrow(
			'fitted was made with other utterances of route "orders"; fit the router anew',
		)
		expect(() => routerOf(fitted.replace('name: money', 'name: refunds'))).toThrow(
			'fitted was made with the semantic routes orders, money, and this router has orders, refunds',
		)
		expect(() => routerOf(fitted.replace('semantic: lexical\n', 'semantic: auto\n'))).toThrow(
			'made with semantic',
		)
		expect(() => routerOf(fitted.replace('fitted.json', 'none.json'))).toThrow('headroom route fit')
	})

	it('hands sessions and regions to the router', async () => {
		const yaml = `router: { default_model: gpt-4o, region: eu, sessions: pin }
models: { gpt-4o: { regions: [eu] }, gpt-4o-mini: { regions: [us] } }`
		expect(routerOf(yaml).region).toBe('eu')
		const inEurope = `${yaml}`.replace(
			'sessions: pin',
			'routes: [{ name: short, model: gpt-4o-mini, when: { max_words: 9 } }]',
		)
		const decision = await routerOf(inEurope).route('hello')
		expect(decision).toMatchObject({ route: null, model: 'gpt-4o' })
		expect(decision.passedOver[0]?.reason).toContain('runs in us')
	})
})

/** A server that embeds: one dimension for orders, one for money. */
async function embeddings(): Promise<{
	url: string
	asked: { model: string; input: string[]; key: string }[]
}> {
	const asked: { model: string; input: string[]; key: string }[] = []
	const server = createServer(async (request, response) => {
		let body = ''
		for await (const chunk of request) body += chunk
		const { model, input } = JSON.parse(body)
		asked.push({ model, input, key: request.headers.authorization ?? '' })
		const data = input.map((text: string, index: number) => ({
			index,
			embedding: /order|parcel|package/.test(text) ? [1, 0.1] : [0.1, 1],
		}))
		response.setHeader('content-type', 'application/json')
		response.end(
			JSON.stringify({ object: 'list', model, data, usage: { prompt_tokens: 1, total_tokens: 1 } }),
		)
	})
	servers.push(server)
	await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
	return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/v1`, asked }
}

const embedded = semantic.replaceAll(
	'utterances:',
	'embedding_model: text-embedding-3-small, threshold: 0.5, utterances:',
)

describe('an embedding model of headroom.yaml', () => {
	it('is asked through the section of its provider', async () => {
		const { url, asked } = await embeddings()
		writeFileSync(
			join(folder, 'headroom.yaml'),
			`${embedded}providers: { openai: { api_key: sk-of-the-file, base_url: ${url} } }\n`,
		)
		const client = HeadroomClient.fromConfig(join(folder, 'headroom.yaml'))
		const decision = await client.router?.route('my package never came')
		expect(decision?.route).toBe('orders')
		expect(decision?.reason).toContain('openai/text-embedding-3-small')
		expect(asked[0]).toMatchObject({ model: 'text-embedding-3-small', key: 'Bearer sk-of-the-file' })
		await client.router?.route('another package')
		expect(asked.flatMap(({ input }) => input).filter((text) => text === 'track my parcel')).toHaveLength(1)
	})

	it('that cannot be asked is told of once, and routes are scored by words', async () => {
		const events: HeadroomEvent[] = []
		const yaml = `${embedded}providers: { openai: { api_key: \${NO_SUCH_KEY} } }\n`
		writeFileSync(join(folder, 'headroom.yaml'), yaml)
		const client = HeadroomClient.fromConfig(join(folder, 'headroom.yaml'), {
			observe: (event) => events.push(event),
		})
		for (let n = 0; n < 2; n++) {
			const decision = await client.router?.route('where is my order')
			expect(decision).toMatchObject({ route: 'orders' })
			expect(decision?.reason).toContain('scored lexically')
		}
		const warnings = events.filter((event) => event.type === 'warning' && event.code === 'embedder-failed')
		expect(warnings).toHaveLength(1)
		expect(JSON.stringify(warnings)).toContain('NO_SUCH_KEY')
	})

	it('asks nobody where no providers are connected, nor where words alone score', async () => {
		const decision = await routerOf(embedded.replace('router:', 'router:\n  semantic: lexical')).route(
			'track my parcel',
		)
		expect(decision.route).toBe('orders')
		expect(embedderFromConfig(parseConfig(semantic, { env: {} }).config)).toBeUndefined()
		const words = parseConfig(embedded.replace('router:', 'router:\n  semantic: lexical'), { env: {} }).config
		expect(embedderFromConfig(words)).toBeUndefined()
		const local = parseConfig(embedded.replaceAll('text-embedding-3-small', 'all-MiniLM-L6-v2'), {
			env: {},
		}).config
		expect(embedderFromConfig(local)).toBeUndefined()
	})

	it.each([
		['text-embedding-3-large', '', 'openai/text-embedding-3-large'],
		['ollama/nomic-embed-text', '', 'ollama/nomic-embed-text'],
		['own/bge-m3', 'providers: { own: { base_url: http://127.0.0.1:9/v1 } }', 'own/bge-m3'],
		['bge-m3', 'providers: { own: { base_url: http://127.0.0.1:9/v1 } }', 'own/bge-m3'],
		['BAAI/bge-m3', 'providers: { own: { base_url: http://127.0.0.1:9/v1 } }', 'own/BAAI/bge-m3'],
	])('%s is served by who it should be', (model, providers, id) => {
		const yaml = `${embedded.replaceAll('text-embedding-3-small', model)}${providers}\n`
		expect(embedderFromConfig(parseConfig(yaml, { env: {} }).config, { env: {} })?.id).toBe(id)
	})

	it('is refused where nobody can serve it', () => {
		const at = (model: string): (() => unknown) => {
			const yaml = embedded.replaceAll('text-embedding-3-small', model)
			return () => embedderFromConfig(parseConfig(yaml, { env: {} }).config, { env: {} })
		}
		expect(at('bge-m3')).toThrow('write provider/model, such as ollama/nomic-embed-text')
		expect(at('anthropic/claude-embed')).toThrow('which has no embeddings')
	})
})
