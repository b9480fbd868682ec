import { checkCalls } from './check-calls.ts'
import { checkMonitoring } from './check-monitoring.ts'
import { checkRecall } from './check-recall.ts'
import { asPlain, type Plain, type Report } from './check-report.ts'
import { checkRoutes } from './check-routes.ts'
import { type Located, locate, locateKey, type Path, type PlacedProblem, pathLabel } from './located.ts'
import { FLOOR } from './sections/compressor.ts'

/** Checks what no single key can tell: keys that need, exclude or contradict each other. */
export function checkBetweenKeys(plain: unknown, root: Located | undefined): readonly PlacedProblem[] {
	const problems: PlacedProblem[] = []
	const report: Report = {
		atValue: (path, message) => {
			let around = path
			while (around.length > 0 && locate(root, around) === undefined) around = around.slice(0, -1)
			problems.push({ offset: locate(root, around)?.start ?? 0, message })
		},
		atKey: (path, message) => problems.push({ offset: locateKey(root, path)?.start ?? 0, message }),
	}
	const file = asPlain(plain)
	const compressor = asPlain(file?.compressor)
	checkFloor(compressor, report)
	checkRecall(asPlain(compressor?.recall), report)
	checkMonitoring(asPlain(asPlain(file?.monitoring)?.ledger), report)
	checkRouter(asPlain(file?.router), report)
	checkCalls(asPlain(file?.calls), report)
	for (const [id, provider] of Object.entries(asPlain(file?.providers) ?? {})) {
		checkProvider(asPlain(provider), ['providers', id], report)
	}
	for (const [id, model] of Object.entries(asPlain(file?.models) ?? {}))
		checkPrices(asPlain(model), id, report)
	return problems
}

function checkFloor(compressor: Plain | undefined, report: Report): void {
	const ratio = compressor?.max_compression_ratio
	if (typeof ratio !== 'number' || ratio <= 0 || ratio >= FLOOR) return
	if (compressor?.allow_below_floor === true) return
	report.atValue(
		['compressor', 'max_compression_ratio'],
		`compressor.max_compression_ratio: ${ratio} is below the floor of ${FLOOR}, which keeps half of the tokens so that answers hold; ` +
			`use ${FLOOR} or more, or write allow_below_floor: true beside it`,
	)
}

function checkRouter(router: Plain | undefined, report: Report): void {
	if (router === undefined) return
	const routes = router.routes
	const hasRoutes = Array.isArray(routes) ? routes.length > 0 : routes !== undefined
	if (router.enabled === true && router.default_model === undefined && !hasRoutes) {
		report.atKey(
			['router', 'enabled'],
			'router: enabled, but with neither default_model nor routes it has nothing to choose; add default_model: gpt-4o-mini, say, or write enabled: false',
		)
	}
	if (Array.isArray(routes)) checkRoutes(routes, report)
}

function checkPrices(model: Plain | undefined, id: string, report: Report): void {
	const given = ['input', 'output', 'cache_read', 'cache_write'].filter((key) => model?.[key] !== undefined)
	const [first] = given
	const lacking = ['input', 'output'].filter((key) => !given.includes(key))
	if (first === undefined || lacking.length === 0) return
	report.atKey(
		['models', id, first],
		`${pathLabel(['models', id])}: ${first} without ${lacking.join(' and ')}; prices of a model replace the catalog's together, so give both input and output`,
	)
}

const HEADER_NAME = /^[A-Za-z0-9!#$%&'*+.^_`|~-]+$/

function checkProvider(provider: Plain | undefined, path: Path, report: Report): void {
	const key = provider?.api_key
	if (typeof key === 'string' && /[\s\p{Cc}]/u.test(key.trim())) {
		report.atValue(
			[...path, 'api_key'],
			`${pathLabel(path)}.api_key: the key contains white space; write the key alone, without "Bearer" or line breaks`,
		)
	}
	const url = provider?.base_url
	if (typeof url === 'string') {
		const problem = urlProblem(url)
		if (problem !== undefined)
			report.atValue([...path, 'base_url'], `${pathLabel(path)}.base_url: ${problem}`)
	}
	for (const [name, value] of Object.entries(asPlain(provider?.headers) ?? {})) {
		const header = [...path, 'headers', name]
		if (!HEADER_NAME.test(name)) {
			report.atKey(header, `${pathLabel(header)}: not a name of an HTTP header; use letters, digits and "-"`)
		}
		if (typeof value === 'string' && /[\r\n\0]/.test(value)) {
			report.atValue(header, `${pathLabel(header)}: a header cannot contain line breaks; remove them`)
		}
	}
}

function urlProblem(text: string): string | undefined {
	const expected = 'expected an http or https URL, such as https://api.openai.com/v1'
	if (!text.includes('://'))
		return `${expected}; write "https://" in front, or "http://" for a server on this machine`
	if (!URL.canParse(text)) return `${expected}; what stands here is not a URL`
	const url = new URL(text)
	if (url.protocol !== 'http:' && url.protocol !== 'https:')
		return `${expected}; other schemes are not supported`
	if (url.username !== '' || url.password !== '') {
		return 'a user name or password cannot stand in the URL; put the credential in api_key or headers'
	}
	if (url.search !== '' || url.hash !== '')
		return 'a base URL ends with its path; remove what follows "?" or "#"'
	return undefined
}
