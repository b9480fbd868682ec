import type { Message } from '@headroom/spec'

export interface ConversationPlan {
	/** Calls of the model. */
	readonly turns: number
	readonly system: string
	readonly task: string
	/** Tool results in the order used, from the start again when there are more turns; at least one. */
	readonly results: readonly string[]
}

/**
 * An agent's run of any length over texts of one's own, for `stageSessionCost`: in every turn the model calls a tool and
 * reads one of the results; the last turn answers. Every turn differs from every other, if only by its number.
 */
export function syntheticConversation({ turns, system, task, results }: ConversationPlan): Message[] {
	const messages: Message[] = [
		{ role: 'system', content: system },
		{ role: 'user', content: task },
	]
	for (let turn = 1; turn < turns; turn++) {
		const id = `call_${turn}`
		const text = results[(turn - 1) % results.length] ?? ''
		messages.push(
			{
				role: 'assistant',
				content: [
					{ type: 'text', text: `Step ${turn}: I look further before I decide.` },
					{ type: 'tool-call', id, name: 'read', arguments: JSON.stringify({ step: turn }) },
				],
			},
			{ role: 'tool', content: [{ type: 'tool-result', callId: id, content: `step ${turn}\n${text}` }] },
		)
	}
	messages.push({ role: 'assistant', content: `That is all after ${turns} steps.` })
	return messages
}
