import type { ChatRequest, Message, Stage } from '@headroom/spec'
import { mapMessageText } from '@headroom/spec'
import { arbitraryRequest, stageLaws, testStage, testStageLaw } from '@headroom/spec/testing'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'

function stage(run: Stage['run']): () => Stage {
	return () => ({
		name: 'sample',
		run(request, context) {
			context.signal.throwIfAborted()
			return run(request, context)
		},
	})
}

function withMessages(request: ChatRequest, messages: readonly Message[]): ChatRequest {
	const kept =
		messages.length === request.messages.length &&
		messages.every((message, index) => message === request.messages[index])
	return kept ? request : { ...request, messages }
}

const trim = stage((request) =>
	withMessages(
		request,
		request.messages.map((message) => mapMessageText(message, (text) => text.trimEnd())),
	),
)

let runs = 0

const outlaws: Record<string, () => Stage> = {
	'input-untouched': stage((request) => {
		const [first] = request.messages as Message[]
		if (first !== undefined) (first as { role: string }).role = 'user'
		return request
	}),
	'same-reference': stage((request) => structuredClone(request)),
	'pinned-kept': stage((request) =>
		withMessages(
			request,
			request.messages.filter((message) => message.pinned !== true),
		),
	),
	'tool-pairs-kept': stage((request) =>
		withMessages(
			request,
			request.messages.filter((message) => message.role !== 'tool'),
		),
	),
	'uninterpreted-kept': stage((request) =>
		withMessages(
			request,
			request.messages.map((message) =>
				typeof message.content === 'string'
					? message
					: {
							...message,
							content: message.content.map((part) =>
								part.type === 'tool-call'
									? { ...part, arguments: JSON.stringify(JSON.parse(part.arguments)) }
									: part,
							),
						},
			),
		),
	),
	deterministic: stage((request) => {
		runs += 1
		return { ...request, model: `openai/model-${runs}` }
	}),
	'honours-signal': () => ({ name: 'deaf', run: (request) => request }),
	'json-out': stage((request) => ({ ...request, temperature: Number.NaN })),
	'never-grows': stage((request) =>
		withMessages(
			request,
			request.messages.map((message) => mapMessageText(message, (text) => `${text} please`)),
		),
	),
	idempotent: stage((request) =>
		withMessages(
			request,
			request.messages.map((message) => mapMessageText(message, (text) => text.slice(0, text.length >> 1))),
		),
	),
	causal: stage((request) =>
		withMessages(
			request,
			request.messages.map((message, index) =>
				index < request.messages.length - 4 ? mapMessageText(message, (text) => text.trimEnd()) : message,
			),
		),
	),
}

describe('testStage', () => {
	it('accepts a stage that keeps every law', async () => {
		await testStage(trim)
	})

	it.each(stageLaws)('catches a stage that breaks $name', async (law) => {
		const outlaw = outlaws[law.name]
		if (outlaw === undefined) throw new Error(`no stage here breaks "${law.name}"`)
		await expect(testStageLaw(law, outlaw)).rejects.toThrow(`breaks the law "${law.name}"`)
	})

	it('leaves out a law that the stage does not claim', async () => {
		const recent = outlaws.causal ?? trim
		await expect(testStage(recent)).rejects.toThrow('"causal"')
		await testStage(recent, { except: ['causal'] })
	})
})

describe('arbitraryRequest', () => {
	it('makes long texts, tool calls with results, pins and opaque parts', () => {
		const sample = fc.sample(arbitraryRequest, { numRuns: 300, seed: 1 })
		const json = sample.map((request) => JSON.stringify(request))
		const share = (holds: (text: string) => boolean): number => json.filter(holds).length / json.length
		expect(share((text) => text.length > 3000)).toBeGreaterThan(0.1)
		expect(share((text) => text.includes('"tool-result"'))).toBeGreaterThan(0.3)
		expect(share((text) => text.includes('"pinned":true'))).toBeGreaterThan(0.1)
		expect(share((text) => text.includes('"opaque"'))).toBeGreaterThan(0.1)
	})
})
