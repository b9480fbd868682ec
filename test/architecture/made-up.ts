import { type House, readmeHeadings } from './house.ts'
import type { Tree } from './tree.ts'

/** A house of two packages, for trying the checks on. */
export const madeUpHouse: House = {
	base: { arrows: [], dependencies: [], peers: ['fast-check'] },
	top: { arrows: ['base'], dependencies: ['yaml'], console: true },
}

function manifest(name: string, fields: object): string {
	return JSON.stringify({
		name: `@headroom/${name}`,
		type: 'module',
		engines: { node: '>=20.19' },
		exports: {
			'.': { types: './dist/index.d.ts', default: './dist/index.js' },
			'./package.json': './package.json',
		},
		files: ['dist'],
		scripts: { build: 'tsc -p tsconfig.json' },
		...fields,
	})
}

function readme(name: string): string {
	return `# @headroom/${name}\n\n${readmeHeadings.map((heading) => `## ${heading}\n\n\`\`\`sh\n## not a heading\n\`\`\`\n`).join('\n')}`
}

export const baseManifest = (fields: object = {}): string =>
	manifest('base', {
		peerDependencies: { 'fast-check': '^4.0.0' },
		peerDependenciesMeta: { 'fast-check': { optional: true } },
		...fields,
	})

export const topManifest = (fields: object = {}): string =>
	manifest('top', { dependencies: { '@headroom/base': 'workspace:^', yaml: '^2.0.0' }, ...fields })

/** A tree in which every check passes, with some files replaced, added, or (`undefined`) taken away. */
export function madeUpTree(changes: Readonly<Record<string, string | undefined>> = {}): Tree {
	const files: Record<string, string | undefined> = {
		'packages/base/package.json': baseManifest(),
		'packages/base/README.md': readme('base'),
		'packages/base/tsconfig.json': '{}',
		'packages/base/src/index.ts': "export { one, type Name } from './one.ts'\n",
		'packages/base/src/one.ts':
			"import { readFileSync } from 'node:fs'\n// console.log and import 'left-pad' in a comment\nexport type Name = string\nexport const one = () => [readFileSync, 'console']\n",
		'packages/base/test/one.test.ts': "import { one } from '../src/one.ts'\none()\n",
		'packages/top/package.json': topManifest(),
		'packages/top/README.md': readme('top'),
		'packages/top/src/index.ts': "export { two } from './deep/two.ts'\n",
		'packages/top/src/deep/two.ts':
			"import { one } from '@headroom/base'\nimport { parse } from 'yaml'\nexport const two = () => console.log(one, parse)\n",
		'pnpm-lock.yaml': "lockfileVersion: '9.0'\n",
		...changes,
	}
	return new Map(Object.entries(files).filter((entry): entry is [string, string] => entry[1] !== undefined))
}
