import { countMessages, createCatalog, readPrompt, tokenizerFor } from '@headroom/core'
import { type Command, type Given, JSON_OPTION, MODEL_OPTION } from '../command.ts'
import * as format from '../format.ts'
import { readInput } from '../read-input.ts'
import type { Terminal } from '../terminal.ts'

export const countCommand: Command = {
	name: 'count',
	summary: 'count the tokens of a text or a conversation, and what sending them costs',
	operands: '[file|-]',
	maxOperands: 1,
	options: {
		model: MODEL_OPTION,
		json: { ...JSON_OPTION, help: 'print { tokens, model, tokenizer, exact, cost } as JSON' },
	},
	details: `A text is counted as it stands; a conversation with the overhead of its chat format.
Models whose vendor publishes no tokenizer get an estimate, marked so.

Examples:
  headroom count prompt.txt
  headroom count request.json --model claude-sonnet-4-5 --json`,

	async run(given: Given, terminal: Terminal): Promise<number> {
		const input = await readInput(given.operands[0], terminal, this.name)
		const asked = given.options.model
		const request = readPrompt(input.prompt, typeof asked === 'string' ? asked : 'gpt-4o-mini')
		const model = typeof asked === 'string' ? asked : request.model
		const tokenizer = tokenizerFor(model)
		const tokens = input.kind === 'text' ? tokenizer.count(input.text) : countMessages(request, tokenizer)
		const cost = createCatalog().cost(model, { inputTokens: tokens, outputTokens: 0 }, 'estimated')
		const exact = tokenizer.exact !== false
		if (given.options.json === true) {
			terminal.stdout.write(`${JSON.stringify({ tokens, model, tokenizer: tokenizer.id, exact, cost })}\n`)
		} else {
			terminal.stdout.write(
				`${format.integer(tokens)} tokens${exact ? '' : ' (estimate)'}  ${model}  ${tokenizer.id}  ${format.cost(cost)}\n`,
			)
		}
		return 0
	},
}
