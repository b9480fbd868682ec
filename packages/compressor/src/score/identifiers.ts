import type { StrategyTask } from '../strategy/strategy.ts'
import type { TermIndex } from './index-terms.ts'

/** Characters that identifiers, paths, dates, amounts and addresses are written with. */
const RUN = /[\w@#$%+./:~-]{3,120}/g
const EDGE = /^[^\w@#$~/]+|[^\w]+$/g

/**
 * Whether a run of characters names one thing: a code with digits, a path, a snake_case or camelCase name,
 * a word in capitals.
 */
function isIdentifier(run: string): boolean {
	if (run.length < 3) return false
	if (/\d/.test(run)) return run.length >= 4
	return /[a-z][A-Z]|[A-Za-z][_./@][A-Za-z]|^[A-Z]{3,}$/.test(run)
}

/** How much more a value counts that the user gave: no tool can be asked for it again. */
const TOLD = 6

/** How strongly length tells against a segment: a value in few characters is kept at little cost. */
const LENGTH = 0.4

function readIdentifiers(text: string, sink: (identifier: string) => void): void {
	for (const [run] of text.matchAll(RUN)) {
		const identifier = run.replace(EDGE, '')
		if (isIdentifier(identifier)) sink(identifier)
	}
}

/**
 * What only this segment says: each identifier of the request is credited to the shortest segment that holds
 * it, more when it comes up in several messages, and not at all when it stands elsewhere anyway.
 *
 * An agent goes on with values it has seen before; each has to survive once, not everywhere.
 */
export function identifierCover(task: StrategyTask, index: TermIndex): Float64Array {
	const scores = new Float64Array(index.size)
	const standing = new Set<string>()
	for (const text of task.standing) readIdentifiers(text, (identifier) => standing.add(identifier))
	const holders = new Map<string, { owner: number; length: number; texts: number; lastText: number }>()
	for (let at = 0; at < index.size; at++) {
		const segment = index.segments[at]
		const textIndex = index.textOf[at] ?? 0
		const text = task.texts[textIndex]?.text
		if (segment === undefined || text === undefined) continue
		const length = segment.end - segment.start
		readIdentifiers(text.slice(segment.start, segment.end), (identifier) => {
			if (standing.has(identifier)) return
			const holder = holders.get(identifier)
			if (holder === undefined) {
				holders.set(identifier, { owner: at, length, texts: 1, lastText: textIndex })
				return
			}
			if (holder.lastText !== textIndex) holder.texts++
			holder.lastText = textIndex
			if (length < holder.length) Object.assign(holder, { owner: at, length })
		})
	}
	for (const { owner, texts } of holders.values()) {
		const text = index.textOf[owner] ?? 0
		// Long messages of users are mostly pasted output.
		const told = task.roles[text] === 'user' && task.texts[text]?.segments.length === 1 ? TOLD : 1
		scores[owner] = (scores[owner] ?? 0) + texts * told
	}
	return scores.map((score, at) => {
		const segment = index.segments[at]
		return segment === undefined ? 0 : score / (20 + segment.end - segment.start) ** LENGTH
	})
}
