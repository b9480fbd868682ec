import fc from 'fast-check'
import type { ChatRequest } from '../chat.ts'
import type { Stage } from '../stage.ts'
import type { Tokenizer } from '../tokenizer.ts'
import { arbitraryRequest } from './arbitrary-request.ts'
import { deepFreeze } from './deep.ts'
import { type LawSetting, type StageLaw, stageLaws } from './stage-laws.ts'
import { wordTokenizer } from './word-tokenizer.ts'

/** How thoroughly `testStage` looks. */
export interface TestStageOptions {
	/** Requests generated for each law. @default 100 */
	readonly cases?: number
	/** @default 1 */
	readonly seed?: number
	/** Tokenizer the stage is given and growth is measured with. @default wordTokenizer */
	readonly tokenizer?: Tokenizer
	/** Requests to check with; the default mixes prose, JSON, logs, code, CJK, tool calls and hostile strings. */
	readonly requests?: fc.Arbitrary<ChatRequest>
	/**
	 * Names of laws that the stage does not claim. Only `causal` has a good reason: a stage that runs where no
	 * prefix is cached.
	 *
	 * @default []
	 */
	readonly except?: readonly string[]
}

/**
 * Checks one law of a stage on generated requests.
 *
 * @throws Error with the smallest request found that breaks the law, and the seed to see it again.
 */
export async function testStageLaw(
	law: StageLaw,
	createStage: () => Stage,
	options: TestStageOptions = {},
): Promise<void> {
	const { cases = 100, seed = 1, tokenizer = wordTokenizer, requests = arbitraryRequest } = options
	const setting: LawSetting = { createStage, tokenizer }
	const property = fc.asyncProperty(requests, fc.nat(99), async (request, choice) => {
		const broken = await law.check(deepFreeze(request), setting, choice)
		if (broken !== undefined) throw new Error(broken)
	})
	try {
		await fc.assert(property, { numRuns: cases, seed })
	} catch (cause) {
		const name = createStage().name
		throw new Error(
			`stage "${name}" breaks the law "${law.name}": ${cause instanceof Error ? cause.message : cause}`,
			{ cause },
		)
	}
}

/**
 * Checks every law of a stage; see `stageLaws` for the list. Works in any test runner.
 *
 * @throws Error that names the law, with the smallest request found that breaks it.
 */
export async function testStage(createStage: () => Stage, options: TestStageOptions = {}): Promise<void> {
	const except = new Set(options.except)
	for (const law of stageLaws) if (!except.has(law.name)) await testStageLaw(law, createStage, options)
}
