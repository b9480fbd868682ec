import type { ChatRequest, Message } from '@headroom/spec'

/** A request with the same words of a person, and other things around them. */
interface Disturbance {
	readonly name: string
	readonly meaning: string
	readonly disturb: (prompt: string) => ChatRequest
}

const MODEL = 'openai/gpt-4o'

/** Some 6,000 tokens that hold what the routes look for. */
const SYSTEM: Message = {
	role: 'system',
	content:
		'Refund each charge of 5 dollars? My card was declined; book a flight to Rome. Which visa? '.repeat(320),
}

const TOOLS = Array.from({ length: 32 }, (_, index) => ({
	name: `refund_card_${index}`,
	description: 'Refunds a charge of some dollars, books a flight, or says what the weather is?',
	parameters: { type: 'object', properties: { amount: { type: 'number' }, city: { type: 'string' } } },
}))

const NOISE =
	'Is the charge of 5 dollars refunded? Book a flight to Rome. My card was declined. Пожалуйста, да.'

function element(tag: string, attributes = ''): string {
	return `<${tag}${attributes}>\n${NOISE}\n</${tag}>`
}

/** The forms in which harnesses write beside a person, each with the harness it is of. */
const FORMS: readonly (readonly [harness: string, wrap: (prompt: string) => readonly Message[]])[] = [
	[
		'Claude Code',
		(prompt) => [user(`${element('system-reminder')}\n${prompt}\n${element('system-reminder')}`)],
	],
	['Claude Code, hooks', (prompt) => [user(`${prompt}\n\n${element('user-prompt-submit-hook')}`)]],
	[
		'Claude Code, commands',
		(prompt) => [user(element('local-command-stdout')), user(prompt), user(element('system-reminder'))],
	],
	[
		'Claude Code, resumed',
		(prompt) => [
			user(`This session is being continued from a previous conversation that ran out of context. ${NOISE}`),
			user(prompt),
		],
	],
	[
		'Codex',
		(prompt) => [
			user(`# AGENTS.md instructions for /project\n\n<INSTRUCTIONS>\n${NOISE}\n</INSTRUCTIONS>`),
			user(element('environment_context')),
			user(prompt),
		],
	],
	[
		'Codex in an editor',
		(prompt) => [user(`# Context from my IDE setup:\n\n${NOISE}\n\n## My request for Codex:\n${prompt}`)],
	],
	[
		'Cursor',
		(prompt) => [
			user(
				`${element('user_info')}\n${element('open_and_recently_viewed_files')}\n<user_query>\n${prompt}\n</user_query>`,
			),
		],
	],
	['Cline', (prompt) => [user(`<task>\n${prompt}\n</task>\n\n${element('environment_details')}`)]],
	[
		'Cline, tool result',
		(prompt) => [
			user(`<task>\n${prompt}\n</task>\n\n${element('environment_details')}`),
			{ role: 'assistant', content: 'Reading.' },
			user(`[read_file for 'src/refund.ts'] Result:\n${NOISE}\n\n${element('environment_details')}`),
		],
	],
	[
		'Aider',
		(prompt) => [
			user(`Here are summaries of some files present in my git repository.\n${NOISE}`),
			{ role: 'assistant', content: 'Ok.' },
			user(`${prompt}\n\n# *SEARCH/REPLACE block* Rules:\n\n${NOISE}`),
		],
	],
	[
		'opencode',
		(prompt) => [
			{
				role: 'user',
				content: [
					text(prompt),
					text(`Called the Read tool with the following input: {"filePath":"/project/refund.ts"}`),
					text(`<file>\n00001| ${NOISE}\n</file>`),
					text(element('system-reminder')),
				],
			},
		],
	],
	[
		'GitHub Copilot',
		(prompt) => [
			user(
				`${element('environment_info')}\n${element('reminderInstructions')}\n<userRequest>\n${prompt}\n</userRequest>`,
			),
		],
	],
	[
		'Windsurf',
		(prompt) => [user(`<USER_REQUEST>\n${prompt}\n</USER_REQUEST>\n${element('ADDITIONAL_METADATA')}`)],
	],
	[
		'Gemini CLI',
		(prompt) => [
			user(`This is the Gemini CLI. We are setting up the context for our chat. ${NOISE}`),
			{ role: 'assistant', content: 'Got it.' },
			user(prompt),
		],
	],
]

function user(content: string): Message {
	return { role: 'user', content }
}

function text(content: string): { type: 'text'; text: string } {
	return { type: 'text', text: content }
}

export const DISTURBANCES: readonly Disturbance[] = [
	{
		name: 'system prompt',
		meaning: '6,000 tokens that hold what the routes look for',
		disturb: (prompt) => ({ model: MODEL, messages: [SYSTEM, user(prompt)] }),
	},
	{
		name: '32 tools',
		meaning: 'tools whose descriptions do',
		disturb: (prompt) => ({ model: MODEL, messages: [user(prompt)], tools: TOOLS }),
	},
	...FORMS.map(([harness, wrap]) => ({
		name: harness,
		meaning: `what ${harness} writes beside a person`,
		disturb: (prompt: string): ChatRequest => ({ model: MODEL, messages: wrap(prompt) }),
	})),
	{
		name: 'all at once',
		meaning: 'system prompt, tools and the blocks of Claude Code, in a loop of tool calls',
		disturb: (prompt) => ({
			model: MODEL,
			messages: [
				SYSTEM,
				user(element('system-reminder')),
				user(`${element('system-reminder')}${prompt}`),
				{
					role: 'assistant',
					content: [{ type: 'tool-call', id: '1', name: 'refund_card_1', arguments: '{"amount":5}' }],
				},
				{ role: 'tool', content: [{ type: 'tool-result', callId: '1', content: NOISE.repeat(50) }] },
				user(element('system-reminder')),
			],
			tools: TOOLS,
		}),
	},
]
