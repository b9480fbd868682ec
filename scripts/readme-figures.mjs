/**
 * Writes the demo's figures into README.md, between the two `demo` markers. With `--check`, only compares.
 *
 * Timings are left out: they differ from machine to machine, and the rest must not.
 */
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { execute } from './execute.mjs'
import { root } from './packages.mjs'
import { replaceFigures } from './replace-figures.mjs'

const COMMAND = ['node', 'bench/dist/demo/main.js', '--no-timings']

const file = join(root, 'README.md')
const demo = await execute(COMMAND, { cwd: root })
if (demo.exitCode !== 0) {
	console.error(`The demo failed; build first with \`npm run demo\`.\n${demo.output}`)
	process.exit(1)
}
const before = readFileSync(file, 'utf8')
const after = replaceFigures(before, COMMAND.join(' '), demo.stdout)
if (after === before) console.log('README.md shows what the demo prints.')
else if (process.argv.includes('--check')) {
	console.error(`README.md shows other figures than the demo, which prints:\n\n${demo.stdout}`)
	process.exit(1)
} else {
	writeFileSync(file, after)
	console.log('README.md has new figures.')
}
