import { z } from 'zod'
import { camelKeys, decimal, flag, oneOf, oneOrMore, text, whole } from '../fields.ts'

/** What the router tells apart: scripts, languages, and codes of languages. A test compares them with the router's. */
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
	...[
		'english',
		'german',
		'french',
		'spanish',
		'portuguese',
		'italian',
		'dutch',
		'swedish',
		'danish',
		'norwegian',
	],
	...['finnish', 'polish', 'czech', 'romanian', 'hungarian', 'turkish', 'vietnamese', 'indonesian'],
	...['russian', 'ukrainian', 'bulgarian', 'hindi'],
	...[
		'ja',
		'zh',
		'ko',
		'el',
		'th',
		'he',
		'en',
		'de',
		'fr',
		'es',
		'pt',
		'it',
		'nl',
		'sv',
		'da',
		'no',
		'fi',
		'pl',
		'cs',
	],
	...['ro', 'hu', 'tr', 'vi', 'id', 'ru', 'uk', 'bg', 'hi'],
]

const LANGUAGES_EXPECTED =
	'the name of a language or script, such as english, de, japanese or cyrillic, or a list of them'

/** What a label of the request must be like; every field given must hold. */
export interface MetadataTestConfig {
	/** Whether the request carries the label at all. */
	readonly exists?: boolean
	/** Regular expression that matches in the value, in any case of letters. */
	readonly matches?: string
	/** Least number that the value may be. */
	readonly min?: number
	/** Greatest number that the value may be. */
	readonly max?: number
}

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
	/** Scripts such as `latin`, languages such as `english`, or codes such as `de`. */
	readonly language?: readonly string[]
	/** Labels of the request, each with the values of which one must be equal, or with a test. */
	readonly metadata?: Readonly<Record<string, readonly string[] | MetadataTestConfig>>
	readonly all?: readonly ConditionConfig[]
	readonly any?: readonly ConditionConfig[]
	readonly not?: ConditionConfig
}

const words = 'a whole number of words, such as 50'
const tokens = 'a whole number of tokens, such as 2000'
const conditions = 'a list of conditions, such as [{ contains: "?" }, { max_words: 50 }]'

const LABEL_EXPECTED = 'a text, a list of texts, or a test, such as support, [a, b] or { exists: true }'

const number = 'a number, such as 18'

const metadataTest: z.ZodType<MetadataTestConfig> = z.strictObject(
	{
		exists: flag().exactOptional().describe('Whether the request carries the label at all.'),
		matches: text('a regular expression, such as "^eu-"')
			.exactOptional()
			.describe('Regular expression that matches in the value, in any case of letters.'),
		min: decimal(number, {}).exactOptional().describe('Least number that the value may be.'),
		max: decimal(number, {}).exactOptional().describe('Greatest number that the value may be.'),
	},
	{ error: LABEL_EXPECTED },
)

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
			.describe(
				'Languages such as english or de, or scripts such as latin; a text too short to tell is in none.',
			),
		metadata: z
			.record(
				z.string(),
				z.union([oneOrMore(text('a text, such as "support"'), LABEL_EXPECTED), metadataTest], {
					error: LABEL_EXPECTED,
				}),
				{
					error: 'labels with texts, such as team: support',
				},
			)
			.exactOptional()
			.describe(
				'Labels of the request, each with a value, a list of values of which one must be equal, or a test.',
			),
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
