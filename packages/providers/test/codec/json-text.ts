import fc from 'fast-check'

/**
 * JSON as it may be spelled: a value, or a number as it stands. `mark` names the place of a value in the text, so that
 * a test knows where it is without looking for it.
 */
export type Spelled =
	| {
			readonly kind: 'object'
			readonly fields: readonly (readonly [string, Spelled])[]
			readonly mark?: string
	  }
	| { readonly kind: 'array'; readonly items: readonly Spelled[]; readonly mark?: string }
	| { readonly kind: 'text'; readonly value: string; readonly mark?: string }
	| { readonly kind: 'raw'; readonly value: string; readonly mark?: string }

export interface Place {
	readonly start: number
	readonly end: number
}

export const text = (value: string, mark?: string): Spelled => ({
	kind: 'text',
	value,
	...(mark === undefined ? {} : { mark }),
})
export const raw = (value: string): Spelled => ({ kind: 'raw', value })
export const array = (items: readonly Spelled[]): Spelled => ({ kind: 'array', items })
export const object = (fields: readonly (readonly [string, Spelled])[], mark?: string): Spelled => ({
	kind: 'object',
	fields,
	...(mark === undefined ? {} : { mark }),
})

/** Spells a value with odd spacing and escapes that a seed chooses, and says where the marked values stand. */
export function spell(
	value: Spelled,
	seed: number,
): { readonly text: string; readonly places: Map<string, Place> } {
	let state = seed | 1
	const random = (below: number): number => {
		// Marsaglia's xorshift.
		state ^= state << 13
		state ^= state >>> 17
		state ^= state << 5
		return (state >>> 0) % below
	}
	const places = new Map<string, Place>()
	const odd = seed % 3 !== 0
	let out = odd && seed % 7 === 0 ? '\ufeff' : ''
	const space = (): string => (odd ? (['', '', '', ' ', '\n\t', '\r\n  '][random(6)] ?? '') : '')
	const string = (chars: string): string => {
		let spelled = '"'
		for (let at = 0; at < chars.length; at++) {
			const code = chars.charCodeAt(at)
			const unit = `\\u${code.toString(16).padStart(4, '0')}`
			if (code < 0x20) spelled += unit
			else if (code === 0x22 || code === 0x5c) spelled += random(2) === 0 ? unit : `\\${chars[at]}`
			else if (odd && random(9) === 0)
				spelled += code === 0x2f ? '\\/' : random(2) === 0 ? unit : unit.toUpperCase().replace('U', 'u')
			else spelled += chars[at]
		}
		return `${spelled}"`
	}
	const write = (node: Spelled): void => {
		const start = out.length
		if (node.kind === 'raw') out += node.value
		else if (node.kind === 'text') out += string(node.value)
		else {
			const [open, close] = node.kind === 'object' ? '{}' : '[]'
			out += open + space()
			const inner: readonly (readonly [string | undefined, Spelled])[] =
				node.kind === 'object' ? node.fields : node.items.map((item) => [undefined, item] as const)
			for (const [index, [key, value]] of inner.entries()) {
				if (index > 0) out += `${space()},${space()}`
				if (key !== undefined) out += `${string(key)}${space()}:${space()}`
				write(value)
			}
			out += space() + close
		}
		if (node.mark !== undefined) places.set(node.mark, { start, end: out.length })
	}
	out += space()
	write(value)
	out += space()
	return { text: out, places }
}

/** Numbers that do not survive being read and written. */
const wildNumber = fc.constantFrom(
	'1.0',
	'1e5',
	'-0',
	'12345678901234567',
	'1E-7',
	'0.1000',
	'1e400',
	'9007199254740993.0',
	'0e0',
)

/** Texts with quotes, backslashes, control characters, emoji and lone surrogates. */
export const wildText: fc.Arbitrary<string> = fc.oneof(
	fc.string({ maxLength: 12 }),
	fc.string({ unit: 'binary', maxLength: 6 }),
	// Long enough for its end to be remembered.
	fc.constant('a "long" text \\ '.repeat(30)),
	fc.constantFrom(
		'\\',
		'"',
		'\\"',
		'\\\\"',
		'{"a":[',
		']}',
		'\ud800',
		'a\udc00b',
		'👩‍👩‍👧',
		' ',
		'data:image/png;base64,iVBORw0K',
	),
)

const wildKey = fc.oneof(
	fc.string({ maxLength: 5 }),
	fc.constantFrom('__proto__', 'constructor', 'toString', 'cache_control', 'é', '"', '\\', '0', '10'),
)

/** Any JSON, with keys that occur twice and fields that bear the names of an object's own. */
export const wildJson: fc.Arbitrary<Spelled> = fc.letrec<{ node: Spelled }>((tie) => ({
	node: fc.oneof(
		{ maxDepth: 3, withCrossShrink: true },
		wildNumber.map(raw),
		fc.constantFrom('true', 'false', 'null').map(raw),
		wildText.map((value) => text(value)),
		fc.array(tie('node'), { maxLength: 3 }).map(array),
		fc.array(fc.tuple(wildKey, tie('node')), { maxLength: 3 }).map((fields) => object(fields)),
	),
})).node

/** Fields that no format knows. */
const unknownFields: fc.Arbitrary<readonly (readonly [string, Spelled])[]> = fc.array(
	fc.tuple(
		fc.oneof(wildKey, fc.string({ maxLength: 4 })).map((key) => `x_${key}`),
		wildJson,
	),
	{ maxLength: 2 },
)

/** An object of known fields among unknown ones, in any order, some of them said before with another value. */
export function scattered(
	known: readonly (readonly [string, Spelled])[],
	mark?: string,
): fc.Arbitrary<Spelled> {
	const overridden = fc
		.subarray(known.map(([key]) => key))
		.chain((keys) => fc.tuple(...keys.map((key) => wildJson.map((value) => [key, value] as const))))
	return fc
		.tuple(unknownFields, fc.constantFrom(true, false, false, false), overridden, fc.nat())
		.map(([unknown, twice, before, turn]) => {
			const all = [...known, ...unknown]
			const at = turn % all.length
			return object([...(twice ? before : []), ...all.slice(at), ...all.slice(0, at)], mark)
		})
}
