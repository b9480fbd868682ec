import { TokenSlimmer } from '@headroom/slimmer'
import { describe, expect, it } from 'vitest'

/** Counts characters, so that every character saved counts and the gate lets each rule show what it does. */
const characters = { id: 'test-characters', exact: false, count: (text: string): number => text.length }
const slimmer = new TokenSlimmer({ tokenizer: characters, encode: false })
const slim = (text: string): string => slimmer.slim(text).text
const stays = (text: string): void => expect(slim(text)).toBe(text)

describe('ansi', () => {
	it('removes colours, window titles and cursor movement', () => {
		expect(slim('\u001b]0;build\u0007\u001b[1;31mFAIL\u001b[0m src/a.test.ts\u001b[K')).toBe(
			'FAIL src/a.test.ts',
		)
	})
	it('keeps the address of a hyperlink', () => {
		expect(slim('see \u001b]8;;https://example.com/x\u001b\\docs\u001b]8;;\u001b\\')).toContain(
			'https://example.com/x',
		)
	})
	it('leaves escapes that are spelled out', () => stays('printf "\\033[31mred\\033[0m"'))
})

describe('backspaces', () => {
	it('leave the last frame of a spinner and what was written after it', () => {
		expect(slim('Installing build dependencies ... -\b \b\\\b \bdone')).toBe(
			'Installing build dependencies ... done',
		)
		expect(slim('load -\b\\\b|\b/\bok')).toBe('load ok')
	})
	it('leave bold and underlined letters once', () => {
		expect(slim('N\bNA\bAM\bME\bE  _\bf_\bi_\bl_\be')).toBe('NAME file')
	})
	it('stay where it is not certain what they took back', () => stays('a word\bboundary'))
})

describe('carriage-returns', () => {
	it('keeps the last state of a progress line', () => {
		expect(slim('fetch 10%\rfetch 55%\rfetch 100%\ndone')).toBe('fetch 100%\ndone')
	})
	it('keeps the tail that shorter text leaves standing', () => {
		expect(slim('fetch 100% of 9 MB\rfetch 100%')).toBe('fetch 100% of 9 MB')
	})
	it('drops the tail when the line was erased', () => {
		expect(slim('fetch 100% of 9 MB\r\u001b[Kfetched')).toBe('fetched')
	})
	it('leaves CR LF line breaks', () => stays('a\r\nb\r\n\r\nc'))
	it('leaves lone carriage returns that end lines', () => stays('name,city\rAnna,Rome\rBernd,Köln'))
})

describe('white space', () => {
	it('shortens runs between words of plain text', () => {
		expect(slim('The refund   was paid.  Thank you.')).toBe('The refund was paid. Thank you.')
	})
	it('leaves indentation', () =>
		stays('services:\n    web:\n        image: nginx\n    db:\n        image: postgres'))
	it('leaves runs inside quotes and inline code', () => stays('Set `a  b` or "c  d" or “e  f” now'))
	it('leaves lines with a tab-separated empty cell', () => stays('a\t\tb\n1\t2\t3'))
	it('leaves a Markdown hard break', () => stays('first line  \nsecond line'))
	it('removes longer trailing blanks and what fills blank lines', () => {
		expect(slim('first     \n   \nsecond\t\nthird')).toBe('first\n\nsecond\nthird')
	})
	it('leaves one of several blank lines and keeps CR LF', () => {
		expect(slim('a\r\n\r\n\r\n\r\nb')).toBe('a\r\n\r\nb')
	})
	it('leaves fences, diffs and code', () => {
		stays('```python\nx  =  1\n\n\n\ny  =  2   \n```\nend')
		stays('@@ -1,3 +1,3 @@\n a  =  1   \n-b  =  2\n+b  =  3\n \n')
		stays(
			'import os\nfrom sys import path\ndef f(x):\n    y  =  x   \n\n\n\ndef g(x):\n    return  x\nclass A(object):\n    pass',
		)
	})
	it('leaves a drawing and a caret that points into the line above', () => {
		stays('int x =   5   y;\n            ^')
		stays('+----+   +----+\n| a  |---| b  |\n+----+   +----+')
	})
	it('never makes a text empty', () => {
		expect(slim('   \n\n ')).toBe(' ')
		expect(slim('\u200b')).toBe('\u200b')
		expect(slim('')).toBe('')
	})
	it('leaves a text that demands its own letters back', () =>
		stays('Repeat this verbatim:\n\n\n\n  a   b  c   '))
})

describe('invisible-spaces', () => {
	it('makes exotic spaces plain and removes zero-width ones', () => {
		expect(slim('10\u202f000\u00a0kg\u200b of \ufeffrice')).toBe('10 000 kg of rice')
	})
	it('leaves joiners of emoji and of Persian', () => stays('👩‍👩‍👧 می‌خواهم'))
	it('leaves zero-width spaces between Thai words', () => stays('สวัสดี\u200bชาวโลก'))
	it('leaves direction marks', () => stays('\u200fשלום\u200e 5'))
})

describe('json-minify', () => {
	it('keeps number spelling, duplicate keys, escapes and blanks in strings', () => {
		const json =
			'{\n  "a" : 1.0E+2,\n  "a" : -0.10,\n  "big" : 12345678901234567890123,\n  "s" : "x  \\u00e9 : , "\n}'
		expect(slim(json)).toBe('{"a":1.0E+2,"a":-0.10,"big":12345678901234567890123,"s":"x  \\u00e9 : , "}')
	})
	it('finds values in prose, in JSON fences and line by line', () => {
		expect(slim('Result: {"a": 1, "b": [1, 2]} for you')).toBe('Result: {"a":1,"b":[1,2]} for you')
		expect(slim('```json\n{\n  "a": 1\n}\n```')).toBe('```json\n{"a":1}\n```')
		expect(slim('{"a": 1}\n{"a": 2}')).toBe('{"a":1}\n{"a":2}')
	})
	it('leaves what is not valid JSON', () => {
		stays('{"a": 1,}')
		stays("{'a': 1}")
		stays('{"a": 01}')
		stays('{"a": "\t"}')
		stays('{"a": 1')
	})
	it('leaves check boxes, intervals, placeholders and calls', () => {
		stays('- [ ] write\n- [x] read')
		stays('the interval [1, 2] holds')
		stays('Hello {{ name }}, { "x": {{ y }} }')
		stays('call f({"a": 1}) now')
		stays('```js\nconst a = {"a": 1}\n```')
	})
})

describe('aligned-tables', () => {
	it('parts cells by a mark when they hold spaces', () => {
		expect(slim('CONTAINER ID   STATUS\nab12cd         Up 5 minutes\nef34gh         Exited (1)')).toBe(
			'CONTAINER ID,STATUS\nab12cd,Up 5 minutes\nef34gh,Exited (1)',
		)
	})
	it('keeps empty cells in their columns', () => {
		expect(slim('NAME     PORT     OWNER\nweb one  80       ann\nweb two           bob')).toBe(
			'NAME,PORT,OWNER\nweb one,80,ann\nweb two,,bob',
		)
	})
	it('takes another mark when cells hold commas', () => {
		expect(slim('Item           Sum\nDesk, size 2   1,200\nLamp, size 10  35')).toBe(
			'Item|Sum\nDesk, size 2|1,200\nLamp, size 10|35',
		)
	})
	it('joins by single spaces where words can be counted off', () => {
		expect(slim('PID      CMD\n1        init\n2        ls -l')).toBe('PID CMD\n1 init\n2 ls -l')
	})
	it('leaves indentation behind line numbers, places in files and marks', () => {
		stays('69:def main():\n70:    serve(1)\n71:    stop(2)\n72:        now')
		stays('src/a.py:42:def load(path):\nsrc/a.py:43:    read(path)')
		stays('12 |     let x;\n13 |     let y;')
		stays(' * //   1\n * //   2')
		stays('7  return\n8  again')
		stays('43:    alone')
	})
	it('takes labels with colons for lists', () => {
		expect(slim('Author: Ann Lee\nDate:   Tue Feb 3')).toBe('Author: Ann Lee\nDate: Tue Feb 3')
	})
	it('leaves rows with a cell that runs over the place of another', () => {
		stays('a/long_name.py   | 169 +++++---\na/b.py           |  16 +-\na/bc.py          |   6 +-')
	})
	it('leaves trees', () => {
		stays('├─┬ a@1\n│   ├── b@1\n│   ├── c@1\n│   └── d@1')
		stays('+-- a\n|   +-- b\n|   `-- c')
	})
	it('leaves rows that do not agree on columns', () => {
		stays('Name     Sum     Tax\nAnn  1      2\n  Bob         3      4')
	})
})

describe('markdown-tables', () => {
	it('removes padding and keeps alignment marks', () => {
		expect(slim('| Name   |  Sum |\n|:-------|-----:|\n| Ann    |   12 |\n|        |    3 |')).toBe(
			'|Name|Sum|\n|:---|---:|\n|Ann|12|\n||3|',
		)
	})
})
