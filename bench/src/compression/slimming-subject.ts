import { TokenSlimmer, type TokenSlimmerOptions } from '@headroom/slimmer'
import type { ChatRequest, Message } from '@headroom/spec'
import { o200kBase } from '@headroom/tokenizer'
import type { BenchCase } from '../data/index.ts'
import type { Subject } from './subject.ts'

/** Layer 1 under some options. */
export function slimmingSubject(name: string, meaning: string, options: TokenSlimmerOptions): Subject {
	const slimmer = new TokenSlimmer(options)
	return {
		name,
		meaning,
		ignoresQuery: true,
		idempotent: true,
		gated: true,
		async run({ prompt }) {
			const slimmed = slimPrompt(slimmer, prompt)
			// Nothing is lost here, so the floor has nothing to bound.
			return { prompt: slimmed, lossyInput: slimmed }
		},
		decode: (slimmed) =>
			typeof slimmed === 'string' ? slimmer.restore(slimmed) : slimmer.restoreMessages(slimmed),
	}
}

/** Layer 1 on a prompt. */
export function slimPrompt(slimmer: TokenSlimmer, prompt: BenchCase['prompt']): BenchCase['prompt'] {
	const request: ChatRequest = { model: 'openai/gpt-4o', messages: messagesOf(prompt) }
	const { messages } = slimmer.run(request, {
		tokenizer: o200kBase(),
		signal: new AbortController().signal,
		observe: () => {},
	})
	if (typeof prompt !== 'string') return messages
	const content = messages[0]?.content
	return typeof content === 'string' ? content : ''
}

/** A prompt as it is sent: text alone is what the user says. */
export function messagesOf(prompt: BenchCase['prompt']): readonly Message[] {
	return typeof prompt === 'string' ? [{ role: 'user', content: prompt }] : prompt
}
