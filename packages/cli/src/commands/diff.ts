import { type HeadroomEvent, type Message, messageText, type Optimized } from '@headroom/core'
import { alignMessages } from '../align-messages.ts'
import { type Change, changes } from '../changes.ts'
import { clientFor } from '../client-options.ts'
import { type Command, type Given, JSON_OPTION, OPTIMIZE_OPTIONS } from '../command.ts'
import * as format from '../format.ts'
import { readInput } from '../read-input.ts'
import { savingsReport } from '../savings-report.ts'
import { type Paint, painter, type Terminal } from '../terminal.ts'
import { withQuery } from './optimize.ts'

export const diffCommand: Command = {
	name: 'diff',
	summary: 'show what optimizing takes out of a prompt, and why',
	operands: '[file|-]',
	maxOperands: 1,
	options: {
		...OPTIMIZE_OPTIONS,
		json: { ...JSON_OPTION, help: 'print a list of { message, role, reasons, changes } as JSON' },
	},
	details: `Takes what "headroom optimize" takes. Lines taken out start with "-", lines put in with "+".
Above the lines of each message stand the rules that changed it and the tokens each saved.

Examples:
  headroom diff conversation.json | less -R
  headroom diff report.md -q "What must be done by Friday?"`,

	async run(given: Given, terminal: Terminal): Promise<number> {
		const input = await readInput(given.operands[0], terminal, this.name)
		const prompt = withQuery(input, given.options.query)
		const client = clientFor(given, terminal, this.name)
		const optimized = await client.optimize(prompt).finally(() => client.close())
		const all = compare(
			typeof prompt === 'string'
				? [{ role: 'user', content: prompt }]
				: 'messages' in prompt
					? prompt.messages
					: prompt,
			optimized,
		)
		const changed = all.filter((message) => message.changes.some((change) => change.kind !== 'kept'))
		if (given.options.json === true) {
			terminal.stdout.write(`${JSON.stringify(changed, null, 2)}\n`)
			return 0
		}
		const paint = painter(terminal)
		for (const message of changed) terminal.stdout.write(show(message, paint))
		if (changed.length === 0) terminal.stdout.write('Nothing changes.\n')
		terminal.stdout.write(`\n${savingsReport(optimized, paint)}`)
		return 0
	},
}

/** One message before and after. */
interface MessageDiff {
	/** 0-based index in the conversation. */
	readonly message: number
	readonly role: string
	readonly reasons: readonly string[]
	readonly changes: readonly Change[]
}

function compare(before: readonly Message[], optimized: Optimized): MessageDiff[] {
	const aligned = alignMessages(before.length, optimized)
	return before.map((message, index) => {
		const { after: at, events = [] } = aligned[index] ?? {}
		const after = at === undefined ? undefined : optimized.request.messages[at]
		return {
			message: index,
			role: message.role,
			reasons: events.flatMap(reason),
			changes:
				after === message ? [] : changes(messageText(message), after === undefined ? '' : messageText(after)),
		}
	})
}

function reason(event: HeadroomEvent): string[] {
	if (event.type === 'rule')
		return [`${event.stage}: ${event.rule}, ${format.integer(event.savedTokens)} tokens`]
	if (event.type !== 'omission') return []
	const ranges = event.ranges.map(([from, to]) => (from === to ? from : `${from}–${to}`))
	const shown = ranges.length > 12 ? [...ranges.slice(0, 12), `and ${ranges.length - 12} more`] : ranges
	return [`${event.stage}: left out ${event.count} ${event.unit} (${shown.join(', ')}): ${event.reason}`]
}

function show({ message, role, reasons, changes: parts }: MessageDiff, paint: Paint): string {
	const lines = [
		paint('bold', `message ${message + 1}, ${role}`),
		...reasons.map((text) => paint('cyan', `  ${text}`)),
	]
	for (const [index, { kind, units }] of parts.entries()) {
		const text = units.join('').replace(/\n$/, '').split('\n')
		if (kind === 'kept')
			lines.push(
				...context(text, index === 0, index === parts.length - 1).map((line) => paint('dim', `  ${line}`)),
			)
		else if (kind === 'removed') lines.push(...text.map((line) => paint('red', `- ${printable(line)}`)))
		else lines.push(...text.map((line) => paint('green', `+ ${printable(line)}`)))
	}
	return `${lines.join('\n')}\n`
}

/** Two lines on each side of a change are enough to know the place. */
function context(lines: readonly string[], first: boolean, last: boolean): string[] {
	const [head, tail] = [first ? 0 : 2, last ? 0 : 2]
	const hidden = lines.length - head - tail
	const shown =
		hidden <= 1
			? lines
			: [...lines.slice(0, head), `⋯ ${hidden} lines as before`, ...(tail === 0 ? [] : lines.slice(-tail))]
	return shown.map(printable)
}

/** Control characters made visible, so that a prompt cannot write to the terminal. */
function printable(line: string): string {
	return line.replace(
		/(?!\t)\p{Cc}/gu,
		(character) => `\\x${character.charCodeAt(0).toString(16).padStart(2, '0')}`,
	)
}
