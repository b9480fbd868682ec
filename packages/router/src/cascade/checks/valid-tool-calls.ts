import type { ToolCallPart, ToolDefinition } from '@headroom/spec'
import type { AnswerCheck } from '../accept.ts'
import { schemaProblem } from '../schema/validate.ts'

/**
 * Whether every tool that the answer calls is one that was offered, with arguments that are JSON and satisfy its
 * schema. Answers without calls pass: whether a tool should have been called is not known here.
 */
export function validToolCalls(): AnswerCheck {
	return {
		name: 'tool-calls',
		check({ message: { content } }, { tools = [] }) {
			const calls = typeof content === 'string' ? [] : content.filter((part) => part.type === 'tool-call')
			for (const call of calls) {
				const problem = problemOf(call, tools)
				if (problem !== undefined) return { passes: false, reason: problem }
			}
			return {
				passes: true,
				reason: calls.length === 0 ? 'it calls no tool' : 'every call satisfies its schema',
			}
		},
	}
}

function problemOf(call: ToolCallPart, tools: readonly ToolDefinition[]): string | undefined {
	const tool = tools.find(({ name }) => name === call.name)
	if (tool === undefined) return 'it calls a tool that was not offered'
	const value = argumentsOf(call)
	if (value === undefined) return `the arguments of ${tool.name} are not JSON`
	const problem = schemaProblem(tool.parameters ?? true, value)
	return problem === undefined ? undefined : `the arguments of ${tool.name}: ${problem}`
}

/** Tools without parameters are called with nothing at all by some models. */
function argumentsOf(call: ToolCallPart): unknown {
	if (call.arguments.trim() === '') return {}
	try {
		return JSON.parse(call.arguments)
	} catch {
		return undefined
	}
}
