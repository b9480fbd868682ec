import { describe, expect, it } from 'vitest'
import { parseCommand } from '../src/command-line.ts'

describe('parseCommand', () => {
	it('takes the full slice where shared data is there, else our own', () => {
		expect(parseCommand([], true).slice).toBe('full')
		expect(parseCommand([], false).slice).toBe('own')
		expect(parseCommand(['--slice', 'own'], true).slice).toBe('own')
	})

	it('reads suites, datasets and numbers', () => {
		const command = parseCommand(
			['compression', 'cache', '--dataset', 'xquad, loghub', '--limit', '5', '--seed', '7', '--resume'],
			true,
		)
		expect(command).toMatchObject({
			suites: ['compression', 'cache'],
			datasets: ['xquad', 'loghub'],
			limit: 5,
			seed: 7,
			resume: true,
			json: false,
		})
	})

	it.each([
		[['--slice', 'tiny'], '--slice is "tiny"; expected own or full'],
		[['--limit', '0'], '--limit is "0"; expected a whole number from 1'],
		[['--seed', 'x'], '--seed is "x"; expected a whole number from 0'],
		[['--update-baseline', ' '], '--update-baseline needs the reason'],
		[['--file', 'a.json'], '--file and --format go together'],
		[['--nonsense'], '--nonsense'],
	])('refuses %j', (words, message) => {
		expect(() => parseCommand(words, false)).toThrow(message)
	})
})
