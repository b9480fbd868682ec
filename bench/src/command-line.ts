import { parseArgs } from 'node:util'

/** What `pnpm bench` was asked to do. */
export interface BenchCommand {
	/** Names of suites; empty for all. */
	readonly suites: readonly string[]
	/** Names of datasets; empty for all. */
	readonly datasets: readonly string[]
	readonly slice: Slice
	readonly limit: number | undefined
	readonly seed: number
	readonly json: boolean
	readonly resume: boolean
	readonly baseline: string | undefined
	readonly updateBaseline: string | undefined
	/** A downloaded public set, and its format; it is measured alone. */
	readonly file: string | undefined
	readonly format: string | undefined
	readonly help: boolean
}

/** `own`: our own sets, which are in the repository. `full`: the shared sets besides. */
export type Slice = 'own' | 'full'

export const HELP = `pnpm bench [suite ...] [options]   measures Headroom and fails when something got worse

Suites: slimming, compression, cache, routing, robustness, sessions; all by default. Speed is measured by pnpm bench:speed.

  --slice <name>            own: our own sets, half a minute; full: with the sets of HEADROOM_DATASETS, minutes
                            (default full where those are present, else own)
  --dataset <names>         only these, separated by commas
  --file <path> --format <name>
                            measure a public set that you downloaded, alone: squad, hotpotqa, longbench, gsm8k, routerbench (CSV)
  --limit <n>               at most n items of a dataset
  --seed <n>                of the random control and of resampling (default 1)
  --baseline <file>         compare with this one (default bench/baselines/<slice>.json; none with --limit or --dataset)
  --update-baseline <why>   write the baseline, with the reason
  --resume                  take over datasets that the same code has measured already
  --json                    print the summary as JSON
  --help

Records, summary and reports go to bench/results/<slice>/. Exit codes: 0 fine, 1 something got worse, 2 wrong call.
`

/** @throws Error for an unknown option or a value out of range. */
export function parseCommand(words: readonly string[], hasShared: boolean): BenchCommand {
	const { values, positionals } = parseArgs({
		args: [...words],
		allowPositionals: true,
		options: {
			slice: { type: 'string' },
			dataset: { type: 'string' },
			limit: { type: 'string' },
			file: { type: 'string' },
			format: { type: 'string' },
			seed: { type: 'string', default: '1' },
			baseline: { type: 'string' },
			'update-baseline': { type: 'string' },
			resume: { type: 'boolean', default: false },
			json: { type: 'boolean', default: false },
			help: { type: 'boolean', default: false },
		},
	})
	const slice = values.slice ?? (hasShared ? 'full' : 'own')
	if (slice !== 'own' && slice !== 'full') throw new Error(`--slice is "${slice}"; expected own or full`)
	if ((values.file === undefined) !== (values.format === undefined))
		throw new Error('--file and --format go together, as in --file dev-v2.0.json --format squad')
	if (values['update-baseline']?.trim() === '')
		throw new Error(
			'--update-baseline needs the reason, as in --update-baseline "query terms now stem German"',
		)
	return {
		suites: positionals,
		datasets: values.dataset?.split(',').map((name) => name.trim()) ?? [],
		slice,
		limit: values.limit === undefined ? undefined : whole('--limit', values.limit, 1),
		file: values.file,
		format: values.format,
		seed: whole('--seed', values.seed, 0),
		json: values.json,
		resume: values.resume,
		baseline: values.baseline,
		updateBaseline: values['update-baseline'],
		help: values.help,
	}
}

function whole(name: string, text: string, least: number): number {
	const value = Number(text)
	if (!Number.isInteger(value) || value < least)
		throw new Error(`${name} is "${text}"; expected a whole number from ${least}`)
	return value
}
