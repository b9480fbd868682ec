import type { Piece, Reference } from './template.ts'

/** Environment variables by name; an own property that is `undefined` counts as unset. */
export type Environment = Readonly<Record<string, string | undefined>>

/** Most references of one text that are told when they fail. */
const MAX_UNRESOLVED = 20

/** A reference that could not be resolved. */
export interface Unresolved {
	readonly name: string
	/** Offset of the `$` in the text, in UTF-16 units. */
	readonly offset: number
	/** `unset`: a bare `${V}`. `required`: `${V:?m}` or `${V?m}`. `too-long`: the result passed the limit. */
	readonly reason: 'unset' | 'required' | 'too-long'
	/** The user's message of `required`, as written. */
	readonly message: string
}

/** The result of filling in a text's references. */
export interface Interpolated {
	readonly text: string
	/** Variables whose values are part of `text`. */
	readonly variables: readonly string[]
	/** Whether `text` is nothing but the value of one variable. */
	readonly wholly: boolean
	readonly unresolved: readonly Unresolved[]
}

/** Longest result, in UTF-16 units. A scalar that repeats a long variable could else fill the memory. */
const MAX_LENGTH = 1_000_000

/**
 * Fills in references from the environment. Only the branch that is used is evaluated, so
 * `${A:-${B}}` needs no `B` when `A` is set. Values are inserted as they are, never interpolated again.
 */
export function interpolate(pieces: readonly Piece[], env: Environment): Interpolated {
	const variables = new Set<string>()
	const unresolved: Unresolved[] = []
	let length = 0

	const fill = (parts: readonly Piece[]): string => parts.map(fillPiece).join('')
	const fillPiece = (piece: Piece): string => {
		if (typeof piece === 'string') return grow(piece)
		const value = lookUp(env, piece.name)
		if (!isPresent(piece, value)) return fillAbsent(piece)
		if (piece.operator === ':+' || piece.operator === '+') return fill(piece.argument)
		variables.add(piece.name)
		return grow(value ?? '', piece)
	}
	const fillAbsent = (piece: Reference): string => {
		const { name, offset, operator } = piece
		if (operator === ':-' || operator === '-') return fill(piece.argument)
		if (operator === '') unresolved.push({ name, offset, reason: 'unset', message: '' })
		if (operator === ':?' || operator === '?') {
			unresolved.push({ name, offset, reason: 'required', message: piece.rawArgument })
		}
		return ''
	}
	const grow = (text: string, piece?: Reference): string => {
		length += text.length
		if (length <= MAX_LENGTH) return text
		const last = unresolved.at(-1)
		if (piece !== undefined && last?.reason !== 'too-long') {
			unresolved.push({ name: piece.name, offset: piece.offset, reason: 'too-long', message: '' })
		}
		return ''
	}

	const text = fill(pieces)
	unresolved.splice(MAX_UNRESOLVED)
	return { text, variables: [...variables], wholly: isWholly(pieces, env), unresolved }
}

function isWholly(pieces: readonly Piece[], env: Environment): boolean {
	const only = pieces[0]
	if (pieces.length !== 1 || only === undefined || typeof only === 'string') return false
	if (only.operator === ':+' || only.operator === '+') return false
	return isPresent(only, lookUp(env, only.name)) || isWholly(only.argument, env)
}

/** The forms with a colon take an empty variable for an absent one. */
function isPresent(reference: Reference, value: string | undefined): boolean {
	return reference.operator.startsWith(':') ? value !== undefined && value !== '' : value !== undefined
}

// Own properties alone: `${constructor}` must not find what every object inherits.
function lookUp(env: Environment, name: string): string | undefined {
	return Object.hasOwn(env, name) ? env[name] : undefined
}
