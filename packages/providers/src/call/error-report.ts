import type { JsonObject } from '@headroom/spec'
import { isObject } from '../codec/json-fields.ts'

/** Whether a body is a report of an error rather than an answer: some servers send one with status 200. */
export function isErrorReport(body: JsonObject): boolean {
	if (body.type === 'error' || (body.object === 'response' && body.status === 'failed')) return true
	const answered = [body.choices, body.output, body.content, body.data].some(Array.isArray)
	return !answered && (isObject(body.error) || typeof body.error === 'string')
}
