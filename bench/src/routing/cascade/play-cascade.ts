import { type AcceptRule, withCascade } from '@headroom/router'
import type { ChatModel, ChatRequest, Usage } from '@headroom/spec'
import type { PairPrice, ZeroEvalPrompt } from '../load/zeroeval.ts'

/** A model of ZeroEval and what it costs. */
export interface PricedModel {
	readonly model: string
	readonly price: PairPrice
}

/** What a cascade came to on one prompt, beside the strong model. */
export interface PlayedPrompt {
	readonly quality: number
	/** USD of every call that was made. */
	readonly cost: number
	readonly strong: number
	readonly strongCost: number
	readonly escalated: boolean
}

/** ZeroEval's tokens are not recorded: four characters each. */
export function tokensOf(characters: number): number {
	return characters / 4
}

/** USD of a call that an answer of so many characters came of. */
export function callCost({ prompt, outcomes }: ZeroEvalPrompt, { model, price }: PricedModel): number {
	const { outputChars = Number.NaN } = outcomes.get(model) ?? {}
	return (tokensOf(prompt.length) * price.input + tokensOf(outputChars) * price.output) / 1e6
}

/**
 * Sends every prompt through the product's own cascade, over models that answer as they did in ZeroEval. What is paid
 * is what the cascade says: the usage of the answer that it gives, and its events of those that it threw away.
 */
export async function playCascade(
	prompts: readonly ZeroEvalPrompt[],
	cheap: readonly PricedModel[],
	strong: PricedModel,
	rule: AcceptRule,
): Promise<PlayedPrompt[]> {
	const prices = new Map([...cheap, strong].map(({ model, price }) => [model, price]))
	const costOf = (model: string, { inputTokens, outputTokens }: Usage): number => {
		const { input, output } = prices.get(model) ?? { input: Number.NaN, output: Number.NaN }
		return (inputTokens * input + outputTokens * output) / 1e6
	}
	const cascade = withCascade(recordedModel(prompts), {
		[strong.model]: { try: cheap.map(({ model }) => model), rule },
	})
	const played: PlayedPrompt[] = []
	for (const [index, row] of prompts.entries()) {
		let cost = 0
		const request: ChatRequest = {
			model: strong.model,
			messages: [{ role: 'user', content: row.prompt }],
			metadata: { row: String(index) },
		}
		const { model, usage } = await cascade.generate(request, {
			observe(event) {
				if (event.type === 'model-usage') cost += costOf(event.model, event.usage)
			},
		})
		played.push({
			quality: row.outcomes.get(model)?.correct ?? Number.NaN,
			cost: cost + (usage === undefined ? Number.NaN : costOf(model, usage)),
			strong: row.outcomes.get(strong.model)?.correct ?? Number.NaN,
			strongCost: callCost(row, strong),
			escalated: model === strong.model,
		})
	}
	return played
}

/** Answers with what a model's answer was; the strong model's was not kept, and nobody looks at it. */
function recordedModel(prompts: readonly ZeroEvalPrompt[]): ChatModel {
	return {
		async generate({ model, metadata }) {
			const row = prompts[Number(metadata?.row)] as ZeroEvalPrompt
			return {
				id: 'recorded',
				model,
				message: { role: 'assistant', content: row.answers[model] ?? '' },
				finishReason: 'stop',
				usage: {
					inputTokens: tokensOf(row.prompt.length),
					outputTokens: tokensOf(row.outcomes.get(model)?.outputChars ?? Number.NaN),
				},
			}
		},
		async *stream(request) {
			yield { type: 'finish', response: await this.generate(request) }
		},
	}
}
