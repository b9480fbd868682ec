import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { allSets, readLines, readMessages, sharedDatasets } from '../../src/data/index.ts'

const shared = sharedDatasets()

describe('our own sets', () => {
	it('are at least twelve, each with cases, questions, answers and evidence', () => {
		const own = allSets().filter((set) => set.origin === 'own')
		expect(own.length).toBeGreaterThanOrEqual(12)
		for (const set of own) {
			expect(set.cases.length, set.name).toBeGreaterThan(0)
			for (const given of set.cases)
				expect(given.answers.length + given.needed.length, given.id).toBeGreaterThan(0)
		}
	})

	it('give every case its own id', () => {
		const ids = allSets().flatMap((set) => set.cases.map((given) => given.id))
		expect(new Set(ids).size).toBe(ids.length)
	})
})

describe.skipIf(shared === undefined)('the shared sets', () => {
	const root = shared ?? ''
	// The body of a skipped suite still runs to list its tests.
	const described = (shared === undefined ? [] : readdirSync(root)).flatMap((name) => {
		const source = join(root, name, 'SOURCE.md')
		if (!existsSync(source)) return []
		const row = /^\| dev \| (\d+) \|/m.exec(readFileSync(source, 'utf8'))
		return row === null ? [] : [[name, Number(row[1])] as const]
	})

	it('are described', () => {
		expect(described.length).toBeGreaterThanOrEqual(17)
	})

	it.each(described)('%s holds the %i items that its description counts', (name, items) => {
		const set = allSets().find((candidate) => candidate.origin === 'shared' && candidate.name === name)
		expect(set === undefined ? readLines(join(root, name, 'dev.jsonl')).length : set.items).toBe(items)
	})
})

describe('readMessages', () => {
	it('pairs OpenAI’s tool calls with the results that follow', () => {
		const messages = readMessages([
			{ role: 'user', content: 'find A' },
			{ role: 'assistant', content: '', tool_calls: [{ name: 'find', arguments: '{"q": "A"}' }] },
			{ role: 'tool', name: 'find', content: '[1]' },
			{ role: 'assistant', content: 'Found.' },
		])
		expect(messages).toEqual([
			{ role: 'user', content: 'find A' },
			{
				role: 'assistant',
				content: [{ type: 'tool-call', id: 'call_1_0', name: 'find', arguments: '{"q": "A"}' }],
			},
			{ role: 'tool', content: [{ type: 'tool-result', callId: 'call_1_0', content: '[1]' }] },
			{ role: 'assistant', content: 'Found.' },
		])
	})
})
