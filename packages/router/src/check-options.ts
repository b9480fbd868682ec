import { HeadroomError } from '@headroom/spec'
import { checkNames } from './check-names.ts'
import { didYouMean } from './nearest.ts'
import type { ModelRouterOptions } from './router-options.ts'
import type { SessionPolicy } from './session/sessions.ts'

/** A record, so that the compiler asks for every option that is added. */
const OPTIONS: Readonly<Record<keyof ModelRouterOptions, true>> = {
	defaultModel: true,
	routes: true,
	catalog: true,
	embedder: true,
	semantic: true,
	fitted: true,
	tokenizer: true,
	sessions: true,
	session: true,
	region: true,
	sizeAfter: true,
}

const SEMANTIC: readonly string[] = ['fused', 'lexical']
const SESSIONS: readonly SessionPolicy[] = ['auto', 'pin', 'follow']

/** @throws HeadroomError `invalid-argument` for an option that is malformed or that there is not. */
export function checkOptions(options: ModelRouterOptions): void {
	if (typeof options !== 'object' || options === null || Array.isArray(options))
		throw wrong(
			`the router was given ${JSON.stringify(options)}; expected an object of options, such as { defaultModel: "openai/gpt-4o-mini" }`,
		)
	checkNames("the router's option", options, Object.keys(OPTIONS))
	checkShapes(options)
	const { defaultModel, routes = [], semantic = 'fused', sessions = 'auto', region } = options
	if (defaultModel !== undefined && (typeof defaultModel !== 'string' || defaultModel === ''))
		throw wrong(
			`the router's defaultModel is ${JSON.stringify(defaultModel)}; expected an id such as "openai/gpt-4o-mini", or leave it out to keep the model each request asks for`,
		)
	if (!Array.isArray(routes))
		throw wrong(`the router's routes is ${typeof routes}; expected a list of routes`)
	if (!SEMANTIC.includes(semantic))
		throw wrong(
			`the router's option semantic is ${JSON.stringify(semantic)}; expected "fused" or "lexical"${didYouMean(String(semantic), SEMANTIC)}`,
		)
	if (!SESSIONS.includes(sessions))
		throw wrong(
			`the router's sessions is ${JSON.stringify(sessions)}; expected one of ${SESSIONS.join(', ')}${didYouMean(String(sessions), SESSIONS)}`,
		)
	if (region !== undefined && (typeof region !== 'string' || region.trim() === ''))
		throw wrong(
			`the router's region is ${JSON.stringify(region)}; expected a name such as "eu", or leave it out`,
		)
}

/** What stands for each option that is an object with methods or a function, in words. */
const SHAPES: readonly (readonly [keyof ModelRouterOptions, method: string | undefined, expected: string])[] =
	[
		['catalog', 'resolve', 'a model catalog, such as that of @headroom/models'],
		[
			'embedder',
			'embed',
			'an Embedder, such as openaiEmbedder({ model: "text-embedding-3-small" }) of @headroom/providers/embeddings',
		],
		['tokenizer', 'count', 'a Tokenizer, such as one of @headroom/tokenizer'],
		[
			'session',
			undefined,
			'a function of the request; give what you know of one call to route(request, { session })',
		],
		['sizeAfter', undefined, 'a function of the request'],
	]

/** Else the first request would fail, far from the mistake. */
function checkShapes(options: ModelRouterOptions): void {
	for (const [name, method, expected] of SHAPES) {
		const value: unknown = options[name]
		if (value === undefined) continue
		const called = method === undefined ? value : (value as Record<string, unknown> | null)?.[method]
		if (typeof called !== 'function')
			throw wrong(`the router's ${name} is ${shown(value)}; expected ${expected}`)
	}
	const { fitted } = options
	if (fitted !== undefined && (typeof fitted !== 'object' || fitted === null))
		throw wrong(
			`the router's fitted is ${shown(fitted)}; expected a saved router, as JSON.parse() gives it of a file of router.save() or headroom route fit`,
		)
}

function shown(value: unknown): string {
	return typeof value === 'object' && value !== null ? 'an object without it' : String(JSON.stringify(value))
}

function wrong(message: string): HeadroomError {
	return new HeadroomError('invalid-argument', message)
}
