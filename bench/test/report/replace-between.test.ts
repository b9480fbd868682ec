import { describe, expect, it } from 'vitest'
import { replaceBetween } from '../../src/report/index.ts'

const [start, end] = ['<!-- bench:start -->', '<!-- bench:end -->']

describe('replacing between markers', () => {
	it('replaces what stood there and nothing else', () => {
		const text = `# Title\n\n${start}\nold\n${end}\n\nrest\n`
		expect(replaceBetween(text, 'bench', 'new\n')).toBe(`# Title\n\n${start}\n\nnew\n\n${end}\n\nrest\n`)
	})
	it('gives the same again the second time', () => {
		const once = replaceBetween(`a${start}${end}b`, 'bench', '| t |')
		expect(replaceBetween(once, 'bench', '| t |')).toBe(once)
	})
	it('takes the block as it is, dollar signs included', () => {
		expect(replaceBetween(`${start}${end}`, 'bench', "$& $1 $'")).toContain("\n$& $1 $'\n")
	})
	it('leaves the markers of others alone', () => {
		const demo = '<!-- demo:start -->\nd\n<!-- demo:end -->\n'
		expect(replaceBetween(`${demo}${start}${end}`, 'bench', 'x').startsWith(demo)).toBe(true)
	})
	it.each([
		['the first is missing', `text ${end}`],
		['the last is missing', `text ${start}`],
		['both are missing', 'text'],
		['they stand in the wrong order', `${end} ${start}`],
		['the first stands twice', `${start} ${start} ${end}`],
		['the last stands twice', `${start} ${end} ${end}`],
		['they are those of another name', '<!-- demo:start --><!-- demo:end -->'],
	])('says which markers are wanted when %s', (_, text) => {
		expect(() => replaceBetween(text, 'bench', 'x')).toThrow(`must have ${start} and then ${end}, once each`)
	})
})
