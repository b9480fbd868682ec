import { o200kBase } from '@headroom/tokenizer'
import { describe, expect, it } from 'vitest'
import { ContextCompressor, type SegmentedText, textSegmenter } from '../src/index.ts'

const compressor = new ContextCompressor({ tokenizer: o200kBase() })
const linesOf = (text: string): string[] => text.split('\n')

/** `kubectl get pods`: 60 of them, of which one restarts and one uses far more memory. */
const pods = [
	'$ kubectl get pods',
	'NAME           READY   STATUS             RESTARTS   MEMORY   AGE',
	...Array.from({ length: 60 }, (_, n) => {
		const name = `api-${String(n).padStart(2, '0')}-x${(n * 7919) % 997}`.padEnd(14)
		if (n === 41) return `${name} 1/1     Terminating        0          ${212 + (n % 9)}Mi    3d`
		if (n === 23) return `${name} 1/1     Running            0          7904Mi   3d`
		return `${name} 1/1     Running            0          ${212 + (n % 9)}Mi    3d`
	}),
].join('\n')

describe('tables that commands print', () => {
	it('hang their rows on the header, and that on the command', () => {
		const { segments } = textSegmenter.segment(pods) as SegmentedText
		expect(segments.map(({ parent }) => parent)).toEqual([-1, 0, ...Array.from({ length: 60 }, () => 1)])
	})

	it('keep the header and the rows that stand out, whatever was asked', async () => {
		const { text, ratio } = await compressor.compress(pods, { query: '' })
		expect(linesOf(text).slice(0, 2)).toEqual(linesOf(pods).slice(0, 2))
		expect(text).toContain('Terminating')
		expect(text).toContain('7904Mi')
		expect(ratio).toBeGreaterThanOrEqual(0.5)
		expect(ratio).toBeLessThan(0.56)
	})

	it('are known when slimming has narrowed their columns', () => {
		const narrow = pods.replace(/ {2,}/g, ' ')
		const { segments } = textSegmenter.segment(narrow) as SegmentedText
		expect(segments.map(({ parent }) => parent)).toEqual([-1, 0, ...Array.from({ length: 60 }, () => 1)])
	})

	for (const [name, header, row] of [
		[
			'Markdown',
			'| ship | berth | cars |\n|---|---|---|',
			(n: number) => `| Ferry ${n} | ${n % 9} | ${n * 3} |`,
		],
		['CSV', 'ship,berth,cars', (n: number) => `Ferry ${n},${n % 9},${n * 3}`],
		['tab-separated', 'ship\tberth\tcars', (n: number) => `Ferry ${n}\t${n % 9}\t${n * 3}`],
	] as const) {
		it(`of ${name} keep their header with any row`, async () => {
			const text = `${header}\n${Array.from({ length: 80 }, (_, n) => row(n)).join('\n')}\n`
			const { text: after } = await compressor.compress(text, { query: 'How many cars has Ferry 57?' })
			expect(after.startsWith(header)).toBe(true)
			expect(after).toContain(row(57))
		})
	}

	it('keep what stands behind a rule: the totals', async () => {
		const rows = (month: number): string[] =>
			Array.from({ length: 24 }, (_, n) => `2026-0${month}-${n + 1}   fare of car ${n}        ${n * 3}.50`)
		const text = [
			'Date        What                  Amount',
			...[1, 2, 3].flatMap((month) => [
				...rows(month),
				'----------------------------------------',
				`Month 0${month}    sum                   ${month * 1111}.00`,
				'',
			]),
		].join('\n')
		const { text: after } = await compressor.compress(text, { query: 'What did car 7 pay?' })
		for (const sum of ['1111.00', '2222.00', '3333.00']) expect(after).toContain(sum)
	})

	it('are not seen in prose, however many commas and capitals it has', () => {
		const text =
			'Ada, Ben, and Cleo went aboard.\nThe Old Ferry Left At 9.\nAda, Ben, and Cleo came back at 10.\n'
		const { segments } = textSegmenter.segment(text.repeat(4)) as SegmentedText
		expect(segments.every(({ parent }) => parent === -1)).toBe(true)
	})
})
