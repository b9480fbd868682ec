import { type JsonObject, type JsonValue, tell } from '@headroom/spec'
import { align, type Likeness } from './align.ts'
import type { WireFormat, WriteOptions } from './codec.ts'
import { Draft } from './json/draft.ts'
import type { Wire } from './wire.ts'

/** What a request is written with. */
export interface WriteContext {
	readonly format: WireFormat
	readonly draft: Draft
	/** Where the request was read from, when that was of this format. */
	readonly wire: Wire | undefined
	/** The format it was read from, when that was another one. */
	readonly foreign: Wire | undefined
	readonly options: WriteOptions
}

export function writeContext(
	wire: Wire | undefined,
	format: WireFormat,
	options: WriteOptions,
): WriteContext {
	const own = wire?.format === format
	return {
		format,
		draft: new Draft(),
		wire: own ? wire : undefined,
		foreign: own ? undefined : wire,
		options,
	}
}

/** The unknown fields of a node. Those that another format meant are not passed on. */
export function extraFor(context: WriteContext, extra: JsonObject | undefined): JsonObject | undefined {
	return context.foreign === undefined ? extra : undefined
}

/** What a node was read from; `undefined` for a node that is new or changed. */
export function readValue(context: WriteContext, node: object): JsonValue | undefined {
	return context.wire?.values.get(node)
}

/** How the nodes of a list are written. */
export interface NodeRules<T> extends Likeness<T> {
	/** The values of a node that was made from one with this value. */
	readonly edit: (value: JsonObject, before: T, after: T) => readonly JsonValue[]
	readonly create: (node: T) => readonly JsonValue[]
}

/**
 * A list with its nodes changed, taken out, put in or moved; the same list when none of that happened.
 *
 * @param values What each node of `before` was read from.
 */
export function rewriteList<T extends object>(
	context: WriteContext,
	values: readonly JsonValue[],
	before: readonly T[],
	after: readonly T[],
	rules: NodeRules<T>,
): readonly JsonValue[] {
	if (before === after) return values
	const from = align(before, after, rules)
	const items = after.flatMap((node, at) => {
		const index = from[at]
		const old = index === undefined ? undefined : before[index]
		const value = index === undefined ? undefined : values[index]
		if (old === undefined || value === undefined) return rules.create(node)
		if (old === node) return [value]
		return rules.edit(value as JsonObject, old, node)
	})
	return context.draft.list(values, items)
}

/** Says that a field was left out, and why. */
export function warnDropped({ options }: WriteContext, field: string, why: string): void {
	tell(options, { type: 'warning', code: 'field-dropped', message: `${field} was left out: ${why}` })
}
