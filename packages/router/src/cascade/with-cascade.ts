import {
	type CallContext,
	type ChatModel,
	type ChatRequest,
	type ChatResponse,
	type ModelCatalog,
	replay,
	tell,
} from '@headroom/spec'
import { type Cascade, readCascades } from './cascade.ts'
import { CascadeRun, type CascadeTools } from './cascade-run.ts'
import { notCascaded } from './not-cascaded.ts'
import { type CascadeClock, machineClock } from './time-limit.ts'

export interface CascadeOptions {
	/**
	 * Says that `gpt-4o` is `openai/gpt-4o`, and what models can do: one that lacks what the request needs is passed over.
	 * Without one, names are taken as they are and nothing is held against a model.
	 */
	readonly catalog?: ModelCatalog
	/** Region that no call may leave; a request names one of its own with the label `region`. @default none */
	readonly region?: string
	/** @default the clock of the machine */
	readonly clock?: CascadeClock
}

/**
 * Tries cheaper models before the one that a request asks for, takes the first answer that is good enough, and else asks
 * the model itself. Requests of models without a cascade pass through.
 *
 * Every answer that is thrown away is told as `model-usage`, so that what a call saved is net of it and may be a loss. A
 * cheap model that fails is passed over; an error of the requested model, and an abort, are the caller's. One attempt
 * is made at a time.
 *
 * In a stream, cheap attempts are made whole, judged, and then given in order, each part in one piece; the
 * requested model's answer streams through. Nothing of an answer that was thrown away is ever given.
 *
 * @throws HeadroomError `invalid-argument` when a cascade is malformed.
 */
export function withCascade(
	model: ChatModel,
	cascades: Readonly<Record<string, Cascade>>,
	options: CascadeOptions = {},
): ChatModel {
	const { catalog, region, clock = machineClock } = options
	const cascadeOf = readCascades(cascades, catalog)
	const tools: CascadeTools = { model, clock, catalog, region }

	async function cheapAnswer(
		request: ChatRequest,
		context: CallContext | undefined,
	): Promise<ChatResponse | undefined> {
		context?.signal?.throwIfAborted()
		const cascade = cascadeOf(request.model)
		if (cascade === undefined) return undefined
		const reason = notCascaded(request, cascade.toolResults)
		if (reason === undefined) return new CascadeRun(cascade, request, context, tools).answer()
		tell(context, {
			type: 'cascade',
			step: 'escalate',
			model: request.model,
			attempts: 0,
			by: 'request',
			reason,
		})
		return undefined
	}

	return {
		async generate(request, context) {
			return (await cheapAnswer(request, context)) ?? model.generate(request, context)
		},
		async *stream(request, context) {
			const answer = await cheapAnswer(request, context)
			if (answer === undefined) yield* model.stream(request, context)
			else yield* replay(answer)
		},
	}
}
