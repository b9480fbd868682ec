import { HeadroomError, type Tokenizer } from '@headroom/spec'
import { type Encoder, isEncoder, isLevel, type Level, type Rule, runsAt } from './rule.ts'
import { defaultEncoders, defaultRules } from './rules/defaults.ts'

/** How to slim. */
export interface TokenSlimmerOptions {
	/** Rules above this level do not run. @default 'standard' */
	readonly level?: Level
	/** Whether blocks that stand word for word earlier become pointers to their first place. @default true */
	readonly dedup?: boolean
	/**
	 * Whether data is re-spelled in a cheaper notation where that pays: tables, log templates, trees. `restore()`
	 * reads it back.
	 *
	 * @default true
	 */
	readonly encode?: boolean
	/** Turns single rules and encoders on or off by name. One turned on runs whatever its level. @default {} */
	readonly rules?: Readonly<Record<string, boolean>>
	/** Rules and encoders of your own, run after those that ship. @default [] */
	readonly extraRules?: readonly (Rule | Encoder)[]
	/**
	 * Words and phrases that no rule may remove; case does not count.
	 *
	 * @default []
	 */
	readonly preserveKeywords?: readonly string[]
	/** Counts tokens in `slim`, `explain` and `countTokens`; `run` uses its context's. @default o200k_base */
	readonly tokenizer?: Tokenizer
}

/** What runs, in order. */
export interface ChosenRules {
	readonly rules: readonly Rule[]
	readonly encoders: readonly Encoder[]
	/** Encoders that run after repeats have become pointers. */
	readonly outermost: readonly Encoder[]
	/** Every encoder that is known, running or not: what they wrote before is recognised and can be restored. */
	readonly readers: readonly Encoder[]
}

/**
 * The rules and encoders that run under these options, in order.
 *
 * @throws HeadroomError `invalid-argument` for an unknown level or rule name, or a name used twice.
 */
export function chooseRules(options: TokenSlimmerOptions): ChosenRules {
	const level = options.level ?? 'standard'
	if (!isLevel(level))
		throw new HeadroomError(
			'invalid-argument',
			`TokenSlimmer: level is ${JSON.stringify(level)}; expected 'lossless', 'standard' or 'aggressive'.`,
		)
	const all = [...defaultRules, ...defaultEncoders, ...(options.extraRules ?? [])]
	const names = all.map((rule) => rule.name)
	const twice = names.find((name, index) => names.indexOf(name) !== index || name === 'dedup')
	if (twice !== undefined)
		throw new HeadroomError(
			'invalid-argument',
			`TokenSlimmer: extraRules has a rule named "${twice}", which is taken; give it another name.`,
		)
	const chosen = options.rules ?? {}
	const unknown = Object.keys(chosen).find((name) => !names.includes(name))
	if (unknown !== undefined)
		throw new HeadroomError(
			'invalid-argument',
			`TokenSlimmer: rules has "${unknown}", which is no rule; expected one of ${names.join(', ')}.`,
		)
	const runs = all.filter((rule) => chosen[rule.name] ?? (rule.optIn !== true && runsAt(rule.level, level)))
	const encoders = options.encode === false ? [] : runs.filter(isEncoder)
	return {
		rules: runs.filter((rule) => !isEncoder(rule)),
		encoders: encoders.filter(({ outermost }) => outermost !== true),
		outermost: encoders.filter(({ outermost }) => outermost === true),
		readers: all.filter(isEncoder),
	}
}

/**
 * Tells whether an edit keeps every keyword that it covers: as often as it stands, or, where `once`, at least once,
 * since an encoding writes what repeats a single time.
 */
export function keywordGuard(
	keywords: readonly string[],
	once: boolean,
): (before: string, after: string) => boolean {
	const wanted = keywords.map((keyword) => keyword.toLowerCase()).filter((keyword) => keyword !== '')
	if (wanted.length === 0) return () => true
	return (before, after) => {
		const old = before.toLowerCase()
		const next = after.toLowerCase()
		return wanted.every((keyword) =>
			once ? !old.includes(keyword) || next.includes(keyword) : count(old, keyword) <= count(next, keyword),
		)
	}
}

function count(text: string, word: string): number {
	let times = 0
	for (let at = text.indexOf(word); at !== -1; at = text.indexOf(word, at + word.length)) times++
	return times
}
