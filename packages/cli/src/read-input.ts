import { readFile } from 'node:fs/promises'
import { resolve } from 'node:path'
import type { Prompt } from '@headroom/core'
import type { Terminal } from './terminal.ts'
import { UsageError } from './usage-error.ts'

/** What was read, and what it turned out to be. */
export interface Input {
	/** The file's name, or `standard input`. */
	readonly name: string
	readonly text: string
	/** A conversation or request when the text is one in JSON, else the text itself. */
	readonly prompt: Prompt
	readonly kind: 'text' | 'messages' | 'request'
}

/**
 * Reads a prompt from a file, or from standard input for `-` and when no file is named.
 *
 * JSON with `messages`, or a list of objects with `role`, is read as a conversation; anything else is text.
 *
 * @throws UsageError when the file cannot be read.
 */
export async function readInput(
	file: string | undefined,
	terminal: Terminal,
	command: string,
): Promise<Input> {
	if (file === undefined || file === '-') return interpret('standard input', await readAll(terminal))
	try {
		return interpret(file, await readFile(resolve(terminal.cwd, file), 'utf8'))
	} catch (error) {
		const code = (error as NodeJS.ErrnoException).code
		const why =
			code === 'ENOENT'
				? 'there is no such file'
				: code === 'EISDIR'
					? 'it is a folder'
					: String((error as Error).message)
		throw new UsageError(`cannot read "${file}": ${why}; name a file, or - for standard input`, command)
	}
}

async function readAll(terminal: Terminal): Promise<string> {
	const chunks: Uint8Array[] = []
	for await (const chunk of terminal.stdin)
		chunks.push(typeof chunk === 'string' ? Buffer.from(chunk) : chunk)
	return Buffer.concat(chunks).toString('utf8')
}

function interpret(name: string, text: string): Input {
	const value = parseJson(text)
	if (Array.isArray(value) && value.length > 0 && value.every((item) => hasKey(item, 'role'))) {
		return { name, text, prompt: value, kind: 'messages' }
	}
	if (hasKey(value, 'messages')) return { name, text, prompt: value as unknown as Prompt, kind: 'request' }
	return { name, text, prompt: text, kind: 'text' }
}

function parseJson(text: string): unknown {
	if (!/^\s*[[{]/.test(text)) return undefined
	try {
		return JSON.parse(text)
	} catch {
		// Text that only starts like JSON is text.
		return undefined
	}
}

function hasKey(value: unknown, key: string): boolean {
	return typeof value === 'object' && value !== null && Object.hasOwn(value, key)
}
