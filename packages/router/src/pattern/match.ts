import { HeadroomError } from '@headroom/spec'
import { type PatternNode, parsePattern } from './parse.ts'

/** A step of the machine: what it needs to go on, and where it goes. */
type Step =
	| { readonly type: 'set'; readonly test: (point: number) => boolean }
	| { readonly type: 'edge'; readonly at: 'start' | 'end' | 'word' | 'inside' }
	| { readonly type: 'fork'; to: readonly number[] }
	| { readonly type: 'done' }

/** Most steps of a compiled pattern; together with the text's length they bound the time. */
const MAX_STEPS = 5_000

/**
 * Compiles a pattern to a test of whether it occurs in a text, ignoring case unless told otherwise.
 *
 * All ways to match advance together, one character at a time (Thompson's construction), so that the time is the
 * text's length times the pattern's, whatever the text holds. It tells only whether, not where.
 *
 * @throws HeadroomError `invalid-argument` for patterns outside the subset of `parsePattern`.
 */
export function compilePattern(
	pattern: string,
	{ ignoreCase = true }: { readonly ignoreCase?: boolean } = {},
): (text: string) => boolean {
	const steps: Step[] = []
	emit(parsePattern(pattern), steps, ignoreCase ? 'iu' : 'u')
	steps.push({ type: 'done' })
	return (text) => occurs(steps, text)
}

function emit(node: PatternNode, steps: Step[], flags: string): void {
	if (steps.length > MAX_STEPS)
		throw new HeadroomError(
			'invalid-argument',
			`a pattern comes to more than ${MAX_STEPS} steps once its counted repetitions are written out; lower the counts`,
		)
	switch (node.type) {
		case 'set':
			steps.push({ type: 'set', test: setTest(node.source, flags) })
			break
		case 'edge':
			steps.push(node)
			break
		case 'sequence':
			for (const item of node.items) emit(item, steps, flags)
			break
		case 'either':
			emitEither(node.options, steps, flags)
			break
		case 'repeat':
			emitRepeat(node.item, node.min, node.max, steps, flags)
	}
}

function emitEither(options: readonly PatternNode[], steps: Step[], flags: string): void {
	const fork: Step = { type: 'fork', to: [] }
	steps.push(fork)
	const starts: number[] = []
	const exits: { type: 'fork'; to: readonly number[] }[] = []
	for (const option of options) {
		starts.push(steps.length)
		emit(option, steps, flags)
		const exit: Step = { type: 'fork', to: [] }
		exits.push(exit)
		steps.push(exit)
	}
	fork.to = starts
	for (const exit of exits) exit.to = [steps.length]
}

function emitRepeat(item: PatternNode, min: number, max: number, steps: Step[], flags: string): void {
	for (let count = 0; count < min; count++) emit(item, steps, flags)
	if (max === Number.POSITIVE_INFINITY) {
		const loop: Step = { type: 'fork', to: [] }
		const start = steps.push(loop) - 1
		emit(item, steps, flags)
		steps.push({ type: 'fork', to: [start] })
		loop.to = [start + 1, steps.length]
		return
	}
	const skips: { type: 'fork'; to: readonly number[] }[] = []
	for (let count = min; count < max; count++) {
		const skip: Step = { type: 'fork', to: [] }
		skip.to = [steps.push(skip)]
		skips.push(skip)
		emit(item, steps, flags)
	}
	for (const skip of skips) skip.to = [...skip.to, steps.length]
}

/** A test of one code point, with the answers for ASCII worked out once. */
function setTest(source: string, flags: string): (point: number) => boolean {
	const expression = new RegExp(`^${source}$`, flags)
	const ascii = Array.from({ length: 128 }, (_, point) => expression.test(String.fromCharCode(point)))
	return (point) => ascii[point] ?? expression.test(String.fromCodePoint(point))
}

function occurs(steps: readonly Step[], text: string): boolean {
	let current = new Set<number>()
	let next = new Set<number>()
	for (let at = 0; ; ) {
		// A match may begin at every character.
		if (follow(steps, 0, text, at, current)) return true
		if (at >= text.length) return false
		const point = text.codePointAt(at) ?? 0
		const after = at + (point > 0xffff ? 2 : 1)
		for (const index of current) {
			const step = steps[index]
			if (step?.type === 'set' && step.test(point) && follow(steps, index + 1, text, after, next)) return true
		}
		current.clear()
		const spent = current
		current = next
		next = spent
		at = after
	}
}

/** Adds every step reachable without reading a character; says whether the end is among them. */
function follow(steps: readonly Step[], from: number, text: string, at: number, into: Set<number>): boolean {
	const open = [from]
	for (let index = open.pop(); index !== undefined; index = open.pop()) {
		if (into.has(index)) continue
		into.add(index)
		const step = steps[index]
		if (step?.type === 'done') return true
		if (step?.type === 'fork') open.push(...step.to)
		else if (step?.type === 'edge' && holds(step.at, text, at)) open.push(index + 1)
	}
	return false
}

function holds(edge: 'start' | 'end' | 'word' | 'inside', text: string, at: number): boolean {
	if (edge === 'start') return at === 0
	if (edge === 'end') return at === text.length
	const between = isWord(text, at - 1) !== isWord(text, at)
	return edge === 'word' ? between : !between
}

function isWord(text: string, at: number): boolean {
	const unit = text.charCodeAt(at)
	return (
		(unit >= 48 && unit <= 57) || (unit >= 65 && unit <= 90) || (unit >= 97 && unit <= 122) || unit === 95
	)
}
