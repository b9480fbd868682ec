import {
	type ChatRequest,
	type HeadroomEvent,
	type ModelUsageEvent,
	type Stage,
	type Tokenizer,
	tell,
} from '@headroom/spec'
import { RequestCounter } from './count.ts'
import { isRefusal } from './is-refusal.ts'
import { runStage } from './run-stage.ts'

/** How a pipeline runs its stages. */
export interface PipelineOptions {
	/** The tokenizer of a model. */
	readonly tokenizerFor: (model: string) => Tokenizer
	/**
	 * What to do with a stage that throws: go on without it, or throw what it threw. Aborts are always thrown.
	 *
	 * @default 'skip'
	 */
	readonly onStageError?: 'skip' | 'throw'
	/** Most milliseconds one stage may take before it is left out. @default 10000 */
	readonly stageTimeoutMs?: number
	/** Remembers counts; given where others count the same requests. @default new RequestCounter() */
	readonly counter?: RequestCounter
}

/** What one stage did, as the runner measured it. */
export interface StageReport {
	readonly stage: string
	/** `failed`: it threw and was left out. `reverted`: it made the prompt larger and was left out. */
	readonly outcome: 'applied' | 'unchanged' | 'failed' | 'reverted'
	/** Tokens of the request given to the stage, counted for the model the request had after it. */
	readonly tokensBefore: number
	/** Tokens of the request that went on from the stage. */
	readonly tokensAfter: number
	/** The model the request had when it went on. */
	readonly model: string
	readonly durationMs: number
	/** What it asked of models of its own, whatever became of its result; absent when it asked none. */
	readonly modelUsage?: readonly ModelUsageEvent[]
}

/** What became of a request. */
export interface PipelineResult {
	readonly request: ChatRequest
	readonly reports: readonly StageReport[]
	/** The request that went on from each stage, in the order of `reports`. */
	readonly steps: readonly ChatRequest[]
	/** What the stages and the runner observed, in order. */
	readonly events: readonly HeadroomEvent[]
}

/** What travels with one run. */
export interface PipelineContext {
	readonly signal?: AbortSignal | undefined
	readonly observe?: ((event: HeadroomEvent) => void) | undefined
}

/**
 * Runs stages one after the other and measures each. Fails open: a stage that throws, takes too long or makes
 * the prompt larger is left out, and the request goes on as it was.
 */
export class Pipeline {
	readonly stages: readonly Stage[]
	readonly #tokenizerFor: (model: string) => Tokenizer
	readonly #throws: boolean
	readonly #timeoutMs: number
	readonly #counter: RequestCounter

	constructor(stages: readonly Stage[], options: PipelineOptions) {
		this.stages = stages
		this.#tokenizerFor = options.tokenizerFor
		this.#throws = options.onStageError === 'throw'
		this.#timeoutMs = options.stageTimeoutMs ?? 10_000
		this.#counter = options.counter ?? new RequestCounter()
	}

	/** Tokens of a request as its own model counts them. */
	count(request: ChatRequest): number {
		return this.#counter.count(request, this.#tokenizerFor(request.model))
	}

	/** 0 where the tokenizer is what fails: a call must not break over its count. */
	#countIfAble(request: ChatRequest): number {
		try {
			return this.count(request)
		} catch {
			return 0
		}
	}

	/**
	 * @throws the signal's reason when it aborts; HeadroomError `region-not-served`; with `onStageError: 'throw'` what a
	 * stage threw.
	 */
	async run(request: ChatRequest, context: PipelineContext = {}): Promise<PipelineResult> {
		const events: HeadroomEvent[] = []
		const observe = (event: HeadroomEvent): void => {
			events.push(event)
			tell(context, event)
		}
		const signal = context.signal ?? new AbortController().signal
		const reports: StageReport[] = []
		const steps: ChatRequest[] = []
		let current = request
		for (const stage of this.stages) {
			const [next, report] = await this.#runOne(stage, current, signal, observe)
			reports.push(report)
			steps.push(next)
			current = next
		}
		return { request: current, reports, steps, events }
	}

	async #runOne(
		stage: Stage,
		request: ChatRequest,
		signal: AbortSignal,
		observe: (event: HeadroomEvent) => void,
	): Promise<readonly [ChatRequest, StageReport]> {
		const started = performance.now()
		const said: HeadroomEvent[] = []
		try {
			const context = {
				tokenizer: this.#tokenizerFor(request.model),
				signal,
				observe: (event: HeadroomEvent) => said.push(event),
			}
			const result = await runStage(stage, request, context, this.#timeoutMs)
			const durationMs = performance.now() - started
			return this.#measure(stage, request, result, durationMs, said, observe)
		} catch (error) {
			const asked = usageIn(said)
			for (const event of asked) observe(event)
			signal.throwIfAborted()
			// To go on without the router would be to leave the region.
			if (this.#throws || isRefusal(error)) throw error
			const durationMs = performance.now() - started
			observe({ type: 'stage-failed', stage: stage.name, error, durationMs })
			const tokens = this.#countIfAble(request)
			return [
				request,
				{
					stage: stage.name,
					outcome: 'failed',
					tokensBefore: tokens,
					tokensAfter: tokens,
					model: request.model,
					durationMs,
					...(asked.length === 0 ? {} : { modelUsage: asked }),
				},
			]
		}
	}

	/**
	 * Passes on what the stage said only when its result stands: a reverted stage left nothing out. What it asked
	 * of models is to be paid all the same.
	 */
	#measure(
		stage: Stage,
		request: ChatRequest,
		result: ChatRequest,
		durationMs: number,
		said: readonly HeadroomEvent[],
		observe: (event: HeadroomEvent) => void,
	): readonly [ChatRequest, StageReport] {
		const tokenizer = this.#tokenizerFor(result.model)
		const tokensBefore = this.#counter.count(request, tokenizer)
		const tokensAfter = result === request ? tokensBefore : this.#counter.count(result, tokenizer)
		const grew = tokensAfter > tokensBefore
		const outcome = grew ? 'reverted' : result === request ? 'unchanged' : 'applied'
		const asked = usageIn(said)
		for (const event of grew ? asked : said) observe(event)
		observe({ type: 'stage', stage: stage.name, outcome, tokensBefore, tokensAfter, durationMs })
		const kept = grew ? request : result
		return [
			kept,
			{
				stage: stage.name,
				outcome,
				tokensBefore,
				tokensAfter: grew ? tokensBefore : tokensAfter,
				model: kept.model,
				durationMs,
				...(asked.length === 0 ? {} : { modelUsage: asked }),
			},
		]
	}
}

function usageIn(said: readonly HeadroomEvent[]): readonly ModelUsageEvent[] {
	return said.filter((event) => event.type === 'model-usage')
}
