import { ContextCompressor } from '@headroom/compressor'
import { defaultRules, TokenSlimmer } from '@headroom/slimmer'
import { slimmingSubject, slimPrompt } from './slimming-subject.ts'
import type { Subject } from './subject.ts'

/** Words that the compressor is told to keep in every run of the bench. */
export const KEYWORDS: readonly string[] = ['important', 'must', 'never', 'security']

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
		return {
			...compressed,
			prompt: slimPrompt(encoder, compressed.prompt),
			lossyInput: slimmed.prompt,
			decoded: compressed.prompt,
		}
	},
}

const STANDARD = 'TokenSlimmer, level standard'
const slim = slimmingSubject('slim', STANDARD, {})
// As in the client: data is encoded and repeats are folded after compression, so that no head or pointer dangles.
const slimWithoutRepeats = slimmingSubject('slim', STANDARD, { dedup: false, encode: false })
const encoder = new TokenSlimmer({
	rules: Object.fromEntries(defaultRules.map((rule) => [rule.name, false])),
})
const withQuestion = compression('compress', 'ContextCompressor at 0.5, the question known', true)

/** The control that every suite begins with. */
export const unchanged: Subject = {
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
