import { existsSync } from 'node:fs'
import { resolve } from 'node:path'
import { HeadroomClient, HeadroomError, type LoadedConfig, optionsFromConfig } from '@headroom/core'
import { CONFIG_OPTION, type Command, type Given, JSON_OPTION, SCOPE_OPTION } from '../command.ts'
import { folderOf, loadedFor } from '../loaded-config.ts'
import type { Terminal } from '../terminal.ts'
import { UsageError } from '../usage-error.ts'

export const recallCommand: Command = {
	name: 'recall',
	summary: 'print what a marker such as "[… 12 lines omitted: 4–15 · recall k3f9x0ab]" stands for',
	operands: '<id>',
	maxOperands: 1,
	options: {
		scope: SCOPE_OPTION,
		config: CONFIG_OPTION,
		json: { ...JSON_OPTION, help: 'print { id, text } as JSON' },
	},
	details: `Needs a store that outlives the command that left the text out, in headroom.yaml:
  compressor: { recall: { store: sqlite, path: recall.db } }
and the package libsql: npm install libsql. Prints exactly what was left out: no line break is added; a run of messages
comes as its JSON. Texts are kept for a day unless ttl_seconds says otherwise.

Examples:
  headroom recall k3f9x0ab
  headroom recall k3f9x0ab --scope session-1 -c deploy/headroom.yaml > part.txt`,

	async run(given: Given, terminal: Terminal): Promise<number> {
		const [id] = given.operands
		if (id === undefined)
			throw new UsageError('expected an id, the word after "recall" in a marker', this.name)
		const loaded = loadedFor(given, terminal)
		checkStore(loaded, this.name)
		const { config } = loaded
		const compressor = { ...config.compressor, enabled: true }
		const client = new HeadroomClient(optionsFromConfig({ ...config, compressor }, folderOf(loaded)))
		const { scope } = given.options
		const text = await client
			.recall(id, typeof scope === 'string' ? { scope } : {})
			.finally(() => client.close())
		terminal.stdout.write(given.options.json === true ? `${JSON.stringify({ id, text })}\n` : text)
		return 0
	},
}

/** A store that cannot hold anything is not opened: that would make its file. */
function checkStore(loaded: LoadedConfig, command: string): void {
	const { recall } = loaded.config.compressor
	const wanted = 'write compressor: { recall: { store: sqlite, path: recall.db } }'
	if (recall === undefined) {
		const where =
			loaded.path === undefined ? 'no headroom.yaml was found' : `${loaded.displayPath} names none`
		throw new UsageError(`there is no store to recall from: ${where}; ${wanted}`, command)
	}
	if (recall.path === undefined) {
		throw new UsageError(
			`the store of ${loaded.displayPath} is in memory, which ended with whatever filled it; ${wanted}`,
			command,
		)
	}
	const file = resolve(folderOf(loaded) ?? '', recall.path)
	if (existsSync(file)) return
	throw new HeadroomError(
		'unknown-recall',
		`nothing is kept yet: there is no file ${file}; run "headroom optimize" with this configuration first`,
	)
}
