import { type Message, messageText, type Prompt } from '@headroom/core'
import { clientFor } from '../client-options.ts'
import { type Command, type Given, JSON_OPTION, OPTIMIZE_OPTIONS } from '../command.ts'
import { type Input, readInput } from '../read-input.ts'
import { savingsReport } from '../savings-report.ts'
import { painter, type Terminal } from '../terminal.ts'

export const optimizeCommand: Command = {
	name: 'optimize',
	summary: 'shorten a prompt; the result goes to standard output, what was saved to standard error',
	operands: '[file|-]',
	maxOperands: 1,
	options: {
		...OPTIMIZE_OPTIONS,
		quiet: { type: 'boolean', help: 'print no report on standard error' },
		json: { ...JSON_OPTION, help: 'print { request, savings, route, omissions, events } as JSON' },
	},
	details: `The file is plain text, or JSON: a list of messages, or a request { model, messages }.
Needs no key and calls no model. With compressor: { recall: { store: sqlite, path: recall.db } } in headroom.yaml,
markers carry ids, and "headroom recall" brings back what was left out.

Examples:
  headroom optimize notes.md -q "Who approved the budget?" > short.md
  git log --stat | headroom optimize --layers slimmer
  headroom optimize build.log --layers compressor --ratio 0.6 --preserve error,timeout
  headroom optimize conversation.json --json | jq .savings.ratio`,

	async run(given: Given, terminal: Terminal): Promise<number> {
		const input = await readInput(given.operands[0], terminal, this.name)
		const client = clientFor(given, terminal, this.name)
		const optimized = await client
			.optimize(withQuery(input, given.options.query))
			.finally(() => client.close())
		if (given.options.json === true) {
			terminal.stdout.write(`${JSON.stringify(optimized, errorsAsText, 2)}\n`)
			return 0
		}
		terminal.stdout.write(result(input, optimized.request.messages, optimized.request))
		if (given.options.quiet !== true)
			terminal.stderr.write(savingsReport(optimized, painter(terminal, 'stderr')))
		return 0
	},
}

/** A text with its question after it, or the prompt as read. */
export function withQuery(input: Input, query: string | boolean | undefined): Prompt {
	if (typeof query !== 'string') return input.prompt
	if (typeof input.prompt === 'string') return `${input.prompt.trimEnd()}\n\n${query}`
	const messages: unknown = Array.isArray(input.prompt)
		? input.prompt
		: (input.prompt as { messages?: unknown }).messages
	// What is no list of messages is refused with its place when it is optimized.
	if (!Array.isArray(messages)) return input.prompt
	const asked: readonly Message[] = [...(messages as readonly Message[]), { role: 'user', content: query }]
	return Array.isArray(input.prompt) ? asked : ({ ...(input.prompt as object), messages: asked } as Prompt)
}

function result(input: Input, messages: readonly Message[], request: object): string {
	if (input.kind === 'text') return `${messages.map(messageText).join('\n').trimEnd()}\n`
	return `${JSON.stringify(input.kind === 'messages' ? messages : request, null, 2)}\n`
}

// An Error has no JSON of its own.
function errorsAsText(_key: string, value: unknown): unknown {
	return value instanceof Error ? value.message : value
}
