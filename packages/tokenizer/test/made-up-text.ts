import fc from 'fast-check'

const snippet = fc.oneof(
	fc.string({ unit: 'binary', maxLength: 20 }),
	fc.string({ unit: 'grapheme', maxLength: 20 }),
	fc
		.array(fc.integer({ min: 0, max: 0xffff }), { maxLength: 12 })
		.map((units) => String.fromCharCode(...units)),
	fc.string({ unit: 'grapheme-ascii', maxLength: 30 }),
	fc.constantFrom("'s", "'S", "'LL", "'ve", "'Re", "'\u017f", "don't", "IT'D", "'", "l'été"),
	fc.constantFrom(' ', '  ', '\n', '\r\n', '\t', ' \n ', '\u00a0', '\u0085', '\ufeff', '\u2028', '   \n\n  '),
	fc.constantFrom('1', '12', '1234567', '٣٤٥', '½', '１２３', '𝟙𝟚𝟛'),
	fc.constantFrom(
		'Straße',
		'ΣΊΣΥΦΟΣ',
		'Ǆ',
		'camelCaseWORD',
		'e\u0301',
		'\u0301A',
		'\u0301Ab',
		'中文ABCabc',
		'ﷺ',
	),
	fc.constantFrom(
		'<|endoftext|>',
		'!!',
		'//\n/',
		'...\r\n',
		'👨‍👩‍👧',
		'🇩🇪',
		'日本語',
		'한국어',
		'ไทย',
		'हिन्दी',
	),
	fc
		.tuple(
			fc.constantFrom('a', ' ', '\n', '0', '-', '中', '\u0301', 'é', '👍', 'А', '\u200d'),
			fc.integer({ min: 1, max: 300 }),
		)
		.map(([unit, times]) => unit.repeat(times)),
)

/** Any text, lone surrogates included, with the borders that pre-tokenizers trip over made frequent. */
export const madeUpText: fc.Arbitrary<string> = fc
	.array(snippet, { maxLength: 8 })
	.map((snippets) => snippets.join(''))
