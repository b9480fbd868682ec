import type { CallContext, ChatRequest } from '@headroom/spec'

/** One label of a call: that of its context, else that of its request. */
export function labelOfCall(
	name: string,
	request: ChatRequest,
	context: CallContext | undefined,
): string | undefined {
	for (const labels of [context?.tags, request.metadata])
		if (labels !== undefined && Object.hasOwn(labels, name)) return labels[name]
	return undefined
}
