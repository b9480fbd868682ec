import { HeadroomError } from '@headroom/spec'
import type { Condition } from './condition.ts'
import { all, any, not } from './conditions/combine.ts'
import { contains } from './conditions/contains.ts'
import { hasImages } from './conditions/has-images.ts'
import { hasTools } from './conditions/has-tools.ts'
import { language } from './conditions/language.ts'
import { matches } from './conditions/matches.ts'
import { type MetadataValue, metadata } from './conditions/metadata.ts'
import { maxTokens, minTokens } from './conditions/tokens.ts'
import { maxWords, minWords } from './conditions/words.ts'
import { didYouMean } from './nearest.ts'

/**
 * A condition as data, for configuration files. Every field given must hold. Texts are what the person wrote last,
 * without harness blocks; system prompt, tools and history are not judged but by the fields that name them.
 */
export interface When {
	/** Any of these phrases occurs in the text, ignoring case. */
	readonly contains?: string | readonly string[]
	/** A regular expression matches in the text, ignoring case; no back-references, look-around or nested quantifiers. */
	readonly matches?: string
	readonly maxWords?: number
	readonly minWords?: number
	/** Tokens of the text, not of the prompt. */
	readonly maxTokens?: number
	/** Tokens of the text, not of the prompt. */
	readonly minTokens?: number
	/** The request offers tools, or does not. */
	readonly hasTools?: boolean
	/** The request carries images, in any message, or does not. */
	readonly hasImages?: boolean
	/**
	 * The script or language most of the text is written in, such as `latin`, `han`, `english` or `de`: one of
	 * `languageNames`. A text too short to tell its language is in none.
	 */
	readonly language?: string | readonly string[]
	/** Labels of the request: with this value, one of those listed, or as a `MetadataTest` says. */
	readonly metadata?: Readonly<Record<string, MetadataValue>>
	/** Every one of these holds. */
	readonly all?: readonly When[]
	/** At least one of these holds. */
	readonly any?: readonly When[]
	/** This does not hold. */
	readonly not?: When
}

/** Deepest nesting of `all`, `any` and `not`; nobody writes more by hand. */
const MAX_DEPTH = 20

type Readers = {
	readonly [Field in keyof When]-?: (value: NonNullable<When[Field]>, depth: number) => Condition
}

const READERS: Readers = {
	contains,
	matches,
	maxWords,
	minWords,
	maxTokens,
	minTokens,
	hasTools,
	hasImages,
	language,
	metadata,
	all: (list, depth) => all(each('all', list, depth)),
	any: (list, depth) => any(each('any', list, depth)),
	not: (inner, depth) => not(read(inner, depth)),
}

/**
 * The condition that a `when` describes.
 *
 * @throws HeadroomError `invalid-argument` naming the field that is unknown or malformed.
 */
export function conditionOf(when: When): Condition {
	return read(when, 0)
}

function each(name: string, list: readonly When[], depth: number): readonly Condition[] {
	if (!Array.isArray(list) || list.length === 0)
		throw new HeadroomError(
			'invalid-argument',
			`${name} is ${JSON.stringify(list)}; expected a list of at least one condition`,
		)
	return list.map((inner) => read(inner, depth))
}

function read(when: When, depth: number): Condition {
	if (depth > MAX_DEPTH)
		throw new HeadroomError('invalid-argument', `when is nested more than ${MAX_DEPTH} deep; simplify it`)
	if (typeof when !== 'object' || when === null || Array.isArray(when))
		throw new HeadroomError(
			'invalid-argument',
			`when is ${JSON.stringify(when)}; expected an object with ${Object.keys(READERS).join(', ')}`,
		)
	const conditions = Object.entries(when)
		.filter(([, value]) => value !== undefined)
		.map(([field, value]) => readField(field, value, depth + 1))
	if (conditions.length === 0)
		throw new HeadroomError(
			'invalid-argument',
			`when is empty, so that it says nothing; expected one of ${Object.keys(READERS).join(', ')}`,
		)
	holdable('Words', when.minWords, when.maxWords)
	holdable('Tokens', when.minTokens, when.maxTokens)
	return all(conditions)
}

/** A range that nothing lies in is a slip: the route would never be chosen. */
function holdable(unit: string, least = 0, most = Number.POSITIVE_INFINITY): void {
	if (least > most)
		throw new HeadroomError(
			'invalid-argument',
			`when.min${unit} is ${least}, more than when.max${unit}, ${most}, so that it never holds; swap or change them`,
		)
}

function readField(field: string, value: unknown, depth: number): Condition {
	if (!Object.hasOwn(READERS, field))
		throw new HeadroomError(
			'invalid-argument',
			`when.${field} is not known${didYouMean(field, Object.keys(READERS)) || `; expected one of ${Object.keys(READERS).join(', ')}`}`,
		)
	// Every reader checks what it is given: the value may come from a file.
	const reader = READERS[field as keyof When] as (value: unknown, depth: number) => Condition
	return reader(value, depth)
}
