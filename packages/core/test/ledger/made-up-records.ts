import type { CallRecord } from '@headroom/spec'

/** The figures of the n-th made-up call as whole numbers, money in 1e-12 USD: what a test adds up by itself. */
export interface MadeUp {
	readonly month: string
	readonly billed: boolean
	readonly priced: boolean
	readonly original: number
	readonly sent: number
	readonly output: number
	readonly cost: bigint
	readonly baseline: bigint
}

// USD per million tokens, in 1e-12 USD a token: $0.15 and $0.60, $2.50 and $10, $0.0375 and $0.15.
const PRICES = [
	[150_000n, 600_000n],
	[2_500_000n, 10_000_000n],
	[37_500n, 150_000n],
] as const
const MODELS = ['openai/gpt-4o-mini', 'openai/gpt-4o', 'made-up/tiny'] as const
const TEAMS = ['search', 'support', 'billing'] as const

/** Mixes a number, so that figures differ from call to call and are the same in every process. */
function mixed(n: number, salt: number): number {
	let x = Math.imul(n + 1, 0x9e3779b1) ^ Math.imul(salt + 1, 0x85ebca6b)
	x = Math.imul(x ^ (x >>> 15), 0x2c1b3c6d)
	x = Math.imul(x ^ (x >>> 12), 0x297a2d39)
	return (x ^ (x >>> 15)) >>> 0
}

export function madeUp(n: number): MadeUp {
	const original = 1 + (mixed(n, 1) % 20_000)
	// Some calls lose: the prompt that was sent is longer.
	const sent = Math.max(1, Math.floor((original * (40 + (mixed(n, 2) % 70))) / 100))
	const output = mixed(n, 3) % 1500
	const [input, out] = PRICES[n % 3] ?? PRICES[0]
	const extra = n % 11 === 0 ? 1_234_567n : 0n
	return {
		month: `2026-${String(1 + (mixed(n, 4) % 12)).padStart(2, '0')}`,
		billed: n % 17 !== 0,
		priced: n % 23 !== 0,
		original,
		sent,
		output,
		cost: BigInt(sent) * input + BigInt(output) * out + extra,
		baseline: BigInt(original) * input + BigInt(output) * out,
	}
}

export function madeUpRecord(n: number): CallRecord {
	const { month, billed, priced, original, sent, output, cost, baseline } = madeUp(n)
	const model = MODELS[n % 3] ?? MODELS[0]
	const mark = billed ? 'billed' : 'estimated'
	const extra = n % 11 === 0 ? 1_234_567n : 0n
	const usd = (pico: bigint) => Number(pico) / 1e12
	return {
		id: `call-${n}`,
		// Anywhere in the month, its first and last millisecond too.
		startedAt: startOf(month) + (mixed(n, 5) % (startOf(next(month)) - startOf(month))),
		provider: model.split('/')[0] ?? '',
		requestedModel: model,
		model,
		route: n % 5 === 0 ? null : `route-${n % 5}`,
		tags: { team: TEAMS[n % 3] ?? '', feature: `f${n % 7}` },
		outcome: 'completed',
		usage: { inputTokens: sent, outputTokens: output },
		usageMark: mark,
		originalInputTokens: original,
		cost: priced ? { status: 'priced', usd: usd(cost - extra), mark } : { status: 'unpriced', model },
		baseline: {
			model,
			usage: { inputTokens: original, outputTokens: output },
			cost: priced
				? { status: 'priced', usd: usd(baseline), mark: 'estimated' }
				: { status: 'unpriced', model },
		},
		...(extra === 0n ? {} : { extraCost: { status: 'priced', usd: usd(extra), mark: 'billed' } as const }),
		...(priced ? { savedUsd: usd(baseline - cost) } : {}),
	}
}

function startOf(month: string): number {
	return Date.parse(`${month}-01T00:00:00Z`)
}

function next(month: string): string {
	const [year = 0, number = 0] = month.split('-').map(Number)
	return number === 12 ? `${year + 1}-01` : `${year}-${String(number + 1).padStart(2, '0')}`
}
