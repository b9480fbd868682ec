import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import type { Config } from '@headroom/config'
import { LearnedRouter, type ModelRouterOptions, type Route, type SavedRouter } from '@headroom/router'
import { type Embedder, HeadroomError } from '@headroom/spec'

type RouteSection = Config['router']['routes'][number]

/** The model that scores where no other is connected; a route that names it asks for no provider. */
const OFFLINE_MODEL = 'all-minilm-l6-v2'

/**
 * Layer 3 as a configuration asks for it. The files that it names are read here.
 *
 * @param folder What paths in the file are relative to. @default the current folder
 * @param embedder Of `embeddingModel`, where it is connected. Without it routes that name one are scored by what there
 * is offline, at its own thresholds: those of the file hold on another scale.
 * @throws HeadroomError `invalid-argument` for a file that is missing or is not what it should be.
 */
export function routerFromConfig(
	{ router }: Config,
	folder?: string,
	embedder?: Embedder,
): ModelRouterOptions {
	const { defaultModel, semantic, fitted, sessions, region, routes } = router
	const unconnected = embedder === undefined && embeddingModelOf(router) !== undefined && semantic === 'auto'
	const files = new Files(folder)
	return {
		...(defaultModel === undefined ? {} : { defaultModel }),
		routes: routes.map((route) => routeOf(route, files, unconnected)),
		semantic: semantic === 'lexical' ? 'lexical' : 'fused',
		sessions,
		...(region === undefined ? {} : { region }),
		...(embedder === undefined || semantic === 'lexical' ? {} : { embedder }),
		...(fitted === undefined || unconnected
			? {}
			: { fitted: files.read(fitted, 'router.fitted', 'headroom route fit') as SavedRouter }),
	}
}

/** The embedding model that the semantic routes name and that must be connected; they all name the same one. */
export function embeddingModelOf({ routes }: Config['router']): string | undefined {
	const named = routes.find(({ type, embeddingModel }) => type === 'semantic' && embeddingModel !== undefined)
	const model = named?.embeddingModel
	return model?.toLowerCase() === OFFLINE_MODEL ? undefined : model
}

function routeOf(route: RouteSection, files: Files, unconnected: boolean): Route {
	const { name, utterances, threshold, embeddingModel, when, maxTokens } = route
	const shared = { name, model: modelOf(route, files), ...(maxTokens === undefined ? {} : { maxTokens }) }
	if (route.type === 'condition') return { ...shared, ...(when === undefined ? {} : { when }) }
	const own = !unconnected || embeddingModel === undefined
	return {
		...shared,
		type: 'semantic',
		utterances,
		...(threshold === undefined || !own ? {} : { threshold }),
		...(embeddingModel === undefined || unconnected ? {} : { embeddingModel }),
	}
}

function modelOf({ name, model = '', learned, aim }: RouteSection, files: Files): Route['model'] {
	if (learned === undefined) return model
	const where = `the route ${JSON.stringify(name)} (learned)`
	const saved = files.read(learned, where, 'headroom route train')
	try {
		return LearnedRouter.fromJSON(saved, aim === undefined ? {} : { aim: aimOf(aim) })
	} catch (cause) {
		const why = cause instanceof Error ? cause.message : String(cause)
		throw new HeadroomError('invalid-argument', `${where}: ${learned}: ${why}`, { cause })
	}
}

/** One of four, as the file was checked for. */
function aimOf({ dial, share, quality, cost = 0 }: NonNullable<RouteSection['aim']>) {
	if (dial !== undefined) return { dial }
	if (share !== undefined) return { share }
	return quality === undefined ? { cost } : { quality }
}

/** JSON files beside headroom.yaml, each read once. */
class Files {
	readonly #folder: string
	readonly #read = new Map<string, unknown>()

	constructor(folder: string = process.cwd()) {
		this.#folder = folder
	}

	/** @param maker The command that writes such a file. */
	read(name: string, where: string, maker: string): unknown {
		const path = resolve(this.#folder, name)
		if (!this.#read.has(path)) this.#read.set(path, readJson(path, where, maker))
		return this.#read.get(path)
	}
}

/** What stands in the file is in no message: it may be anything, where the path is wrong. */
function readJson(path: string, where: string, maker: string): unknown {
	const remedy = `write it with "${maker}", or correct the path in headroom.yaml`
	let text: string
	try {
		text = readFileSync(path, 'utf8')
	} catch (cause) {
		const why = (cause as NodeJS.ErrnoException).code === 'ENOENT' ? 'does not exist' : 'cannot be read'
		throw new HeadroomError('invalid-argument', `${where}: the file ${path} ${why}; ${remedy}`, { cause })
	}
	try {
		return JSON.parse(text)
	} catch {
		throw new HeadroomError('invalid-argument', `${where}: the file ${path} is not JSON; ${remedy}`)
	}
}
