import { englishCourtesies } from './english-courtesies.ts'
import { englishFillers } from './english-fillers.ts'
import { ENGLISH_VERBS } from './english-verbs.ts'
import type { Wording } from './phrase.ts'

const LEAD =
	'(?:(?:please|kindly|then|also|first|second|third|next|finally|now|and|so|lastly|additionally|basically|essentially),? )?'
const CLAUSE =
	'(?:(?:if|when|whenever|for|in|at|on|based|using|after|before|once|to|as|from|given|while|unless|with|where|due|despite|prior) [^.?!\\n]{1,200}?, (?:please )?)?'
const ADDRESS =
	"(?:do not|don't|never|always|only|just|make|you (?:must|should|will|are|need|have)|your |i (?:want|need|would|was (?:wondering|hoping)|really|just|basically)|i'd|we (?:want|need|would)|could you|can you|would you|will you|let's|the (?:output|answer|response|summary|report|text|result|explanation|code|list|table|email|message|tone|article|essay)s? (?:must|should|needs?|has|have|may|can))"
const INSTRUCTION = new RegExp(
	`^${LEAD}(?:${CLAUSE}(?:${ENGLISH_VERBS}\\b|do not|don't|never|always|you (?:must|should))|${ADDRESS})`,
	'i',
)

/** English: an instruction begins with an imperative, speaks to the reader, or says what the answer must be. */
export const english: Wording = {
	language: 'en',
	script: /[a-z]/,
	isInstruction: (sentence) => INSTRUCTION.test(sentence),
	aboutCourtesy:
		/\b(?:polite(?:ly|ness)?|courte(?:ous|ously|sy)|manners|magic word)\b|\b(?:say|says|saying|with|word|words|phrase|phrases|write|use|add|include|insert|type|avoid|remove|without) (?:(?:the|a|an) )?(?:word )?(?:please|thank you|thanks)\b/i,
	phrases: [...englishCourtesies, ...englishFillers],
}
