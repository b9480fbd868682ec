import { describe, expect, it } from 'vitest'
import { inventedIn } from '../src/model/invented.ts'

const source =
	'On 2024-05-01 Ana Ito of ACME paid 12,500 euros for order k3f9_b. It was 3.5 °C (felt like -5). The refund merged later. 订单2024年发货。'

describe('what a summary says that its source does not', () => {
	it.each([
		['Ana Ito paid 12,500 euros.', undefined],
		['Ana Ito paid 12500 euros.', undefined],
		['Ana Ito paid 1250 euros.', '1250'],
		['Ana Ito paid 13,500 euros.', '13,500'],
		['It was 3 degrees.', '3'],
		['It felt like 5.', '5'],
		['It felt like -5.', undefined],
		['It was 3.5 °C.', undefined],
		['Paid on 2024-05-01.', undefined],
		['Paid on 2024-05-02.', '2024-05-02'],
		['Order k3f9_b was paid.', undefined],
		['Order k3f9_c was paid.', 'k3f9_c'],
		['Bo Ito paid.', 'Bo'],
		['Anna Ito paid.', 'Anna'],
		['The money of Ana Braun was paid.', 'Braun'],
		['Merging the refund came later.', undefined],
		['The Acme order was paid.', undefined],
		['2024年发货。', undefined],
		['2025年发货。', '2025'],
	])('%s: %s', (answer, invented) => {
		expect(inventedIn(answer, source)).toBe(invented)
	})

	it('is found in linear time in hostile texts', () => {
		const started = performance.now()
		for (const piece of ['1', 'A', '-', '1,', '…"', 'A.1/'])
			inventedIn(piece.repeat(100_000), 'a'.repeat(300_000))
		expect(performance.now() - started).toBeLessThan(2_000)
	})
})
