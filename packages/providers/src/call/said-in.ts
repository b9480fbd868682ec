import type { JsonObject, JsonValue } from '@headroom/spec'
import { isObject, objectIn, textIn } from '../codec/json-fields.ts'

/** What a vendor says of an error, unscrubbed. */
export interface Said {
	readonly message: string
	/** Its `type` and `code`. */
	readonly words: readonly string[]
	/** The status that an error inside a stream names. */
	readonly status: number | undefined
	readonly requestId: string | undefined
}

/** What the body of an error says: OpenAI's and Anthropic's envelope, and what compatible servers make of them. */
export function saidIn(body: string): Said {
	const json = parsed(body)
	const outer = objectIn(json)
	const response = objectIn(outer.response)
	const error = outer.error ?? response.error
	const inner = isObject(error) ? error : outer
	const said =
		messageIn(inner) || (typeof error === 'string' ? error : '') || (json === undefined ? plain(body) : '')
	const words = [inner.type, inner.code].filter((word) => typeof word === 'string' && word !== 'error')
	const code = typeof inner.code === 'number' ? inner.code : Number(textIn(inner.code) || Number.NaN)
	return {
		message: said,
		words: [...new Set(words)] as readonly string[],
		status: Number.isInteger(code) && code >= 400 && code <= 599 ? code : undefined,
		requestId: textIn(outer.request_id) || undefined,
	}
}

function messageIn(error: JsonObject): string {
	for (const value of [error.message, error.detail, error.error_description]) {
		if (typeof value === 'string' && value !== '') return value
		if (value !== undefined && value !== null) return spelled(value)
	}
	return ''
}

/** What nests too deep to be written says nothing that belongs into a message. */
function spelled(value: JsonValue): string {
	try {
		return JSON.stringify(value)
	} catch {
		return ''
	}
}

/** A page of HTML says nothing that belongs into a message. */
function plain(body: string): string {
	return body.trimStart().startsWith('<') ? 'a page of HTML' : body
}

function parsed(text: string): JsonValue | undefined {
	try {
		return JSON.parse(text) as JsonValue
	} catch {
		return undefined
	}
}
