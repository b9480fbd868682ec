import type { Config } from '@headroom/config'
import type { HeadroomEvent } from '@headroom/spec'
import { bothListeners } from '../both-listeners.ts'
import type { LedgerStore } from '../ledger/ledger-store.ts'
import { openLedger } from '../ledger/open-ledger.ts'
import { savingsLog } from './savings-log.ts'

/** How calls are watched. */
export interface Monitoring {
	/** Where they are booked. */
	readonly ledger: LedgerStore
	/** Hears every event; absent when nothing is logged. */
	readonly observe?: (event: HeadroomEvent) => void
	/** Labels of every call. */
	readonly tags: Readonly<Record<string, string>>
	/** Model that savings are measured against; absent: the model that was asked for. */
	readonly baseline?: string
}

/** What a program says about monitoring beside its file. */
export interface MonitoringContext {
	/** What paths in the file are relative to. @default the current folder */
	readonly folder?: string | undefined
	/** Hears warnings, such as `ledger-in-memory`. */
	readonly observe?: ((event: HeadroomEvent) => void) | undefined
	/** Wins over `monitoring.enabled`. */
	readonly enabled?: boolean | undefined
}

/**
 * What `monitoring` of a configuration asks for, or `undefined` when it is not enabled. The ledger is opened here.
 *
 * @throws HeadroomError `invalid-argument` for a ledger that cannot be opened.
 */
export function monitoringFromConfig(
	{ monitoring }: Pick<Config, 'monitoring'>,
	context: MonitoringContext = {},
): Monitoring | undefined {
	const { enabled = monitoring.enabled, folder, observe } = context
	if (!enabled) return undefined
	const log = monitoring.log ? savingsLog() : undefined
	return {
		// The log hears of a ledger in memory too: a program without a listener would not know why reports are empty.
		ledger: openLedger({ ...monitoring.ledger, folder, observe: bothListeners(log, observe) }),
		...(log === undefined ? {} : { observe: log }),
		tags: monitoring.tags,
		...(monitoring.baseline === undefined ? {} : { baseline: monitoring.baseline }),
	}
}
