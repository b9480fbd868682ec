import { type CallContext, HeadroomError } from '@headroom/spec'
import { checkExamples } from '../evaluate/evaluate.ts'
import type { SemanticRoute } from '../route.ts'
import type { FittedThresholds, Scores, SemanticScorer } from '../semantic/scorer.ts'
import { foldsOf } from './folds.ts'
import { type CheckedFitOptions, checkedFitOptions, type FitOptions } from './options.ts'
import type { FitReport, FittedRoute } from './report.ts'
import { type HeldBack, textsNeeded, thresholdsFor } from './thresholds.ts'

/** Makes a scorer without fitted thresholds, which are to be set. */
export type MakeScorer = (routes: readonly SemanticRoute[]) => SemanticScorer

/** A text with its scores by a router that has not seen it. */
interface Judged {
	/** `null` for a text of none of the routes. */
	readonly route: string | null
	readonly scores: HeldBack
}

/**
 * Sets the threshold of every semantic route for a stated share of rejected texts, and says how sure it is.
 *
 * @throws HeadroomError `invalid-argument` for a bad option or no semantic routes; `provider-error` when the embedder
 * fails, since thresholds of another scale would be of no use.
 */
export async function fit(
	routes: readonly SemanticRoute[],
	scorerOf: MakeScorer,
	given: FitOptions,
	context: CallContext,
): Promise<{ report: FitReport; fitted: FittedThresholds | undefined }> {
	const options = checkedFitOptions(given)
	if (routes.length === 0)
		throw new HeadroomError('invalid-argument', 'fit: there are no semantic routes; add one with utterances')
	const whole = scorerOf(routes)
	// Any text does: it tells the scale, and the thresholds there are.
	const before = await scored(whole, routes[0]?.utterances[0] ?? '', context)
	const judged = await judge(routes, whole, scorerOf, options, context)
	const inside = judged.filter(({ route }) => route !== null).map(({ scores }) => scores)
	const thresholds = thresholdsFor(inside, options.rejection)
	const free = new Map<string, number>()
	for (const [index, { name, threshold }] of routes.entries()) {
		const found = thresholds?.[index]
		if (found !== undefined && (options.replaceThresholds || threshold === undefined)) free.set(name, found)
	}
	const fitted = thresholds && { by: before.by, thresholds: free }
	return { report: reportOf(before, judged, free, options), fitted }
}

async function judge(
	routes: readonly SemanticRoute[],
	whole: SemanticScorer,
	scorerOf: MakeScorer,
	options: CheckedFitOptions,
	context: CallContext,
): Promise<readonly Judged[]> {
	const judged: Judged[] = []
	const names = routes.map(({ name }) => name)
	if (options.heldBack === undefined) {
		for (const fold of foldsOf(routes, options.folds, options.seed)) {
			const scorer = scorerOf(fold.routes)
			for (const { text, route } of fold.heldBack)
				judged.push({ route, scores: scoresOf(await scored(scorer, text, context)) })
		}
	} else {
		checkExamples(options.heldBack, names, 'fit: heldBack')
		for (const { text, route } of options.heldBack)
			judged.push({ route, scores: scoresOf(await scored(whole, text, context)) })
	}
	for (const text of options.outOfScope)
		judged.push({ route: null, scores: scoresOf(await scored(whole, text, context)) })
	return judged
}

async function scored(scorer: SemanticScorer, text: string, context: CallContext): Promise<Scores> {
	context.signal?.throwIfAborted()
	const scores = await scorer.score(text, context)
	if (scores.fallback === undefined) return scores
	throw new HeadroomError(
		'provider-error',
		`fit: ${scores.fallback}; no threshold was set. Try again, or fit a router with semantic: "lexical"`,
	)
}

function scoresOf({ routes }: Scores): HeldBack {
	return Float64Array.from(routes.values(), ({ score }) => score)
}

function reportOf(
	before: Scores,
	judged: readonly Judged[],
	fitted: ReadonlyMap<string, number>,
	{ rejection, heldBack: given }: CheckedFitOptions,
): FitReport {
	const current = [...before.routes].map(([name, { threshold }]) => ({
		name,
		threshold: fitted.get(name) ?? threshold,
	}))
	const outcomes = judged.map(({ route, scores }) => {
		const [taken] = current
			.map(({ name, threshold }, index) => ({ name, threshold, score: scores[index] ?? 0 }))
			.filter(({ score, threshold }) => score >= threshold)
			.sort((a, b) => b.score - a.score)
		return { route, taken: taken?.name ?? null }
	})
	const inside = outcomes.filter(({ route }) => route !== null)
	const outside = outcomes.filter(({ route }) => route === null)
	const rejectedOf = (some: typeof outcomes): number => some.filter(({ taken }) => taken === null).length
	const rows = [...before.routes.values()].map(({ route, threshold }): FittedRoute => {
		const own = inside.filter((outcome) => outcome.route === route.name)
		return {
			route: route.name,
			threshold: fitted.get(route.name) ?? threshold,
			from: fitted.has(route.name) ? 'fitted' : route.threshold === undefined ? 'default' : 'route',
			heldBack: own.length,
			rejected: own.length === 0 ? null : rejectedOf(own) / own.length,
		}
	})
	return {
		scoredBy: before.by,
		rejection,
		basis: given === undefined ? 'folds' : 'given',
		heldBack: inside.length,
		rejected: inside.length === 0 ? null : rejectedOf(inside) / inside.length,
		accuracy:
			inside.length === 0
				? null
				: inside.filter(({ route, taken }) => taken === route).length / inside.length,
		outOfScope:
			outside.length === 0
				? null
				: { examples: outside.length, recall: rejectedOf(outside) / outside.length },
		routes: rows,
		warnings: warningsOf(rows, inside.length, rejection),
	}
}

function warningsOf(rows: readonly FittedRoute[], heldBack: number, rejection: number): string[] {
	const needed = textsNeeded(rejection)
	const share = `a rejection of ${rejection}`
	if (heldBack < needed)
		return [
			`${heldBack} texts could be held back and ${share} takes at least ${needed}; no threshold was set: ` +
				'give the routes more utterances, or examples as heldBack',
		]
	const warnings: string[] = []
	const none = rows.filter((row) => row.heldBack === 0).map(({ route }) => JSON.stringify(route))
	if (none.length > 0)
		warnings.push(`nothing could be held back of ${none.join(', ')}: two utterances are the least`)
	const few = rows.filter((row) => row.heldBack > 0 && row.heldBack < needed).length
	if (few > 0)
		warnings.push(
			`${few} of ${rows.length} routes have fewer than the ${needed} held-back texts that ${share} takes; ` +
				'their thresholds lean on the scores of all routes',
		)
	return warnings
}
