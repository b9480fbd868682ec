import type { GroupSummary } from '../results/record.ts'

/** A subject as reports introduce it. */
export interface ReportSubject {
	readonly name: string
	/** One line for readers. One that begins with `control` makes the subject a control, shown in grey or italics. */
	readonly meaning: string
}

/** Controls of the compression suite, for a caller that does not introduce them. */
const KNOWN_CONTROLS: readonly string[] = ['unchanged', 'random', 'head+tail']

/** Whether a subject is what methods are measured against, not a method. */
export function isControl(name: string, subjects: readonly ReportSubject[]): boolean {
	const meaning = subjects.find((subject) => subject.name === name)?.meaning
	return meaning === undefined ? KNOWN_CONTROLS.includes(name) : meaning.startsWith('control')
}

/** Names of the subjects measured: those introduced, in that order, then the rest in the order met. */
export function subjectNames(groups: readonly GroupSummary[], subjects: readonly ReportSubject[]): string[] {
	const met = new Set(groups.map((group) => group.subject))
	const introduced = subjects.flatMap(({ name }) => (met.has(name) ? [name] : []))
	return [...new Set([...introduced, ...met])]
}

/** Subjects that headlines are about, where they were measured. */
const MAIN: readonly string[] = ['compress', 'standard']

/** The subject that headlines are about: one of `MAIN`, else the first that is no control. */
export function mainSubject(
	groups: readonly GroupSummary[],
	subjects: readonly ReportSubject[],
): string | undefined {
	const names = subjectNames(groups, subjects)
	return MAIN.find((name) => names.includes(name)) ?? names.find((name) => !isControl(name, subjects))
}

/** Groups of one dataset or kind in the order of their subjects. */
export function bySubject(
	groups: readonly GroupSummary[],
	subjects: readonly ReportSubject[],
): readonly GroupSummary[] {
	const names = subjectNames(groups, subjects)
	return [...groups].sort((a, b) => names.indexOf(a.subject) - names.indexOf(b.subject))
}
