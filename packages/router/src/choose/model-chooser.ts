import type { CallContext } from '@headroom/spec'
import type { Subject } from '../condition.ts'

/** A model that a chooser would take, and why. */
export interface RankedModel {
	readonly model: string
	/** On the chooser's own scale; more is better. */
	readonly score: number
	/** In words, for a decision's reason: `predicted quality 0.91 for $0.0004`. */
	readonly reason: string
}

/**
 * Chooses among several models for the requests of one route: a router learnt from records, a bandit, or one of your
 * own. Routes say which requests; a chooser says which model.
 */
export interface ModelChooser {
	/** What it is, for reasons: `learned`, `bandit`. */
	readonly name: string
	/** Every model that it may choose; at least one. */
	readonly models: readonly string[]
	/**
	 * Its models for what the person wrote, best first. One that cannot serve the request is passed over for the next.
	 *
	 * Judges `subject.text`; system prompt, tools and history are not to change the ranking.
	 */
	rank(subject: Subject, context: CallContext): readonly RankedModel[] | Promise<readonly RankedModel[]>
}
