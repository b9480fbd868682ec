import { baseManifest, topManifest } from './made-up.ts'

const baseSource = 'packages/base/src/one.ts'
const baseManifestFile = 'packages/base/package.json'
const topManifestFile = 'packages/top/package.json'
// Put together here, so that this file itself names no folder of one machine.
const machineFolder = ['', 'work', 'main', 'notes.md'].join('/')
const homeFolder = ['', 'home', 'someone', 'notes.md'].join('/')
/** A source file of so many lines. */
export const lines = (count: number) => 'let x\n'.repeat(count)

/** What is wrong, the files in which it is, and the complaint that it must raise. */
export const violations: readonly (readonly [
	string,
	Readonly<Record<string, string | undefined>>,
	RegExp,
])[] = [
	[
		'a package without a row',
		{ 'packages/extra/package.json': '{}', 'packages/extra/README.md': undefined },
		/packages\/extra: has no row/,
	],
	[
		'a row without a package',
		{
			[topManifestFile]: undefined,
			'packages/top/README.md': undefined,
			'packages/top/src/index.ts': undefined,
			'packages/top/src/deep/two.ts': undefined,
		},
		/packages\/top: stands in the house but not/,
	],
	[
		'an arrow that points up',
		{ [baseManifestFile]: baseManifest({ dependencies: { '@headroom/top': 'workspace:^' } }) },
		/must not depend on @headroom\/top/,
	],
	[
		'a version instead of the workspace',
		{ [topManifestFile]: topManifest({ dependencies: { '@headroom/base': '^1.0.0', yaml: '^2.0.0' } }) },
		/expected "workspace:\^"/,
	],
	[
		'a runtime dependency nobody allowed',
		{ [baseManifestFile]: baseManifest({ dependencies: { 'left-pad': '^1.0.0' } }) },
		/runtime dependency left-pad is not allowed/,
	],
	[
		'an allowed dependency nobody declares',
		{ [topManifestFile]: topManifest({ dependencies: { '@headroom/base': 'workspace:^' } }) },
		/runtime dependency yaml is allowed by the house but not declared/,
	],
	[
		'an optional dependency',
		{ [baseManifestFile]: baseManifest({ optionalDependencies: { fsevents: '*' } }) },
		/optional dependency fsevents/,
	],
	[
		'a peer that is not optional',
		{ [baseManifestFile]: baseManifest({ peerDependenciesMeta: {} }) },
		/peer fast-check must be optional/,
	],
	[
		'an install script',
		{ [baseManifestFile]: baseManifest({ scripts: { build: 'tsc', postinstall: 'node fetch.js' } }) },
		/has the script "postinstall"/,
	],
	[
		'an older Node',
		{ [baseManifestFile]: baseManifest({ engines: { node: '>=18' } }) },
		/must say "engines"/,
	],
	[
		'CommonJS by type',
		{ [baseManifestFile]: baseManifest({ type: 'commonjs' }) },
		/must say "type": "module"/,
	],
	[
		'CommonJS by condition',
		{
			[baseManifestFile]: baseManifest({
				exports: {
					'.': { types: './dist/index.d.ts', require: './dist/index.cjs', default: './dist/index.js' },
				},
			}),
		},
		/expected types,default/,
	],
	['a main field', { [baseManifestFile]: baseManifest({ main: './dist/index.js' }) }, /must not have "main"/],
	[
		'a data file that the house does not know',
		{
			[baseManifestFile]: baseManifest({
				exports: { './x.json': './src/x.json' },
				files: ['dist', 'src/x.json'],
			}),
		},
		/exports ".\/x.json" with string/,
	],
	[
		'a package that publishes its sources',
		{ [baseManifestFile]: baseManifest({ files: ['dist', 'src'] }) },
		/must publish "files"/,
	],
	[
		'a wrong name',
		{ [baseManifestFile]: baseManifest({ name: '@headroom/bass' }) },
		/is named @headroom\/bass/,
	],
	[
		'configuration in a package',
		{ 'packages/base/biome.json': '{}' },
		/packages\/base\/biome.json: a package holds/,
	],
	[
		'an import against the arrows',
		{ [baseSource]: "import { two } from '@headroom/top'\nexport const one = two\n" },
		/one.ts: must not import @headroom\/top/,
	],
	[
		'a type imported against the arrows',
		{ [baseSource]: "import type { two } from '@headroom/top'\nexport type One = typeof two\n" },
		/must not import @headroom\/top/,
	],
	[
		'a re-export against the arrows',
		{ [baseSource]: "export { two as one } from '@headroom/top'\n" },
		/must not import @headroom\/top/,
	],
	[
		'an import() against the arrows',
		{ [baseSource]: "export const one = () => import('@headroom/top')\n" },
		/must not import @headroom\/top/,
	],
	[
		'an import() of a computed name',
		{ [baseSource]: 'export const one = (name: string) => import(name)\n' },
		/must not import <computed>/,
	],
	[
		'an import type against the arrows',
		{ [baseSource]: "export type One = import('@headroom/top').Two\n" },
		/must not import @headroom\/top/,
	],
	['a require', { [baseSource]: "export const one = require('yaml')\n" }, /must not import yaml/],
	[
		'a require of its own making',
		{
			[baseSource]:
				"import { createRequire } from 'node:module'\nexport const one = createRequire('x')('yaml')\n",
		},
		/must not import yaml/,
	],
	[
		'a made require that is kept',
		{
			[baseSource]:
				"import { createRequire } from 'node:module'\nconst require = createRequire('x')\nexport const one = require('yaml')\n",
		},
		/must not import yaml/,
	],
	[
		'a made require under another name',
		{
			[baseSource]:
				"import { createRequire } from 'node:module'\nconst load = createRequire('x')\nexport const one = load('yaml')\n",
		},
		/must not import <computed>/,
	],
	[
		'a require of a file in a package',
		{
			[baseSource]: `import { createRequire } from 'node:module'\nexport const one = (name: string) => createRequire('x')(\`yaml/\${name}\`)\n`,
		},
		/must not import yaml\//,
	],
	[
		'an import of a package not declared',
		{ [baseSource]: "import 'left-pad'\nexport const one = 1\n" },
		/must not import left-pad/,
	],
	[
		'an import the house allows and the manifest forgot',
		{ [topManifestFile]: topManifest({ dependencies: { yaml: '^2.0.0' } }) },
		/imports @headroom\/base, which its package.json does not declare/,
	],
	[
		'an import that leaves src',
		{ [baseSource]: "import '../../top/src/index.ts'\nexport const one = 1\n" },
		/outside its own src/,
	],
	[
		'an import without .ts',
		{ [baseSource]: "import './index.js'\nexport const one = 1\n" },
		/a relative import ends in .ts/,
	],
	[
		'a default export',
		{ [baseSource]: 'export const one = 1\nexport default one\n' },
		/one.ts: exports a default/,
	],
	[
		'a default in a list',
		{ 'packages/base/src/index.ts': "export { one as default } from './one.ts'\n" },
		/an entry point holds/,
	],
	['a star', { 'packages/base/src/index.ts': "export * from './one.ts'\n" }, /index.ts: exports `\*`/],
	[
		'code in an entry point',
		{ 'packages/base/src/index.ts': 'export const one = 1\n' },
		/an entry point holds/,
	],
	[
		'an entry point without source',
		{ 'packages/base/src/index.ts': undefined },
		/its source packages\/base\/src\/index.ts is missing/,
	],
	['a file of 301 lines', { 'packages/base/src/long.ts': lines(301) }, /long.ts: 301 lines/],
	['a drawer', { 'packages/base/src/utils.ts': '' }, /utils.ts: a drawer/],
	['a folder that is a drawer', { 'packages/base/src/helpers/one.ts': '' }, /helpers\/one.ts: a drawer/],
	['a types.ts', { 'packages/base/src/types.ts': '' }, /types.ts: a drawer/],
	['a test beside the code', { 'packages/base/src/one.test.ts': '' }, /a test stands in test\//],
	['a source that is not TypeScript', { 'packages/base/src/one.mjs': '' }, /sources are .ts files/],
	[
		'a package without README',
		{ 'packages/base/README.md': undefined },
		/packages\/base\/README.md: is missing/,
	],
	[
		'a README without a heading',
		{ 'packages/base/README.md': '# @headroom/base\n\n## What is this\n' },
		/its headings are \[What is this\]/,
	],
	[
		'a README with another title',
		{ 'packages/base/README.md': '# Base\n' },
		/must begin with "# @headroom\/base"/,
	],
	[
		'console in a package',
		{ [baseSource]: 'export const one = () => {\n\tconsole.warn(1)\n}\n' },
		/one.ts:2: uses console/,
	],
	['a console that hides', { [baseSource]: 'export const one = globalThis.console\n' }, /uses console/],
	['a folder of one machine', { 'README.md': `See ${machineFolder}.\n` }, /README.md:1: names/],
	[
		'somebody’s home',
		{ 'packages/base/src/one.ts': `// ${homeFolder}\nexport const one = 1\n` },
		/one.ts:1: names/,
	],
	[
		'a host in the lockfile',
		{ 'pnpm-lock.yaml': 'tarball: https://mirror.example/x.tgz\n' },
		/pnpm-lock.yaml:1: names/,
	],
]
