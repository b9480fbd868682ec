import { z } from 'zod'
import { camelKeys, decimal, flag, oneOf, text, texts, whole } from '../fields.ts'
import { type ConditionConfig, conditionSchema } from './condition.ts'

/** One rule of the router: which requests, and the model that gets them. */
export interface RouteConfig {
	/** Unique among the routes; appears in decisions and reports. */
	readonly name: string
	/** @default 'condition' */
	readonly type: 'condition' | 'semantic'
	/** Model of the requests of this route; a route has this or `learned`. */
	readonly model?: string
	/** File of a learned router, which chooses the model of each request; relative to the folder of headroom.yaml. */
	readonly learned?: string
	/** What the learned router is set to; for, and only for, a route with `learned`. Absent: as the file says. */
	readonly aim?: AimConfig
	/** Most tokens of an answer on this route. */
	readonly maxTokens?: number
	/** When the route applies; for the type `condition` only, which needs it unless `learned` chooses. */
	readonly when?: ConditionConfig
	/** Examples of what belongs here; needed by, and only by, the type `semantic`. @default [] */
	readonly utterances: readonly string[]
	/** Model of the embeddings. Absent: the offline default. */
	readonly embeddingModel?: string
	/** Least similarity to the utterances, in [0, 1]. Absent: fitted, or the router's own. */
	readonly threshold?: number
}

/** What a learned router is set to; one of these. */
export interface AimConfig {
	/** Place of the dial between cheapest and best, in [0, 1]. */
	readonly dial?: number
	/** Share of the requests that go to the best model, in [0, 1]. */
	readonly share?: number
	/** Share of the best model's quality that is to be kept, above 0. */
	readonly quality?: number
	/** Mean USD of a request. */
	readonly cost?: number
}

/** Layer 3: routing, each request to the cheapest model that will do. */
export interface RouterConfig {
	/** @default true when a default model or a route is given, else false */
	readonly enabled: boolean
	/** Model of requests that no route takes. */
	readonly defaultModel?: string
	/** What scores semantic routes: words and embeddings together where there are any, or words alone. @default 'auto' */
	readonly semantic: 'auto' | 'lexical'
	/** File with fitted thresholds, which `headroom route fit` writes; relative to the folder of headroom.yaml. */
	readonly fitted?: string
	/** What earlier turns of a conversation mean for its model. @default 'auto' */
	readonly sessions: 'auto' | 'pin' | 'follow'
	/** Region that no request may leave. */
	readonly region?: string
	/** Tried in order; the first that applies wins. @default [] */
	readonly routes: readonly RouteConfig[]
}

const model = 'the name of a model, such as gpt-4o-mini'

const share = 'a number from 0 to 1, such as 0.5'

const aimSchema: z.ZodType<AimConfig> = z.strictObject(
	{
		dial: decimal(share, { min: 0, max: 1 })
			.exactOptional()
			.describe('Place between the cheapest setting, 0, and the best, 1.'),
		share: decimal(share, { min: 0, max: 1 })
			.exactOptional()
			.describe('Share of the requests that go to the best model.'),
		quality: decimal("a share of the best model's quality, such as 0.97", { min: 0, max: 2 })
			.exactOptional()
			.describe("Share of the best model's quality that is to be kept."),
		cost: decimal('a mean cost in USD of a request, such as 0.002', { min: 0 })
			.exactOptional()
			.describe('Mean USD of a request.'),
	},
	{ error: 'one of dial, share, quality and cost, such as { quality: 0.97 }' },
)

const routeSchema: z.ZodType<RouteConfig> = z
	.strictObject(
		{
			name: text('a name for the route, such as simple_qa').describe(
				'Unique among the routes; appears in decisions.',
			),
			type: oneOf(['condition', 'semantic'])
				.default('condition')
				.describe('Whether conditions or similarity to examples decide.'),
			model: text(model)
				.exactOptional()
				.describe(
					'Model that gets the requests of this route; or give learned, which chooses one of several.',
				),
			learned: text('the path of a file, such as router.json')
				.exactOptional()
				.describe(
					'File of a learned router (headroom route train), relative to the folder of headroom.yaml.',
				),
			aim: aimSchema
				.exactOptional()
				.describe('What the learned router is set to; without it, what the file says.'),
			max_tokens: whole('a whole number of tokens, such as 200', 1)
				.exactOptional()
				.describe('Most tokens of an answer on this route.'),
			when: conditionSchema
				.exactOptional()
				.describe('When the route applies; every matcher given must hold.'),
			utterances: texts('an example of what belongs on this route, such as "where is my order?"')
				.default([])
				.describe('Examples of what belongs here, for type: semantic.'),
			embedding_model: text('the name of an embedding model, such as text-embedding-3-small')
				.exactOptional()
				.describe('Model of the embeddings, for type: semantic; without one, an offline default.'),
			threshold: decimal('a number from 0 to 1, such as 0.75', { min: 0, max: 1 })
				.exactOptional()
				.describe('Least similarity to the utterances, for type: semantic.'),
		},
		{ error: 'a route, such as { name: simple_qa, model: gpt-4o-mini, when: { max_words: 50 } }' },
	)
	.transform(camelKeys)

export const routerSchema: z.ZodType<RouterConfig> = z
	.strictObject(
		{
			enabled: flag()
				.exactOptional()
				.describe('Whether Layer 3 runs; by default it does when a default model or a route is given.'),
			default_model: text(model).exactOptional().describe('Model of requests that no route takes.'),
			semantic: oneOf(['auto', 'lexical'])
				.default('auto')
				.describe(
					'What scores semantic routes: words with embeddings where there are any, or words and spelling alone.',
				),
			fitted: text('the path of a file, such as router.fitted.json')
				.exactOptional()
				.describe(
					'File with thresholds of the semantic routes (headroom route fit), relative to the folder of headroom.yaml.',
				),
			sessions: oneOf(['auto', 'pin', 'follow'])
				.default('auto')
				.describe(
					'Whether a conversation stays with its model unless switching pays, always stays, or is decided turn by turn.',
				),
			region: text('a region, such as eu')
				.exactOptional()
				.describe('Region that no request may leave; models whose regions are not known serve none.'),
			routes: z
				.array(routeSchema, { error: 'a list of routes, each beginning with "- name:"' })
				.default([])
				.describe('Tried in order; the first that applies wins.'),
		},
		{ error: 'a mapping with keys such as default_model and routes' },
	)
	.transform((value) => {
		const given = value.default_model !== undefined || value.routes.length > 0
		return camelKeys({ ...value, enabled: value.enabled ?? given })
	})
