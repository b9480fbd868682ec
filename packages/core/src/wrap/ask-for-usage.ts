import type { Codec } from '@headroom/providers'
import type { ChatRequest } from '@headroom/spec'
import { isObject } from './is-object.ts'

/**
 * The body of a streamed chat completion with `stream_options.include_usage` on, every other byte as the codec writes
 * it. `undefined` when the caller asked already, or says something there that cannot be added to.
 *
 * @param request As it is sent, read by this codec from a text.
 */
export function askForUsage(codec: Codec, request: ChatRequest, provider: string): string | undefined {
	const { stream_options: options = null, ...others } = request.extra ?? {}
	const told = isObject(options)
	if (!told && options !== null) return undefined
	if (told && options.include_usage === true) return undefined
	const asked = { ...(told ? options : {}), include_usage: true }
	try {
		const body = codec.write({ ...request, extra: { ...others, stream_options: asked } }, { provider })
		return typeof body === 'string' ? body : undefined
	} catch {
		// What cannot be written is sent as it is, and estimated.
		return undefined
	}
}
