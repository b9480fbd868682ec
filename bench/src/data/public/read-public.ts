import { readFileSync } from 'node:fs'
import { basename } from 'node:path'
import { HeadroomError } from '@headroom/spec'
import type { BenchCase, BenchSet } from '../case.ts'
import { gsm8kCases } from './gsm8k.ts'
import { hotpotCases } from './hotpot.ts'
import { longBenchCases } from './longbench.ts'
import { squadCases } from './squad.ts'

/** Public sets that a user downloads, by the format of their files; RouterBench is read by `readRouterBenchCsv`. */
const FORMATS: Readonly<Record<string, (text: string, dataset: string) => BenchCase[]>> = {
	squad: squadCases,
	hotpotqa: hotpotCases,
	longbench: longBenchCases,
	gsm8k: gsm8kCases,
}

/**
 * Reads a downloaded file as a set.
 *
 * @throws HeadroomError `invalid-argument` when the file cannot be read or is not of that format.
 */
export function readPublicSet(file: string, format: string): BenchSet {
	const read = FORMATS[format]
	if (read === undefined)
		throw new HeadroomError(
			'invalid-argument',
			`--format is "${format}"; expected one of ${Object.keys(FORMATS).join(', ')}`,
		)
	const name = basename(file).replace(/\.[^.]+$/, '')
	try {
		const cases = read(readFileSync(file, 'utf8'), name)
		if (cases.length === 0) throw new Error('it holds no question')
		return { name, origin: 'own', items: cases.length, cases }
	} catch (cause) {
		const why = cause instanceof Error ? cause.message : String(cause)
		throw new HeadroomError(
			'invalid-argument',
			`${file} cannot be read as ${format}: ${why}; check the file and --format`,
			{ cause },
		)
	}
}
