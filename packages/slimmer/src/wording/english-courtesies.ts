import { ENGLISH_VERBS } from './english-verbs.ts'
import type { Phrase } from './phrase.ts'

/** The rest of a request up to the mark that ends its sentence. */
const REST = '(?: [^?\\n]{1,300}?)?'

/** Openings of a request that is put as a question or a wish. */
const ASKING: readonly string[] = [
	'could you (?:please |kindly |possibly )?',
	'can you (?:please|kindly) ',
	'would you (?:please|kindly) ',
	'will you (?:please|kindly) ',
	'would you be (?:so kind as|able) to ',
	'would it be possible (?:for you )?to ',
	'do you think you could ',
	'i (?:was|am) wondering (?:if|whether) you could (?:please )?',
	'i was hoping (?:that )?you could (?:please )?',
	"i(?: would|'d) (?:really |greatly )?appreciate it if you could (?:please )?",
	'it would be (?:great|nice|helpful|wonderful) if you could (?:please )?',
]

/** Openings that leave an imperative behind. */
const WISHING: readonly string[] = [
	"i(?: would|'d) like you to ",
	"i(?: would|'d) like to ask you to ",
	'i (?:really |basically )?(?:want|need) you to ',
	'we (?:would like|want|need) you to ',
	'(?:i|we) kindly ask (?:that )?you to ',
	'your (?:task|job) is to ',
	'(?:please )?(?:make sure|be sure) to ',
	'(?:please )?make sure (?:that )?you ',
	'(?:please )?ensure that you ',
	'(?:please )?remember to ',
	'please go ahead and ',
	'(?:please )?take the time to ',
	'please be so kind as to ',
]

/** Sentences of thanks that stand behind a request. */
const THANKS: readonly string[] = [
	'(?:many )?thanks(?: a lot| so much| very much)?(?: in advance)?(?: for (?:your|the|all your) (?:help|time|assistance|support|cooperation|attention|patience|understanding))?(?: in advance)?[.!]*',
	'thank you(?: very much| so much)?(?: in advance)?(?: for (?:your|the|all your) (?:kind )?(?:help|time|assistance|support|cooperation|attention|patience|understanding))?(?: in advance)?[.!]*',
	'(?:i|we) (?:really |greatly )?appreciate (?:your|the) (?:help|time|assistance|support)[.!]*',
	'any help (?:is|would be) (?:greatly |much |highly )?appreciated[.!]*',
	'your (?:help|assistance) is (?:greatly |much |highly )?appreciated[.!]*',
]

/** Courtesy in English: what asks, wishes, greets and thanks. The instruction it dresses stays. */
export const englishCourtesies: readonly Phrase[] = [
	...ASKING.map(
		(ask): Phrase => ({
			find: `${ask}(${ENGLISH_VERBS}\\b${REST})[?.](?=\\s|$)`,
			put: '$1.',
			at: 'start',
			free: true,
		}),
	),
	...WISHING.map(
		(wish): Phrase => ({ find: `${wish}(?=${ENGLISH_VERBS}\\b)`, put: '', at: 'start', free: true }),
	),
	{ find: 'please (?:note|be aware|keep in mind) that ', put: '', at: 'start', free: true },
	{ find: `please help me (?:to )?(?=${ENGLISH_VERBS}\\b)`, put: '', at: 'start', free: true },
	{
		find: 'please,? (?!find (?:attached|enclosed)|(?:accept|excuse|forgive|pardon)\\b|do[.!,])(?=[a-z])',
		put: '',
		at: 'start',
		free: true,
	},
	{ find: `kindly (?=${ENGLISH_VERBS}\\b)`, put: '', at: 'start', free: true },
	{ find: `please (?=${ENGLISH_VERBS}\\b|do not\\b|don't\\b)`, put: '', at: 'clause', free: true },
	{
		find: `please(?<=\\b(?:and|then|also|you|but) please) (?=${ENGLISH_VERBS}\\b|do not\\b|don't\\b)`,
		put: '',
	},
	{ find: 'please(?<=, please)(?=[.!?]?(?:\\s|$))', put: '' },
	{ find: '(?:hello|hi|hey|good (?:morning|afternoon|evening))(?: there)?[,.!] ?', put: '', at: 'first' },
	...THANKS.map((find): Phrase => ({ find, put: '', at: 'alone', free: true })),
]
