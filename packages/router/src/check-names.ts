import { HeadroomError } from '@headroom/spec'
import { didYouMean } from './nearest.ts'

/**
 * A misspelt option would do nothing.
 *
 * @param whose What stands before the option's name, such as `the router's option`.
 * @throws HeadroomError `invalid-argument` naming the nearest that there is, for options of another name or none at all.
 */
export function checkNames(whose: string, options: object, known: readonly string[]): void {
	if (typeof options !== 'object' || options === null || Array.isArray(options))
		throw wrong(`${whose} is ${JSON.stringify(options)}; expected an object with some of ${known.join(', ')}`)
	for (const name of Object.keys(options)) {
		if (known.includes(name)) continue
		const hint = didYouMean(name, known) || `; expected some of ${known.join(', ')}`
		throw wrong(`${whose} ${name} is not known${hint}`)
	}
}

function wrong(message: string): HeadroomError {
	return new HeadroomError('invalid-argument', message)
}
