import { readdirSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { formatConfigError, parseConfig } from '@headroom/config'
import type { ConfigError } from '@headroom/spec'
import { describe, expect, it } from 'vitest'

const folder = fileURLToPath(new URL('./fixtures/wrong/', import.meta.url))
const names = readdirSync(folder).filter((name) => name.endsWith('.yaml'))
const env = { WORD: 'plenty', OPENAI_API_KEY: 'sk-canary-of-the-environment' }

/** What a person sees who runs `headroom config check` on the file. */
function messageOf(name: string): { text: string; error: ConfigError } {
	try {
		parseConfig(readFileSync(`${folder}${name}`, 'utf8'), { path: 'headroom.yaml', env })
	} catch (error) {
		return { text: formatConfigError(error as ConfigError), error: error as ConfigError }
	}
	throw new Error(`${name} was accepted`)
}

// Each expected text was read by a person: does it say what is wrong, where, and what to write instead?
describe('a wrong file gives the error a person would want', () => {
	it.each(names)('%s', async (name) => {
		const { text, error } = messageOf(name)
		expect(error.code).toBe('invalid-config')
		for (const { line, column, path } of error.problems) {
			expect(path).toBe('headroom.yaml')
			expect(line).toBeGreaterThan(0)
			expect(column).toBeGreaterThan(0)
		}
		expect(text + error.message).not.toMatch(/canary|hunter2|1234567890/)
		await expect(text).toMatchFileSnapshot(`${folder}${name.replace('.yaml', '.error.txt')}`)
	})

	it('covers at least thirty kinds of mistakes', () => {
		expect(names.length).toBeGreaterThanOrEqual(30)
	})
})
