import { HeadroomError, type JsonObject, type JsonValue, type Message, type OpaquePart } from '@headroom/spec'
import type { WireFormat } from './codec.ts'
import { isObject } from './json-fields.ts'

const NAMES: Readonly<Record<WireFormat, string>> = {
	'openai-chat': 'Chat completions',
	'openai-responses': 'Responses',
	'anthropic-messages': 'Messages',
}

/** Kinds of parts that one format alone has. Kinds that are not known belong to whatever format they are written in. */
const HOMES: Readonly<Record<string, WireFormat>> = {
	image_url: 'openai-chat',
	input_audio: 'openai-chat',
	file: 'openai-chat',
	video_url: 'openai-chat',
	input_image: 'openai-responses',
	input_file: 'openai-responses',
	reasoning: 'openai-responses',
	item_reference: 'openai-responses',
	compaction: 'openai-responses',
	message: 'openai-responses',
	function_call: 'openai-responses',
	function_call_output: 'openai-responses',
	image: 'anthropic-messages',
	document: 'anthropic-messages',
	thinking: 'anthropic-messages',
	redacted_thinking: 'anthropic-messages',
	search_result: 'anthropic-messages',
	server_tool_use: 'anthropic-messages',
	mcp_tool_use: 'anthropic-messages',
	tool_use: 'anthropic-messages',
	tool_result: 'anthropic-messages',
	container_upload: 'anthropic-messages',
}

/** Whether a value is a part that only another format has. */
export function isForeign(value: JsonValue, format: WireFormat): boolean {
	const type = isObject(value) ? value.type : undefined
	if (typeof type !== 'string') return false
	const home = Object.hasOwn(HOMES, type)
		? HOMES[type]
		: type.endsWith('_tool_result')
			? 'anthropic-messages'
			: type.endsWith('_call') || type.endsWith('_call_output')
				? 'openai-responses'
				: format
	return home !== format
}

/** The error for something that a format has no place for. */
export function notSupported(what: string, format: WireFormat, advice: string): HeadroomError {
	return new HeadroomError('not-supported', `${what} cannot be written as ${NAMES[format]}: ${advice}`)
}

/** The error for a part that only another format has. */
export function foreignPart(part: OpaquePart, format: WireFormat): HeadroomError {
	return notSupported(
		`a part of the kind "${part.kind}"`,
		format,
		'leave the part out, or ask a model whose provider takes it',
	)
}

/** The error for a tool that only another format has. */
export function foreignTool(name: string, format: WireFormat): HeadroomError {
	return notSupported(`the tool "${name}"`, format, 'it runs at the provider it was meant for; leave it out')
}

/** @throws HeadroomError `not-supported` for the result of a tool that does not say which call it answers. */
export function refuseUnnamedResult({ role, content }: Message, format: WireFormat): void {
	if (role === 'tool' && typeof content === 'string')
		throw notSupported(
			'a tool message that is a text',
			format,
			'say which call it answers: { type: "tool-result", callId, content }',
		)
}

/** The file that a part of OpenAI's formats holds, by its data, id or URL; `undefined` for any other part. */
export function fileOf(value: JsonValue): JsonObject | undefined {
	if (!isObject(value)) return undefined
	if (value.type === 'file') return isObject(value.file) ? value.file : undefined
	if (value.type !== 'input_file') return undefined
	const { type: _type, ...file } = value
	return file
}

/** An image of any format: its URL, which may be a data URL, and the detail that it is to be seen in. */
export interface Image {
	readonly url: string
	readonly detail?: string
}

/** The image that a part of any format shows; `undefined` for any other part and for images known by a file id. */
export function imageOf(value: JsonValue): Image | undefined {
	if (!isObject(value)) return undefined
	if (value.type === 'image_url') {
		const image = typeof value.image_url === 'string' ? { url: value.image_url } : value.image_url
		return isObject(image) ? pictured(image.url, image.detail) : undefined
	}
	if (value.type === 'input_image') return pictured(value.image_url, value.detail)
	if (value.type !== 'image' || !isObject(value.source)) return undefined
	const { type, media_type: media, data, url } = value.source
	if (type === 'url') return pictured(url, undefined)
	return type === 'base64' && typeof media === 'string' && typeof data === 'string'
		? { url: `data:${media};base64,${data}` }
		: undefined
}

function pictured(url: JsonValue | undefined, detail: JsonValue | undefined): Image | undefined {
	if (typeof url !== 'string') return undefined
	return typeof detail === 'string' ? { url, detail } : { url }
}

/** The source of an image block of Messages. */
export function imageSource(url: string): JsonObject | undefined {
	if (!url.startsWith('data:')) return { type: 'url', url }
	const comma = url.indexOf(',')
	const head = url.slice(5, comma)
	if (comma === -1 || !head.endsWith(';base64')) return undefined
	return { type: 'base64', media_type: head.slice(0, -';base64'.length), data: url.slice(comma + 1) }
}
