// Runs a TypeScript source in a process of its own: node run-source.mjs <file> [words]. The sources are read as the
// tests read them, so that no build stands between an edit and its test.
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { fileURLToPath } from 'node:url'

const root = fileURLToPath(new URL('../../../../', import.meta.url))
const vitest = createRequire(`${root}package.json`).resolve('vitest/package.json')
const { createServer } = await import(
	createRequire(vitest)
		.resolve('vite')
		.replace(/index\.cjs$/, 'dist/node/index.js')
)
const { compilerOptions } = JSON.parse(readFileSync(`${root}tsconfig.json`, 'utf8'))
const server = await createServer({
	root,
	configFile: false,
	logLevel: 'error',
	appType: 'custom',
	server: { middlewareMode: true, watch: null, hmr: false, ws: false },
	optimizeDeps: { noDiscovery: true },
	resolve: {
		alias: Object.entries(compilerOptions.paths).map(([find, [file]]) => ({
			find: new RegExp(`^${find}$`),
			replacement: `${root}${file.slice(2)}`,
		})),
	},
})
const [file, ...words] = process.argv.slice(2)
const { run } = await server.ssrLoadModule(file)
await run(words)
await server.close()
