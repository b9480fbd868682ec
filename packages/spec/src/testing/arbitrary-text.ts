import fc from 'fast-check'

const word = fc.constantFrom(
	...'the order refund must never be sent before invoice 4711 is paid because customer Ms Ito asked security team'.split(
		' ',
	),
	...'error timeout retry 503 /var/log/app.log user_id=42 https://example.com/a?b=c 3.50 €12 v1.2.0 Überweisung'.split(
		' ',
	),
)

const sentence = fc
	.tuple(fc.array(word, { minLength: 1, maxLength: 14 }), fc.constantFrom('.', '?', '!', ';', ''))
	.map(([words, end]) => words.join(' ') + end)

const prose = fc.array(sentence, { minLength: 1, maxLength: 40 }).map((sentences) => sentences.join(' '))
const paragraphs = fc.array(prose, { minLength: 1, maxLength: 4 }).map((all) => all.join('\n\n'))
const cjk = fc.array(
	fc.constantFrom('订单已发货。', '我想退款，谢谢！', '注文番号は四七一一です。', '支払いはまだですか？'),
	{
		minLength: 1,
		maxLength: 40,
	},
)

const logLine = fc
	.tuple(
		fc.nat(59),
		fc.constantFrom('INFO', 'WARN', 'ERROR'),
		fc.constantFrom('started', 'retry 1 of 3', 'connection reset', 'done in 12 ms'),
	)
	.map(
		([second, level, what]) =>
			`2024-05-01T10:00:${String(second).padStart(2, '0')}Z ${level} worker-1 ${what}`,
	)
const log = fc.array(logLine, { minLength: 1, maxLength: 60 }).map((lines) => lines.join('\n'))

const json = fc
	.array(
		fc.record({
			id: fc.nat(9999),
			name: word,
			note: fc.oneof(fc.constant(null), sentence),
			tags: fc.array(word, { maxLength: 3 }),
		}),
		{
			maxLength: 12,
		},
	)
	.chain((rows) =>
		fc.constantFrom(JSON.stringify(rows), JSON.stringify({ total: rows.length, rows }, null, 2)),
	)

const fenced = fc
	.tuple(fc.constantFrom('ts', 'python', ''), log)
	.map(([lang, body]) => `Look:\n\n\`\`\`${lang}\n  ${body}\n\`\`\`\n`)
const table = fc
	.array(fc.tuple(word, fc.nat(999)), { minLength: 1, maxLength: 10 })
	.map((rows) =>
		['Name        Value', ...rows.map(([name, value]) => `${name.padEnd(12)}${value}`)].join('\n'),
	)
const terminal = fc.constantFrom(
	'\u001b[32mok\u001b[0m 12 passed\r\n',
	' 10%\r 50%\r100%\n',
	'a\t\tb  \n\n\n\nc',
	'[… 3 lines omitted: 4–6]\n',
	'\ufeffx\u200by',
)

/** Text of the kinds that prompts hold, with hostile and plain random strings among them. */
export const arbitraryText: fc.Arbitrary<string> = fc.oneof(
	{ weight: 4, arbitrary: paragraphs },
	{ weight: 2, arbitrary: log },
	{ weight: 2, arbitrary: json },
	{
		weight: 2,
		arbitrary: fc
			.array(fc.oneof(prose, log, json, table, fenced), { maxLength: 3 })
			.map((all) => all.join('\n\n')),
	},
	{ weight: 1, arbitrary: cjk.map((all) => all.join('')) },
	{ weight: 1, arbitrary: fenced },
	{ weight: 1, arbitrary: table },
	{ weight: 1, arbitrary: fc.array(terminal, { maxLength: 12 }).map((all) => all.join('')) },
	{ weight: 1, arbitrary: fc.string({ unit: 'binary', maxLength: 80 }) },
	{
		weight: 1,
		arbitrary: fc
			.tuple(fc.constantFrom('a', ' ', '\n', '中', '👩‍👩‍👧', '[', '{"a":'), fc.nat(600))
			.map(([unit, n]) => unit.repeat(n)),
	},
)
