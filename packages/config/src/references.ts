import type { Unresolved } from './interpolate.ts'
import { eachScalar, type Located, type Path, type PlacedProblem, pathLabel } from './located.ts'
import { quote } from './shown.ts'

/** A key that is named in the file but set nowhere. */
export interface MissingKey {
	readonly provider: string
	readonly variable: string
	/** Whether the variable exists and is empty. */
	readonly empty: boolean
	/** Offset of the reference in the source. */
	readonly offset: number
}

/** What became of the references of a file. */
export interface CheckedReferences {
	readonly problems: readonly PlacedProblem[]
	/** References in `providers.*.api_key`: an error only when the provider is called. */
	readonly missing: readonly MissingKey[]
}

/** Reports references that nothing fills, and sets those of API keys aside until the key is needed. */
export function checkReferences(root: Located | undefined): CheckedReferences {
	const problems: PlacedProblem[] = []
	const missing: MissingKey[] = []
	if (root === undefined) return { problems, missing }
	eachScalar(root, (scalar, path) => {
		const { interpolated, referenceOffset } = scalar
		const provider = providerOfKey(path)
		const isEmpty = typeof scalar.value === 'string' && scalar.value.trim() === ''
		if (interpolated === undefined || referenceOffset === undefined) {
			const message = `${pathLabel(path)}: the key is empty; name a variable, as in \${OPENAI_API_KEY}, or remove the line`
			if (provider !== undefined && isEmpty) problems.push({ offset: scalar.start, message })
			return
		}
		for (const unresolved of interpolated.unresolved) {
			const offset = referenceOffset(unresolved.offset)
			if (provider !== undefined && unresolved.reason === 'unset') {
				missing.push({ provider, variable: unresolved.name, empty: false, offset })
			} else problems.push({ offset, message: `${pathLabel(path)}: ${describe(unresolved)}` })
		}
		const [variable] = interpolated.variables
		if (provider !== undefined && isEmpty && variable !== undefined && interpolated.unresolved.length === 0) {
			missing.push({ provider, variable, empty: true, offset: referenceOffset(0) })
		}
	})
	return { problems, missing }
}

/** The sentence a person reads who calls a provider without its key. */
export function describeMissingKey(missing: MissingKey, place: string): string {
	const state = missing.empty ? 'is empty' : 'is not set'
	return (
		`providers.${missing.provider}.api_key: the environment variable ${missing.variable} ${state} (${place}); ` +
		`set it before calling ${missing.provider}, as in: export ${missing.variable}=...`
	)
}

function describe({ name, reason, message }: Unresolved): string {
	if (reason === 'too-long') return `the value of \${${name}} makes the text longer than a million characters`
	if (reason === 'required') {
		const said = message === '' ? '' : `: ${quote(message).slice(1, -1)}`
		return `the environment variable ${name} is required${said}; set it`
	}
	return `the environment variable ${name} is not set; set it, or give a default as in \${${name}:-default}`
}

function providerOfKey(path: Path): string | undefined {
	const [section, provider, key] = path
	if (section !== 'providers' || key !== 'api_key' || path.length !== 3) return undefined
	return String(provider)
}
