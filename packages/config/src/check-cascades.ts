import { asPlain, type Plain, type Report } from './check-report.ts'
import { pathLabel } from './located.ts'

/** Cascades that could never do what they say. */
export function checkCascades(cascades: Plain, report: Report): void {
	for (const [model, value] of Object.entries(cascades)) {
		const cascade = asPlain(value)
		if (cascade === undefined) continue
		checkModels(model, cascade, report)
		checkRule(model, cascade, report)
	}
}

function checkModels(
	model: string,
	{ try: list, accept, agree = 2, samples = 1 }: Plain,
	report: Report,
): void {
	if (!Array.isArray(list)) return
	const path = ['calls', 'cascades', model, 'try']
	if (list.length === 0)
		report.atKey(
			path,
			`${pathLabel(path)}: an empty list tries nothing; name a cheaper model, or remove the cascade`,
		)
	const own = list.indexOf(model)
	if (own >= 0)
		report.atValue(
			[...path, own],
			`${pathLabel(path)}: ${model} is the model that is escalated to; name a cheaper one`,
		)
	const answers = list.length * (typeof samples === 'number' ? samples : 1)
	if (accept === 'agreement' && typeof agree === 'number' && list.length > 0 && answers < agree)
		report.atKey(
			path,
			`${pathLabel(path)}: ${answers} ${answers === 1 ? 'answer' : 'answers'} can never be ${agree} that agree; name more models, or set samples`,
		)
}

function checkRule(model: string, { accept, rule }: Plain, report: Report): void {
	const path = ['calls', 'cascades', model]
	if (accept === 'trained' && rule === undefined)
		report.atValue(
			[...path, 'accept'],
			`${pathLabel([...path, 'accept'])}: a trained rule needs its file; name it, such as rule: accept.json`,
		)
	if (rule !== undefined && accept !== 'trained')
		report.atKey(
			[...path, 'rule'],
			`${pathLabel([...path, 'rule'])}: nothing reads this file without accept: trained; add that, or remove the line`,
		)
}
