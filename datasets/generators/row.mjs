// The shape of a generated row, see datasets/README.md.

/** One question; `answers` and `evidence` may be one text or several. `type` is left out for a plain lookup. */
export const probe = (question, answers, evidence, type) => ({
	...(type ? { type } : {}),
	question,
	answers: [answers].flat(),
	evidence: [evidence].flat(),
})

/** A row with its own text. */
export const row = (dataset, name, kind, context, probes) => ({ id: `${dataset}/${name}`, dataset, kind, lang: 'en', context, probes })

/** First item whose `key` occurs once in the text, so that a question about it has one answer. */
export const unique = (items, text, key) => {
	const found = items.find((item) => text.split(key(item)).length === 2)
	if (found === undefined) throw new Error('no item is unique in the text')
	return found
}
