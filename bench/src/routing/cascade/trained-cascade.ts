import { type AcceptRecord, trainAccept, trainedAccept } from '@headroom/router'
import { seededRandom, shuffled } from '../../statistics/index.ts'
import type { ZeroEvalPrompt } from '../load/zeroeval.ts'
import { callCost, type PlayedPrompt, type PricedModel, playCascade, tokensOf } from './play-cascade.ts'

/**
 * Cost that a rule is trained to stay below, as a share of the strong model's: a tenth under the half that it is held to,
 * since other prompts cost more or less.
 */
const COST_SHARE = 0.45

/** Parts of the prompts, each judged by a rule that was trained on the others. */
const FOLDS = 5

/** What prompts and answers teach an accept rule. */
function acceptRecords(
	prompts: readonly ZeroEvalPrompt[],
	cheap: readonly PricedModel[],
	strong: PricedModel,
): AcceptRecord[] {
	return prompts.map((row) => ({
		prompt: row.prompt,
		cheap: cheap.map((priced) => ({
			text: row.answers[priced.model] ?? null,
			outputTokens: tokensOf(row.outcomes.get(priced.model)?.outputChars ?? Number.NaN),
			quality: row.outcomes.get(priced.model)?.correct ?? Number.NaN,
			cost: callCost(row, priced),
		})),
		strong: {
			quality: row.outcomes.get(strong.model)?.correct ?? Number.NaN,
			cost: callCost(row, strong),
		},
	}))
}

/** The cascade with a rule that was trained on some prompts, played on others. */
export function playTrained(
	train: readonly ZeroEvalPrompt[],
	test: readonly ZeroEvalPrompt[],
	cheap: readonly PricedModel[],
	strong: PricedModel,
): Promise<PlayedPrompt[]> {
	const models = cheap.map(({ model }) => model)
	const trained = trainAccept(acceptRecords(train, cheap, strong), {
		models,
		costShare: COST_SHARE,
	})
	// As a file keeps it, so that what is measured is what is loaded.
	return playCascade(test, cheap, strong, trainedAccept(JSON.parse(JSON.stringify(trained))))
}

/** Every prompt once, each part with a rule that was trained on the others; one list a part. */
export async function crossValidated(
	prompts: readonly ZeroEvalPrompt[],
	cheap: readonly PricedModel[],
	strong: PricedModel,
	seed: number,
): Promise<PlayedPrompt[][]> {
	const order = shuffled(prompts, seededRandom(seed))
	const parts: PlayedPrompt[][] = []
	for (let part = 0; part < FOLDS; part++) {
		const train = order.filter((_, index) => index % FOLDS !== part)
		const test = order.filter((_, index) => index % FOLDS === part)
		parts.push(await playTrained(train, test, cheap, strong))
	}
	return parts
}
