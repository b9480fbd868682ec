import { LineCounter } from 'yaml'

/** Turns offsets into lines and columns, both counted from 1, columns in UTF-16 units. */
export function lineCounterOf(source: string): LineCounter {
	const counter = new LineCounter()
	counter.addNewLine(0)
	for (let at = source.indexOf('\n'); at >= 0; at = source.indexOf('\n', at + 1)) counter.addNewLine(at + 1)
	return counter
}
