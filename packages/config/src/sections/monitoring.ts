import { z } from 'zod'
import { flag } from '../fields.ts'

/** What is told about calls. */
export interface MonitoringConfig {
	/** Whether every call logs its own savings. @default false */
	readonly enabled: boolean
}

export const monitoringSchema: z.ZodType<MonitoringConfig> = z.strictObject(
	{ enabled: flag().default(false).describe('Whether every call logs its own savings.') },
	{ error: 'a mapping with the key enabled' },
)
