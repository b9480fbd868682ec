import { dot, meanOf } from './vector-math.ts'

/** Requests that have nothing in common but to be requests, in several languages. */
export const BACKGROUND: readonly string[] = [
	'How tall is Mount Everest?',
	'Write a short poem about the sea.',
	'Fix the bug in this function, please.',
	'What should I cook with lentils and carrots?',
	'Mein Rechner startet nicht mehr.',
	'Summarise the article in three points.',
	'¿Quién ganó el partido de anoche?',
	'Explain how vaccines work to a child.',
	'Réservez une table pour quatre personnes vendredi soir.',
	'I would like to return these shoes.',
	'今週末は雪が降りますか',
	'Plan a three-day trip to Lisbon.',
	'What does this contract say about notice?',
	'给我一些生日礼物的建议',
	'Solve the equation for x and show the steps.',
	'Thanks, that was helpful!',
	'Napisz list do właściciela mieszkania o ogrzewaniu.',
	'How do I change a flat tyre?',
	'इलेक्ट्रिक और हाइब्रिड कारों की तुलना करो',
	'Set an alarm for half past six.',
	'Quais remédios não devem ser tomados juntos?',
	'Turn this list into a table.',
	'Почему пала Римская империя?',
	'قارن بين هذين الهاتفين',
]

/**
 * Mean cosine of unrelated texts above which what they share is taken away. MiniLM has 0.07. Models that put all texts
 * into a narrow cone have 0.7: with MiniLM's vectors pressed into one like it, a threshold of 0.5 took every text
 * before, and did as well as with MiniLM's own after.
 */
const MOST_SHARED = 0.25

/** What vectors of unrelated texts have in common, to be taken from each vector; `undefined` where it is little. */
export function sharedPart(background: readonly Float32Array[]): Float32Array | undefined {
	if (background.length === 0) return undefined
	const mean = meanOf(background)
	return dot(mean, mean) > MOST_SHARED ? Float32Array.from(mean) : undefined
}
