import { asPlain, type Plain, type Report } from './check-report.ts'
import { type Path, pathLabel } from './located.ts'
import { quote } from './shown.ts'

const SEMANTIC_KEYS = ['utterances', 'embedding_model', 'threshold']

/** Checks the routes one by one and against each other. */
export function checkRoutes(routes: readonly unknown[], report: Report): void {
	const names = new Map<string, number>()
	routes.forEach((value, index) => {
		const route = asPlain(value)
		if (route === undefined) return
		const path: Path = ['router', 'routes', index]
		checkName(route.name, names, index, report)
		checkModel(route, path, report)
		if (route.type === 'semantic') checkSemantic(route, path, report)
		else if (route.type === undefined || route.type === 'condition') checkCondition(route, path, report)
		if (route.when !== undefined) checkWhen(route.when, [...path, 'when'], report)
	})
	checkEmbeddingModels(routes, report)
}

function checkName(name: unknown, names: Map<string, number>, index: number, report: Report): void {
	if (typeof name !== 'string' || name === '') return
	const first = names.get(name)
	if (first === undefined) names.set(name, index)
	else {
		report.atValue(
			['router', 'routes', index, 'name'],
			`router.routes[${index}].name: ${quote(name)} is already the name of router.routes[${first}]; give each route its own`,
		)
	}
}

function checkModel(route: Plain, path: Path, report: Report): void {
	const { model, learned, aim } = route
	if (model === undefined && learned === undefined) {
		report.atValue(
			path,
			`missing key "model" in ${pathLabel(path)}; expected the name of a model, such as gpt-4o-mini, or learned with the file of a learned router`,
		)
	}
	if (model !== undefined && learned !== undefined) {
		report.atKey(
			[...path, 'learned'],
			`${pathLabel(path)}: learned chooses the model of each request, so that model would never be used; remove one of the two`,
		)
	}
	if (aim !== undefined && learned === undefined) {
		report.atKey(
			[...path, 'aim'],
			`${pathLabel(path)}: aim is what a learned router is set to; add learned with its file, or remove aim`,
		)
	}
	const aims = Object.keys(asPlain(aim) ?? { none: true }).length
	if (aims !== 1) {
		report.atKey(
			[...path, 'aim'],
			`${pathLabel([...path, 'aim'])}: expected exactly one of dial, share, quality and cost, found ${aims === 0 ? 'none' : aims}; keep one`,
		)
	}
}

/** Scores of different embedding models do not compare. */
function checkEmbeddingModels(routes: readonly unknown[], report: Report): void {
	let first: readonly [model: string, index: number] | undefined
	routes.forEach((value, index) => {
		const route = asPlain(value)
		const model = route?.type === 'semantic' ? route.embedding_model : undefined
		if (typeof model !== 'string' || model === '') return
		first ??= [model, index]
		if (model === first[0]) return
		report.atValue(
			['router', 'routes', index, 'embedding_model'],
			`router.routes[${index}].embedding_model: ${quote(model)} is another than that of router.routes[${first[1]}], and scores of different models do not compare; use one for all routes`,
		)
	})
}

function checkSemantic(route: Plain, path: Path, report: Report): void {
	const utterances = route.utterances
	if (utterances === undefined || isEmptyList(utterances)) {
		report.atKey(
			[...path, utterances === undefined ? 'type' : 'utterances'],
			`${pathLabel(path)}: a semantic route needs utterances, a list of examples of what belongs on it; add some, five or more work best`,
		)
	}
	if (route.when !== undefined) {
		report.atKey(
			[...path, 'when'],
			`${pathLabel(path)}: a semantic route decides by utterances, not by when; remove one of type: semantic and when`,
		)
	}
}

function checkCondition(route: Plain, path: Path, report: Report): void {
	const semantic = SEMANTIC_KEYS.filter((key) => route[key] !== undefined && !isEmptyList(route[key]))
	for (const key of semantic) {
		report.atKey(
			[...path, key],
			`${pathLabel(path)}: ${key} is for semantic routes only; add type: semantic, or remove it`,
		)
	}
	if (route.when === undefined && route.learned === undefined && semantic.length === 0) {
		report.atValue(
			path,
			`${pathLabel(path)}: missing key "when"; say which requests the route takes, as in when: { max_words: 50 }, or make it the router's default_model`,
		)
	}
}

function checkWhen(value: unknown, path: Path, report: Report): void {
	const when = asPlain(value)
	if (when === undefined) return
	const label = pathLabel(path)
	if (Object.keys(when).length === 0) {
		report.atValue(
			path,
			`${label}: expected at least one matcher, such as max_words: 50; as it is, every request would match`,
		)
	}
	for (const unit of ['words', 'tokens']) {
		const [least, most] = [when[`min_${unit}`], when[`max_${unit}`]]
		if (typeof least === 'number' && typeof most === 'number' && least > most) {
			report.atValue(
				[...path, `min_${unit}`],
				`${label}: min_${unit} ${least} is more than max_${unit} ${most}, so no request fits; swap or change them`,
			)
		}
	}
	checkPattern(when.matches, [...path, 'matches'], report)
	for (const [name, test] of Object.entries(asPlain(when.metadata) ?? {}))
		checkLabel(asPlain(test), [...path, 'metadata', name], report)
	for (const key of ['all', 'any']) {
		const inner = when[key]
		if (!Array.isArray(inner)) continue
		if (inner.length === 0)
			report.atValue([...path, key], `${label}.${key}: expected at least one condition, found an empty list`)
		for (const [index, condition] of inner.entries()) checkWhen(condition, [...path, key, index], report)
	}
	if (when.not !== undefined) checkWhen(when.not, [...path, 'not'], report)
}

function checkLabel(test: Plain | undefined, path: Path, report: Report): void {
	if (test === undefined) return
	const label = pathLabel(path)
	const { exists, matches, min, max } = test
	if (Object.keys(test).length === 0)
		report.atValue(
			path,
			`${label}: expected at least one of exists, matches, min and max, found an empty mapping`,
		)
	if (exists === false && Object.keys(test).length > 1)
		report.atKey(
			[...path, 'exists'],
			`${label}: a label that is not there has no value, so no request fits; keep exists: false alone, or remove it`,
		)
	if (typeof min === 'number' && typeof max === 'number' && min > max)
		report.atValue(
			[...path, 'min'],
			`${label}: min ${min} is more than max ${max}, so no request fits; swap or change them`,
		)
	checkPattern(matches, [...path, 'matches'], report)
}

function checkPattern(pattern: unknown, path: Path, report: Report): void {
	if (typeof pattern !== 'string' || pattern === '') return
	try {
		new RegExp(pattern, 'u')
	} catch (error) {
		const reason = (error instanceof Error ? error.message : '').split(': ').at(-1)
		report.atValue(
			path,
			`${pathLabel(path)}: not a regular expression in JavaScript's notation (${reason}); correct it`,
		)
	}
}

function isEmptyList(value: unknown): boolean {
	return Array.isArray(value) && value.length === 0
}
