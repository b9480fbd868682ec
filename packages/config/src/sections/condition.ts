import { z } from 'zod'
import { camelKeys, flag, oneOf, oneOrMore, text, whole } from '../fields.ts'

/**
 * What the router tells apart: scripts, and the languages that a script gives away. English and French share
 * theirs.
 */
const LANGUAGES = [
	...[
		'latin',
		'cyrillic',
		'greek',
		'arabic',
		'hebrew',
		'devanagari',
		'bengali',
		'tamil',
		'thai',
		'han',
		'kana',
	],
	...['hangul', 'georgian', 'armenian', 'ethiopic', 'japanese', 'chinese', 'korean'],
]

const LANGUAGES_EXPECTED = `one of ${LANGUAGES.join(', ')}, or a list of them (languages that share a script cannot be told apart)`

/** When a route applies. Every matcher given must hold; sizes and words are those of the last user message. */
export interface ConditionConfig {
	/** Texts of which at least one occurs, in any case of letters. */
	readonly contains?: readonly string[]
	/** Regular expression without slashes, in any case of letters; no back-references or look-around. */
	readonly matches?: string
	readonly minWords?: number
	readonly maxWords?: number
	readonly minTokens?: number
	readonly maxTokens?: number
	/** Whether the request defines tools. */
	readonly hasTools?: boolean
	/** Whether the request carries images. */
	readonly hasImages?: boolean
	/** Scripts such as `latin` or `cyrillic`, or `japanese`, `chinese`, `korean`. */
	readonly language?: readonly string[]
	/** Labels of the request, each with the values of which one must be equal. */
	readonly metadata?: Readonly<Record<string, readonly string[]>>
	readonly all?: readonly ConditionConfig[]
	readonly any?: readonly ConditionConfig[]
	readonly not?: ConditionConfig
}

const words = 'a whole number of words, such as 50'
const tokens = 'a whole number of tokens, such as 2000'
const conditions = 'a list of conditions, such as [{ contains: "?" }, { max_words: 50 }]'

const conditionObject = z.strictObject(
	{
		contains: oneOrMore(text('a text, such as "refund"'), 'a text or a list of texts, such as "refund"')
			.exactOptional()
			.describe('Texts of which at least one occurs, in any case of letters.'),
		matches: text('a regular expression, such as "^(hi|hello)"')
			.exactOptional()
			.describe(
				'Regular expression without slashes, in any case of letters; no back-references or look-around.',
			),
		min_words: whole(words, 0).exactOptional().describe('Fewest words of the last user message.'),
		max_words: whole(words, 0).exactOptional().describe('Most words of the last user message.'),
		min_tokens: whole(tokens, 0).exactOptional().describe('Fewest tokens of the last user message.'),
		max_tokens: whole(tokens, 0).exactOptional().describe('Most tokens of the last user message.'),
		has_tools: flag().exactOptional().describe('Whether the request defines tools.'),
		has_images: flag().exactOptional().describe('Whether the request carries images.'),
		language: oneOrMore(oneOf(LANGUAGES), LANGUAGES_EXPECTED)
			.exactOptional()
			.describe('Scripts such as latin or cyrillic, or japanese, chinese, korean.'),
		metadata: z
			.record(
				z.string(),
				oneOrMore(text('a text, such as "support"'), 'a text or a list of texts, such as "support"'),
				{
					error: 'labels with texts, such as team: support',
				},
			)
			.exactOptional()
			.describe('Labels of the request, each with a value or a list of values of which one must be equal.'),
		get all() {
			return z
				.array(conditionSchema, { error: conditions })
				.exactOptional()
				.describe('Conditions that must all hold.')
		},
		get any() {
			return z
				.array(conditionSchema, { error: conditions })
				.exactOptional()
				.describe('Conditions of which one must hold.')
		},
		get not() {
			return conditionSchema.exactOptional().describe('A condition that must not hold.')
		},
	},
	{ error: 'a mapping of matchers, such as { max_words: 50 }' },
)

export const conditionSchema: z.ZodType<ConditionConfig> = z
	.lazy(() => conditionObject.transform(camelKeys))
	.meta({ id: 'condition' })
