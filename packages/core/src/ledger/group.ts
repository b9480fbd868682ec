import { HeadroomError } from '@headroom/spec'
import { boundedTagName, boundedTags, type LedgerEntry } from './entry.ts'
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

/** The name of a tag in `tag:team` as records keep it, or `undefined`. */
export function tagOf(by: ReportBy): string | undefined {
	return by.startsWith('tag:') ? boundedTagName(by.slice('tag:'.length)) : undefined
}

/** The group that a call belongs to; empty for none. */
export function groupOf(entry: LedgerEntry, by: ReportBy): string {
	const tag = tagOf(by)
	if (tag !== undefined) return Object.hasOwn(entry.tags, tag) ? (entry.tags[tag] ?? '') : ''
	if (by === 'day') return dayOf(entry.startedAt)
	if (by === 'month') return dayOf(entry.startedAt).slice(0, 7)
	return by === 'model' ? entry.model : by === 'provider' ? entry.provider : entry.route
}

const DAY = 86_400_000

/** The day asked for last: calls come in order of time, and writing a date takes longer than adding a call up. */
let latest = { day: 0, text: '1970-01-01' }

/** `2026-11-26` in UTC. */
function dayOf(time: number): string {
	const day = Math.floor(time / DAY)
	if (day !== latest.day) latest = { day, text: new Date(day * DAY).toISOString().slice(0, 10) }
	return latest.text
}

/** Whether a report is of this call. */
export function matches(entry: LedgerEntry, { from, to, tags }: LedgerQuery): boolean {
	if (from !== undefined && entry.startedAt < from) return false
	if (to !== undefined && entry.startedAt >= to) return false
	if (tags === undefined) return true
	return Object.entries(tags).every(
		([name, value]) => Object.hasOwn(entry.tags, name) && entry.tags[name] === value,
	)
}
