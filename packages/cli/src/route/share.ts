import type { LearnedRouter } from '@headroom/core'
import type { Given } from '../command.ts'
import { UsageError } from '../usage-error.ts'

const AIMS = ['quality', 'share', 'cost', 'dial'] as const

/** A share that an option gives; `undefined` when it is not given. */
export function shareOf({ options }: Given, name: string): number | undefined {
	const asked = options[name]
	if (asked === undefined) return undefined
	const share = typeof asked === 'string' && /^\d*\.?\d+$/.test(asked) ? Number(asked) : Number.NaN
	if (share >= 0 && share <= 1) return share
	throw new UsageError(`--${name} is "${asked}"; expected a share from 0 to 1, such as 0.05`, 'route')
}

/** The aim of `--aim`; `undefined` when it is not given. */
export function aimOf({ options }: Given): LearnedRouter['setting']['aim'] | undefined {
	const { aim } = options
	if (typeof aim !== 'string') return undefined
	const [name, text = '', ...more] = aim.split('=').map((part) => part.trim())
	const value = /^\d*\.?\d+$/.test(text) ? Number(text) : Number.NaN
	const known = AIMS.find((one) => one === name)
	if (known === undefined || more.length > 0 || Number.isNaN(value) || (known !== 'cost' && value > 2))
		throw new UsageError(
			`--aim is "${aim}"; expected quality=0.97, share=0.3, cost=0.002 or dial=0.5`,
			'route',
		)
	if (known === 'quality') return { quality: value }
	if (known === 'share') return { share: value }
	return known === 'cost' ? { cost: value } : { dial: value }
}
