import { bm25, bm25OfBlocks } from '../score/bm25.ts'
import { centrality } from '../score/centrality.ts'
import { closing } from '../score/closing.ts'
import { widen } from '../score/hops.ts'
import { identifierCover } from '../score/identifiers.ts'
import { indexTerms, type TermIndex } from '../score/index-terms.ts'
import { lead } from '../score/lead.ts'
import { logLike } from '../score/log-like.ts'
import { withNeighbours } from '../score/neighbours.ts'
import { novelty } from '../score/novelty.ts'
import { outliers } from '../score/outliers.ts'
import { queryTerms } from '../score/query-terms.ts'
import { rarity } from '../score/rarity.ts'
import { replies } from '../score/replies.ts'
import { standingOut } from '../score/rows.ts'
import { severity } from '../score/severity.ts'
import { isCollection } from '../score/sources.ts'
import { substance } from '../score/substance.ts'
import { surprise } from '../score/surprise.ts'
import { symbols } from '../score/symbols.ts'
import { isUniform } from '../score/uniform.ts'
import { withWorth } from '../score/worth.ts'
import { isDialogue } from '../segment/label.ts'
import type { SegmentedText } from '../segment/segment.ts'
import { type Scorer, withScorers } from './scorer.ts'
import type { Ranking, Strategy, StrategyTask } from './strategy.ts'

/** How much the signals count beside a segment's own relevance, which counts 1. */
interface Weights {
	/** Relevance of the document, paragraph or turn around it. */
	readonly block: number
	/** Share of the better neighbour's score. */
	readonly neighbours: number
	/** What it is worth without a query. */
	readonly blind: number
}

/**
 * Tuned on questions over documents in twelve languages, retrieval prompts, conversations, command output
 * and source files: a document answers as a whole, a line mostly for itself, a record always.
 */
const WEIGHTS: Readonly<Record<SegmentedText['kind'], Weights>> = {
	prose: { block: 2, neighbours: 0.5, blind: 0.1 },
	lines: { block: 0.3, neighbours: 0.25, blind: 0.15 },
	json: { block: 0, neighbours: 0, blind: 0.05 },
}

/**
 * For an agent at work: what a segment alone says, next to its bearing on the latest message, which is mostly
 * "yes" or the output of a command; and rarity next to that.
 */
const WORK_BLIND = 10
const WORK_RARITY = 0.03

/** Without a query: names and numbers next to a sentence's place; novelty and trouble next to a line's rarity. */
const PROSE_SUBSTANCE = 0.25
/** The same where a first sentence leads nothing but its own source or turn. */
const PARTED_SUBSTANCE = 0.5
/** Next to surprise, which counts 1: answers of dialogue are told once, and mostly when asked for. */
const REPLY = 0.5
/** Power of what turns tell: the few that tell much matter more than many that tell a little. */
const TELLING = 1.5
const NOVELTY = 0.5
const TROUBLE = 0.6
const CLOSING = 0.4
const OUTLIER = 0.3

/** What the default strategy looks at beside its own signals. */
export interface ExtractiveOptions {
	/** @default [] */
	readonly scorers?: readonly Scorer[]
}

/**
 * The default strategy: keeps whole segments of the source and writes nothing of its own.
 *
 * With a query, BM25 over the request's own segments, widened by a second hop and helped by the block around
 * each and by neighbours; symbols of code that it names come whole. Without one, rarity, trouble, summaries and
 * outliers for logs and tables, what a line of code is for, place and substance for prose, agreement for
 * collections of sources, surprise and replies for dialogue.
 */
export function extractiveStrategy({ scorers = [] }: ExtractiveOptions = {}): Strategy {
	const rankWith = (task: StrategyTask): Ranking => withScorers(rank(task), task, scorers)
	return { name: 'extractive', rank: rankWith }
}

function rank(task: StrategyTask): Ranking {
	task.signal?.throwIfAborted()
	const index = indexTerms(task.texts)
	const blind = withWorth(index, blindScores(task, index))
	const asked = queryTerms(index, task.query)
	if (asked.size === 0) {
		const uniform = task.texts.length === 1 && isUniform(index, (at) => textOf(task, index, at))
		return { scores: blind, reason: 'least informative', incompressible: uniform }
	}
	const query = widen(index, asked, bm25(index, asked))
	const weightOf = (name: keyof Weights): Float64Array => {
		const byText = task.texts.map(({ kind }) => WEIGHTS[kind][name])
		const weights = new Float64Array(index.size)
		for (let at = 0; at < index.size; at++) weights[at] = byText[index.textOf[at] ?? 0] ?? 0
		return weights
	}
	const own = scaled(bm25(index, query))
	const block = scaled(bm25OfBlocks(index, query))
	const blockWeight = weightOf('block')
	const mixed = own.map((score, at) => score + (blockWeight[at] ?? 0) * (block[at] ?? 0))
	const relevant = scaled(withNeighbours(mixed, weightOf('neighbours')))
	const named = symbols(index, task.texts, task.query)
	const scores = relevant.map((score, at) => score + (named[at] ?? 0))
	const blindWeight =
		task.focus === 'work' ? new Float64Array(index.size).fill(WORK_BLIND) : weightOf('blind')
	return {
		scores: scaled(scores.map((score, at) => score + (blindWeight[at] ?? 0) * (blind[at] ?? 0))),
		reason:
			task.focus === 'work' ? 'holds the fewest values not found elsewhere' : 'least relevant to the query',
	}
}

/** What segments are worth when nobody said what for. */
function blindScores(task: StrategyTask, index: TermIndex): Float64Array {
	const rare = scaled(rarity(index))
	if (task.focus === 'work') {
		const cover = scaled(identifierCover(task, index))
		return scaled(rare.map((score, at) => WORK_RARITY * score + (cover[at] ?? 0)))
	}
	const solid = scaled(substance(index, task.texts))
	const fresh = novelty(index)
	const trouble = severity(index, task.texts)
	const apart = standingOut(index, task.texts)
	// What an assistant writes ends and counts as people do, whatever lists it holds.
	const output = index.textOf.map((text) => (task.roles[text] === 'assistant' ? 0 : 1))
	const ends = closing(index, task.texts, fresh)
	const odd = outliers(index, task.texts)
	const said = task.texts.length === 1 ? proseScores(task, index, solid) : dialogueScores(task, index, solid)
	const logs = logLike(index, task.texts.length)
	const prose = task.texts.map(({ kind }, text) => kind === 'prose' && logs[text] !== 1)
	return scaled(
		said.map((score, at) =>
			prose[index.textOf[at] ?? 0] === true
				? score
				: (rare[at] ?? 0) +
					NOVELTY * (fresh[at] ?? 0) +
					TROUBLE * ((trouble[at] ?? 0) + (apart[at] ?? 0)) +
					(output[at] ?? 0) * (CLOSING * (ends[at] ?? 0) + OUTLIER * (odd[at] ?? 0)),
		),
	)
}

/** Short sentences first, as many of the leading ones as fit; of a collection those of sources that agree. */
function proseScores(task: StrategyTask, index: TermIndex, solid: Float64Array): Float64Array {
	const first = lead(index)
	const collection = isCollection(index)
	const parted = collection || isDialogue(task.texts[0]?.text ?? '')
	const weight = parted ? PARTED_SUBSTANCE : PROSE_SUBSTANCE
	const own = first.map((score, at) => (score + weight * (solid[at] ?? 0)) / lengthRoot(index, at))
	if (!collection) return own
	const shared = scaled(centrality(index))
	return scaled(own).map((score, at) => score + (shared[at] ?? 0))
}

/** What a turn tells that no turn before it did, and whether it was asked for. */
function dialogueScores(task: StrategyTask, index: TermIndex, solid: Float64Array): Float64Array {
	const told = scaled(surprise(index))
	const asked = replies(index, task.texts)
	const mixed = told.map((score, at) => score + (solid[at] ?? 0) + REPLY * (asked[at] ?? 0))
	return scaled(mixed).map((score) => score ** TELLING)
}

function lengthRoot(index: TermIndex, at: number): number {
	return Math.sqrt(4 + (index.starts[at + 1] ?? 0) - (index.starts[at] ?? 0))
}

function textOf(task: StrategyTask, index: TermIndex, at: number): string {
	const segment = index.segments[at]
	const text = task.texts[index.textOf[at] ?? 0]?.text ?? ''
	return segment === undefined ? '' : text.slice(segment.start, segment.end)
}

/** Scores divided by the highest one. */
function scaled(scores: Float64Array): Float64Array {
	const highest = scores.reduce((most, score) => Math.max(most, score), 0)
	return highest === 0 ? scores : scores.map((score) => score / highest)
}
