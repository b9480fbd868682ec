import { HeadroomError } from '@headroom/spec'

/** @throws HeadroomError `invalid-argument` unless it is a whole number of at least `least`. */
export function checkCount(name: string, value: number, least: number): void {
	if (!(Number.isInteger(value) && value >= least))
		throw new HeadroomError(
			'invalid-argument',
			`${name} is ${JSON.stringify(value)}; expected a whole number, ${least} or more`,
		)
}

/** @throws HeadroomError `invalid-argument` unless it is true or false. */
export function checkFlag(name: string, value: boolean): void {
	if (typeof value !== 'boolean')
		throw new HeadroomError('invalid-argument', `${name} is ${JSON.stringify(value)}; expected true or false`)
}
