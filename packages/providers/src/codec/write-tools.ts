import type { JsonObject, JsonValue, ToolDefinition } from '@headroom/spec'
import { likeTools } from './align.ts'
import { difference } from './json/draft.ts'
import { readValue, type WriteContext } from './write-context.ts'
import { writeList } from './write-root.ts'

/** Writes one tool from nothing. */
export type CreateTool = (context: WriteContext, tool: ToolDefinition) => JsonValue
/** Writes one tool over the value that it was read from. */
export type EditTool = (
	context: WriteContext,
	value: JsonObject,
	before: ToolDefinition,
	after: ToolDefinition,
) => JsonValue

/** The tools of a request as one format has them; those that were read and did not change are as they were read. */
export function writeTools(
	context: WriteContext,
	tools: readonly ToolDefinition[] | undefined,
	create: CreateTool,
	edit: EditTool,
): readonly JsonValue[] | undefined {
	if (tools === undefined) return undefined
	return writeList(context, 'tools', context.wire?.request.tools, tools, {
		...likeTools,
		edit: (value, before, after) => [edit(context, value, before, after)],
		create: (tool) => [readValue(context, tool) ?? create(context, tool)],
	})
}

/** Edits tools of a format that has name, description, schema and all else side by side. */
export function flatToolEdit(schemaKey: string, create: CreateTool): EditTool {
	return (context, value, before, after) => {
		// A tool that is in `extra` whole has nothing outside it to change.
		if (typeof before.extra?.type === 'string' || typeof after.extra?.type === 'string')
			return create(context, after)
		const changes = difference(before.extra, after.extra)
		if (after.description !== before.description) changes.set('description', after.description)
		if (after.parameters !== before.parameters) changes.set(schemaKey, after.parameters)
		return context.draft.patch(value, changes)
	}
}
