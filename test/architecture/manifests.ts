import { type House, packageContents } from './house.ts'
import { type Problem, packageNames, type Tree } from './tree.ts'

interface Manifest {
	readonly name?: string
	readonly type?: string
	readonly main?: string
	readonly engines?: { readonly node?: string }
	readonly files?: readonly string[]
	readonly scripts?: Readonly<Record<string, string>>
	readonly exports?: Readonly<Record<string, unknown>>
	readonly dependencies?: Readonly<Record<string, string>>
	readonly peerDependencies?: Readonly<Record<string, string>>
	readonly peerDependenciesMeta?: Readonly<Record<string, { readonly optional?: boolean }>>
	readonly optionalDependencies?: Readonly<Record<string, string>>
}

/** Every package stands in the house, declares only what its room allows, and publishes ESM for Node >= 20.19. */
export function checkManifests(tree: Tree, house: House): readonly Problem[] {
	const problems: Problem[] = []
	const present = packageNames(tree)
	for (const name of Object.keys(house)) {
		if (!present.includes(name)) problems.push(`packages/${name}: stands in the house but not on the disk`)
	}
	for (const name of present) {
		const room = house[name]
		const file = `packages/${name}/package.json`
		const text = tree.get(file)
		if (room === undefined) problems.push(`packages/${name}: has no row in the house`)
		if (text === undefined) problems.push(`${file}: is missing`)
		if (room === undefined || text === undefined) continue
		const manifest = JSON.parse(text) as Manifest
		problems.push(
			...[...shape(manifest, name, room), ...dependencies(manifest, room)].map((p) => `${file}: ${p}`),
		)
	}
	return [...problems, ...contents(tree)]
}

function* shape(manifest: Manifest, name: string, room: House[string]): Generator<Problem> {
	if (manifest.name !== `@headroom/${name}`) yield `is named ${manifest.name}, expected @headroom/${name}`
	if (manifest.type !== 'module') yield 'must say "type": "module"'
	if (manifest.main !== undefined) yield 'must not have "main": exports say it all'
	if (manifest.engines?.node !== '>=20.19') yield 'must say "engines": { "node": ">=20.19" }'
	const files = ['dist', ...(room.files ?? [])].join(', ')
	if (manifest.files?.join(', ') !== files) yield `must publish "files" ${files} and nothing else`
	for (const script of Object.keys(manifest.scripts ?? {})) {
		if (script !== 'build')
			yield `has the script "${script}": a package has "build" alone, and never an install script`
	}
	for (const [path, target] of Object.entries(manifest.exports ?? {})) {
		if (path === './package.json' || isData(target, room)) continue
		const conditions =
			typeof target === 'object' && target !== null ? Object.keys(target).join() : typeof target
		if (conditions !== 'types,default')
			yield `exports "${path}" with ${conditions}: expected types,default (ESM only)`
	}
}

/** Whether an export is a data file that the house lets the package publish. */
function isData(target: unknown, room: House[string]): boolean {
	return (
		typeof target === 'string' && target.endsWith('.json') && (room.files ?? []).includes(target.slice(2))
	)
}

function* dependencies(manifest: Manifest, room: House[string]): Generator<Problem> {
	const declared = Object.entries(manifest.dependencies ?? {})
	for (const [dependency, range] of declared) {
		if (!dependency.startsWith('@headroom/')) continue
		if (!room.arrows.includes(dependency.slice('@headroom/'.length))) yield `must not depend on ${dependency}`
		if (range !== 'workspace:^') yield `depends on ${dependency} as "${range}": expected "workspace:^"`
	}
	const outside = declared.map(([dependency]) => dependency).filter((name) => !name.startsWith('@headroom/'))
	yield* difference('runtime dependency', outside, room.dependencies)
	yield* difference('peer', Object.keys(manifest.peerDependencies ?? {}), room.peers ?? [])
	yield* difference(
		'optional dependency',
		Object.keys(manifest.optionalDependencies ?? {}),
		room.optional ?? [],
	)
	for (const peer of Object.keys(manifest.peerDependencies ?? {})) {
		if (manifest.peerDependenciesMeta?.[peer]?.optional !== true) yield `peer ${peer} must be optional`
	}
}

function* difference(what: string, found: readonly string[], allowed: readonly string[]): Generator<Problem> {
	for (const name of found) if (!allowed.includes(name)) yield `${what} ${name} is not allowed by the house`
	for (const name of allowed)
		if (!found.includes(name)) yield `${what} ${name} is allowed by the house but not declared`
}

function contents(tree: Tree): readonly Problem[] {
	const extra = new Set<string>()
	for (const path of tree.keys()) {
		const [top, name, entry] = path.split('/')
		if (top === 'packages' && entry !== undefined && !packageContents.includes(entry)) {
			extra.add(`packages/${name}/${entry}: a package holds ${packageContents.join(', ')} and nothing else`)
		}
	}
	return [...extra]
}
