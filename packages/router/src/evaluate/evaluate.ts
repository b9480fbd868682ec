import { HeadroomError } from '@headroom/spec'
import type { Choice } from '../decide.ts'
import { type Judged, outOfScopeFigures } from './out-of-scope.ts'
import type { Confusion, Evaluation, RoutedExample, RouteFigures } from './report.ts'

interface Outcome extends RoutedExample, Judged {
	readonly routed: string | null
	readonly score: number | null
	readonly reason: string
}

/**
 * Routes every example and compares.
 *
 * @throws HeadroomError `invalid-argument` without examples, or for one whose route there is not.
 */
export async function evaluate(
	examples: readonly RoutedExample[],
	names: readonly string[],
	choose: (text: string) => Promise<Choice>,
): Promise<Evaluation> {
	checkExamples(examples, names, 'evaluate')
	const outcomes: Outcome[] = []
	for (const { text, route } of examples) outcomes.push(outcomeOf({ text, route }, await choose(text)))
	const inside = outcomes.filter(({ route }) => route !== null)
	const right = (some: readonly Outcome[]): number => some.filter((one) => one.routed === one.route).length
	return {
		examples: outcomes.length,
		accuracy: right(outcomes) / outcomes.length,
		inScope: {
			examples: inside.length,
			accuracy: share(right(inside), inside.length),
			rejected: share(inside.filter(({ rejected }) => rejected).length, inside.length),
		},
		outOfScope: outOfScopeFigures(
			inside,
			outcomes.filter(({ route }) => route === null),
		),
		confusion: confusionOf(outcomes),
		routes: names.map((name) => figuresOf(name, outcomes)),
		misrouted: outcomes
			.filter((one) => one.routed !== one.route)
			.map(({ text, route, routed, score, reason }) => ({ text, expected: route, routed, score, reason })),
	}
}

/** @throws HeadroomError `invalid-argument` without examples, or for one that is no text or whose route there is not. */
export function checkExamples(
	examples: readonly RoutedExample[],
	names: readonly string[],
	who: string,
): void {
	if (!Array.isArray(examples) || examples.length === 0)
		throw new HeadroomError(
			'invalid-argument',
			`${who}: there are no examples; give at least one { text, route }`,
		)
	const known = new Set<string | null>([null, ...names])
	for (const [index, example] of examples.entries()) {
		if (typeof example?.text !== 'string')
			throw new HeadroomError(
				'invalid-argument',
				`${who}: example ${index} has no text; expected { text, route }`,
			)
		if (!known.has(example.route))
			throw new HeadroomError(
				'invalid-argument',
				`${who}: example ${index} is of the route ${JSON.stringify(example.route)}, which there is not; ` +
					'expected a name of a route, or null for texts of none',
			)
	}
}

function outcomeOf({ text, route }: RoutedExample, choice: Choice): Outcome {
	const score = choice.score ?? choice.runnersUp[0]?.score ?? null
	return {
		text,
		route,
		routed: choice.route,
		rejected: choice.route === null,
		score,
		confidence: Math.max(score ?? 0, choice.runnersUp[0]?.score ?? 0),
		reason: choice.reason,
	}
}

function confusionOf(outcomes: readonly Outcome[]): Confusion[] {
	const pairs = new Map<string, { expected: string | null; routed: string | null; count: number }>()
	for (const { route, routed } of outcomes) {
		if (route === routed) continue
		const key = JSON.stringify([route, routed])
		const pair = pairs.get(key) ?? { expected: route, routed, count: 0 }
		pair.count++
		pairs.set(key, pair)
	}
	return [...pairs.values()].sort((a, b) => b.count - a.count)
}

function figuresOf(route: string, outcomes: readonly Outcome[]): RouteFigures {
	const own = outcomes.filter((one) => one.route === route)
	const taken = outcomes.filter((one) => one.routed === route)
	const right = own.filter((one) => one.routed === route).length
	return {
		route,
		examples: own.length,
		recall: share(right, own.length),
		precision: share(right, taken.length),
		f1: share(2 * right, own.length + taken.length),
	}
}

function share(part: number, whole: number): number | null {
	return whole === 0 ? null : part / whole
}
