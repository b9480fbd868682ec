import { fileURLToPath } from 'node:url'
import { defineConfig } from 'vitest/config'
import tsconfig from './tsconfig.json' with { type: 'json' }

const sources = Object.entries(tsconfig.compilerOptions.paths).map(([find, [file]]) => ({
	find: new RegExp(`^${find}$`),
	replacement: fileURLToPath(new URL(file ?? '', import.meta.url)),
}))

export default defineConfig({
	// Tests read the sources, so that no build stands between an edit and its test.
	resolve: { alias: sources },
	test: {
		include: ['packages/*/test/**/*.test.ts', 'bench/test/**/*.test.ts', 'test/**/*.test.ts'],
		testTimeout: 30_000,
	},
})
