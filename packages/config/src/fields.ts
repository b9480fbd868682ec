import { z } from 'zod'
import { Secret } from './secret.ts'

// Every schema here takes the end of the sentence "expected …": the same phrase for a wrong type and a value
// out of range, so that one message says all that was wanted.

/** True or false. */
export function flag(): z.ZodType<boolean> {
	return z.boolean({ error: 'true or false' })
}

/** A text of at least one character. */
export function text(expected: string): z.ZodType<string> {
	return z.string({ error: expected }).min(1, { error: expected })
}

/** A number between two bounds, both included, as far as they are given. */
export function decimal(expected: string, bounds: { min?: number; max?: number }): z.ZodType<number> {
	let number = z.number({ error: expected })
	if (bounds.min !== undefined) number = number.min(bounds.min, { error: expected })
	return bounds.max === undefined ? number : number.max(bounds.max, { error: expected })
}

/** A whole number from `min` on. */
export function whole(expected: string, min: number): z.ZodType<number> {
	return z.number({ error: expected }).int({ error: expected }).min(min, { error: expected })
}

/** One of some words. */
export function oneOf<const Word extends string>(words: readonly Word[]): z.ZodType<Word> {
	return z.enum(words, { error: `one of ${words.join(', ')}` })
}

/** A list of texts. */
export function texts(expected: string): z.ZodType<readonly string[]> {
	return z.array(text(expected), { error: `a list of texts, such as ["a", "b"]` })
}

/** One value or a list of them; always a list in code. */
export function oneOrMore(one: z.ZodType<string>, expected: string): z.ZodType<readonly string[]> {
	const list = z.array(one, { error: expected }).min(1, { error: expected })
	return z
		.union([one, list], { error: expected })
		.transform((value): readonly string[] => (typeof value === 'string' ? [value] : value))
}

/** A text that nothing prints. */
export function secret(expected: string): z.ZodType<Secret> {
	return z.string({ error: expected }).transform((value) => new Secret(value.trim()))
}

/** `max_words` as `maxWords`. */
export type CamelCase<Key> = Key extends `${infer Head}_${infer Rest}`
	? `${Head}${Capitalize<CamelCase<Rest>>}`
	: Key

/** The same value with its own keys in camelCase; keys of inner objects stay. */
export function camelKeys<T extends object>(value: T): { [Key in keyof T as CamelCase<Key>]: T[Key] } {
	const entries = Object.entries(value).map(([key, inner]) => [camelCase(key), inner])
	return Object.fromEntries(entries)
}

/** `max_words` as `maxWords`. */
function camelCase(key: string): string {
	return key.replace(/_([a-z])/g, (_, letter: string) => letter.toUpperCase())
}

/** `maxWords` as `max_words`. */
export function snakeCase(key: string): string {
	return key.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`)
}
