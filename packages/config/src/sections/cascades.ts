import { z } from 'zod'
import { camelKeys, decimal, oneOf, text, texts, whole } from '../fields.ts'

/** Cheaper models to try before the one that a call asks for. */
export interface CascadeConfig {
	/** In order, cheapest first. */
	readonly try: readonly string[]
	/**
	 * When an answer is taken: `first`, the first that passes the checks; `agreement`, when so many agree; `trained`, by a
	 * rule of `rule`.
	 *
	 * @default 'first'
	 */
	readonly accept: 'first' | 'agreement' | 'trained'
	/** Answers that must agree. @default 2 */
	readonly agree: number
	/** Answers asked of each model. @default 1 */
	readonly samples: number
	/** Temperature of cheap answers. Absent: the call's. */
	readonly temperature?: number
	/** JSON file of a trained rule. */
	readonly rule?: string
	/** Cheap answers asked for at most. Absent: all of `try`. */
	readonly maxAttempts?: number
	/** Milliseconds that cheap answers may take together. Absent: no bound. */
	readonly maxLatencyMs?: number
	/** Calls that go on with results of tools: straight to the model they ask for, or tried too. @default 'escalate' */
	readonly toolResults: 'escalate' | 'try'
}

const cascadeSchema: z.ZodType<CascadeConfig> = z
	.strictObject(
		{
			try: texts('the name of a model, such as gpt-4o-mini').describe(
				'Cheaper models, asked in order before the one that the call asks for.',
			),
			accept: oneOf(['first', 'agreement', 'trained'])
				.default('first')
				.describe(
					'Which answer is taken: the first that passes the checks, one that several agree on, or by a trained rule.',
				),
			agree: whole('a whole number of answers, such as 2', 2)
				.default(2)
				.describe('Answers that must agree, for accept: agreement.'),
			samples: whole('a whole number of answers, such as 3', 1)
				.default(1)
				.describe('Answers asked of each model; more than one are for accept: agreement.'),
			temperature: decimal('a temperature from 0 to 2, such as 0.7', { min: 0, max: 2 })
				.exactOptional()
				.describe("Temperature of cheap answers; by default the call's."),
			rule: text('a JSON file, such as accept.json')
				.exactOptional()
				.describe('File of a trained rule, for accept: trained.'),
			max_attempts: whole('a whole number of answers, such as 2', 1)
				.exactOptional()
				.describe('Cheap answers asked for at most; by default all.'),
			max_latency_ms: whole('a whole number of milliseconds, such as 8000 (8 seconds)', 1)
				.exactOptional()
				.describe('Milliseconds that cheap answers may take together; by default without bound.'),
			tool_results: oneOf(['escalate', 'try'])
				.default('escalate')
				.describe(
					'Calls that go on with results of tools: straight to the model they ask for, or tried cheaply too.',
				),
		},
		{ error: 'a cascade, such as { try: [gpt-4o-mini] }' },
	)
	.transform(camelKeys)

export const cascadesSchema: z.ZodType<Readonly<Record<string, CascadeConfig>>> = z.record(
	z.string(),
	cascadeSchema,
	{ error: 'a mapping of models with cascades, such as gpt-4o: { try: [gpt-4o-mini] }' },
)
