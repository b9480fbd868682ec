import type { HeadroomEvent, Optimized } from '@headroom/core'

/** Which message of the result a message became, and what was observed about it. */
export interface AlignedMessage {
	/** Index in the result; absent for a message that went with the one before it. */
	readonly after?: number
	readonly events: readonly HeadroomEvent[]
}

/**
 * Pairs the messages of a prompt with those of its result. A run of messages left out became one message with the
 * marker: it stands for the first of them, the others have no partner.
 *
 * Events of stages that ran after messages were left out count in the shortened list.
 */
export function alignMessages(count: number, { events }: Optimized): AlignedMessage[] {
	const runs = events.flatMap((event) =>
		event.type === 'omission' && event.unit === 'messages' ? event.ranges : [],
	)
	const ended = shorteningEnd(events)
	let after = 0
	return Array.from({ length: count }, (_, index) => {
		const run = runs.find(([from, to]) => index >= from - 1 && index < to)
		const partner = run === undefined || run[0] - 1 === index ? after++ : undefined
		const about = events.filter(
			(event, at) =>
				(event.type === 'rule' || event.type === 'omission') &&
				event.message === (at > ended ? partner : index),
		)
		return { ...(partner === undefined ? {} : { after: partner }), events: about }
	})
}

/** Where in the events the stage that left messages out was done; after all of them when none did. */
function shorteningEnd(events: readonly HeadroomEvent[]): number {
	const omission = events.find((event) => event.type === 'omission' && event.unit === 'messages')
	if (omission?.type !== 'omission') return events.length
	return events.findIndex((event) => event.type === 'stage' && event.stage === omission.stage)
}
