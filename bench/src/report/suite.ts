import type { GroupSummary } from '../results/record.ts'
import { mergeGroups } from './merge-groups.ts'
import { bySubject, type ReportSubject } from './subject.ts'

/** Groups by a key, keys in the order met. */
export function partition(
	groups: readonly GroupSummary[],
	key: (group: GroupSummary) => string,
): readonly (readonly [key: string, groups: readonly GroupSummary[]])[] {
	const parts = new Map<string, GroupSummary[]>()
	for (const group of groups) {
		const name = key(group)
		const part = parts.get(name)
		if (part === undefined) parts.set(name, [group])
		else part.push(group)
	}
	return [...parts]
}

/** One group a subject for all groups given, named after what they have in common. */
export function mergedBySubject(
	groups: readonly GroupSummary[],
	name: string,
	subjects: readonly ReportSubject[],
): readonly GroupSummary[] {
	const merged = partition(groups, ({ subject }) => subject).flatMap(
		([, part]) => mergeGroups(part, name) ?? [],
	)
	return bySubject(merged, subjects)
}

/** Kinds of content, each with the number of its datasets and one group a subject. */
export function kindsOf(
	groups: readonly GroupSummary[],
	subjects: readonly ReportSubject[],
): readonly { readonly kind: string; readonly datasets: number; readonly groups: readonly GroupSummary[] }[] {
	return partition(groups, ({ kind }) => kind).map(([kind, part]) => ({
		kind,
		datasets: countDatasets(part),
		groups: mergedBySubject(part, kind, subjects),
	}))
}

export function countDatasets(groups: readonly GroupSummary[]): number {
	return new Set(groups.map((group) => group.dataset)).size
}

/** Items measured; each is measured once a subject and counted once. */
export function countItems(groups: readonly GroupSummary[]): number {
	const most = partition(groups, ({ dataset }) => dataset).map(([, part]) =>
		Math.max(...part.map((group) => group.items)),
	)
	return most.reduce((sum, items) => sum + items, 0)
}
