import type { ReceivedRequest } from './received-request.ts'
import { answer, type Reply, stream } from './reply.ts'
import { type SseEvent, ssePieces } from './sse.ts'

/** What the default answers say. */
export const helloText = 'Hello 👋 world'

const PIECES = ['Hello', ' 👋', ' world']

/** A short answer of the API that the path belongs to: 12 tokens in, 5 out. */
export function defaultReply(request: ReceivedRequest): Reply {
	const path = request.path.split('?', 1)[0] ?? ''
	if (path.endsWith('/chat/completions')) return chat(request)
	if (path.endsWith('/responses')) return responses(request)
	if (path.endsWith('/messages')) return messages(request)
	if (path.endsWith('/embeddings')) return embeddings(request)
	return answer(
		{ error: { message: `no such path: ${path}`, type: 'invalid_request_error' } },
		{ status: 404 },
	)
}

function chat({ json }: ReceivedRequest): Reply {
	const head = { id: 'chatcmpl-1', created: 1_700_000_000, model: json.model }
	const usage = { prompt_tokens: 12, completion_tokens: 5, total_tokens: 17 }
	if (json.stream !== true) {
		const message = { role: 'assistant', content: helloText, refusal: null }
		const choices = [{ index: 0, message, logprobs: null, finish_reason: 'stop' }]
		return answer({ ...head, object: 'chat.completion', choices, usage })
	}
	const chunk = (delta: unknown, finish_reason: string | null): SseEvent => ({
		data: { ...head, object: 'chat.completion.chunk', choices: [{ index: 0, delta, finish_reason }] },
	})
	return stream(
		ssePieces([
			chunk({ role: 'assistant', content: '' }, null),
			...PIECES.map((content) => chunk({ content }, null)),
			chunk({}, 'stop'),
			...(json.stream_options?.include_usage === true
				? [{ data: { ...head, object: 'chat.completion.chunk', choices: [], usage } }]
				: []),
			{ data: '[DONE]' },
		]),
	)
}

function responses({ json }: ReceivedRequest): Reply {
	const part = { type: 'output_text', text: helloText, annotations: [] }
	const item = { id: 'msg_1', type: 'message', status: 'completed', role: 'assistant', content: [part] }
	const usage = {
		input_tokens: 12,
		input_tokens_details: { cached_tokens: 0 },
		output_tokens: 5,
		output_tokens_details: { reasoning_tokens: 0 },
		total_tokens: 17,
	}
	const head = { id: 'resp_1', object: 'response', created_at: 1_700_000_000, model: json.model }
	const done = { ...head, status: 'completed', output: [item], usage }
	if (json.stream !== true) return answer(done)
	const begun = { ...head, status: 'in_progress', output: [], usage: null }
	const place = { item_id: 'msg_1', output_index: 0, content_index: 0 }
	const events: readonly Record<string, unknown>[] = [
		{ type: 'response.created', response: begun },
		{ type: 'response.in_progress', response: begun },
		{
			type: 'response.output_item.added',
			output_index: 0,
			item: { ...item, status: 'in_progress', content: [] },
		},
		{ type: 'response.content_part.added', ...place, part: { ...part, text: '' } },
		...PIECES.map((delta) => ({ type: 'response.output_text.delta', ...place, delta })),
		{ type: 'response.output_text.done', ...place, text: helloText },
		{ type: 'response.content_part.done', ...place, part },
		{ type: 'response.output_item.done', output_index: 0, item },
		{ type: 'response.completed', response: done },
	]
	return stream(
		ssePieces(
			events.map((data, sequence_number) => ({
				event: String(data.type),
				data: { ...data, sequence_number },
			})),
		),
	)
}

function messages({ json }: ReceivedRequest): Reply {
	const head = { id: 'msg_1', type: 'message', role: 'assistant', model: json.model }
	const usage = {
		input_tokens: 12,
		cache_creation_input_tokens: 0,
		cache_read_input_tokens: 0,
		output_tokens: 5,
	}
	const headers = { 'request-id': 'req_1' }
	if (json.stream !== true) {
		const content = [{ type: 'text', text: helloText }]
		return answer({ ...head, content, stop_reason: 'end_turn', stop_sequence: null, usage }, { headers })
	}
	const begun = {
		...head,
		content: [],
		stop_reason: null,
		stop_sequence: null,
		usage: { ...usage, output_tokens: 1 },
	}
	const events: readonly { type: string; [key: string]: unknown }[] = [
		{ type: 'message_start', message: begun },
		{ type: 'content_block_start', index: 0, content_block: { type: 'text', text: '' } },
		{ type: 'ping' },
		...PIECES.map((text) => ({ type: 'content_block_delta', index: 0, delta: { type: 'text_delta', text } })),
		{ type: 'content_block_stop', index: 0 },
		{
			type: 'message_delta',
			delta: { stop_reason: 'end_turn', stop_sequence: null },
			usage: { output_tokens: 5 },
		},
		{ type: 'message_stop' },
	]
	return stream(ssePieces(events.map((data) => ({ event: data.type, data }))), {
		headers: { 'content-type': 'text/event-stream; charset=utf-8', ...headers },
	})
}

/** A vector of three numbers a text: its length, its first code point, and 1. */
function embeddings({ json }: ReceivedRequest): Reply {
	const texts: readonly string[] = typeof json.input === 'string' ? [json.input] : json.input
	const data = texts.map((text, index) => {
		const vector = new Float32Array([text.length, text.codePointAt(0) ?? 0, 1])
		const embedding =
			json.encoding_format === 'base64' ? Buffer.from(vector.buffer).toString('base64') : [...vector]
		return { object: 'embedding', index, embedding }
	})
	const tokens = texts.length * 2
	return answer({
		object: 'list',
		data,
		model: json.model,
		usage: { prompt_tokens: tokens, total_tokens: tokens },
	})
}
