import type { Condition } from '../condition.ts'

/** Whether every condition holds; true of none. */
export function all(conditions: readonly Condition[]): Condition {
	const [only] = conditions
	if (only !== undefined && conditions.length === 1) return only
	return {
		describe: conditions.map(({ describe }) => describe).join(', '),
		holds: (subject) => conditions.every((condition) => condition.holds(subject)),
	}
}

/** Whether at least one condition holds; false of none. */
export function any(conditions: readonly Condition[]): Condition {
	return {
		describe: conditions.map(({ describe }) => `(${describe})`).join(' or '),
		holds: (subject) => conditions.some((condition) => condition.holds(subject)),
	}
}

/** Whether the condition does not hold. */
export function not(condition: Condition): Condition {
	return { describe: `not (${condition.describe})`, holds: (subject) => !condition.holds(subject) }
}
