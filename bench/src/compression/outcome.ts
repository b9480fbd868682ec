import { type Message, messageTexts } from '@headroom/spec'
import type { BenchCase } from '../data/index.ts'

/** What a subject made of a case. */
export interface Outcome {
	readonly prompt: BenchCase['prompt']
	/** What its lossy layer was given, where a lossless one ran before: the floor is measured against this. */
	readonly lossyInput?: BenchCase['prompt']
	/**
	 * The prompt with encodings read back, where a lossless layer wrote any: what is compared with the prompt as it was
	 * is looked for here, answers in what is sent.
	 */
	readonly decoded?: BenchCase['prompt']
	/** What it says it left out; absent for subjects that keep no account. */
	readonly omissions?: readonly OmissionAccount[]
}

/** One entry of an account of what was left out. */
export interface OmissionAccount {
	readonly message: number
	readonly text: number
	readonly unit: string
	readonly count: number
	readonly total: number
	readonly ranges: readonly (readonly [number, number])[]
}

/** The texts of a prompt that layers may touch. */
export function promptTexts(prompt: BenchCase['prompt']): readonly string[] {
	return typeof prompt === 'string' ? [prompt] : prompt.flatMap(messageTexts)
}

/** All a model would read, tool calls included, joined as one text. */
export function joinedPrompt(prompt: BenchCase['prompt']): string {
	return typeof prompt === 'string' ? prompt : prompt.map(messageWithCalls).join('\n')
}

function messageWithCalls(message: Message): string {
	const calls =
		typeof message.content === 'string'
			? []
			: message.content.flatMap((part) => (part.type === 'tool-call' ? [part.name, part.arguments] : []))
	return [...messageTexts(message), ...calls].join('\n')
}
