import type { ReportBy, ReportOptions } from '@headroom/core'
import type { Given } from './command.ts'
import { nearest } from './nearest.ts'
import { UsageError } from './usage-error.ts'

const GROUPS = ['month', 'day', 'model', 'route', 'provider'] as const

/**
 * What a report is of, as the command line says it.
 *
 * @throws UsageError for a group, a date or labels that are none.
 */
export function reportOptions({ options }: Given, command: string): ReportOptions {
	const { by, from, to, tag } = options
	const first = typeof from === 'string' ? span(from, '--from', command)[0] : undefined
	const end = typeof to === 'string' ? span(to, '--to', command)[1] : undefined
	if (first !== undefined && end !== undefined && first >= end)
		throw new UsageError(`--from ${String(from)} is after --to ${String(to)}; swap them`, command)
	return {
		by: typeof by === 'string' ? groupOf(by, command) : 'month',
		...(first === undefined ? {} : { from: first }),
		...(end === undefined ? {} : { to: end }),
		...(typeof tag === 'string' ? { tags: labels(tag, command) } : {}),
	}
}

function groupOf(by: string, command: string): ReportBy {
	const known = GROUPS.find((name) => name === by)
	if (known !== undefined) return known
	if (/^tag:./s.test(by)) return by as ReportBy
	const meant = nearest(by, GROUPS)
	throw new UsageError(
		`--by is "${by}"; expected ${GROUPS.join(', ')}, or tag:name such as tag:team${meant === undefined ? '' : `; did you mean "${meant}"?`}`,
		command,
	)
}

/** The first ms of a month or day in UTC, and the first ms after it. */
function span(text: string, option: string, command: string): readonly [number, number] {
	const [, year, month, day] = /^(\d{4})-(\d\d)(?:-(\d\d))?$/.exec(text) ?? []
	const first = Date.parse(`${year}-${month}-${day ?? '01'}T00:00:00Z`)
	// The parser takes a 31st of November for the 1st of December.
	if (Number.isNaN(first) || new Date(first).toISOString().slice(0, text.length) !== text) {
		throw new UsageError(
			`${option} is "${text}"; expected a month or a day, such as 2026-11 or 2026-11-26`,
			command,
		)
	}
	const end = day === undefined ? Date.UTC(Number(year), Number(month), 1) : first + 86_400_000
	return [first, end]
}

function labels(text: string, command: string): Record<string, string> {
	return Object.fromEntries(
		text.split(',').map((label) => {
			const at = label.indexOf('=')
			if (at < 1)
				throw new UsageError(
					`--tag has "${label}"; expected name=value, with commas between several`,
					command,
				)
			return [label.slice(0, at).trim(), label.slice(at + 1).trim()]
		}),
	)
}
