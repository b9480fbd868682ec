import { createHash } from 'node:crypto'
import { seededRandom, shuffled } from '../../statistics/index.ts'
import { datasetsRoot, type Half, heldOutRoot } from './dataset-files.ts'

/**
 * Which half of the public routing data a prompt belongs to: `heldout` when the first 32 bits of the SHA-256 of the
 * trimmed prompt are 7, 8 or 9 modulo 10, about 30 %; else `dev`. Only development halves are measured here.
 */
export function officialHalf(prompt: string): Half {
	const digest = createHash('sha256').update(prompt.trim()).digest()
	return digest.readUInt32BE(0) % 10 >= 7 ? 'heldout' : 'dev'
}

/**
 * All development rows to learn from and the held-out rows to be judged by, where there are both; else what there is,
 * parted by `split`.
 */
export function halves<Row>(
	load: (root: string, half: Half) => readonly Row[],
	split: (rows: readonly Row[]) => Split<Row>,
): Split<Row> {
	const rows = load(datasetsRoot(), 'dev')
	const test = load(heldOutRoot(), 'heldout')
	if (test.length === 0) return split(rows)
	return rows.length === 0 ? split(test) : { train: rows, test }
}

/** Rows to learn from and rows to be judged by. */
export interface Split<Row> {
	readonly train: readonly Row[]
	readonly test: readonly Row[]
}

/**
 * Our own split inside a development half, at random by seed: `testShare` of the rows, rounded, are the test.
 *
 * Figures on it are comparable with, and not equal to, figures on the official halves.
 */
export function seededSplit<Row>(rows: readonly Row[], seed: number, testShare = 0.3): Split<Row> {
	const order = shuffled(rows, seededRandom(seed))
	const size = Math.round(rows.length * testShare)
	return { train: order.slice(size), test: order.slice(0, size) }
}

/**
 * A split whose test has as many rows of every label: `each`, or a third of a label that has fewer than three times as
 * many. The official intent tests are balanced like that, and a test of another mix would give another accuracy.
 */
export function balancedSplit<Row>(
	rows: readonly Row[],
	labelOf: (row: Row) => string,
	each: number,
	seed: number,
): Split<Row> {
	const random = seededRandom(seed)
	const [train, test]: [Row[], Row[]] = [[], []]
	for (const group of grouped(rows, labelOf)) {
		const order = shuffled(group, random)
		const size = Math.min(each, Math.floor(order.length / 3))
		test.push(...order.slice(0, size))
		train.push(...order.slice(size))
	}
	return { train, test }
}

/** Up to `shots` random rows of every label. */
export function fewShot<Row>(
	rows: readonly Row[],
	labelOf: (row: Row) => string,
	shots: number,
	seed: number,
): Row[] {
	const random = seededRandom(seed)
	return grouped(rows, labelOf).flatMap((group) => shuffled(group, random).slice(0, shots))
}

function grouped<Row>(rows: readonly Row[], labelOf: (row: Row) => string): Row[][] {
	const groups = new Map<string, Row[]>()
	for (const row of rows) {
		const group = groups.get(labelOf(row))
		if (group === undefined) groups.set(labelOf(row), [row])
		else group.push(row)
	}
	return [...groups.values()]
}
