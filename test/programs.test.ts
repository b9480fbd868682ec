import { execFileSync } from 'node:child_process'
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'
import { expectedLines, missingLine, readmeBlocks } from '../scripts/readme-blocks.mjs'
import { printedBy } from './programs/run-program.ts'

const root = fileURLToPath(new URL('..', import.meta.url))
const extracted = join(root, '.cache', 'readme')
const blocks = readmeBlocks(root, 'ts')

rmSync(extracted, { recursive: true, force: true })
mkdirSync(extracted, { recursive: true })
for (const { id, code } of blocks) writeFileSync(join(extracted, `${id}.ts`), code)
// The root configuration maps @headroom/… to the sources, so that an edit shows here before any build.
writeFileSync(
	join(extracted, 'tsconfig.json'),
	JSON.stringify({
		extends: '../../tsconfig.json',
		compilerOptions: { moduleDetection: 'force' },
		include: ['*.ts'],
		exclude: [],
	}),
)

describe('the programs in the READMEs', () => {
	it('stand in the front page and in every package that can be imported', () => {
		const files = new Set(blocks.map((block) => block.file))
		const packages = readdirSync(join(root, 'packages')).filter((name) => name !== 'cli')
		const expected = ['README.md', ...packages.map((name) => `packages/${name}/README.md`)]
		expect(expected.filter((file) => !files.has(file))).toEqual([])
	})

	it('have the right types', () => {
		const tsc = join(root, 'node_modules', 'typescript', 'bin', 'tsc')
		const check = () =>
			execFileSync(process.execPath, [tsc, '-p', extracted, '--pretty', 'false'], {
				encoding: 'utf8',
				cwd: root,
			})
		expect(outputOf(check)).toBe('')
	})

	it.each(blocks.map((block) => [block.place, block] as const))(
		'%s prints what it promises',
		async (_place, block) => {
			await expectPromises(join(extracted, `${block.id}.ts`), block.code)
		},
	)
})

describe('the examples', () => {
	const files = readdirSync(join(root, 'examples')).filter((name) => name.endsWith('.ts'))

	it('are there', () => {
		expect(files.length).toBeGreaterThanOrEqual(6)
	})

	it.each(files)('%s prints what it promises', async (name) => {
		const code = readFileSync(join(root, 'examples', name), 'utf8')
		expect(expectedLines(code).length, 'an example promises at least one line').toBeGreaterThan(0)
		await expectPromises(join(root, 'examples', name), code)
	})
})

describe('promises', () => {
	it('are read from comments that follow code or stand alone', () => {
		expect(expectedLines("log(1) // → 1\n// → two words\nlog('// not one')\n")).toEqual(['1', 'two words'])
	})

	it('are kept in order, with other lines between', () => {
		expect(missingLine(['a', 'b'], ['x', 'a', 'y', 'b'])).toBeUndefined()
	})

	it('are broken by a missing line, another order, or one line for two', () => {
		expect(missingLine(['a'], ['ab'])).toBe('a')
		expect(missingLine(['a', 'b'], ['b', 'a'])).toBe('b')
		expect(missingLine(['a', 'a'], ['a'])).toBe('a')
	})
})

async function expectPromises(file: string, code: string): Promise<void> {
	const printed = await printedBy(file)
	const missing = missingLine(expectedLines(code), printed)
	expect(missing, `promised but not printed in its turn; it printed:\n${printed.join('\n')}`).toBeUndefined()
}

/** What a compiler says: nothing when it succeeds, its list of errors when it fails. */
function outputOf(run: () => string): string {
	try {
		return run()
	} catch (error) {
		return (error as { stdout?: string }).stdout ?? String(error)
	}
}
