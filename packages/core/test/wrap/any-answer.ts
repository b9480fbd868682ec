import type { ReceivedRequest } from '../../../../test/upstream/received-request.ts'
import { answer, type Reply } from '../../../../test/upstream/reply.ts'

const headers = { 'x-request-id': 'req_42', 'request-id': 'req_42', 'x-ratelimit-remaining-requests': '7' }

/**
 * Answers the paths of both vendors that are not calls of a model, with the fields that their SDKs look at; `undefined`
 * for those that the upstream answers by itself, a 404 among them.
 */
export function anyAnswer({ method, path }: ReceivedRequest): Reply | undefined {
	const [plain = ''] = path.split('?')
	const parts = plain.split('/').filter((part) => part !== '' && part !== 'v1')
	if (parts[0] === 'unknown') return undefined
	if (method === 'DELETE')
		return answer({ id: parts.at(-1), object: 'x.deleted', deleted: true }, { headers })
	const own = method === 'POST' && ['completions', 'responses', 'messages'].includes(parts.at(-1) ?? '')
	if ((own && parts[0] !== 'completions') || parts.at(-1) === 'embeddings') return undefined
	if (parts[0] === 'completions')
		return answer(
			{ id: 'cmpl_1', object: 'text_completion', model: 'm', choices: [{ index: 0, text: 'x' }] },
			{ headers },
		)
	if (parts.at(-1) === 'count_tokens') return answer({ input_tokens: 42 }, { headers })
	const lists = ['messages', 'input_items', 'models', 'batches', 'completions']
	if (method === 'GET' && lists.includes(parts.at(-1) ?? ''))
		return answer({ object: 'list', data: [{ id: 'a' }, { id: 'b' }], has_more: false }, { headers })
	return answer({ id: parts.at(-1), object: 'thing', usage: null, output: [] }, { headers })
}
