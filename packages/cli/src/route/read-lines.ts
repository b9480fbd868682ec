import { readFile } from 'node:fs/promises'
import { resolve } from 'node:path'
import { HeadroomError, type RoutedExample } from '@headroom/core'
import { nearest } from '../nearest.ts'
import type { Terminal } from '../terminal.ts'
import { UsageError } from '../usage-error.ts'

/** Problems that one error lists; a file of the wrong shape would list them all. */
const LISTED = 5

/**
 * The text of a file that is named on the command line.
 *
 * @throws UsageError when it cannot be read.
 */
export async function readNamed(file: string, terminal: Terminal): Promise<string> {
	try {
		return await readFile(resolve(terminal.cwd, file), 'utf8')
	} catch (error) {
		const code = (error as NodeJS.ErrnoException).code
		const why =
			code === 'ENOENT' ? 'there is no such file' : code === 'EISDIR' ? 'it is a folder' : String(code)
		throw new UsageError(`cannot read "${file}": ${why}`, 'route')
	}
}

/** Whether the first line of JSON Lines has the fields of a record, and not of a labelled text. */
export function holdsRecords(text: string): boolean {
	const first = text.split('\n').find((line) => line.trim() !== '')
	try {
		const value: unknown = JSON.parse(first?.replace(/^\uFEFF/, '') ?? '')
		return typeof value === 'object' && value !== null && 'outcomes' in value
	} catch {
		return false
	}
}

/** The routes that a labelled text may belong to. */
export interface KnownRoutes {
	readonly names: readonly string[]
	/** What they are called in an error. */
	readonly kind: 'route' | 'semantic route'
}

/**
 * Labelled texts from JSON Lines, one `{ "text": …, "route": … }` a line; blank lines and other fields are skipped.
 *
 * @throws HeadroomError `invalid-argument` naming file, line and field of the first 5 problems.
 */
export function readLabelled(text: string, source: string, { names, kind }: KnownRoutes): RoutedExample[] {
	const problems: string[] = []
	const examples: RoutedExample[] = []
	const unknown = (route: string | null): string | undefined => {
		if (route === null || names.includes(route)) return undefined
		const meant = nearest(route, names)
		const hint = meant === undefined ? `expected ${names.join(', ')}, or null` : `did you mean "${meant}"?`
		return `headroom.yaml has no ${kind} ${JSON.stringify(route)}; ${hint}`
	}
	for (const [index, line] of text.split('\n').entries()) {
		if (line.trim() === '') continue
		const read = exampleOf(line.replace(/^\uFEFF/, ''))
		const problem = typeof read === 'string' ? read : unknown(read.route)
		if (problem !== undefined) problems.push(`${source}:${index + 1}: ${problem}`)
		else examples.push(read as RoutedExample)
	}
	if (problems.length > 0) {
		const more = problems.length > LISTED ? `\nand ${problems.length - LISTED} more` : ''
		throw new HeadroomError('invalid-argument', `${problems.slice(0, LISTED).join('\n')}${more}`)
	}
	if (examples.length === 0)
		throw new HeadroomError(
			'invalid-argument',
			`${source} is empty; expected lines such as { "text": "where is my order?", "route": "orders" }`,
		)
	return examples
}

function exampleOf(line: string): RoutedExample | string {
	let value: { readonly text?: unknown; readonly route?: unknown } | null
	try {
		value = JSON.parse(line)
	} catch {
		return 'is not JSON; expected one object a line'
	}
	if (Array.isArray(value)) return 'is a list; expected one object a line (JSON Lines)'
	const { text, route } = typeof value === 'object' && value !== null ? value : {}
	if (typeof text !== 'string' || text.trim() === '')
		return 'text is missing or empty; expected what a person wrote'
	if (route !== null && (typeof route !== 'string' || route === ''))
		return 'route is missing; expected the name of a route, or null where none should take the text'
	return { text, route }
}
