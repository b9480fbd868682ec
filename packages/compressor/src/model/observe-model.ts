import type { HeadroomEvent } from '@headroom/spec'
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
