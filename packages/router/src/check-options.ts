import { HeadroomError } from '@headroom/spec'
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
	checkNames(options)
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

/** A misspelt option would do nothing. */
function checkNames(options: ModelRouterOptions): void {
	const known = Object.keys(OPTIONS)
	for (const name of Object.keys(options)) {
		if (known.includes(name)) continue
		throw wrong(
			`the router's option ${name} is not known${didYouMean(name, known) || `; expected some of ${known.join(', ')}`}`,
		)
	}
}

function wrong(message: string): HeadroomError {
	return new HeadroomError('invalid-argument', message)
}
