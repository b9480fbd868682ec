import { type Message, readPrompt, TokenSlimmer } from '@headroom/core'
import type { Command, Given } from '../command.ts'
import { readInput } from '../read-input.ts'
import type { Terminal } from '../terminal.ts'

export const restoreCommand: Command = {
	name: 'restore',
	summary: 'undo the notation of slimming: tables, log templates, trees, pointers to repeated blocks',
	operands: '[file|-]',
	maxOperands: 1,
	options: {},
	details: `Takes a text, a list of messages or a request that "headroom optimize" printed. Brings back exactly what
encoding re-spelled; not what the levels standard and aggressive dropped, nor what compression left out.

Examples:
  headroom optimize log.txt --layers slimmer --quiet | headroom restore
  headroom restore optimized.json > messages.json`,

	async run(given: Given, terminal: Terminal): Promise<number> {
		const input = await readInput(given.operands[0], terminal, this.name)
		const slimmer = new TokenSlimmer()
		if (input.kind === 'text') {
			terminal.stdout.write(slimmer.restore(input.text))
			return 0
		}
		const request = readPrompt(input.prompt, 'gpt-4o-mini')
		const messages: readonly Message[] = slimmer.restoreMessages(request.messages)
		const restored = input.kind === 'messages' ? messages : { ...(input.prompt as object), messages }
		terminal.stdout.write(`${JSON.stringify(restored, null, 2)}\n`)
		return 0
	},
}
