import { ContextCompressor } from '@headroom/compressor'
import { TokenSlimmer } from '@headroom/slimmer'
import type { ChatRequest, Message, Stage } from '@headroom/spec'
import { o200kBase } from '@headroom/tokenizer'
import type { BenchCase } from '../data/index.ts'
import type { Outcome } from './outcome.ts'

/** Something that shortens prompts, measured like any other. */
export interface Subject {
	readonly name: string
	/** One line for readers of the report. */
	readonly meaning: string
	/** Whether its result must read the same under any question. */
	readonly ignoresQuery: boolean
	/** Whether its own result must be left as it is: a law of one layer, not of two after one another. */
	readonly idempotent: boolean
	/** Whether the gate holds it to the floor and to the survival of keywords and instructions. */
	readonly gated: boolean
	run(given: BenchCase): Promise<Outcome>
}

/** Words that the compressor is told to keep in every run of the bench. */
export const KEYWORDS: readonly string[] = ['important', 'must', 'never', 'security']

const observe = (): void => {}

/** Runs a stage on a case's prompt, its question last where it has one. */
async function runStage(stage: Stage, prompt: BenchCase['prompt']): Promise<BenchCase['prompt']> {
	const messages: readonly Message[] =
		typeof prompt === 'string' ? [{ role: 'user', content: prompt }] : prompt
	const request: ChatRequest = { model: 'openai/gpt-4o', messages }
	const result = await stage.run(request, {
		tokenizer: o200kBase(),
		signal: new AbortController().signal,
		observe,
	})
	if (typeof prompt !== 'string') return result.messages
	const content = result.messages[0]?.content
	return typeof content === 'string' ? content : ''
}

function slimming(name: string, dedup: boolean): Subject {
	const slimmer = new TokenSlimmer({ dedup })
	return {
		name,
		meaning: 'TokenSlimmer, level standard',
		ignoresQuery: true,
		idempotent: true,
		gated: true,
		async run({ prompt }) {
			const slimmed = await runStage(slimmer, prompt)
			// Nothing is lost here, so the floor has nothing to bound.
			return { prompt: slimmed, lossyInput: slimmed }
		},
	}
}

function compression(name: string, meaning: string, asks: boolean): Subject {
	const compressor = new ContextCompressor({ preserveKeywords: KEYWORDS })
	return {
		name,
		meaning,
		ignoresQuery: !asks,
		idempotent: true,
		gated: true,
		async run({ prompt, query }) {
			// An empty question is no question; without the option the last user turn would be one.
			const options = { query: asks ? (query ?? '') : '' }
			const asked = asks && query === undefined ? {} : options
			if (typeof prompt === 'string') {
				const { text, omissions } = await compressor.compress(prompt, asked)
				return { prompt: text, omissions }
			}
			const { messages, omissions } = await compressor.compress(prompt, asked)
			return { prompt: messages, omissions }
		},
	}
}

const both: Subject = {
	name: 'slim+compress',
	meaning: 'both layers, the question known',
	ignoresQuery: false,
	idempotent: false,
	gated: true,
	async run(given) {
		const slimmed = await slimWithoutRepeats.run(given)
		const compressed = await withQuestion.run({ ...given, prompt: slimmed.prompt })
		return { ...compressed, lossyInput: slimmed.prompt }
	},
}

const slim = slimming('slim', true)
// As in the client: repeats are folded after compression, so that no pointer dangles.
const slimWithoutRepeats = slimming('slim', false)
const withQuestion = compression('compress', 'ContextCompressor at 0.5, the question known', true)

const unchanged: Subject = {
	name: 'unchanged',
	meaning: 'control: the prompt as it is',
	ignoresQuery: true,
	idempotent: true,
	gated: false,
	run: async ({ prompt }) => ({ prompt }),
}

/** What the compression suite measures; random and head+tail at the ratio of `compress` come beside them. */
export const subjects: readonly Subject[] = [
	unchanged,
	slim,
	withQuestion,
	compression('compress-blind', 'ContextCompressor at 0.5, the question not known', false),
	both,
]
