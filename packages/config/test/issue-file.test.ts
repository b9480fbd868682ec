import { parseConfig } from '@headroom/config'
import { HeadroomError } from '@headroom/spec'
import { describe, expect, it } from 'vitest'

const text = `slimmer:    { enabled: true, dedup: true }
compressor: { enabled: true, model: gpt-4o-mini, max_compression_ratio: 0.5, preserve_keywords: ["important", "must", "never", "security"] }
router:
  enabled: true
  default_model: gpt-4o-mini
  routes: []            # declarative conditions, and type: semantic with utterances, embedding_model, threshold
providers:
  openai:    { api_key: \${OPENAI_API_KEY} }
  anthropic: { api_key: \${ANTHROPIC_API_KEY} }
`

describe('headroom.yaml as users write it', () => {
	it('loads with the values written and every other default filled in', () => {
		const { config } = parseConfig(text, { env: { OPENAI_API_KEY: 'sk-o', ANTHROPIC_API_KEY: 'sk-a' } })
		expect(config.slimmer).toEqual({
			enabled: true,
			level: 'standard',
			dedup: true,
			encode: true,
			rules: {},
			preserveKeywords: [],
		})
		expect(config.compressor).toEqual({
			enabled: true,
			model: 'gpt-4o-mini',
			maxCompressionRatio: 0.5,
			allowBelowFloor: false,
			preserveKeywords: ['important', 'must', 'never', 'security'],
			cache: 'preserve',
			checkpoints: 'auto',
			minTokens: 200,
			scope: 'default',
		})
		expect(config.router).toEqual({
			enabled: true,
			defaultModel: 'gpt-4o-mini',
			semantic: 'auto',
			sessions: 'auto',
			routes: [],
		})
		expect(config.monitoring).toEqual({
			enabled: false,
			log: true,
			ledger: { store: 'sqlite' },
			tags: {},
		})
		expect(config.models).toEqual({})
		expect(config.providers.openai?.apiKey?.reveal()).toBe('sk-o')
		expect(config.providers.anthropic?.apiKey?.reveal()).toBe('sk-a')
	})

	it('loads with no key set, and fails only for whoever reveals one', () => {
		const { config } = parseConfig(text, { path: 'headroom.yaml', env: { ANTHROPIC_API_KEY: ' ' } })
		const openai = config.providers.openai?.apiKey
		expect(openai?.available).toBe(false)
		expect(() => openai?.reveal()).toThrow(
			'providers.openai.api_key: the environment variable OPENAI_API_KEY is not set (headroom.yaml:8:25); ' +
				'set it before calling openai, as in: export OPENAI_API_KEY=...',
		)
		expect(() => config.providers.anthropic?.apiKey?.reveal()).toThrow('ANTHROPIC_API_KEY is empty')
		try {
			openai?.reveal()
		} catch (error) {
			expect((error as HeadroomError).code).toBe('missing-key')
			expect(error).toBeInstanceOf(HeadroomError)
		}
	})

	it('takes an empty file, comments alone and empty sections for the defaults', () => {
		const defaults = parseConfig('', { env: {} }).config
		for (const text of [
			'# nothing yet\n',
			'---\n',
			'slimmer:\n# level: standard\nrouter:\n',
			'\uFEFFslimmer: {}',
			'{}',
		]) {
			expect(parseConfig(text, { env: {} }).config).toEqual(defaults)
		}
		expect(defaults.router).toEqual({ enabled: false, semantic: 'auto', sessions: 'auto', routes: [] })
	})

	it('switches the router on when there is something to route to, and not otherwise', () => {
		const enabled = (router: string): boolean =>
			parseConfig(`router: ${router}`, { env: {} }).config.router.enabled
		expect(enabled('{ default_model: gpt-4o-mini }')).toBe(true)
		expect(enabled('{ routes: [{ name: a, model: b, when: { max_words: 5 } }] }')).toBe(true)
		expect(enabled('{ default_model: gpt-4o-mini, enabled: false }')).toBe(false)
		expect(enabled('{}')).toBe(false)
	})

	it('reads routes of both types and prices', () => {
		const { config } = parseConfig(
			`router:
  routes:
    - name: simple_qa
      model: gpt-4o-mini
      max_tokens: 200
      when:
        contains: "?"
        max_words: 50
        metadata: { team: [support, sales] }
        not: { any: [{ has_tools: true }, { language: [han, japanese] }] }
    - name: refunds
      type: semantic
      model: gpt-4o
      utterances: ["I want my money back", "refund please"]
      embedding_model: text-embedding-3-small
      threshold: 0.7
models:
  openai/gpt-4o-mini: { input: 0.15, output: 0.6, cache_read: 0.075, context_window: 128000 }
`,
			{ env: {} },
		)
		expect(config.router.routes).toEqual([
			{
				name: 'simple_qa',
				type: 'condition',
				model: 'gpt-4o-mini',
				maxTokens: 200,
				utterances: [],
				when: {
					contains: ['?'],
					maxWords: 50,
					metadata: { team: ['support', 'sales'] },
					not: { any: [{ hasTools: true }, { language: ['han', 'japanese'] }] },
				},
			},
			{
				name: 'refunds',
				type: 'semantic',
				model: 'gpt-4o',
				utterances: ['I want my money back', 'refund please'],
				embeddingModel: 'text-embedding-3-small',
				threshold: 0.7,
			},
		])
		expect(config.models['openai/gpt-4o-mini']).toEqual({
			input: 0.15,
			output: 0.6,
			cacheRead: 0.075,
			contextWindow: 128000,
		})
	})

	it('reads learned routes, fitted thresholds, sessions, regions and tests of labels', () => {
		const { config, entries } = parseConfig(
			`router:
  semantic: lexical
  fitted: router.fitted.json
  sessions: pin
  region: eu
  routes:
    - name: trial
      model: gpt-4o-mini
      when: { language: [de, french], metadata: { plan: { exists: false }, seats: { min: 1, max: 5 }, zone: { matches: "^eu-" } } }
    - { name: rest, learned: router.json, aim: { quality: 0.97 } }
models:
  openai/gpt-4o: { regions: [eu, us] }
`,
			{ env: {} },
		)
		expect(config.router).toMatchObject({
			enabled: true,
			semantic: 'lexical',
			fitted: 'router.fitted.json',
			sessions: 'pin',
			region: 'eu',
		})
		expect(config.router.routes).toEqual([
			{
				name: 'trial',
				type: 'condition',
				model: 'gpt-4o-mini',
				utterances: [],
				when: {
					language: ['de', 'french'],
					metadata: { plan: { exists: false }, seats: { min: 1, max: 5 }, zone: { matches: '^eu-' } },
				},
			},
			{ name: 'rest', type: 'condition', learned: 'router.json', aim: { quality: 0.97 }, utterances: [] },
		])
		expect(config.models['openai/gpt-4o']).toEqual({ regions: ['eu', 'us'] })
		expect(entries.find(({ key }) => key === 'router.routes[1].aim.quality')?.value).toBe(0.97)
	})

	it('reads where what is left out is kept', () => {
		const recall = (text: string): unknown =>
			parseConfig(`compressor: { recall: ${text}, scope: team-a, target_tokens: 4000 }`, { env: {} }).config
				.compressor
		expect(recall('{ store: sqlite, path: recall.db, ttl_seconds: 3600 }')).toMatchObject({
			recall: { store: 'sqlite', path: 'recall.db', ttlSeconds: 3600 },
			scope: 'team-a',
			targetTokens: 4000,
		})
		expect(recall('{ max_bytes: 1000000 }')).toMatchObject({
			recall: { store: 'memory', ttlSeconds: 86_400, maxBytes: 1_000_000 },
		})
		expect(parseConfig('', { env: {} }).config.compressor).not.toHaveProperty('recall')
	})

	it('allows a ratio below the floor when the file says that it means it', () => {
		const ratio = (text: string): number =>
			parseConfig(text, { env: {} }).config.compressor.maxCompressionRatio
		expect(ratio('compressor: { max_compression_ratio: 0.3, allow_below_floor: true }')).toBe(0.3)
		expect(ratio('compressor: { max_compression_ratio: 1 }')).toBe(1)
	})
})
