import type { ChatRequest, Message } from '@headroom/spec'
import { describe, expect, it } from 'vitest'
import { humanText, stripHarness } from '../src/human-text.ts'

const request = (...messages: Message[]): ChatRequest => ({ model: 'm', messages })

describe('the text that conditions judge', () => {
	it('is the last user message, not what the assistant, tools or the system say', () => {
		const text = humanText(
			request(
				{ role: 'system', content: 'Be brief.' },
				{ role: 'user', content: 'First question' },
				{ role: 'assistant', content: 'An answer' },
				{
					role: 'user',
					content: [
						{ type: 'text', text: 'Second' },
						{ type: 'text', text: 'question' },
					],
				},
				{ role: 'assistant', content: [{ type: 'tool-call', id: '1', name: 'look', arguments: '{}' }] },
				{ role: 'tool', content: [{ type: 'tool-result', callId: '1', content: 'result' }] },
			),
		)
		expect(text).toBe('Second\nquestion')
	})

	it('skips user messages that a harness or a tool wrote', () => {
		const text = humanText(
			request(
				{ role: 'user', content: 'Fix the login test' },
				{ role: 'user', content: '<system-reminder>\nThe todo list is empty.\n</system-reminder>' },
				{ role: 'user', content: [{ type: 'tool-result', callId: '1', content: 'passed' }] },
			),
		)
		expect(text).toBe('Fix the login test')
	})

	it('is empty when nobody wrote anything', () => {
		expect(humanText(request())).toBe('')
		expect(humanText(request({ role: 'system', content: 'Be brief.' }))).toBe('')
	})
})

describe('stripHarness', () => {
	it.each([
		['<system-reminder>a < b</system-reminder>What time is it?', 'What time is it?'],
		['What <system-reminder id="1">x</system-reminder>time?', 'What time?'],
		['<environment_context>cwd: /</environment_context>\n\nHello', 'Hello'],
		['<permissions instructions>\nNo network.\n</permissions instructions>\nHello', 'Hello'],
		// Quotes and fences that do not go around the element.
		['Say "hi"<system-reminder>x</system-reminder>', 'Say "hi"'],
		['```\nf()\n```\n<system-reminder>\n```\nx\n</system-reminder>', '```\nf()\n```'],
		['```\nf()\n<system-reminder>\n```\nx\n```\n</system-reminder>', '```\nf()'],
		['<command-name>/go</command-name> <command-args>x</command-args> done', 'done'],
		['<system-reminder>one</system-reminder>a<system-reminder>two</system-reminder>b', 'ab'],
	])('takes %j down to %j', (text, expected) => {
		expect(stripHarness(text)).toBe(expected)
	})

	it.each([
		// Codex: the project's instructions, and its editor extension
		['# AGENTS.md instructions for /project\n\n<INSTRUCTIONS>\nUse tabs.\n</INSTRUCTIONS>', ''],
		['# Context from my IDE setup:\n\n## Active file: a.ts\n\n## My request for Codex:\nFix it', 'Fix it'],
		// Cursor, GitHub Copilot, Windsurf say what the person wrote
		['<attached_files>\na.ts\n</attached_files>\n<user_query>\nFix it\n</user_query>', 'Fix it'],
		['<context>The date is today.</context>\n<userRequest>\nFix it\n</userRequest>', 'Fix it'],
		['<USER_REQUEST>\nFix it\n</USER_REQUEST>\n<ADDITIONAL_METADATA>x</ADDITIONAL_METADATA>', 'Fix it'],
		// Cline and Roo Code: the task, results of tools as text, and what the person said to one
		['<task>\nFix it\n</task>\n\n<environment_details>\na.ts\n</environment_details>', 'Fix it'],
		["[read_file for 'src/a.ts'] Result:\nif (x) return", ''],
		['[ask_followup_question] Result:\n<answer>\nThe second\n</answer>', 'The second'],
		[
			"[execute_command for 'rm a'] Result:\nThe user denied this operation.\n<feedback>\nKeep it\n</feedback>",
			'Keep it',
		],
		// Aider repeats its rules behind the text
		['Fix it\n\n# *SEARCH/REPLACE block* Rules:\n\nEvery block', 'Fix it'],
		['Here are summaries of some files present in my git repository.\na.ts', ''],
		// opencode, Claude Code, Gemini CLI
		['Called the Read tool with the following input: {"filePath":"/a"}', ''],
		['[Request interrupted by user for tool use]', ''],
		['This is the Gemini CLI. We are setting up the context for our chat. Today is Friday.', ''],
	])('knows the form %j, of which %j is the person’s', (text, expected) => {
		expect(stripHarness(text)).toBe(expected)
	})

	it('takes beside a part that says what the person wrote no other', () => {
		const text = humanText(
			request({
				role: 'user',
				content: [
					{ type: 'text', text: 'The workspace has 3 files.' },
					{ type: 'text', text: '<user_query>Fix it</user_query>' },
				],
			}),
		)
		expect(text).toBe('Fix it')
	})

	it('takes every part for the person’s where one only mentions such an element', () => {
		const parts = ['What does <user_query> mean?', 'And how is it closed?']
		const content = parts.map((text) => ({ type: 'text', text }) as const)
		expect(humanText(request({ role: 'user', content }))).toBe(parts.join('\n'))
	})

	it.each([
		// People write such things themselves.
		'<task>Summarise</task>\n<text>It rained.</text>',
		'<context>It rained.</context> Why?',
		'<answer>42</answer> is this right?',
		'[TODO] Result: what should stand here?',
		'What does <user_query> mean?',
		'<file>\nname,age\n</file>\nHow many rows?',
		'Is 3 < 4?',
		'<b>bold</b>',
		'<system-reminder>never closed',
		'<system-reminders>another element</system-reminders>',
		// People write about harnesses.
		'What does `<system-reminder>` do, and what `</system-reminder>`?',
		'Parse "<git_status>clean</git_status>" in JavaScript',
		'```xml\n<system-reminder>be nice</system-reminder>\n```\nWhy does my prompt hold this?',
		'How does Cursor read `<user_query>hi</user_query>`?',
	])('leaves %j alone', (text) => {
		expect(stripHarness(text)).toBe(text)
	})

	it('takes time linear in the text, also for a megabyte of openings', () => {
		const time = (text: string): number => {
			const start = performance.now()
			stripHarness(text)
			return performance.now() - start
		}
		const bad = [
			'<',
			'<system-reminder>',
			'<system-reminder></system-reminder>',
			'<user_query>',
			'<user_query></user_query>',
			'<a',
			'```\n<system-reminder></system-reminder>\n',
			'`<system-reminder>`',
			'[',
			'a',
		]
		for (const unit of bad) expect(time(unit.repeat(1_000_000 / unit.length)), unit).toBeLessThan(1_000)
	})
})
