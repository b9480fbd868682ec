import {
	isAlias,
	isMap,
	isScalar,
	isSeq,
	type LineCounter,
	type Node,
	type Pair,
	type Scalar,
	type YAMLMap,
	type YAMLSeq,
} from 'yaml'
import type { ParsedFile } from './document.ts'
import { type Environment, interpolate } from './interpolate.ts'
import { MAX_DEPTH } from './limits.ts'
import { lineCounterOf } from './lines.ts'
import type { Located, LocatedMap, LocatedScalar, Place, PlacedProblem } from './located.ts'
import { quoteKey } from './shown.ts'
import { parseTemplate } from './template.ts'

/** Most aliases in a file. Sharing a handful of keyword lists is the use we know of. */
const MAX_ALIASES = 100

/** Most values once aliases are expanded, so that a few of them cannot stand for billions. */
const MAX_NODES = 100_000

/** Names through which an object's prototype can be reached. */
const FORBIDDEN_KEYS = new Set(['__proto__', 'constructor', 'prototype'])

const CORE_TAGS = new Set(['str', 'int', 'float', 'bool', 'null'].map((name) => `tag:yaml.org,2002:${name}`))

/** Turns the parser's nodes into a plain tree with places, collecting problems instead of stopping. */
export function resolveTree(contents: Node | null, source: string, env: Environment): ParsedFile {
	const resolver = new Resolver(source, env)
	const root = contents === null ? undefined : resolver.node(contents, 0)
	return { root: resolver.tooLarge ? undefined : root, problems: resolver.problems }
}

class Resolver {
	readonly problems: PlacedProblem[] = []
	tooLarge = false
	readonly #source: string
	readonly #env: Environment
	readonly #anchors = new Map<string, Located>()
	readonly #open = new Set<string>()
	#aliases = 0
	#lines: LineCounter | undefined

	constructor(source: string, env: Environment) {
		this.#source = source
		this.#env = env
	}

	node(node: Node, depth: number): Located {
		const place = placeOf(node)
		if (depth > MAX_DEPTH)
			return this.#broken(place, `lists and mappings nest deeper than ${MAX_DEPTH} levels; flatten the file`)
		if (isAlias(node)) return this.#alias(node.source, place)
		const { anchor } = node as { anchor?: string }
		if (anchor !== undefined) this.#open.add(anchor)
		const located = this.#collectionOrScalar(node, place, depth)
		if (anchor !== undefined) {
			this.#open.delete(anchor)
			this.#anchors.set(anchor, located)
		}
		return located
	}

	#collectionOrScalar(node: Node, place: Place, depth: number): Located {
		if (isMap(node)) return this.#map(node, place, depth)
		if (isSeq(node)) return this.#list(node, place, depth)
		return this.#scalar(node as Scalar, place)
	}

	#map(node: YAMLMap, place: Place, depth: number): LocatedMap {
		const entries = new Map<string, { key: Place; value: Located }>()
		let size = 1
		for (const pair of node.items as Pair<Node, Node | null>[]) {
			const keyPlace = placeOf(pair.key)
			const key = isScalar(pair.key) ? String(pair.key.value ?? '') : ''
			const value = pair.value === null ? empty(keyPlace) : this.node(pair.value, depth + 1)
			size = this.#grow(size, value, keyPlace)
			const problem = this.#keyProblem(pair.key, key, entries)
			if (problem === undefined) entries.set(key, { key: keyPlace, value })
			else this.problems.push({ offset: keyPlace.start, message: problem })
		}
		return { kind: 'map', entries, size, ...place }
	}

	#keyProblem(node: Node, key: string, entries: ReadonlyMap<string, { key: Place }>): string | undefined {
		if (!isScalar(node)) return 'an alias cannot be a key; write the key itself'
		if (FORBIDDEN_KEYS.has(key)) return `the key ${quoteKey(key)} is not allowed; remove it`
		const first = entries.get(key)
		if (first === undefined) return undefined
		return `the key ${quoteKey(key)} stands twice, first in line ${this.#line(first.key.start)}; keep one of them`
	}

	#list(node: YAMLSeq, place: Place, depth: number): Located {
		let size = 1
		const items = (node.items as Node[]).map((item) => {
			const located = this.node(item, depth + 1)
			size = this.#grow(size, located, placeOf(item))
			return located
		})
		return { kind: 'list', items, size, ...place }
	}

	#scalar(node: Scalar, place: Place): LocatedScalar {
		const value = node.value
		// The parser warned of the tag; what it makes of the value is no use to judge.
		if (node.tag !== undefined && !CORE_TAGS.has(node.tag)) return this.#broken(place, undefined)
		if (typeof value !== 'string') {
			const plain = typeof value === 'number' || typeof value === 'boolean' ? value : null
			return { kind: 'scalar', value: plain, size: 1, broken: false, ...place }
		}
		if (!value.includes('$')) return { kind: 'scalar', value, size: 1, broken: false, ...place }
		const referenceOffset = (offset: number): number => this.#referenceOffset(value, offset, place)
		const parsed = parseTemplate(value)
		if (parsed.problem !== undefined) {
			return this.#broken(place, parsed.problem.message, referenceOffset(parsed.problem.offset))
		}
		const interpolated = interpolate(parsed.pieces, this.#env)
		const hasReference = parsed.pieces.some((piece) => typeof piece !== 'string')
		return {
			kind: 'scalar',
			value: interpolated.text,
			size: 1,
			broken: interpolated.unresolved.length > 0,
			...(hasReference ? { interpolated, referenceOffset } : {}),
			...place,
		}
	}

	#alias(name: string, place: Place): Located {
		this.#aliases++
		const target = this.#anchors.get(name)
		// The name is not shown: behind a "*" that was meant as text stands a value, which may be a key.
		if (this.#open.has(name))
			return this.#broken(place, 'this alias refers to a value that contains it; write the value out')
		if (target === undefined) {
			return this.#broken(
				place,
				'this alias has no anchor of its name above it; quote the value if the "*" is meant as text',
			)
		}
		if (this.#aliases > MAX_ALIASES) {
			const once = this.#aliases === MAX_ALIASES + 1
			return this.#broken(place, once ? `more than ${MAX_ALIASES} aliases; write the values out` : undefined)
		}
		return target
	}

	/** The size of a collection with one more child; the first child that makes it too large is reported. */
	#grow(size: number, child: Located, place: Place): number {
		const grown = Math.min(size + child.size, MAX_NODES + 1)
		if (grown > MAX_NODES && !this.tooLarge) {
			this.tooLarge = true
			const message = `the file stands for more than ${MAX_NODES} values once its aliases are expanded; write fewer`
			this.problems.push({ offset: place.start, message })
		}
		return grown
	}

	#broken(place: Place, message: string | undefined, offset = place.start): LocatedScalar {
		if (message !== undefined) this.problems.push({ offset, message })
		return { kind: 'scalar', value: null, size: 1, broken: true, ...place }
	}

	/** The n-th "${" of the value is the n-th of its source, escapes in double quotes aside. */
	#referenceOffset(value: string, offset: number, place: Place): number {
		let at = place.start - 1
		for (
			let found = value.indexOf('${');
			found >= 0 && found <= offset;
			found = value.indexOf('${', found + 1)
		) {
			at = this.#source.indexOf('${', at + 1)
			if (at < 0 || at >= place.end) return place.start
		}
		return Math.max(at, place.start)
	}

	#line(offset: number): number {
		this.#lines ??= lineCounterOf(this.#source)
		return this.#lines.linePos(offset).line
	}
}

function placeOf(node: Node): Place {
	const [start, end] = node.range ?? [0, 0]
	return { start, end }
}

/** The value of a key that has none. */
function empty(place: Place): LocatedScalar {
	return { kind: 'scalar', value: null, size: 1, broken: false, ...place }
}
