/**
 * `npm run demo` and `npm test`: from a fresh clone with Node and npm alone to the demo, or to every check.
 *
 * Imports nothing before it has seen the Node version, so that an old Node gets a sentence and not a stack.
 */
const MINIMUM = [20, 19]

const [major, minor] = process.versions.node.split('.').map(Number)
if (major < MINIMUM[0] || (major === MINIMUM[0] && minor < MINIMUM[1])) {
	console.error(
		`Headroom needs Node ${MINIMUM.join('.')} or newer, and this is Node ${process.versions.node}. ` +
			'Install a newer one from https://nodejs.org and run the same command again.',
	)
	process.exit(1)
}

const { demo, test } = await import('./commands.mjs')
const commands = { demo, test }
const name = process.argv[2]
if (name === undefined || !Object.hasOwn(commands, name)) {
	console.error('Usage: node scripts/run.mjs demo|test')
	process.exit(2)
}
process.exitCode = await commands[name]()
