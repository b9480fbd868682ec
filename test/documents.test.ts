import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'
import { parseConfig } from '../packages/config/src/index.ts'
import { expectedLines, readmeBlocks } from '../scripts/readme-blocks.mjs'

const root = fileURLToPath(new URL('..', import.meta.url))
const documents = [
	...['README.md', 'CONTRIBUTING.md', 'GLOSSARY.md', 'datasets/README.md'],
	...readdirSync(join(root, 'packages')).map((name) => `packages/${name}/README.md`),
]

/** Targets of links to files of this repository, without their fragments. */
function localLinks(markdown: string): readonly string[] {
	const targets = [...markdown.matchAll(/\]\(([^()\s]+)\)/g)].map((match) =>
		(match[1] ?? '').replace(/#.*$/, ''),
	)
	return targets.filter((target) => target !== '' && !/^[a-z]+:/.test(target))
}

describe('documents', () => {
	it.each(documents)('%s links to files that exist', (document) => {
		const links = localLinks(readFileSync(join(root, document), 'utf8'))
		expect(links.filter((link) => !existsSync(join(root, dirname(document), link)))).toEqual([])
	})

	it('finds local links and no others', () => {
		const text = '[a](packages/core) [b](https://x.example/y) [c](#part) [d](LICENSE#top) `f(x)`'
		expect(localLinks(text)).toEqual(['packages/core', 'LICENSE'])
	})
})

describe('the report in the README of the command', () => {
	it('is what the example prints', () => {
		const example = readFileSync(join(root, 'examples', 'report-by-month.ts'), 'utf8')
		const promised = expectedLines(example)
		expect(promised[0]).toMatch(/^month +calls/)
		expect(readFileSync(join(root, 'packages', 'cli', 'README.md'), 'utf8')).toContain(promised.join('\n'))
	})
})

describe('headroom.yaml in the READMEs', () => {
	it.each(readmeBlocks(root, 'yaml').map((block) => [block.place, block.code] as const))(
		'%s loads',
		(_place, text) => {
			const env = { OPENAI_API_KEY: 'sk-test', ANTHROPIC_API_KEY: 'sk-test' }
			expect(() => parseConfig(text, { env })).not.toThrow()
		},
	)

	it('stands on the front page', () => {
		expect(readmeBlocks(root, 'yaml').filter((block) => block.file === 'README.md')).toHaveLength(1)
	})
})
