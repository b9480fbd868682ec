import { type Document, isScalar, type Node, parseDocument, visit } from 'yaml'
import type { Environment } from './interpolate.ts'
import { checkLimits } from './limits.ts'
import type { Located, PlacedProblem } from './located.ts'
import { resolveTree } from './resolve.ts'
import { type Shielded, shieldReferences } from './shield.ts'
import { describeSyntaxError } from './syntax-error.ts'

/** Most syntax errors that are worked into messages; the parser may find one in every character. */
const MAX_ERRORS = 100

/** A parsed file: the tree, when there is one, and every problem of its syntax and references. */
export interface ParsedFile {
	/** `undefined` when the file is empty or could not be parsed. */
	readonly root: Located | undefined
	readonly problems: readonly PlacedProblem[]
}

/**
 * Reads YAML 1.2 (core schema) into a tree with places. Refuses tags, directives, several documents, duplicate
 * keys, keys that name prototypes, and more than a few aliases. References are filled in from `env`, in string
 * values alone.
 */
export function parseFile(source: string, env: Environment): ParsedFile {
	const limit = checkLimits(source)
	if (limit !== undefined) return { root: undefined, problems: [limit] }
	const shielded = shieldReferences(source)
	const document = parseDocument(shielded.text, {
		schema: 'core',
		version: '1.2',
		stringKeys: true,
		// The parser's own check compares every key with every other; ours is linear (see resolve.ts).
		uniqueKeys: false,
		resolveKnownTags: false,
		merge: false,
		prettyErrors: false,
		logLevel: 'error',
	})
	const syntax = syntaxProblems(document, source, shielded)
	if (syntax.length > 0) return { root: undefined, problems: syntax }
	restoreScalars(document, shielded)
	const { root, problems } = resolveTree(document.contents as Node | null, source, env)
	// The parser only warns of tags and directives that it does not know.
	const warnings = document.warnings
		.slice(0, MAX_ERRORS)
		.map((warning) => describeSyntaxError(warning, source, shielded.restore))
	const isEmpty = root?.kind === 'scalar' && root.value === null && !root.broken
	return { root: isEmpty ? undefined : root, problems: [...warnings, ...problems] }
}

function syntaxProblems(document: Document.Parsed, source: string, shielded: Shielded): PlacedProblem[] {
	const problems = document.errors
		.slice(0, MAX_ERRORS)
		.map((error) => describeSyntaxError(error, source, shielded.restore))
	const yaml = document.directives?.yaml
	if (yaml?.explicit === true && yaml.version !== '1.2') {
		const offset = Math.max(0, source.indexOf('%YAML'))
		problems.push({
			offset,
			message: `expected YAML 1.2, found a directive for YAML ${yaml.version}; remove it`,
		})
	}
	// At the end of the file the parser stumbles over whatever went wrong above.
	const end = source.trimEnd().length
	const above = problems.filter((problem) => problem.offset < end)
	return onePerLine(above.length > 0 ? above : problems, source)
}

// One slip makes the parser stumble over the rest of its line; the first message is the one that helps.
function onePerLine(problems: readonly PlacedProblem[], source: string): PlacedProblem[] {
	const kept: PlacedProblem[] = []
	let lineEnd = -1
	for (const problem of [...problems].sort((a, b) => a.offset - b.offset)) {
		if (problem.offset <= lineEnd) continue
		kept.push(problem)
		const end = source.indexOf('\n', problem.offset)
		lineEnd = end < 0 ? source.length : end
	}
	return kept
}

function restoreScalars(document: Document.Parsed, shielded: Shielded): void {
	visit(document, {
		Scalar(_, scalar) {
			if (isScalar(scalar) && typeof scalar.value === 'string') scalar.value = shielded.restore(scalar.value)
		},
	})
}
