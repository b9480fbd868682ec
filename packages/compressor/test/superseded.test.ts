import type { Message } from '@headroom/spec'
import { messageText } from '@headroom/spec'
import { o200kBase } from '@headroom/tokenizer'
import { describe, expect, it } from 'vitest'
import { worthOf } from '../src/history/worth.ts'
import { ContextCompressor, hasMarker } from '../src/index.ts'

const call = (id: string, name: string, args: unknown): Message => ({
	role: 'assistant',
	content: [{ type: 'tool-call', id, name, arguments: JSON.stringify(args) }],
})
const result = (id: string, content: string, isError = false): Message => ({
	role: 'tool',
	content: [{ type: 'tool-result', callId: id, content, ...(isError ? { isError } : {}) }],
})
const file = (version: number): string =>
	Array.from(
		{ length: 30 },
		(_, n) => `export const limit${n} = ${n * 37 + version} // of queue ${n % 7}`,
	).join('\n')
const read = (id: string, path: string, content: string): Message[] => [
	call(id, 'read_file', { path }),
	result(id, content),
]

describe('an earlier tool result', () => {
	it('is superseded by one that is equal byte for byte, whatever was called', () => {
		const messages = [...read('a', 'src/a.ts', file(1)), call('b', 'cat', { f: 1 }), result('b', file(1))]
		expect([...worthOf(messages)]).toEqual([['1:0', { why: 'superseded', by: 3, equal: true }]])
	})

	it('is superseded by a later answer to the same call, by the latest of several', () => {
		const messages = [
			...read('a', 'src/a.ts', file(1)),
			...read('b', 'src/a.ts', file(2)),
			...read('c', 'src/a.ts', file(3)),
		]
		expect([...worthOf(messages)]).toEqual([
			['3:0', { why: 'superseded', by: 5 }],
			['1:0', { why: 'superseded', by: 5 }],
		])
	})

	it('is not superseded by a failure, a much shorter answer, or a call with other arguments', () => {
		const first = read('a', 'src/a.ts', file(1))
		const again = call('b', 'read_file', { path: 'src/a.ts' })
		expect(worthOf([...first, again, result('b', `${file(2)} EACCES`, true)]).size).toBe(0)
		expect(worthOf([...first, again, result('b', 'unchanged since it was last read')]).size).toBe(0)
		expect(worthOf([...first, ...read('b', 'src/b.ts', file(2))]).size).toBe(0)
	})

	it('is stale once a later call writes the file it read, unless that call failed', () => {
		const first = read('a', 'src/a.ts', file(1))
		const edit = call('b', 'edit_file', { path: 'src/a.ts', new_text: 'export {}' })
		expect([...worthOf([...first, edit, result('b', 'done')])]).toEqual([['1:0', { why: 'stale', by: 2 }]])
		expect(worthOf([...first, edit, result('b', 'no such text', true)]).size).toBe(0)
		const other = call('b', 'edit_file', { path: 'src/b.ts', new_text: 'export {}' })
		expect(worthOf([...first, other, result('b', 'done')]).size).toBe(0)
		const view = call('b', 'text_editor', { command: 'view', path: 'src/a.ts' })
		expect(worthOf([...first, view, result('b', 'done')]).size).toBe(0)
	})
})

describe('compress() of a conversation', () => {
	const report = Array.from({ length: 30 }, (_, n) => `Depot ${n} has ${n * 13} parcels for hall ${n % 5}.`)
	const messages: Message[] = [
		{ role: 'user', content: 'Raise limit12 in src/a.ts and tell me what depot 9 has.' },
		...read('a', 'src/a.ts', file(1)),
		...read('b', 'reports/depots.txt', report.join('\n')),
		...read('c', 'src/a.ts', file(2)),
		{ role: 'user', content: 'How many parcels has depot 9, and what is limit12?' },
	]

	it('lets the superseded read go first and points to its successor', async () => {
		const compressor = new ContextCompressor({ tokenizer: o200kBase() })
		const { messages: sent, omissions, ratio } = await compressor.compress(messages)
		expect(messageText(sent[2] as Message)).toBe('[… 30 lines superseded by message 7: 1–30]')
		expect(hasMarker(messageText(sent[2] as Message))).toBe(true)
		expect(omissions[0]).toMatchObject({
			message: 2,
			unit: 'lines',
			count: 30,
			reason: 'superseded by message 7',
		})
		expect(messageText(sent[4] as Message)).toContain('Depot 9 has 117 parcels')
		expect(messageText(sent[6] as Message)).toContain('limit12 = 446')
		expect(ratio).toBeGreaterThanOrEqual(0.5)
		expect(sent.length).toBe(messages.length)
		expect(sent[1]).toBe(messages[1])
		expect((await compressor.compress(sent)).messages).toBe(sent)
	})

	it('keeps keywords in a superseded read', async () => {
		const compressor = new ContextCompressor({ tokenizer: o200kBase(), preserveKeywords: ['limit21'] })
		const { messages: sent } = await compressor.compress(messages)
		expect(messageText(sent[2] as Message)).toContain('export const limit21 = 778')
	})
})

describe('an earlier run of the same command', () => {
	it('keeps the errors that the later run does not have', async () => {
		const run = (id: string, error: string): Message[] => [
			call(id, 'shell', { command: 'npm test' }),
			result(
				id,
				Array.from({ length: 80 }, (_, n) => (n === 40 ? error : `suite ${n} took ${n * 7} ms`)).join('\n'),
			),
		]
		const messages: Message[] = [
			{ role: 'user', content: 'Make the tests pass.' },
			...run('a', 'ERROR src/queue.ts: the drain never ends'),
			...run('b', 'ERROR src/price.ts: NaN is no price'),
			{ role: 'user', content: 'Which files failed?' },
		]
		const { messages: after, omissions } = await new ContextCompressor().compress(messages)
		const text = JSON.stringify(after)
		expect(omissions.length).toBeGreaterThan(0)
		expect(text).toContain('ERROR src/queue.ts: the drain never ends')
		expect(text).toContain('ERROR src/price.ts: NaN is no price')
	})
})
