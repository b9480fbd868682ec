import { HeadroomError } from '@headroom/spec'

export interface DriftOptions {
	/** Different texts that the comparison looks back on. @default 500 */
	readonly window?: number
	/** Different texts below which nothing is said. @default 100 */
	readonly least?: number
	/** How often steady traffic may be called drifted, in (0, 1). @default 0.01 */
	readonly level?: number
	/** Told when traffic has drifted, and when it is steady again. What it throws is swallowed. */
	readonly onDrift?: (report: DriftReport) => void
}

/** Whether traffic is still what the router was calibrated on. */
export interface DriftReport {
	readonly status: 'too-few' | 'steady' | 'drifted'
	/** Different texts in the window. */
	readonly texts: number
	/** Largest distance between the distributions of predicted gaps then and now, in [0, 1] (Kolmogorov and Smirnov). */
	readonly distance: number
	/** Distance that steady traffic exceeds in a share of `level` of all comparisons. */
	readonly limit: number
	/** Share of requests for the best model. */
	readonly share: { readonly expected: number; readonly seen: number }
	readonly reason: string
}

/** New texts after which the comparison is made anew for `onDrift`. */
const EVERY = 50

/** Quantiles that stand for the scores of calibration: 201 are within 0.005 of the whole distribution. */
const QUANTILES = 201

/** What scores were at calibration. */
export interface DriftBaseline {
	readonly quantiles: readonly number[]
	/** Scores that the quantiles stand for. */
	readonly records: number
}

export function driftBaseline(scores: Float64Array): DriftBaseline {
	const sorted = scores.slice().sort()
	const quantiles = Array.from(
		{ length: QUANTILES },
		(_, index) => sorted[Math.round(((sorted.length - 1) * index) / (QUANTILES - 1))] as number,
	)
	return { quantiles, records: scores.length }
}

/**
 * Compares the predicted gaps of the latest texts with those of calibration. A text counts once while it is in the
 * window: a conversation that is decided anew at every turn is not a change of traffic.
 */
export class DriftWatch {
	readonly #baseline: DriftBaseline
	readonly #expectedShare: number
	readonly #options: Required<Omit<DriftOptions, 'onDrift'>> & Pick<DriftOptions, 'onDrift'>
	/** By hash of the text, oldest first. */
	readonly #seen = new Map<number, { readonly score: number; readonly strong: boolean }>()
	#since = 0
	#told: DriftReport['status'] = 'steady'

	/** @throws HeadroomError `invalid-argument` when an option is out of range. */
	constructor(baseline: DriftBaseline, expectedShare: number, options: DriftOptions = {}) {
		const { window = 500, least = 100, level = 0.01 } = options
		if (!(Number.isInteger(window) && window >= 1)) throw wrong('window', window, 'a whole number above 0')
		if (!(Number.isInteger(least) && least >= 1 && least <= window))
			throw wrong('least', least, 'a whole number from 1 to the window')
		if (!(level > 0 && level < 1)) throw wrong('level', level, 'a number in (0, 1)')
		this.#baseline = baseline
		this.#expectedShare = expectedShare
		this.#options = { window, least, level, ...(options.onDrift && { onDrift: options.onDrift }) }
	}

	see(hash: number, score: number, strong: boolean): void {
		if (this.#seen.has(hash)) return
		this.#seen.set(hash, { score, strong })
		for (const oldest of this.#seen.keys()) {
			if (this.#seen.size <= this.#options.window) break
			this.#seen.delete(oldest)
		}
		if (this.#options.onDrift === undefined || ++this.#since < EVERY) return
		this.#since = 0
		const report = this.report()
		if (report.status === 'too-few' || report.status === this.#told) return
		this.#told = report.status
		try {
			this.#options.onDrift(report)
		} catch {
			// A listener must not break a decision.
		}
	}

	report(): DriftReport {
		const { least, level } = this.#options
		const texts = this.#seen.size
		const rows = [...this.#seen.values()]
		const expected = this.#expectedShare
		const seen = texts === 0 ? 0 : rows.filter(({ strong }) => strong).length / texts
		const share = { expected, seen }
		const sizes = 1 / Math.max(1, texts) + 1 / this.#baseline.records
		const limit = Math.min(1, Math.sqrt((-Math.log(level / 2) / 2) * sizes))
		const distance = this.#distance(Float64Array.from(rows, ({ score }) => score).sort())
		if (texts < least) {
			const reason = `${texts} different texts are too few to tell; ${least} are needed`
			return { status: 'too-few', texts, distance, limit, share, reason }
		}
		const drifted = distance > limit
		const reason =
			`predicted gaps are ${distance.toFixed(3)} from those of calibration, the limit is ${limit.toFixed(3)}; ` +
			`the best model takes ${percent(seen)} of texts, ${percent(expected)} were expected`
		return { status: drifted ? 'drifted' : 'steady', texts, distance, limit, share, reason }
	}

	/** Largest distance of the two distribution functions, looked at where either steps. */
	#distance(scores: Float64Array): number {
		if (scores.length === 0) return 0
		const { quantiles } = this.#baseline
		const at = (sorted: Float64Array | readonly number[], value: number): number => {
			let [low, high] = [0, sorted.length]
			while (low < high) {
				const middle = (low + high) >> 1
				if ((sorted[middle] as number) <= value) low = middle + 1
				else high = middle
			}
			return low / sorted.length
		}
		let most = 0
		for (const value of [...scores, ...quantiles])
			most = Math.max(most, Math.abs(at(scores, value) - at(quantiles, value)))
		return most
	}
}

function percent(share: number): string {
	return `${(100 * share).toFixed(1)} %`
}

function wrong(field: string, value: unknown, expected: string): HeadroomError {
	return new HeadroomError(
		'invalid-argument',
		`drift.${field} is ${JSON.stringify(value)}; expected ${expected}`,
	)
}
