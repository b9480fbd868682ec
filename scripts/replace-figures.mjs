const START = '<!-- demo:start -->'
const END = '<!-- demo:end -->'

/**
 * The Markdown with a command and its output between the `demo` markers, whatever stood there before.
 *
 * @throws Error when the markers do not stand there once each and in order.
 */
export function replaceFigures(markdown, command, output) {
	const [head, middle, extraStart] = markdown.split(START)
	const [, tail, extraEnd] = middle?.split(END) ?? []
	if (tail === undefined || extraStart !== undefined || extraEnd !== undefined || head.includes(END)) {
		throw new Error(`README.md must have ${START} and then ${END}, once each.`)
	}
	const block = ['```text', `$ ${command}`, output.trimEnd(), '```'].join('\n')
	return `${head}${START}\n\n${block}\n\n${END}${tail}`
}
