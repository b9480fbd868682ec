import type { ContextCompressorOptions } from '@headroom/compressor'
import type { ModelRouter, ModelRouterOptions } from '@headroom/router'
import type { TokenSlimmerOptions } from '@headroom/slimmer'
import type { ChatModel, HeadroomEvent, ModelCatalog, Stage, Tokenizer } from '@headroom/spec'
import type { CallOptions } from './calls/connect-model.ts'
import type { ProviderSources } from './calls/provider-directory.ts'
import type { LedgerStore } from './ledger/ledger-store.ts'

/** How a client optimizes. Every layer may be turned off; slimming and compression are on by default. */
export interface HeadroomOptions {
	/** Model of prompts that name none. @default 'gpt-4o-mini' */
	readonly model?: string
	/** Layer 1; `false` turns it off. @default {} */
	readonly slimmer?: TokenSlimmerOptions | false
	/** Layer 2; `false` turns it off. Its `cachePrices` default to the catalog's. @default {} */
	readonly compressor?: ContextCompressorOptions | false
	/**
	 * Answers `chat()` and `stream()`. Also speaks to the model that `compressor.model` names, unless the compressor is
	 * given a `chatModel` of its own. Without a name nobody is asked, and none is where `compressor.cache` is not `ignore`.
	 *
	 * @default the providers
	 */
	readonly chatModel?: ChatModel
	/**
	 * Who answers where no `chatModel` does: by the first half of their model ids, or a list. Given, they speak for
	 * `compressor.model` too. Known vendors that are not given are connected at the first call that needs them, where
	 * the environment holds their key.
	 *
	 * @default []
	 */
	readonly providers?: ProviderSources
	/** What stands between a call and its provider. @default {} */
	readonly calls?: CallOptions
	/** Layer 3, off unless given. Its catalog defaults to the client's. */
	readonly router?: ModelRouterOptions | ModelRouter | false
	/** Stages of your own, run after the layers. @default [] */
	readonly stages?: readonly Stage[]
	/** Prices and windows. @default createCatalog() */
	readonly catalog?: ModelCatalog
	/** @default tokenizerFor of `@headroom/tokenizer` */
	readonly tokenizerFor?: (model: string) => Tokenizer
	/** Hears every event. What it throws is ignored. */
	readonly observe?: (event: HeadroomEvent) => void
	/** See `PipelineOptions.onStageError`. @default 'skip' */
	readonly onStageError?: 'skip' | 'throw'
	/** See `PipelineOptions.stageTimeoutMs`. @default 10000 */
	readonly stageTimeoutMs?: number
	/**
	 * Labels of every call in the books, such as team or feature. Those of the request's `metadata` and those of the
	 * call win over them, in this order.
	 *
	 * @default {}
	 */
	readonly tags?: Readonly<Record<string, string>>
	/**
	 * What calls are measured against: the original prompt at the requested model, or always at the model of this id.
	 *
	 * @default 'requested'
	 */
	readonly baseline?: string
	/** Keeps the record of every call. What it throws is told as a warning and breaks no call. @default none */
	readonly ledger?: LedgerStore
}
