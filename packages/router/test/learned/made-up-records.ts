import { randomFrom } from '../../src/bandit/random.ts'
import type { RoutingRecord } from '../../src/index.ts'

const TOPICS = {
	/** Both models do it well. */
	easy: ['greeting', 'translate', 'summary', 'spelling', 'rhyme', 'synonym', 'title', 'postcard'],
	/** Only the strong one does it well. */
	hard: ['theorem', 'integral', 'compiler', 'deadlock', 'entropy', 'lattice', 'tensor', 'automaton'],
}

const FILLER = [
	'please',
	'could',
	'about',
	'with',
	'short',
	'this',
	'some',
	'for',
	'our',
	'the',
	'new',
	'text',
]

/**
 * Prompts of two topics: `weak` is right on 9 of 10 easy and on 2 of 10 hard ones, `strong` on 9 of 10 of either. A call
 * of `strong` costs $0.01, one of `weak` $0.001.
 */
export function madeUpRecords(count: number, seed = 1, tellApart = true): RoutingRecord[] {
	const random = randomFrom('records', seed)
	const pick = (words: readonly string[]): string => words[Math.floor(random() * words.length)] ?? ''
	return Array.from({ length: count }, (_, index) => {
		const topic = random() < 0.5 ? 'easy' : 'hard'
		const words = Array.from({ length: 8 }, (_, place) =>
			place % 3 === 0 ? pick(TOPICS[topic]) : pick(FILLER),
		)
		const weak = tellApart ? (topic === 'easy' ? 0.9 : 0.2) : 0.55
		return {
			prompt: `${words.join(' ')} ${index}?`,
			outcomes: {
				strong: { quality: random() < 0.9 ? 1 : 0, cost: 0.01 },
				weak: { quality: random() < weak ? 1 : 0, cost: 0.001 },
			},
		}
	})
}
