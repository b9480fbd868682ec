/** What slimming encodes can be read back: to check an answer against the data, or to keep a log readable. */
import { TokenSlimmer } from '@headroom/slimmer'

const log = Array.from(
	{ length: 12 },
	(_, n) =>
		`2026-03-01 10:00:${String(n * 5).padStart(2, '0')} INFO shop.api[71]: request GET /orders/${81 + n} answered with status 200 in ${9 + n} ms`,
).join('\n')

const slimmer = new TokenSlimmer({ level: 'lossless' })
const { text, ratio } = slimmer.slim(log)

console.log(ratio < 0.6) // → true
console.log(text.split('\n')[1]) // → A×12: {t} INFO shop.api[71]: request {} answered with status 200 in {} ms
console.log(text.split('\n')[4]) // → A :05 GET /orders/82 10
console.log(slimmer.restore(text) === log) // → true
