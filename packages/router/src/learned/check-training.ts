import { HeadroomError } from '@headroom/spec'
import { checkNames } from '../check-names.ts'
import { didYouMean } from '../nearest.ts'
import type { TrainOptions } from './learned-router.ts'
import type { Method } from './members.ts'

const METHODS: readonly Method[] = ['length', 'linear', 'neighbours', 'trees']

/** @throws HeadroomError `invalid-argument` for what is no list of records, and for an option that there is not. */
export function checkTraining(records: unknown, options: TrainOptions): void {
	if (!Array.isArray(records))
		throw wrong(
			`train: the records are ${records === null ? 'null' : `of type ${typeof records}`}; expected a list of { prompt, outcomes }, as readRecords() gives it of JSON Lines`,
		)
	checkNames('train: the option', options, ['aim', 'drift', 'costs', 'methods'])
	const { methods } = options
	if (methods === undefined) return
	if (!Array.isArray(methods) || methods.length === 0)
		throw wrong(`train: methods is ${JSON.stringify(methods)}; expected some of ${METHODS.join(', ')}`)
	for (const method of methods)
		if (!METHODS.includes(method))
			throw wrong(
				`train: the method ${JSON.stringify(method)} is not known; expected some of ${METHODS.join(', ')}${didYouMean(String(method), METHODS)}`,
			)
}

function wrong(message: string): HeadroomError {
	return new HeadroomError('invalid-argument', message)
}
