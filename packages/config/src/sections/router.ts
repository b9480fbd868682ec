import { z } from 'zod'
import { camelKeys, decimal, flag, oneOf, text, texts, whole } from '../fields.ts'
import { type ConditionConfig, conditionSchema } from './condition.ts'

/** One rule of the router: which requests, and the model that gets them. */
export interface RouteConfig {
	/** Unique among the routes; appears in decisions and reports. */
	readonly name: string
	/** @default 'condition' */
	readonly type: 'condition' | 'semantic'
	readonly model: string
	/** Most tokens of an answer on this route. */
	readonly maxTokens?: number
	/** When the route applies; needed by, and only by, the type `condition`. */
	readonly when?: ConditionConfig
	/** Examples of what belongs here; needed by, and only by, the type `semantic`. @default [] */
	readonly utterances: readonly string[]
	/** Model of the embeddings. Absent: the offline default. */
	readonly embeddingModel?: string
	/** Least similarity to the utterances, in [0, 1]. Absent: fitted, or the router's own. */
	readonly threshold?: number
}

/** Layer 3: routing, each request to the cheapest model that will do. */
export interface RouterConfig {
	/** @default true when a default model or a route is given, else false */
	readonly enabled: boolean
	/** Model of requests that no route takes. */
	readonly defaultModel?: string
	/** Tried in order; the first that applies wins. @default [] */
	readonly routes: readonly RouteConfig[]
}

const model = 'the name of a model, such as gpt-4o-mini'

const routeSchema: z.ZodType<RouteConfig> = z
	.strictObject(
		{
			name: text('a name for the route, such as simple_qa').describe(
				'Unique among the routes; appears in decisions.',
			),
			type: oneOf(['condition', 'semantic'])
				.default('condition')
				.describe('Whether conditions or similarity to examples decide.'),
			model: text(model).describe('Model that gets the requests of this route.'),
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
