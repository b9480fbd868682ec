import type { HeadroomEvent, WarningEvent } from '@headroom/spec'
import type { ModelFigures } from './figures.ts'

/** Tells what asking a model cost, and of every section for which it gave nothing that could be used. */
export function observeModel(
	{ modelUsage, unreportedModelCalls = 0, sections = [] }: ModelFigures,
	stage: string,
	model: string,
	observe: (event: HeadroomEvent) => void,
): void {
	for (const { message, unit, range, by, reason } of sections) {
		if (by === 'model') continue
		const place = `${unit} ${range[0]}–${range[1]} from message ${message}`
		observe({
			type: 'warning',
			code: 'summary-failed',
			message: `${stage}: ${place} were compressed without ${model}: ${reason}`,
		})
	}
	if (modelUsage === undefined) return
	observe({ type: 'model-usage', stage, model, usage: modelUsage, unreportedCalls: unreportedModelCalls })
}

/** Says that a connected model is left out because a prefix of the conversation may be cached. */
export function notAsked(stage: string, model: string): WarningEvent {
	return {
		type: 'warning',
		code: 'model-not-asked',
		message: `${stage}: ${model} was not asked, since its next answer may differ and would change what a provider has cached; set cache: 'ignore' where no prefix is cached, or leave out chatModel`,
	}
}
