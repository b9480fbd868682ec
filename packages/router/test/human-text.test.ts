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
		['<command-name>/go</command-name> <command-args>x</command-args> done', 'done'],
		['<system-reminder>one</system-reminder>a<system-reminder>two</system-reminder>b', 'ab'],
	])('takes %j down to %j', (text, expected) => {
		expect(stripHarness(text)).toBe(expected)
	})

	it.each([
		'Is 3 < 4?',
		'<b>bold</b>',
		'<system-reminder>never closed',
		'<system-reminders>another element</system-reminders>',
	])('leaves %j alone', (text) => {
		expect(stripHarness(text)).toBe(text)
	})

	it('takes time linear in the text, also for a megabyte of openings', () => {
		const time = (text: string): number => {
			const start = performance.now()
			stripHarness(text)
			return performance.now() - start
		}
		const bad = ['<', '<system-reminder>', '<system-reminder></system-reminder>', 'a']
		for (const unit of bad) expect(time(unit.repeat(1_000_000 / unit.length)), unit).toBeLessThan(1_000)
	})
})
