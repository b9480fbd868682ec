import { isHeadroomError, type ToolDefinition } from '@headroom/spec'

/** The tool by which a model asks for what was left out; answer its calls with `answerRecall`. */
export const recallTool: ToolDefinition = {
	name: 'recall',
	description:
		'Gives back, word for word, a part that was left out of the text above. Where a part is missing stands a mark such as "[… 212 lines omitted: 118–329 · recall k3f9x0ab]"; pass the id after "recall". Use it when the answer may stand in that part.',
	parameters: {
		type: 'object',
		properties: {
			id: { type: 'string', description: 'The id after "recall" in the mark, such as k3f9x0ab.' },
		},
		required: ['id'],
		additionalProperties: false,
	},
}

/** What to send back to the model that called `recallTool`. */
export interface RecallAnswer {
	/** The text left out, or what was wrong with the call, in words for the model. */
	readonly content: string
	readonly isError: boolean
}

/**
 * Answers a call of `recallTool`. What the model got wrong comes back as an error in words for it.
 *
 * Pin the message with the answer, or it is compressed like any other. Rejects when the store fails.
 *
 * @param args The call's arguments as the model wrote them: JSON text.
 */
export async function answerRecall(
	args: string,
	recall: (id: string) => Promise<string>,
): Promise<RecallAnswer> {
	const id = idIn(args)
	if (id === undefined) {
		return {
			content: 'The arguments are not as expected. Call recall with JSON such as {"id": "k3f9x0ab"}.',
			isError: true,
		}
	}
	try {
		return { content: await recall(id), isError: false }
	} catch (error) {
		if (!isHeadroomError(error) || error.code !== 'unknown-recall') throw error
		const content = `Nothing can be recalled under ${JSON.stringify(id.slice(0, 80))}: the id is wrong or has expired. Use an id exactly as a mark spells it, or go on without that part.`
		return { content, isError: true }
	}
}

function idIn(args: string): string | undefined {
	try {
		const value: unknown = JSON.parse(args)
		if (typeof value !== 'object' || value === null || !('id' in value)) return undefined
		return typeof value.id === 'string' && value.id.trim() !== '' ? value.id.trim() : undefined
	} catch {
		return undefined
	}
}
