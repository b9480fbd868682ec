import type { Path } from './located.ts'

/** A plain value of the file as the checks see it: the schema may not have accepted it. */
export type Plain = Readonly<Record<string, unknown>>

/** Collects problems at the places of keys and values. */
export interface Report {
	/** Points at the value at a path, or at the nearest value around it. */
	readonly atValue: (path: Path, message: string) => void
	readonly atKey: (path: Path, message: string) => void
}

/** The value when it is a mapping. */
export function asPlain(value: unknown): Plain | undefined {
	return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Plain) : undefined
}
