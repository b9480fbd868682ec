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
