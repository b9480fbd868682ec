import { z } from 'zod'
import { flag, oneOf, text } from '../fields.ts'

/** What is told about calls, and where they are booked. */
export interface MonitoringConfig {
	/** Whether calls are watched: booked in the ledger, and logged. @default false */
	readonly enabled: boolean
	/** Whether every call logs a line with its own savings on standard error. @default true */
	readonly log: boolean
	readonly ledger: LedgerConfig
	/** Labels of every call, such as team or feature; reports sum up by them. @default {} */
	readonly tags: Readonly<Record<string, string>>
	/** Model that savings are measured against. Absent: the model that was asked for. */
	readonly baseline?: string
}

/** Where calls are booked. */
export interface LedgerConfig {
	/** `sqlite` is a file; `memory` ends with the process. @default 'sqlite' */
	readonly store: 'sqlite' | 'memory'
	/** The file of the store `sqlite`, relative to the folder of headroom.yaml. Absent: `.headroom/ledger.db`. */
	readonly path?: string
}

const ledgerSchema: z.ZodType<LedgerConfig> = z.strictObject(
	{
		store: oneOf(['sqlite', 'memory'])
			.default('sqlite')
			.describe('Where calls are booked: sqlite is a file, memory ends with the process.'),
		path: text('the path of a file, such as ledger.db')
			.exactOptional()
			.describe(
				'File of the store sqlite, relative to the folder of headroom.yaml; without it, .headroom/ledger.db.',
			),
	},
	{ error: 'a mapping, such as { store: sqlite, path: ledger.db }' },
)

export const monitoringSchema: z.ZodType<MonitoringConfig> = z.strictObject(
	{
		enabled: flag().default(false).describe('Whether calls are watched: booked in the ledger, and logged.'),
		log: flag()
			.default(true)
			.describe('Whether, with enabled, every call logs a line with its own savings on standard error.'),
		ledger: ledgerSchema.prefault({}).describe('Where calls are booked.'),
		tags: z
			.record(z.string(), z.string({ error: 'a text, such as search' }), {
				error: 'a mapping of names to texts, such as { team: search }',
			})
			.default({})
			.describe('Labels of every call, such as team or feature; reports sum up by them.'),
		baseline: text('the name of a model, such as gpt-4o')
			.exactOptional()
			.describe('Model that savings are measured against; without it, the model that was asked for.'),
	},
	{ error: 'a mapping with keys such as enabled and ledger' },
)
