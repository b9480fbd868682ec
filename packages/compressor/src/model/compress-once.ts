import type { Message, Tokenizer } from '@headroom/spec'
import { compressConversation } from '../conversation.ts'
import type { Settings } from '../options.ts'
import type { MessagesResult } from '../result.ts'
import { summariseConversation } from './model-conversation.ts'

/** Compresses a conversation as a whole for one call, with the model where one is connected. */
export async function compressOnce(
	messages: readonly Message[],
	query: string | undefined,
	settings: Settings,
	tokenizer: Tokenizer,
	signal: AbortSignal | undefined,
): Promise<MessagesResult> {
	const { summariser } = settings
	if (summariser !== undefined)
		return summariseConversation(messages, query, settings, tokenizer, summariser, signal)
	const { unchanged: _, ...result } = await compressConversation(messages, query, settings, tokenizer, signal)
	return result
}
