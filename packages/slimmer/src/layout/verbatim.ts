/** What every demand below holds some of: most texts hold none of it, and one search tells. */
const MAY_DEMAND =
	/verbatim|(?:by|for)[ -](?:word|char|letter|byte)|[a-z] exactly|[a-z] (?:white ?)?spac(?:e|ing)|indentation|formatting|line breaks|count the|wörtlich|zeichen für|mot à|palabra por|逐字|原样|一字|そのまま/i

const DEMANDS: readonly RegExp[] = [
	/\bverbatim\b/i,
	/\bword[- ]for[- ]word\b/i,
	/\b(?:character|char|letter|byte)[- ](?:by|for)[- ](?:character|char|letter|byte)\b/i,
	/\b(?:repeat|copy|echo|reproduce|print|quote) (?:it |this |that |them |the \w{1,20} |back )?exactly\b/i,
	/\b(?:preserv|keep|retain|maintain)\w{0,3} (?:all )?(?:the )?(?:exact |original )?(?:white ?space|spacing|indentation|formatting|line breaks)\b/i,
	/\bcount the (?:number of )?(?:spaces|blanks|characters|line breaks|blank lines|tokens)\b/i,
	/\bwörtlich\b|\bZeichen für Zeichen\b|\bmot à mot\b|\bpalabra por palabra\b/i,
	/逐字|原样|一字不差|一字一句|そのまま(?:出力|繰り返|コピー)/,
]

/**
 * Whether a text asks for its own letters back, so that even a blank may matter. Such a text is left alone.
 *
 * Detects the usual ways to say so in a few languages; pin a message to be certain.
 */
export function demandsVerbatim(text: string): boolean {
	return MAY_DEMAND.test(text) && DEMANDS.some((demand) => demand.test(text))
}
