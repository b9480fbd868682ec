import type { WordIds } from './word-ids.ts'
import type { LineWords } from './words.ts'

/** A line to be grouped: its words and their numbers. */
export interface LogLine {
	/** Place among the lines of the block, 0-based. */
	readonly at: number
	readonly cut: LineWords
	readonly ids: readonly number[]
}

/** Lines that share gaps, number of words and most of their words. */
export interface LineGroup {
	readonly lines: LogLine[]
	/** Number of the word that all lines share, or -1 where they differ. */
	readonly shared: number[]
}

/** Least share of words that a line has in common with its group; 0.5 measured best on logs of 16 systems. */
const LEAST_SHARED = 0.5

/** What a differing word counts when both hold digits: most values do. */
const NUMBER_CREDIT = 0.3

/** Groups compared with one line at most, the latest first; bounds the work on lines that never repeat. */
const MOST_CANDIDATES = 64

/**
 * Groups lines by their skeleton, then by their words, each with the group it shares most with. Linear: a skeleton
 * keeps a bounded number of groups open.
 */
export function groupLines(lines: readonly LogLine[], words: WordIds): readonly LineGroup[] {
	const groups: LineGroup[] = []
	const buckets = new Map<string, LineGroup[]>()
	for (const line of lines) {
		const key = skeletonOf(line)
		let bucket = buckets.get(key)
		if (bucket === undefined) {
			bucket = []
			buckets.set(key, bucket)
		}
		const found = closest(bucket, line, words)
		if (found === undefined) {
			const group = { lines: [line], shared: [...line.ids] }
			groups.push(group)
			if (bucket.length >= MOST_CANDIDATES) bucket.splice(oldestSingle(bucket), 1)
			bucket.push(group)
		} else {
			found.lines.push(line)
			for (const [at, id] of line.ids.entries()) if (found.shared[at] !== id) found.shared[at] = -1
		}
	}
	return groups
}

/** The group of some lines with the same skeleton. */
export function groupOf(lines: readonly LogLine[]): LineGroup {
	const shared = [...(lines[0]?.ids ?? [])]
	for (const { ids } of lines) for (const [at, id] of ids.entries()) if (shared[at] !== id) shared[at] = -1
	return { lines: [...lines], shared }
}

function skeletonOf({ cut }: LogLine): string {
	const stamp = cut.time === -1 ? '' : (cut.words[cut.time] ?? '').replace(/\d/g, '')
	return `${cut.time}\n${stamp.replace(/[A-Za-z]+/g, 'a')}\n${cut.gaps.join('\n')}`
}

function closest(bucket: readonly LineGroup[], line: LogLine, words: WordIds): LineGroup | undefined {
	const { ids, cut } = line
	const compared = cut.time === -1 ? ids.length : ids.length - 1
	let best: LineGroup | undefined
	let most = LEAST_SHARED * compared
	for (let index = bucket.length - 1; index >= 0; index--) {
		const group = bucket[index]
		if (group === undefined) continue
		let same = 0
		for (let at = 0; at < ids.length; at++) {
			if (at === cut.time) continue
			const id = ids[at] ?? 0
			const shared = group.shared[at]
			if (shared === id) same++
			else if (shared === -1 && words.hasDigit(id)) same += NUMBER_CREDIT
		}
		if (same < most || (same === most && best !== undefined)) continue
		best = group
		most = same
		if (same === compared) break
	}
	return compared === 0 ? undefined : best
}

/** The oldest group of one line, else the oldest of all. */
function oldestSingle(bucket: readonly LineGroup[]): number {
	return Math.max(
		0,
		bucket.findIndex((group) => group.lines.length === 1),
	)
}
