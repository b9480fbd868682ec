/** Where a command reads and writes; tests give their own. */
export interface Terminal {
	readonly stdin: AsyncIterable<Uint8Array | string>
	readonly stdout: { write(text: string): unknown }
	readonly stderr: { write(text: string): unknown }
	readonly env: Readonly<Record<string, string | undefined>>
	readonly cwd: string
	/** Whether standard output is a terminal a person reads. */
	readonly isTerminal: boolean
	/** Its width in columns, where it is known. */
	readonly columns?: number | undefined
	/** Whether standard error is one. */
	readonly isErrorTerminal: boolean
}

type Colour = 'bold' | 'dim' | 'red' | 'green' | 'yellow' | 'cyan'

const CODES: Readonly<Record<Colour, readonly [number, number]>> = {
	bold: [1, 22],
	dim: [2, 22],
	red: [31, 39],
	green: [32, 39],
	yellow: [33, 39],
	cyan: [36, 39],
}

/** Colours a text, or leaves it plain. */
export type Paint = (colour: Colour, text: string) => string

/** Colours on a terminal unless `NO_COLOR` is set (https://no-color.org); elsewhere only with `FORCE_COLOR`. */
export function painter(terminal: Terminal, stream: 'stdout' | 'stderr' = 'stdout'): Paint {
	const { NO_COLOR, FORCE_COLOR } = terminal.env
	const forced = FORCE_COLOR !== undefined && FORCE_COLOR !== '0'
	const on =
		(NO_COLOR === undefined || NO_COLOR === '') &&
		(forced || (stream === 'stdout' ? terminal.isTerminal : terminal.isErrorTerminal))
	if (!on) return (_colour, text) => text
	return (colour, text) => `\u001b[${CODES[colour][0]}m${text}\u001b[${CODES[colour][1]}m`
}
