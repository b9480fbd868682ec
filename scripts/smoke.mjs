/**
 * Installs the packed packages into an empty project, as a user would, and on Node 20, 22 and 24 loads every entry
 * point, runs every program of the READMEs and of examples/, and starts the command.
 *
 * Compiling the programs there also checks that the published types are complete.
 */
import {
	copyFileSync,
	mkdirSync,
	mkdtempSync,
	readdirSync,
	readFileSync,
	rmSync,
	writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { execute } from './execute.mjs'
import { packPackages, root } from './packages.mjs'
import { readmeBlocks } from './readme-blocks.mjs'

const NODE_MAJORS = [20, 22, 24]

const project = mkdtempSync(join(tmpdir(), 'headroom-smoke-'))
try {
	process.exitCode = (await smoke()) ? 0 : 1
} finally {
	rmSync(project, { recursive: true, force: true })
}

async function smoke() {
	const packages = await packPackages()
	const programs = [...readmeBlocks(root, 'ts'), ...examples()]
	if (!(await install(packages))) return false
	if (!(await compile(programs))) return false
	writeFileSync(
		join(project, 'plan.json'),
		JSON.stringify({ entries: packages.flatMap(entryPoints), programs }),
	)
	for (const file of ['smoke-runner.mjs', 'readme-blocks.mjs']) {
		copyFileSync(join(root, 'scripts', file), join(project, file))
	}
	let good = true
	for (const { major, node } of nodes()) {
		const { exitCode, stdout, output } = await execute([...node, 'smoke-runner.mjs', String(major)], {
			cwd: project,
		})
		console.log((exitCode === 0 ? stdout : output).trim())
		good &&= exitCode === 0
	}
	return good
}

/** The running Node where it is one of those wanted, else the newest of its major from the registry. */
function nodes() {
	const running = Number(process.versions.node.split('.')[0])
	return NODE_MAJORS.map((major) => ({
		major,
		node: major === running ? [process.execPath] : ['npx', '--yes', `--package=node@${major}`, 'node'],
	}))
}

async function install(packages) {
	const tarballs = Object.fromEntries(
		packages.map(({ manifest, tarball }) => [manifest.name, `file:${tarball}`]),
	)
	const ranges = Object.assign({}, ...packages.map(({ manifest }) => manifest.peerDependencies ?? {}))
	// Of several majors the first: later ones of the SDKs no longer run on Node 20.
	const peers = Object.fromEntries(
		Object.entries(ranges).map(([name, range]) => [name, range.split(' || ')[0]]),
	)
	writeFileSync(
		join(project, 'package.json'),
		// The overrides make the packages find each other here: none of these versions is on the registry.
		JSON.stringify({
			private: true,
			type: 'module',
			dependencies: { ...tarballs, ...peers },
			overrides: tarballs,
		}),
	)
	const command = ['npm', 'install', '--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error']
	return succeeded('npm could not install the packed packages', await execute(command, { cwd: project }))
}

async function compile(programs) {
	mkdirSync(join(project, 'programs'))
	for (const { id, code } of programs) writeFileSync(join(project, 'programs', `${id}.ts`), code)
	writeFileSync(
		join(project, 'tsconfig.json'),
		JSON.stringify({
			compilerOptions: {
				target: 'es2023',
				module: 'nodenext',
				strict: true,
				exactOptionalPropertyTypes: true,
				// The types the packages ship are what is under test.
				skipLibCheck: false,
				moduleDetection: 'force',
				types: ['node'],
				typeRoots: [join(root, 'node_modules', '@types')],
			},
			include: ['programs'],
		}),
	)
	const tsc = join(root, 'node_modules', 'typescript', 'bin', 'tsc')
	const result = await execute([process.execPath, tsc, '-p', '.'], { cwd: project })
	return succeeded(
		'A program of a README or of examples/ does not compile against the packed packages',
		result,
	)
}

function examples() {
	const names = readdirSync(join(root, 'examples')).filter((name) => name.endsWith('.ts'))
	return names.map((name) => ({
		id: `example-${name.slice(0, -'.ts'.length)}`,
		place: `examples/${name}`,
		code: readFileSync(join(root, 'examples', name), 'utf8'),
	}))
}

/** What a user can import from the package, `./package.json` aside. */
function entryPoints({ manifest }) {
	return Object.keys(manifest.exports)
		.filter((path) => path !== './package.json')
		.map((path) => manifest.name + path.slice(1))
}

function succeeded(failure, { exitCode, output }) {
	if (exitCode !== 0) console.log(`${failure}:\n${output}`)
	return exitCode === 0
}
