import type { z } from 'zod'
import { snakeCase } from './fields.ts'
import { knownKeys, sectionsOf } from './json-schema.ts'
import { type Located, type Path, pathLabel } from './located.ts'
import { nearest } from './nearest.ts'
import { quote, quoteKey } from './shown.ts'

/** What stands in the file, as the end of "found …". Secrets and values of variables are not shown. */
export function describeFound(node: Located, path: Path): string {
	if (node.kind === 'map') return node.entries.size === 0 ? 'an empty mapping' : 'a mapping'
	if (node.kind === 'list') return node.items.length === 0 ? 'an empty list' : 'a list'
	if (node.value === null) return 'nothing'
	if (node.interpolated !== undefined) {
		const names = node.interpolated.variables.map((name) => `\${${name}}`).join(' and ')
		return names === '' ? 'a text with a reference' : `the value of ${names} (not shown)`
	}
	if (isSecretPath(path))
		return typeof node.value === 'string' ? 'a text (not shown)' : `a ${typeof node.value} (not shown)`
	if (node.value === '') return 'an empty text'
	return typeof node.value === 'string'
		? `the text ${quote(node.value)}`
		: `the ${typeof node.value === 'number' ? 'number ' : 'switch '}${node.value}`
}

/** Whether the value at a path is never shown: keys, headers, and whatever else stands under a provider. */
function isSecretPath(path: Path): boolean {
	return path[0] === 'providers' && path.length > 1 && !(path.length === 3 && path[2] === 'base_url')
}

/** The message for a key that the schema does not know at this place. */
export function describeUnknownKey(key: string, path: Path): string {
	const known = knownKeys(path)
	const where = path.length === 0 ? 'at the top level' : `in ${pathLabel(path)}`
	const start = `unknown key ${quoteKey(key)} ${where}`
	const same = known.find((candidate) => snakeCase(key).replace(/-/g, '_') === candidate)
	// The same name elsewhere is a likelier slip than a rough likeness here.
	const elsewhere = same === undefined ? sectionsOf(snakeCase(key)) : []
	if (elsewhere.length > 0 && elsewhere.length <= 2)
		return `${start}; it belongs in ${elsewhere.join(' or ')}`
	const near = same ?? nearest(key, known)
	if (near !== undefined) return `${start}; did you mean "${near}"?`
	// A word that is near no key may be a piece of a credential that a stray comma or line break set free.
	if (isSecretPath([...path, key]))
		return `unknown key (not shown) ${where}; expected one of ${known.join(', ')}`
	return `${start}; expected one of ${known.join(', ')}`
}

/** What to do about a value, where that is not plain from what was expected. */
export function hintFor(issue: z.core.$ZodIssue, node: Located, path: Path): string {
	if (
		issue.code === 'too_big' &&
		issue.maximum === 1 &&
		node.kind === 'scalar' &&
		Number(node.value) <= 100
	) {
		return `; for ${node.value} % write ${Number(node.value) / 100}`
	}
	if (issue.code === 'invalid_type' && (issue.expected === 'object' || issue.expected === 'record')) {
		return mappingHint(node, path)
	}
	if (node.kind !== 'scalar' || typeof node.value !== 'string' || node.interpolated !== undefined) return ''
	const value = node.value
	if (issue.code === 'invalid_value') {
		const near = nearest(value, issue.values.map(String))
		return near === undefined ? '' : `; did you mean "${near}"?`
	}
	if (issue.code !== 'invalid_type') return ''
	if (issue.expected === 'array') return '; put the items in [ ], with commas between them'
	if (issue.expected === 'boolean') {
		if (/^(?:yes|on|y|true)$/i.test(value)) return '; write true, without quotes'
		if (/^(?:no|off|n|false)$/i.test(value)) return '; write false, without quotes'
	}
	const isNumber = value.trim() !== '' && Number.isFinite(Number(value))
	const wantsNumber = issue.expected === 'number' || issue.expected === 'int'
	return wantsNumber && isNumber ? `; write ${Number(value)}, without quotes` : ''
}

function mappingHint(node: Located, path: Path): string {
	if (node.kind === 'list') return '; write its keys without "-" in front'
	if (node.kind !== 'scalar') return ''
	const value = String(node.value)
	const name = String(path.at(-1) ?? '')
	if (knownKeys(path).includes('enabled')) {
		if (/^(?:off|no|false)$/i.test(value)) return `; to switch it off write ${name}: { enabled: false }`
		if (/^(?:on|yes|true)$/i.test(value)) return `; to switch it on write ${name}: { enabled: true }`
	}
	if (path[0] === 'providers' && path.length === 2)
		return `; for the key write ${name}: { api_key: \${OPENAI_API_KEY} }`
	return /^\w+:\S/.test(value) ? '; is the space after ":" missing?' : ''
}
