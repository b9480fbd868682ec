import type { Message, Part, Role } from '@headroom/spec'
import type { RowMessage } from './row.ts'

/** Turns a row's messages into the contract's: tool calls become parts, and each result answers the latest open call. */
export function readMessages(rows: readonly RowMessage[]): Message[] {
	const open: string[] = []
	return rows.map((row, index) => {
		const calls = toolCalls(row, index)
		open.push(...calls.map((call) => call.id))
		if (row.role === 'tool') return toolMessage(row, row.tool_call_id ?? open.shift() ?? `call_${index}`)
		const role = row.role as Role
		if (calls.length === 0) return { role, content: readContent(row.content) }
		const said =
			typeof row.content === 'string' && row.content !== ''
				? [{ type: 'text', text: row.content } as const]
				: []
		return { role, content: [...said, ...calls] }
	})
}

function toolCalls(row: RowMessage, index: number): (Part & { type: 'tool-call' })[] {
	const calls = row.tool_call === undefined ? (row.tool_calls ?? []) : [row.tool_call]
	return calls.map(({ name, arguments: given }, at) => ({
		type: 'tool-call',
		id: `call_${index}_${at}`,
		name,
		arguments: typeof given === 'string' ? given : JSON.stringify(given),
	}))
}

function toolMessage(row: RowMessage, callId: string): Message {
	if (Array.isArray(row.content)) return { role: 'tool', content: row.content as readonly Part[] }
	return { role: 'tool', content: [{ type: 'tool-result', callId, content: String(row.content ?? '') }] }
}

function readContent(content: unknown): string | readonly Part[] {
	return Array.isArray(content) ? (content as readonly Part[]) : String(content ?? '')
}
