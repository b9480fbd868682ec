import { HeadroomError } from '@headroom/spec'
import type { Condition } from '../condition.ts'

/** Whether the request carries every one of these labels with exactly this value, or one of the values listed. */
export function metadata(wanted: Readonly<Record<string, string | readonly string[]>>): Condition {
	if (typeof wanted !== 'object' || wanted === null || Array.isArray(wanted))
		throw new HeadroomError(
			'invalid-argument',
			`metadata is ${JSON.stringify(wanted)}; expected labels and their values, such as { team: "support" }`,
		)
	const labels = Object.entries(wanted).map(([label, value]) => {
		const values: readonly string[] = typeof value === 'string' ? [value] : value
		if (!Array.isArray(values) || values.length === 0 || values.some((item) => typeof item !== 'string'))
			throw new HeadroomError(
				'invalid-argument',
				`metadata.${label} is ${JSON.stringify(value)}; expected a string or a list of strings (quote numbers)`,
			)
		return { label, values }
	})
	return {
		describe: labels.map(({ label, values }) => `${label} is ${values.join(' or ')}`).join(' and '),
		holds({ request }) {
			const carried = request.metadata ?? {}
			return labels.every(
				({ label, values }) => Object.hasOwn(carried, label) && values.includes(carried[label] ?? ''),
			)
		},
	}
}
