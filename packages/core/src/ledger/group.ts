import { HeadroomError } from '@headroom/spec'
import { boundedTags, type LedgerEntry } from './entry.ts'
import type { LedgerQuery, ReportBy } from './ledger-store.ts'

const FIXED: readonly string[] = ['day', 'month', 'model', 'route', 'provider']

/**
 * A query as records are kept, whose tags are bounded.
 *
 * @throws HeadroomError `invalid-argument` for what calls are not summed up by.
 */
export function checkedQuery(by: ReportBy, query: LedgerQuery = {}): LedgerQuery {
	if (FIXED.includes(by) || (by.startsWith('tag:') && by.length > 'tag:'.length))
		return query.tags === undefined ? query : { ...query, tags: boundedTags(query.tags) }
	throw new HeadroomError(
		'invalid-argument',
		`report: by is "${String(by).slice(0, 40)}"; expected one of ${FIXED.join(', ')}, or tag:name, such as tag:team`,
	)
}

/** The name of a tag in `tag:team`, or `undefined`. */
export function tagOf(by: ReportBy): string | undefined {
	return by.startsWith('tag:') ? by.slice('tag:'.length) : undefined
}

/** The group that a call belongs to; empty for none. */
export function groupOf(entry: LedgerEntry, by: ReportBy): string {
	const tag = tagOf(by)
	if (tag !== undefined) return Object.hasOwn(entry.tags, tag) ? (entry.tags[tag] ?? '') : ''
	if (by === 'day') return new Date(entry.startedAt).toISOString().slice(0, 10)
	if (by === 'month') return new Date(entry.startedAt).toISOString().slice(0, 7)
	return by === 'model' ? entry.model : by === 'provider' ? entry.provider : entry.route
}

/** Whether a report is of this call. */
export function matches(entry: LedgerEntry, { from, to, tags = {} }: LedgerQuery): boolean {
	if (from !== undefined && entry.startedAt < from) return false
	if (to !== undefined && entry.startedAt >= to) return false
	return Object.entries(tags).every(
		([name, value]) => Object.hasOwn(entry.tags, name) && entry.tags[name] === value,
	)
}
