import type { Phrase } from './phrase.ts'

/** Connectives and idioms that mean what one short word means, wherever they stand. */
const SHORTER: readonly (readonly [string, string])[] = [
	['in order to', 'to'],
	['in order for', 'for'],
	['(?:due|owing) to the fact that', 'because'],
	['in (?:light|view) of the fact that', 'because'],
	['on account of the fact that', 'because'],
	['because of the fact that', 'because'],
	['for the reason that', 'because'],
	['despite the fact that', 'although'],
	['in spite of the fact that', 'although'],
	['in the event that', 'if'],
	['for the purposes? of', 'for'],
	['at this point in time', 'now'],
	['at the present time', 'now'],
	['prior to', 'before'],
	['subsequent to', 'after'],
	['until such time as', 'until'],
	['(?:in|during) the course of', 'during'],
	['with the exception of', 'except'],
	['in close proximity to', 'near'],
	['a (?:large|great) number of', 'many'],
	['each and every', 'every'],
	['the question of whether', 'whether'],
	['on a (dai|week|month|year)ly basis', '$1ly'],
	['on a regular basis', 'regularly'],
	['in such a way that', 'so that'],
	['on the basis of', 'based on'],
	['the (?:way|manner) in which', 'how'],
	['in a (clear|concise|consistent|precise|professional) (?:manner|way|fashion)', '$1ly'],
	['make use of', 'use'],
	['makes use of', 'uses'],
	['making use of', 'using'],
	['take a look at', 'look at'],
	['take into (?:account|consideration)(?= (?!when|while|in|for|by|as|here|too|if|that))', 'consider'],
	['give consideration to', 'consider'],
	['provide me with', 'give me'],
	['in the form of (?=an? |JSON|CSV|XML|YAML|Markdown|bullet)', 'as '],
	['the(?<=\\b(?:[Ee]xplain|[Dd]escribe|[Ss]tate|[Tt]ell me) the) reasons? why', 'why'],
]

/** What a light verb and a noun say, the noun's own verb says shorter. */
const LIGHT = '(?:provide|give|write|make|produce|prepare)(?: me)?(?: with)?'
const NOUNS: readonly (readonly [string, string])[] = [
	['summary', 'summarize'],
	['explanation', 'explain'],
	['description', 'describe'],
	['analysis', 'analyze'],
	['list', 'list'],
]
const PERFORM = '(?:conduct|perform|carry out|do|make)'

/** A report on what another instruction of the text asks for already need not name it again. */
const REPORTS: readonly (readonly [string, RegExp])[] = [
	['analysis', /\banaly[sz]e\b/i],
	['comparison', /\bcompare\b/i],
	['evaluation', /\bevaluate\b/i],
	['assessment', /\bassess\b/i],
]
const DETAILED = '(?:provide|give|write|produce) a detailed'

/** A word before the noun that is no noun in the plural itself: what follows one may be no noun. */
const MODIFIER = '(?:(?![a-z]*s )[A-Za-z]{2,20} )?'
const PLURAL = '(?:[a-z]{2,20}[a-hj-rt-z]s|people|children|criteria|media)'
const SINGULAR =
	'(?!(?:below|above|only|one|two|three|four|five|six|seven|eight|nine|ten)\\b|[a-z]*ly\\b)[a-z]{2,20}'

/** Filler in English instructions: long ways to say a short word. */
export const englishFillers: readonly Phrase[] = [
	{
		find: 'it is (?:also )?(?:important|worth|essential|crucial) (?:to note|noting|mentioning|to mention|to keep in mind|to remember) that ',
		put: '',
		at: 'start',
		free: true,
	},
	{ find: 'first and foremost(?=,)', put: 'first', at: 'start' },
	{ find: '(?:basically|essentially|needless to say|as you can see), ', put: '', at: 'start' },
	...SHORTER.map(([find, put]): Phrase => ({ find, put })),
	...NOUNS.map(([noun, verb]): Phrase => ({ find: `${LIGHT} an? ${noun} of`, put: verb })),
	...NOUNS.slice(0, 4).map(
		([noun, verb]): Phrase => ({ find: `${LIGHT} a detailed ${noun} of`, put: `${verb} in detail` }),
	),
	{ find: `${PERFORM} an analysis of`, put: 'analyze' },
	{ find: `${PERFORM} a review of`, put: 'review' },
	{ find: `${PERFORM} a comparison (?:of|between)`, put: 'compare' },
	{ find: `${PERFORM} an evaluation of`, put: 'evaluate' },
	{ find: `${DETAILED} report(?=[.!]?(?:\\s|$))`, put: 'report in detail' },
	...REPORTS.map(
		([noun, given]): Phrase => ({
			find: `${DETAILED} ${noun} report(?=[.!]?(?:\\n|$))`,
			put: 'report in detail',
			given,
		}),
	),
	{ find: `the following (${MODIFIER}data)(?=:(?:\\s|$))`, put: 'this $1' },
	{ find: `the following (${MODIFIER}${PLURAL})(?=:(?:\\s|$))`, put: 'these $1' },
	{ find: `the following (${MODIFIER}${SINGULAR})(?=:(?:\\s|$))`, put: 'this $1' },
]
