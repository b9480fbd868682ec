import fc from 'fast-check'
import { array, object, raw, type Spelled, scattered, text, wildJson, wildText } from './json-text.ts'

type Node = fc.Arbitrary<Spelled>

/** Texts that a stage may change carry a mark that occurs once in the body, so that a test finds them again. */
let count = 0
const marked: Node = wildText.map((value) => {
	const mark = `§${count++}§`
	return text(`${mark}${value}`, mark)
})

function oneOf(...nodes: readonly Node[]): Node {
	return fc.oneof(...nodes)
}

/** An object with these fields, others, and some said twice. */
function fields(known: Readonly<Record<string, Node>>, mark?: () => string): Node {
	const keys = Object.keys(known)
	return fc.tuple(...Object.values(known)).chain((values) =>
		scattered(
			keys.map((key, index) => [key, values[index] as Spelled] as const),
			mark?.(),
		),
	)
}

const list = (node: Node, maxLength = 3, minLength = 0): Node =>
	fc.array(node, { maxLength, minLength }).map(array)
const said = (value: string): Node => fc.constant(text(value))
const message = (known: Readonly<Record<string, Node>>): Node => fields(known, () => `message ${count++}`)

const textBlock = (type: string): Node => fields({ type: said(type), text: marked })
const schema: Node = fc.constant(
	object([
		['type', text('object')],
		['x', raw('1.0')],
	]),
)
const name: Node = fc.constantFrom('lookup', 'read_file').map((value) => text(value))
const id: Node = fc.nat(9999).map((value) => text(`call_${value}`))
const number: Node = fc.constantFrom('1.0', '0.7', '4e2', '0').map(raw)
const odd: Node = oneOf(
	wildJson,
	fields({ role: said('function'), name, content: fc.constant(text('legacy')) }),
)

const chatBlock = oneOf(
	textBlock('text'),
	textBlock('text'),
	fields({
		type: said('image_url'),
		image_url: fc.constant(object([['url', text('data:image/png;base64,AAAA')]])),
	}),
	wildJson,
)
const chatContent = oneOf(marked, marked, list(chatBlock))
const chatCall = oneOf(
	fields({
		id,
		type: said('function'),
		function: fc.tuple(name, wildText).map(([called, given]) =>
			object([
				['name', called],
				['arguments', text(given)],
			]),
		),
	}),
	fields({
		id,
		type: said('custom'),
		custom: fc.tuple(name, wildText).map(([called, given]) =>
			object([
				['name', called],
				['input', text(given)],
			]),
		),
	}),
	wildJson,
)
const chatMessage = oneOf(
	message({
		role: fc.constantFrom('system', 'developer', 'user', 'assistant').map((role) => text(role)),
		content: chatContent,
	}),
	message({ role: said('user'), content: chatContent, name: said('ann') }),
	message({
		role: said('assistant'),
		content: oneOf(marked, fc.constant(raw('null')), list(chatBlock)),
		tool_calls: list(chatCall),
	}),
	message({ role: said('tool'), tool_call_id: id, content: oneOf(marked, list(textBlock('text'))) }),
	odd,
)
const chatTool = oneOf(
	fields({
		type: said('function'),
		function: fields({ name, description: said('looks up'), parameters: schema }),
	}),
	fields({ type: said('custom'), custom: fields({ name }) }),
)

const claudeBlock = oneOf(
	fields({ type: said('text'), text: marked }),
	fields({
		type: said('text'),
		text: marked,
		cache_control: fc.constant(
			object([
				['type', text('ephemeral')],
				['ttl', text('1h')],
			]),
		),
	}),
	fields({ type: said('thinking'), thinking: fc.constant(text('  two  ')), signature: said('EqQB') }),
	fields({ type: said('tool_use'), id, name, input: fc.constant(object([['n', raw('12345678901234567')]])) }),
	fields({ type: said('image'), source: wildJson }),
	wildJson,
)
const claudeResult = oneOf(
	fields({ type: said('tool_result'), tool_use_id: id, content: oneOf(marked, list(textBlock('text'))) }),
	fields({
		type: said('tool_result'),
		tool_use_id: id,
		content: marked,
		is_error: fc.constantFrom('true', 'false').map(raw),
	}),
	fields({ type: said('tool_result'), tool_use_id: id }),
)
const claudeMessage = oneOf(
	message({
		role: fc.constantFrom('user', 'assistant').map((role) => text(role)),
		content: oneOf(marked, list(claudeBlock)),
	}),
	message({
		role: said('user'),
		content: fc
			.tuple(fc.array(claudeResult, { maxLength: 3 }), fc.array(claudeBlock, { maxLength: 2 }))
			.map(([results, blocks]) => array([...results, ...blocks])),
	}),
	message({ role: said('user'), content: list(oneOf(claudeBlock, claudeResult)) }),
	odd,
)
const claudeTool = oneOf(
	fields({ name, description: said('looks up'), input_schema: schema }),
	fields({ type: said('web_search_20250305'), name: said('web_search') }),
)

const itemBlock = (type: string): Node =>
	oneOf(
		textBlock(type),
		textBlock(type),
		fields({ type: said('input_image'), image_url: said('data:image/png;base64,AAAA') }),
		wildJson,
	)
const item = oneOf(
	message({
		role: fc.constantFrom('system', 'developer', 'user').map((role) => text(role)),
		content: oneOf(marked, list(itemBlock('input_text'))),
	}),
	message({
		type: said('message'),
		role: said('assistant'),
		id: said('msg_1'),
		phase: said('final_answer'),
		content: list(itemBlock('output_text')),
	}),
	message({
		type: said('function_call'),
		call_id: id,
		name,
		arguments: wildText.map((value) => text(value)),
	}),
	message({
		type: said('function_call_output'),
		call_id: id,
		output: oneOf(marked, list(itemBlock('input_text'))),
	}),
	message({ type: said('custom_tool_call'), call_id: id, name, input: wildText.map((value) => text(value)) }),
	message({ type: said('custom_tool_call_output'), call_id: id, output: marked }),
	message({ type: said('reasoning'), summary: fc.constant(array([])), encrypted_content: said('gAAAAA') }),
	message({ type: said('item_reference'), id: said('rs_1') }),
	odd,
)
const itemTool = oneOf(
	fields({ type: said('function'), name, parameters: schema, strict: fc.constant(raw('true')) }),
	fields({ type: said('web_search') }),
)

const model = fc
	.constantFrom('gpt-4o', 'openai/gpt-4o', 'o3', 'claude-sonnet-4-5')
	.map((value) => text(value))
const metadata: Node = fc.constant(object([['team', text('billing')]]))

/** Bodies of Chat completions with everything that real ones have, and what they should not have. */
export const chatBody: Node = fields({
	model,
	messages: list(chatMessage, 6),
	tools: list(chatTool),
	max_tokens: number,
	temperature: oneOf(number, fc.constant(raw('null'))),
	stop: oneOf(said('END'), list(said('END')), fc.constant(raw('null'))),
	response_format: wildJson,
	metadata: oneOf(metadata, wildJson),
	stream: fc.constant(raw('true')),
})

export const claudeBody: Node = fields({
	model,
	system: oneOf(marked, list(claudeBlock), fc.constant(raw('null'))),
	messages: list(claudeMessage, 6, 2),
	tools: list(claudeTool),
	max_tokens: number,
	stop_sequences: list(said('END')),
	output_config: oneOf(
		fc.constant(
			object([
				['effort', text('high')],
				['format', object([['type', text('json_schema')]])],
			]),
		),
		wildJson,
	),
	metadata: fc.constant(object([['user_id', text('u')]])),
	thinking: wildJson,
})

export const responsesBody: Node = fields({
	model,
	instructions: oneOf(marked, fc.constant(raw('null'))),
	input: oneOf(marked, list(item, 6), list(item, 6), list(item, 6)),
	tools: list(itemTool),
	max_output_tokens: number,
	text: oneOf(
		fc.constant(
			object([
				['verbosity', text('low')],
				['format', object([['type', text('text')]])],
			]),
		),
		wildJson,
	),
	previous_response_id: said('resp_1'),
	store: fc.constant(raw('false')),
})
