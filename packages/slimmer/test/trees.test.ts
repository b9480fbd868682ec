import { TokenSlimmer } from '@headroom/slimmer'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { encoderWithoutRules } from './only-encoder.ts'

/** Counts characters, those that draw nine times, so that small drawings pay for a head line. */
const drawing = {
	id: 'test-drawing',
	exact: false,
	count: (text: string): number => text.length + 8 * (text.match(/[│├└─┬|+`\\]/g)?.length ?? 0),
}
const slimmer = new TokenSlimmer({ tokenizer: drawing, dedup: false, rules: encoderWithoutRules('trees') })
const slim = (text: string): string => slimmer.slim(text).text
const stays = (text: string): void => expect(slim(text)).toBe(text)

const npm = [
	'shop@1.0.0 /srv/shop',
	'├─┬ express@4.19.2',
	'│ ├─┬ accepts@1.3.8',
	'│ │ ├── mime-types@2.1.35 deduped',
	'│ │ └── negotiator@0.6.3',
	'│ ├── cookie@0.6.0',
	'│ └── vary@1.1.2',
	'├── UNMET OPTIONAL DEPENDENCY pg@^8',
	'└─┬ mime-types@2.1.35',
	'  └── mime-db@1.52.0',
].join('\n')

const npmOutline = [
	'[tree of 10 lines, drawn in npm style; one space per level]',
	'shop@1.0.0 /srv/shop',
	' express@4.19.2',
	'  accepts@1.3.8',
	'   mime-types@2.1.35 deduped',
	'   negotiator@0.6.3',
	'  cookie@0.6.0',
	'  vary@1.1.2',
	' UNMET OPTIONAL DEPENDENCY pg@^8',
	' mime-types@2.1.35',
	'  mime-db@1.52.0',
].join('\n')

describe('trees', () => {
	it('become indentation under a head line, and come back', () => {
		const text = `Installed:\n\n${npm}\n\nThat is all.`
		expect(slim(text)).toBe(`Installed:\n\n${npmOutline}\n\nThat is all.`)
		expect(slimmer.restore(slim(text))).toBe(text)
	})

	it('are known as `tree`, Cargo, Maven, Gradle and ASCII drawings draw them', () => {
		const draw = (pipe: string, gap: string, branch: string, last: string): string =>
			[
				'.',
				`${branch}source-files`,
				`${pipe}${branch}application.rs`,
				`${pipe}${last}network`,
				`${pipe}${gap}${branch}client.rs`,
				`${pipe}${gap}${last}server.rs`,
				`${last}readme.md`,
			].join('\n')
		const outline = '.\n source-files\n  application.rs\n  network\n   client.rs\n   server.rs\n readme.md'
		for (const [name, pipe, gap, branch, last] of [
			['tree', '│   ', '    ', '├── ', '└── '],
			['hard-space tree', '│\u00a0\u00a0 ', '    ', '├── ', '└── '],
			['eza', '│  ', '   ', '├── ', '└── '],
			['narrow tree', '│ ', '  ', '├── ', '└── '],
			['yarn', '│  ', '   ', '├─ ', '└─ '],
			['ASCII tree', '|   ', '    ', '|-- ', '`-- '],
			['ASCII plus', '|   ', '    ', '+-- ', '`-- '],
			['ASCII npm', '| ', '  ', '+-- ', '`-- '],
			['Gradle', '|    ', '     ', '+--- ', '\\--- '],
			['Maven', '|  ', '   ', '+- ', '\\- '],
		] as const) {
			// Twice, so that the head line pays for the narrow ones too.
			const one = draw(pipe, gap, branch, last)
			const text = `${one}\n${one}`
			const head = `[tree of 14 lines, drawn in ${name} style; one space per level]`
			expect(slim(text)).toBe(`${head}\n${outline}\n${outline}`)
			expect(slimmer.restore(slim(text))).toBe(text)
		}
	})

	it('that `tree` drew with no-break spaces become cheaper at every level', () => {
		const lines = [
			'.',
			...['api', 'web', 'jobs'].flatMap((name) => [
				`├── ${name}`,
				'│\u00a0\u00a0 ├── src',
				'│\u00a0\u00a0 └── test',
			]),
		]
		const text = [...lines, '└── readme.md'].join('\n')
		const outline = text.replace(/[│├└─\u00a0 ]+(?=\w)/g, (stem) => (stem.length > 4 ? '  ' : ' '))
		const encoded = `[tree of 11 lines, drawn in hard-space tree style; one space per level]\n${outline}`
		for (const level of ['lossless', 'standard'] as const) {
			const real = new TokenSlimmer({ level })
			expect(real.slim(text).text).toBe(encoded)
			expect(real.restore(encoded)).toBe(text)
		}
	})

	it('that were cut off say at which levels more was to come', () => {
		const text = npm.split('\n').slice(0, 6).join('\n')
		const head = '[tree of 6 lines, drawn in npm style; one space per level; cut off at levels 1, 2]'
		const outline = npmOutline.split('\n').slice(1, 7).join('\n')
		expect(slim(`${text}\n(and 200 more)`)).toBe(`${head}\n${outline}\n(and 200 more)`)
	})

	it('keep CR LF line breaks', () => {
		const text = npm.replaceAll('\n', '\r\n')
		expect(slim(text)).toBe(npmOutline.replaceAll('\n', '\r\n').replace('level]\r', 'level]'))
		expect(slimmer.restore(slim(text))).toBe(text)
	})

	it('stay in fences, and where a mark does not follow from the levels', () => {
		stays(`\`\`\`\n${npm}\n\`\`\``)
		const odd = npm.replaceAll('├─┬', '├──')
		expect(slimmer.restore(slim(odd))).toBe(odd)
		stays('└── a\n└── b\n    └── c\n└── d')
		stays('+-- one --+\n|   two   |\n+---------+')
		stays('| a | b |\n|-- |-- |\n| 1 | 2 |')
	})

	it('are not read from outlines whose count, style or levels do not hold', () => {
		const no = (text: string): void => expect(slimmer.restore(text)).toBe(text)
		no('[tree of 3 lines, drawn in npm style; one space per level]\na\n b')
		no('[tree of 2 lines, drawn in Bonsai style; one space per level]\na\n b')
		no('[tree of 2 lines, drawn in npm style; one space per level]\na\n  b')
		no('[tree of 2 lines, drawn in npm style; one space per level; cut off at level 2]\na\n b')
		no('see [tree of 2 lines, drawn in npm style; one space per level]\na\n b')
	})
})

interface Grown {
	readonly name: string
	readonly children: readonly Grown[]
}

const name = fc.stringMatching(/^[a-z@]([a-z @.│├-]{0,8}[a-z])?$/)
const grown: fc.Arbitrary<Grown> = fc.letrec<{ node: Grown }>((tie) => ({
	node: fc.record({
		name,
		children: fc.oneof(
			{ maxDepth: 4 },
			fc.constant([] as readonly Grown[]),
			fc.array(tie('node'), { maxLength: 4 }),
		),
	}),
})).node
const marks = fc.constantFrom(
	['│   ', '    ', '├── ', '└── ', '├── ', '└── '],
	['│ ', '  ', '├── ', '└── ', '├─┬ ', '└─┬ '],
	['│  ', '   ', '├─ ', '└─ ', '├─ ', '└─ '],
	['|   ', '    ', '|-- ', '`-- ', '|-- ', '`-- '],
	['| ', '  ', '+-- ', '`-- ', '+-- ', '`-- '],
)

function drawn({ name, children }: Grown, marks: readonly string[], stem = ''): readonly string[] {
	const [pipe = '', gap = '', branch = '', last = '', parent = '', lastParent = ''] = marks
	return [
		name,
		...children.flatMap((child, index) => {
			const isLast = index === children.length - 1
			const isParent = child.children.length > 0
			const [first = '', ...rest] = drawn(child, marks, stem + (isLast ? gap : pipe))
			const mark = isLast ? (isParent ? lastParent : last) : isParent ? parent : branch
			return [stem + mark + first, ...rest]
		}),
	]
}

describe('drawings of any trees', () => {
	it('come back as they were, whole, cut off or with a line missing', () => {
		let encoded = 0
		fc.assert(
			fc.property(
				fc.array(grown, { minLength: 1, maxLength: 3 }),
				marks,
				fc.nat(40),
				fc.nat(60),
				(all, how, gone, end) => {
					const lines = all.flatMap((tree) => drawn(tree, how))
					const text = lines.filter((_, index) => index !== gone && index < end).join('\n')
					const slimmed = slim(text)
					if (slimmed !== text) encoded++
					expect(slimmer.restore(slimmed)).toBe(text)
					expect(slim(slimmed)).toBe(slimmed)
				},
			),
			{ numRuns: 5000, seed: 21 },
		)
		expect(encoded).toBeGreaterThan(500)
	})
})
