import { HeadroomError } from '@headroom/spec'
import type { Condition } from '../condition.ts'
import { didYouMean } from '../nearest.ts'
import { compilePattern } from '../pattern/match.ts'
import { checkFlag } from './count.ts'

/** Most of a label's value that is matched, in UTF-16 units from its beginning. */
const MAX_VALUE = 10_000

/** What a label must be like, where equality does not say it; every field given must hold. */
export interface MetadataTest {
	/** The request carries the label, with whatever value, or does not. */
	readonly exists?: boolean
	/** A regular expression matches in the value, ignoring case; see `When.matches`. */
	readonly matches?: string
	/** The value is a number, and at least this. */
	readonly min?: number
	/** The value is a number, and at most this. */
	readonly max?: number
}

/** What a label of a request must be: one value, one of several, or what a test says. */
export type MetadataValue = string | readonly string[] | MetadataTest

interface LabelTest {
	readonly describe: string
	readonly holds: (value: string | undefined) => boolean
}

const TESTS: readonly (keyof MetadataTest)[] = ['exists', 'matches', 'min', 'max']

/** Whether every one of these labels of the request is as asked. */
export function metadata(wanted: Readonly<Record<string, MetadataValue>>): Condition {
	if (
		typeof wanted !== 'object' ||
		wanted === null ||
		Array.isArray(wanted) ||
		Object.keys(wanted).length === 0
	)
		throw new HeadroomError(
			'invalid-argument',
			`metadata is ${JSON.stringify(wanted)}; expected labels and their values, such as { team: "support" }`,
		)
	const labels = Object.entries(wanted).map(([label, value]) => ({ label, tests: testsOf(label, value) }))
	return {
		describe: labels.flatMap(({ tests }) => tests.map(({ describe }) => describe)).join(' and '),
		holds({ request }) {
			const carried = request.metadata ?? {}
			return labels.every(({ label, tests }) => {
				const value = Object.hasOwn(carried, label) ? carried[label] : undefined
				return tests.every((test) => test.holds(value))
			})
		},
	}
}

function testsOf(label: string, value: MetadataValue): readonly LabelTest[] {
	if (typeof value === 'object' && value !== null && !Array.isArray(value))
		return readTests(label, value as MetadataTest)
	const values: readonly string[] = typeof value === 'string' ? [value] : (value as readonly string[])
	if (!Array.isArray(values) || values.length === 0 || values.some((item) => typeof item !== 'string'))
		throw wrong(
			label,
			value,
			'a string, a list of strings (quote numbers), or a test such as { exists: true }',
		)
	return [
		{
			describe: `${label} is ${values.join(' or ')}`,
			holds: (carried) => carried !== undefined && values.includes(carried),
		},
	]
}

function readTests(label: string, test: MetadataTest): readonly LabelTest[] {
	const { exists, matches, min, max } = test
	const given = Object.keys(test).filter((field) => test[field as keyof MetadataTest] !== undefined)
	if (given.length === 0) throw wrong(label, test, `a test with some of ${TESTS.join(', ')}`)
	for (const field of given) {
		if ((TESTS as readonly string[]).includes(field)) continue
		throw new HeadroomError(
			'invalid-argument',
			`metadata.${label}.${field} is not known; expected some of ${TESTS.join(', ')}${didYouMean(field, TESTS)}`,
		)
	}
	if (exists === false && given.length > 1)
		throw wrong(
			label,
			test,
			'exists: false alone: what is not there has no value, so that this would never hold',
		)
	if (min !== undefined && max !== undefined && min > max)
		throw wrong(
			label,
			test,
			`a span of numbers; min ${min} is more than max ${max}, so that this would never hold`,
		)
	return [
		...(exists === undefined ? [] : [existence(label, exists)]),
		...(matches === undefined ? [] : [pattern(label, matches)]),
		...(min === undefined ? [] : [bound(label, 'min', min)]),
		...(max === undefined ? [] : [bound(label, 'max', max)]),
	]
}

function existence(label: string, wanted: boolean): LabelTest {
	checkFlag(`metadata.${label}.exists`, wanted)
	return {
		describe: wanted ? `carries ${label}` : `carries no ${label}`,
		holds: (value) => (value !== undefined) === wanted,
	}
}

function pattern(label: string, source: string): LabelTest {
	if (typeof source !== 'string' || source === '')
		throw wrong(`${label}.matches`, source, 'a regular expression such as "^eu-"')
	const occurs = compilePattern(source)
	return {
		describe: `${label} matches /${source}/i`,
		holds: (value) => value !== undefined && occurs(value.slice(0, MAX_VALUE)),
	}
}

function bound(label: string, side: 'min' | 'max', limit: number): LabelTest {
	if (typeof limit !== 'number' || Number.isNaN(limit)) throw wrong(`${label}.${side}`, limit, 'a number')
	return {
		describe: `${label} is ${limit} or ${side === 'min' ? 'more' : 'less'}`,
		holds(value) {
			// An empty text is no number, though `Number` reads it as 0.
			const number = value === undefined || value.trim() === '' ? Number.NaN : Number(value)
			return side === 'min' ? number >= limit : number <= limit
		},
	}
}

function wrong(label: string, value: unknown, expected: string): HeadroomError {
	return new HeadroomError(
		'invalid-argument',
		`metadata.${label} is ${JSON.stringify(value)}; expected ${expected}`,
	)
}
