import { HeadroomError } from '@headroom/spec'
import { didYouMean } from './nearest.ts'
import type { ModelRouterOptions } from './router.ts'

/** A record, so that the compiler asks for every option that is added. */
const OPTIONS: Readonly<Record<keyof ModelRouterOptions, true>> = {
	defaultModel: true,
	routes: true,
	catalog: true,
	embedder: true,
	semantic: true,
	tokenizer: true,
	sessions: true,
	session: true,
	region: true,
	sizeAfter: true,
}

/** @throws HeadroomError `invalid-argument` for an option that there is not: a misspelt one would do nothing. */
export function checkOptionNames(options: ModelRouterOptions): void {
	if (typeof options !== 'object' || options === null || Array.isArray(options))
		throw new HeadroomError(
			'invalid-argument',
			`the router was given ${JSON.stringify(options)}; expected an object of options, such as { defaultModel: "openai/gpt-4o-mini" }`,
		)
	const known = Object.keys(OPTIONS)
	for (const name of Object.keys(options)) {
		if (known.includes(name)) continue
		throw new HeadroomError(
			'invalid-argument',
			`the router's option ${name} is not known${didYouMean(name, known) || `; expected some of ${known.join(', ')}`}`,
		)
	}
	if (options.routes !== undefined && !Array.isArray(options.routes))
		throw new HeadroomError(
			'invalid-argument',
			`the router's routes is ${typeof options.routes}; expected a list of routes`,
		)
}
