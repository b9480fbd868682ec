import { type ParseArgsConfig, parseArgs } from 'node:util'
import { nearest } from './nearest.ts'
import type { Terminal } from './terminal.ts'
import { UsageError } from './usage-error.ts'

/** One option of a command, as help shows it. */
export interface Option {
	readonly type: 'string' | 'boolean'
	/** Letter for the short form. */
	readonly short?: string
	/** What the value is, shown in help, such as `file`. */
	readonly value?: string
	readonly help: string
}

/** What the command line gave. */
export interface Given {
	readonly options: Readonly<Record<string, string | boolean | undefined>>
	readonly operands: readonly string[]
}

/** A subcommand of `headroom`. */
export interface Command {
	readonly name: string
	/** One line for the list of commands. */
	readonly summary: string
	/** Operands as help shows them, such as `[file|-]`. */
	readonly operands: string
	readonly maxOperands: number
	readonly options: Readonly<Record<string, Option>>
	/** Paragraphs and examples shown by `--help`. */
	readonly details: string
	/** @returns the exit code. */
	run(given: Given, terminal: Terminal): Promise<number>
}

/** Options that every command takes. */
export const JSON_OPTION: Option = { type: 'boolean', help: 'print JSON for programs' }
export const CONFIG_OPTION: Option = {
	type: 'string',
	short: 'c',
	value: 'file',
	help: 'headroom.yaml to use; without it $HEADROOM_CONFIG, then the nearest one up to the repository root',
}
export const MODEL_OPTION: Option = {
	type: 'string',
	short: 'm',
	value: 'id',
	help: 'model of a prompt that names none (default gpt-4o-mini)',
}
const QUERY_OPTION: Option = {
	type: 'string',
	short: 'q',
	value: 'question',
	help: 'ask this about a text: it is put after the text and steers what is kept',
}
const LAYERS_OPTION: Option = {
	type: 'string',
	value: 'list',
	help: 'run these layers only: some of router,slimmer,compressor',
}

const LEVEL_OPTION: Option = {
	type: 'string',
	value: 'level',
	help: 'how far slimming goes: lossless, standard (default), aggressive',
}

const CACHE_OPTION: Option = {
	type: 'string',
	value: 'mode',
	help: 'ignore: sent once, so the last question decides about all of it (default); preserve: a conversation that goes on',
}

const RATIO_OPTION: Option = {
	type: 'string',
	value: 'share',
	help: 'compression keeps at least this share of the tokens, 0.5 (default) to 1; 1 keeps all',
}

const TARGET_OPTION: Option = {
	type: 'string',
	value: 'count',
	help: 'tokens that compression aims at, where --ratio allows it',
}

const PRESERVE_OPTION: Option = {
	type: 'string',
	value: 'words',
	help: 'words, with commas between, whose sentences and lines always stay; beside those of headroom.yaml',
}

export const SCOPE_OPTION: Option = {
	type: 'string',
	value: 'name',
	help: 'whose texts these are in the store of headroom.yaml, such as a session (default its scope)',
}

/** Options of the commands that optimize a prompt. */
export const OPTIMIZE_OPTIONS: Command['options'] = {
	query: QUERY_OPTION,
	layers: LAYERS_OPTION,
	level: LEVEL_OPTION,
	ratio: RATIO_OPTION,
	'target-tokens': TARGET_OPTION,
	preserve: PRESERVE_OPTION,
	cache: CACHE_OPTION,
	scope: SCOPE_OPTION,
	model: MODEL_OPTION,
	config: CONFIG_OPTION,
}

const HELP_OPTION: Option = { type: 'boolean', short: 'h', help: 'show this help' }

/** @throws UsageError for an unknown option, a missing value or too many operands. */
export function parseCommandLine(
	command: Command,
	words: readonly string[],
): Given & { readonly help: boolean } {
	const options = { ...command.options, help: HELP_OPTION }
	const config: ParseArgsConfig['options'] = Object.fromEntries(
		Object.entries(options).map(([name, { type, short }]) => [
			name,
			short === undefined ? { type } : { type, short },
		]),
	)
	const known = Object.keys(options)
	for (const word of words) {
		if (word === '--') break
		if (word.startsWith('--')) checkOption(word.slice(2).split('=')[0] ?? '', known, command.name)
	}
	try {
		const { values, positionals } = parseArgs({ args: [...words], options: config, allowPositionals: true })
		if (positionals.length > command.maxOperands) {
			throw new UsageError(
				`unexpected "${positionals[command.maxOperands]}"; expected headroom ${command.name} ${command.operands}`,
				command.name,
			)
		}
		return { options: values as Given['options'], operands: positionals, help: values.help === true }
	} catch (error) {
		if (error instanceof UsageError) throw error
		throw new UsageError(error instanceof Error ? error.message : String(error), command.name)
	}
}

function checkOption(name: string, known: readonly string[], command: string): void {
	if (known.includes(name)) return
	const meant = nearest(name, known)
	throw new UsageError(
		`unknown option "--${name}"${meant === undefined ? '' : `; did you mean "--${meant}"?`}`,
		command,
	)
}

/** The text of `headroom <command> --help`. */
export function commandHelp(command: Command): string {
	const rows = Object.entries({ ...command.options, help: HELP_OPTION }).map(([name, option]) => {
		const short = option.short === undefined ? '    ' : `-${option.short}, `
		return [
			`  ${short}--${name}${option.value === undefined ? '' : ` <${option.value}>`}`,
			option.help,
		] as const
	})
	const width = Math.max(...rows.map(([left]) => left.length)) + 2
	const options = rows.map(([left, help]) => left.padEnd(width) + help).join('\n')
	return `headroom ${command.name}: ${command.summary}\n\nUsage: ${['headroom', command.name, command.operands, '[options]'].filter(Boolean).join(' ')}\n\n${command.details}\n\nOptions:\n${options}\n`
}
