import { type JsonMember, jsonMembers } from './json-members.ts'

const ASKED = '{"include_usage":true}'

/**
 * The body of a streamed chat completion with `stream_options.include_usage` on; every other byte stays. `undefined`
 * when the caller asked already, or says something there that cannot be added to.
 *
 * @param body A JSON object, known to be valid.
 */
export function askForUsage(body: string): string | undefined {
	const { members, close } = jsonMembers(body)
	const options = last(members, 'stream_options')
	if (options === undefined)
		return `${body.slice(0, close)}${members.length === 0 ? '' : ','}"stream_options":${ASKED}${body.slice(close)}`
	const value = body.slice(options.start, options.end)
	if (value === 'null') return put(body, options.start, options.end, ASKED)
	if (value[0] !== '{') return undefined
	const inner = jsonMembers(body, options.start)
	const asked = last(inner.members, 'include_usage')
	if (asked === undefined) {
		const comma = inner.members.length === 0 ? '' : ','
		return put(body, inner.open, inner.open + 1, `{"include_usage":true${comma}`)
	}
	if (body.slice(asked.start, asked.end) === 'true') return undefined
	return put(body, asked.start, asked.end, 'true')
}

/** Of members of the same name the last one counts, as `JSON.parse` has it. */
function last(members: readonly JsonMember[], key: string): JsonMember | undefined {
	return members.findLast((member) => member.key === key)
}

function put(text: string, start: number, end: number, by: string): string {
	return text.slice(0, start) + by + text.slice(end)
}
