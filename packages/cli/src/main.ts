import { type ConfigError, formatConfigError, isHeadroomError } from '@headroom/core'
import { type Command, commandHelp, parseCommandLine } from './command.ts'
import { configCommand } from './commands/config.ts'
import { countCommand } from './commands/count.ts'
import { diffCommand } from './commands/diff.ts'
import { optimizeCommand } from './commands/optimize.ts'
import { recallCommand } from './commands/recall.ts'
import { reportCommand } from './commands/report.ts'
import { restoreCommand } from './commands/restore.ts'
import { routeCommand } from './commands/route.ts'
import { nearest } from './nearest.ts'
import { painter, type Terminal } from './terminal.ts'
import { UsageError } from './usage-error.ts'
import { version } from './version.ts'

const COMMANDS: readonly Command[] = [
	optimizeCommand,
	diffCommand,
	recallCommand,
	restoreCommand,
	countCommand,
	routeCommand,
	reportCommand,
	configCommand,
]

/**
 * Runs the `headroom` command.
 *
 * @returns the exit code: 0 done, 1 the work failed, 2 the command line or the configuration is wrong.
 */
export async function main(words: readonly string[], terminal: Terminal): Promise<number> {
	const json = words.includes('--json')
	try {
		return await dispatch(words, terminal)
	} catch (error) {
		if (json) terminal.stdout.write(`${JSON.stringify({ error: errorAsJson(error) })}\n`)
		else terminal.stderr.write(errorAsText(error, terminal))
		return error instanceof UsageError || isConfigError(error) ? 2 : 1
	}
}

async function dispatch(words: readonly string[], terminal: Terminal): Promise<number> {
	const [name, ...rest] = words
	if (name === '--version' || name === '-v') {
		terminal.stdout.write(`${version()}\n`)
		return 0
	}
	if (name === undefined || name === '--help' || name === '-h' || name === 'help') {
		const topic = COMMANDS.find((command) => command.name === rest[0])
		terminal.stdout.write(topic === undefined ? help() : commandHelp(topic))
		return 0
	}
	const command = COMMANDS.find((known) => known.name === name)
	if (command === undefined) {
		const meant = nearest(
			name,
			COMMANDS.map((known) => known.name),
		)
		throw new UsageError(
			`unknown command "${name}"${meant === undefined ? '' : `; did you mean "${meant}"?`}`,
		)
	}
	const given = parseCommandLine(command, rest)
	if (given.help) {
		terminal.stdout.write(commandHelp(command))
		return 0
	}
	return command.run(given, terminal)
}

function help(): string {
	const width = Math.max(...COMMANDS.map((command) => command.name.length))
	const commands = COMMANDS.map((command) => `  ${command.name.padEnd(width)}  ${command.summary}`).join('\n')
	return `headroom: cuts what you pay for language models without cutting what you get back

Usage: headroom <command> [options]

Commands:
${commands}

  headroom <command> --help   what it takes, with examples
  headroom --version

Try it:
  echo '{ "a":   1, "b": [ 1, 2 ] }' | headroom optimize

Exit codes: 0 done, 1 the work failed, 2 the command line or headroom.yaml is wrong.
Colours follow NO_COLOR and FORCE_COLOR.
`
}

function isConfigError(error: unknown): error is ConfigError {
	return isHeadroomError(error) && error.code === 'invalid-config' && 'problems' in error
}

function errorAsText(error: unknown, terminal: Terminal): string {
	const paint = painter(terminal, 'stderr')
	if (isConfigError(error)) return formatConfigError(error, { color: paint('red', '') !== '' })
	const message = error instanceof Error ? error.message : String(error)
	const hint =
		error instanceof UsageError
			? `Run "headroom ${error.command === undefined ? '' : `${error.command} `}--help" for what it takes.\n`
			: ''
	const known = error instanceof UsageError || isHeadroomError(error)
	const trace =
		known || !(error instanceof Error)
			? ''
			: `This is a fault of headroom itself; please report it with these lines:\n${error.stack ?? ''}\n`
	return `${paint('red', 'error')} ${message}\n${hint}${trace}`
}

function errorAsJson(error: unknown): object {
	const message = error instanceof Error ? error.message : String(error)
	if (isConfigError(error)) return { code: error.code, message, problems: error.problems }
	return {
		code: error instanceof UsageError ? 'usage' : isHeadroomError(error) ? error.code : 'internal',
		message,
	}
}
