import { readFile } from 'node:fs/promises'
import { HeadroomError } from '@headroom/spec'
import { checksumOf } from '../checksum.ts'
import type { ModelChooser } from '../choose/model-chooser.ts'
import type { ConditionRoute, Route } from '../route.ts'
import { FORMAT, type SavedChooser, type SavedRoute, type SavedRouter, VERSION } from './saved-router.ts'

/** What a file of a router cannot hold. */
export interface SavedFunctions {
	/** The function of each route that had one, by the route's name. @default {} */
	readonly conditions?: Readonly<Record<string, NonNullable<ConditionRoute['condition']>>>
	/**
	 * The chooser of each route that had one, by the route's name or the chooser's; or a function that makes one of what
	 * its `toJSON` gave, such as `{ learned: (saved) => … }`.
	 *
	 * @default {}
	 */
	readonly choosers?: Readonly<Record<string, ModelChooser | ((saved: unknown) => ModelChooser)>>
}

/**
 * Reads a saved router from a file, or takes what `toJSON` gave, and finds it whole.
 *
 * @throws HeadroomError `invalid-argument` for a file that cannot be read, is damaged, of another kind or newer.
 */
export async function readSaved(source: string | URL | SavedRouter): Promise<SavedRouter> {
	const fromFile = typeof source === 'string' || source instanceof URL
	const where = fromFile ? String(source) : 'the given object'
	return checkedSaved(fromFile ? parse(await read(source, where), where) : source, `load: ${where}`)
}

/**
 * @param where What the error begins with.
 * @throws HeadroomError `invalid-argument` for what is no saved router, damaged or newer.
 */
export function checkedSaved(value: unknown, where: string): SavedRouter {
	if (typeof value !== 'object' || value === null || (value as SavedRouter).format !== FORMAT)
		throw wrong(where, 'is not a saved router; expected what router.save() writes')
	const { checksum, ...rest } = value as SavedRouter
	if (!Number.isInteger(rest.version) || rest.version > VERSION)
		throw wrong(
			where,
			`has version ${String(rest.version)}, and this package reads up to ${VERSION}; update @headroom/router`,
		)
	if (checksum !== checksumOf(rest))
		throw wrong(
			where,
			'does not match its checksum: it was cut short or changed since it was saved; save it anew',
		)
	return value as SavedRouter
}

/** @throws HeadroomError `invalid-argument` naming every function that is missing. */
export function routesOf(
	{ routes }: SavedRouter,
	{ conditions = {}, choosers = {} }: SavedFunctions,
): Route[] {
	const missing: string[] = []
	const loaded = routes.map((route): Route => {
		const model = modelOf(route, choosers)
		if (model === undefined) missing.push(`choosers[${JSON.stringify(route.name)}] (${chooserName(route)})`)
		const condition = own(conditions, route.name)
		if (route.condition === true && condition === undefined)
			missing.push(`conditions[${JSON.stringify(route.name)}]`)
		return routeOf(route, model ?? '', condition)
	})
	if (missing.length === 0) return loaded
	throw new HeadroomError(
		'invalid-argument',
		`load: the saved router has functions, which no file holds; give these as options again: ${missing.join(', ')}`,
	)
}

function routeOf(
	{ name, type, maxTokens, utterances = [], threshold, embeddingModel, when, condition }: SavedRoute,
	model: string | ModelChooser,
	given: ConditionRoute['condition'],
): Route {
	const shared = { name, model, ...(maxTokens === undefined ? {} : { maxTokens }) }
	if (type === 'semantic')
		return {
			...shared,
			type,
			utterances,
			...(threshold === undefined ? {} : { threshold }),
			...(embeddingModel === undefined ? {} : { embeddingModel }),
		}
	return {
		...shared,
		...(when === undefined ? {} : { when }),
		...(condition === true && given !== undefined ? { condition: given } : {}),
	}
}

function modelOf(
	{ name, model }: SavedRoute,
	choosers: NonNullable<SavedFunctions['choosers']>,
): string | ModelChooser | undefined {
	if (typeof model === 'string') return model
	const given = own(choosers, name) ?? own(choosers, model.chooser)
	if (typeof given !== 'function') return given
	// Without saved data there is nothing to make it of.
	return 'saved' in model ? given(model.saved) : undefined
}

function chooserName({ model }: SavedRoute): string {
	const { chooser, saved } = model as SavedChooser
	return saved === undefined ? chooser : `${chooser}, or a function that makes it of what it saved`
}

/** A field of the caller's record; not what every object inherits. */
function own<Value>(record: Readonly<Record<string, Value>>, key: string): Value | undefined {
	return Object.hasOwn(record, key) ? record[key] : undefined
}

async function read(path: string | URL, where: string): Promise<string> {
	try {
		return await readFile(path, 'utf8')
	} catch (cause) {
		throw new HeadroomError(
			'invalid-argument',
			`load: ${where} cannot be read; expected a file of router.save()`,
			{
				cause,
			},
		)
	}
}

function parse(text: string, where: string): unknown {
	try {
		return JSON.parse(text)
	} catch (cause) {
		throw new HeadroomError(
			'invalid-argument',
			`load: ${where} is not JSON: it is damaged or of another kind; save it anew`,
			{ cause },
		)
	}
}

function wrong(where: string, what: string): HeadroomError {
	return new HeadroomError('invalid-argument', `${where} ${what}`)
}
