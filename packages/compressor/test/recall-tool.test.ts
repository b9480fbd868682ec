import { describe, expect, it } from 'vitest'
import { answerRecall, ContextCompressor, memoryRecallStore, recallTool } from '../src/index.ts'

const recall = memoryRecallStore()
const compressor = new ContextCompressor({ recall })
const answer = (args: string) => answerRecall(args, (id) => compressor.recall(id))

describe('the recall tool', () => {
	it('asks for one argument, the id', () => {
		expect(recallTool.name).toBe('recall')
		expect(recallTool.parameters).toMatchObject({ required: ['id'], properties: { id: { type: 'string' } } })
	})

	it('answers with the text as it was, an empty one too', async () => {
		await recall.put('default', 'k3f9x0ab', 'line 4\r\nline 5')
		await recall.put('default', 'empty000', '')
		expect(await answer('{"id":"k3f9x0ab"}')).toEqual({ content: 'line 4\r\nline 5', isError: false })
		expect(await answer('{"id":"empty000"}')).toEqual({ content: '', isError: false })
	})

	it('tells the model what was wrong with its arguments', async () => {
		for (const args of ['', '{"id":', 'k3f9x0ab', 'null', '[]', '{}', '{"id":7}', '{"id":" "}']) {
			const { content, isError } = await answer(args)
			expect(isError).toBe(true)
			expect(content).toContain('{"id": "k3f9x0ab"}')
		}
	})

	it('tells the model that an id is unknown', async () => {
		const { content, isError } = await answer('{"id":"zzz"}')
		expect(isError).toBe(true)
		expect(content).toContain('"zzz"')
	})

	it('passes on the failure of a store', async () => {
		const broken = async (): Promise<string> => {
			throw new Error('disk is gone')
		}
		await expect(answerRecall('{"id":"a"}', broken)).rejects.toThrow('disk is gone')
	})
})
