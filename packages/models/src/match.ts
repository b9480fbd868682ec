import type { Clauses } from './snapshot.ts'

const patterns = new Map<string, RegExp>()

/** Whether any clause holds for a name in lower case; see `Clauses`. */
export function matches(clauses: Clauses, name: string): boolean {
	return clauses.some((clause) =>
		typeof clause === 'string' ? holds(clause, name) : clause.every((inner) => holds(inner, name)),
	)
}

function holds(clause: string, name: string): boolean {
	const operand = clause.slice(1)
	switch (clause[0]) {
		case '=':
			return name === operand
		case '^':
			return name.startsWith(operand)
		case '$':
			return name.endsWith(operand)
		case '*':
			return name.includes(operand)
		default:
			return pattern(operand).test(name)
	}
}

function pattern(source: string): RegExp {
	let compiled = patterns.get(source)
	if (compiled === undefined) {
		compiled = new RegExp(source)
		patterns.set(source, compiled)
	}
	return compiled
}
