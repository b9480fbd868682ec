import { loadConfig, printConfig } from '@headroom/core'
import { type Command, type Given, JSON_OPTION } from '../command.ts'
import { painter, type Terminal } from '../terminal.ts'
import { UsageError } from '../usage-error.ts'

export const configCommand: Command = {
	name: 'config',
	summary: 'check headroom.yaml, or print what it comes to',
	operands: 'check|print [file]',
	maxOperands: 2,
	options: {
		json: { ...JSON_OPTION, help: 'print JSON: for print, a list of { key, path, value, provenance }' },
	},
	details: `check  reports every problem with line and column; exit code 2 when there is one
print  shows every setting with where it comes from; secrets are never shown
Without a file, $HEADROOM_CONFIG, then the nearest headroom.yaml up to the repository root.

Examples:
  headroom config check
  headroom config print deploy/headroom.yaml --json`,

	async run(given: Given, terminal: Terminal): Promise<number> {
		const [action, path] = given.operands
		if (action !== 'check' && action !== 'print') {
			throw new UsageError(
				`expected "check" or "print"${action === undefined ? '' : `, got "${action}"`}`,
				this.name,
			)
		}
		const loaded = loadConfig({
			cwd: terminal.cwd,
			env: terminal.env,
			...(path === undefined ? {} : { path }),
		})
		const json = given.options.json === true
		const source = loaded.path ?? 'the defaults (no headroom.yaml found)'
		if (action === 'print') {
			terminal.stdout.write(json ? `${JSON.stringify(loaded.entries, null, 2)}\n` : printConfig(loaded))
		} else if (json) {
			terminal.stdout.write(`${JSON.stringify({ ok: true, path: loaded.path ?? null })}\n`)
		} else {
			terminal.stdout.write(`${painter(terminal)('green', 'ok')} ${source}\n`)
		}
		return 0
	},
}
