import type { Message } from '@headroom/spec'
import { o200kBase } from '@headroom/tokenizer'
import { describe, expect, it } from 'vitest'
import { ContextCompressor } from '../src/index.ts'

const tokenizer = o200kBase()
const compressor = new ContextCompressor({ tokenizer })
const context = { tokenizer, signal: new AbortController().signal, observe: (): void => {} }
const lines = (word: string, n: number): string =>
	Array.from({ length: n }, (_, at) => `${word} entry ${at} is as usual`).join('\n')
const story = (n: number): string =>
	Array.from(
		{ length: n },
		(_, at) => `On day ${at} the crew of the ${at % 2 ? 'barge' : 'ferry'} painted rail ${at * 3}.`,
	).join(' ')

describe('what is never compressed', () => {
	const image = { type: 'opaque', kind: 'image_url', value: { url: 'x' } } as const
	const call = {
		type: 'tool-call',
		id: 'c1',
		name: 'read',
		arguments: `{"note":"${lines('call', 60)}"}`,
	} as const
	const messages: readonly Message[] = [
		{ role: 'system', content: lines('system', 60) },
		{ role: 'developer', content: lines('developer', 60) },
		{ role: 'user', content: lines('pinned', 60), pinned: true },
		{ role: 'user', content: lines('older', 200) },
		{ role: 'assistant', content: [image, call] },
		{ role: 'tool', content: [{ type: 'tool-result', callId: 'c1', content: lines('tool', 200) }] },
		{ role: 'user', content: 'What is entry 7?' },
	]

	for (const cache of ['preserve', 'ignore'] as const) {
		it(`system, developer and pinned messages, calls and opaque parts (cache: '${cache}')`, async () => {
			const { messages: after } = await new ContextCompressor({ cache }).run(
				{ model: 'gpt-4o', messages },
				context,
			)
			for (const at of [0, 1, 2, 4, 6]) expect(after).toContain(messages[at])
			expect(JSON.stringify(after).length).toBeLessThan(JSON.stringify(messages).length)
			const results = after
				.flatMap(({ content }) => (typeof content === 'string' ? [] : content))
				.filter((part) => part.type === 'tool-result')
			expect(results.map(({ callId }) => callId)).toEqual(['c1'])
		})
	}

	it('the question around a long pasted text, at its start or at its end', async () => {
		for (const prompt of [
			`Summarize the log of the barge for the harbour master.\n\n${story(60)}`,
			`${story(60)}\n\nWhich rails did the barge paint?`,
			`请根据下面的资料回答。\n\n${'今天天气很好，船员们在甲板上工作了一整天。'.repeat(30)}\n\n船员们做了什么？`,
		]) {
			const request = { model: 'gpt-4o', messages: [{ role: 'user', content: prompt }] } as const
			const { messages: after } = await new ContextCompressor().run(request, context)
			const text = String(after[0]?.content)
			expect(text.length).toBeLessThan(prompt.length)
			const ask = prompt.split('\n\n').filter((paragraph) => paragraph.length < 100)
			for (const paragraph of ask) expect(text).toContain(paragraph)
		}
	})

	it('the last sentence of a prompt in one paragraph, even when the query speaks of something else', async () => {
		const prompt = `${story(80)} Say in one word where the cook went.`
		const result = await compressor.compress([{ role: 'user', content: prompt }], {
			query: 'Which rails did the ferry paint?',
		})
		expect(result.savedTokens).toBeGreaterThan(0)
		expect(String(result.messages[0]?.content)).toContain('Say in one word where the cook went.')
	})

	it('short texts: fewer than minTokens come back as they are, by reference', async () => {
		const short: readonly Message[] = [{ role: 'user', content: 'Hello there.' }]
		expect((await compressor.compress(short)).messages).toBe(short)
		expect((await compressor.compress('Hello there.')).text).toBe('Hello there.')
		expect((await compressor.compress('')).ratio).toBe(1)
	})

	it('any of 50 distinct errors among 1,500 lines of a log', async () => {
		const log = Array.from({ length: 1500 }, (_, n) =>
			n % 30 === 7
				? `2026-03-01 10:00:${n % 60} ERROR unit-${n} lost its feed`
				: `2026-03-01 10:00:${n % 60} INFO unit ok`,
		)
		const { text } = await compressor.compress(log.join('\n'), { query: 'How is the weather?' })
		expect(text.match(/ERROR unit-\d+ lost its feed/g)).toHaveLength(50)
	})

	it('random pairs that nobody asked about, since any choice among them would be a draw of lots', async () => {
		const part = (n: number, by: number): string => (Math.imul(n + 1, by) >>> 0).toString(16).padStart(8, '0')
		const hex = (n: number): string => `${part(n, 0x9e3779b1)}-${part(n, 0x85ebca6b)}`
		const pairs = JSON.stringify(
			Object.fromEntries(Array.from({ length: 75 }, (_, n) => [hex(n), hex(n + 999)])),
			null,
			1,
		)
		const blind = await compressor.compress(pairs)
		expect(blind.text).toBe(pairs)
		const asked = await compressor.compress(pairs, { query: `What is the value of ${hex(40)}?` })
		expect(asked.text).toContain(hex(40 + 999))
		expect(asked.ratio).toBeLessThan(0.6)
	})
})

describe('a conversation compressed as a whole', () => {
	const chat = Array.from({ length: 60 }, (_, n): Message => {
		const said =
			n === 17
				? 'My sister Ines keeps two llamas on her farm near Braga, by the way.'
				: `Well, regarding point ${n}, we agreed to look at it again in week ${n}.`
		return { role: n % 2 === 0 ? 'user' : 'assistant', content: said }
	})

	it('lands between 0.50 and 0.55 and keeps the turn that answers the last question', async () => {
		const result = await compressor.compress([
			...chat,
			{ role: 'user', content: 'How many llamas does Ines keep?' },
		])
		expect(result.ratio).toBeGreaterThanOrEqual(0.5)
		expect(result.ratio).toBeLessThanOrEqual(0.55)
		expect(JSON.stringify(result.messages)).toContain('two llamas')
		expect(result.messages.at(-1)?.content).toBe('How many llamas does Ines keep?')
	})

	it('says for each run of messages left out how many and which', async () => {
		const result = await compressor.compress(chat, { query: 'How many llamas does Ines keep?' })
		const gone = result.omissions.filter(({ unit }) => unit === 'messages')
		const marked = result.messages.filter(({ content }) =>
			/^\[… \d+ messages? omitted: /.test(String(content)),
		)
		expect(marked).toHaveLength(gone.length)
		const count = gone.reduce((sum, omission) => sum + omission.count, 0)
		expect(result.messages.length - marked.length + count).toBe(chat.length)
	})

	it("rejects with the signal's reason when the caller gives up", async () => {
		const signal = AbortSignal.abort(new Error('enough'))
		await expect(compressor.compress(chat, { signal })).rejects.toThrow('enough')
		await expect(compressor.compress('text', { signal })).rejects.toThrow('enough')
	})
})
