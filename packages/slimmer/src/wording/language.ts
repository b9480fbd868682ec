import type { Language } from './phrase.ts'

const KANA = /[\u3041-\u3096\u30a1-\u30fa]/
const HAN = /\p{Script=Han}/u

/** Function words that tell languages in Latin letters apart; those common to two of them are left out. */
const ENGLISH =
	'the of and to is are that for with please you your it this these be as from if or by my me i they we our their which what how not at but have has will can could would should must do an each any write answer summarize explain list make sure use give provide translate analyze thanks thank hello hi hey good kindly when then there them all more most only into about'
const GERMAN =
	'der die das und ist sind nicht mit für ein eine einen einem einer bitte ich du sie wir auf den dem des zu von im auch wie oder dass wenn falls als aus bei nach über nur kein keine sich wird werden kann mir uns ihr dein deine gib fasse erkläre erstelle schreibe vielen dank danke hallo guten tag'
const OTHER =
	'le la les des est pour avec dans une sur vous nous et qui que el los las por para con una del al y en es di il che per gli della sono não uma os as com het een van voor niet och att det som på av den til og ikke jag du'

const WORDS: ReadonlyMap<string, 'en' | 'de' | undefined> = new Map([
	...OTHER.split(' ').map((word) => [word, undefined] as const),
	...GERMAN.split(' ').map((word) => [word, 'de'] as const),
	...ENGLISH.split(' ').map((word) => [word, 'en'] as const),
])

/** Words looked at: enough to tell languages apart. */
const MOST_WORDS = 60

/**
 * The language of a sentence, by its script and its most frequent words; `undefined` when it is none of those whose
 * wording is known, or not certain.
 */
export function languageOf(sentence: string): Language | undefined {
	if (KANA.test(sentence)) return 'ja'
	if (HAN.test(sentence)) return 'zh'
	let english = 0
	let german = 0
	let other = 0
	let words = 0
	for (const [word] of sentence.matchAll(/\p{L}+/gu)) {
		if (++words > MOST_WORDS) break
		const lower = word.toLowerCase()
		if (!WORDS.has(lower)) continue
		const language = WORDS.get(lower)
		if (language === 'en') english++
		else if (language === 'de') german++
		else other++
	}
	if (english > german && english > other) return 'en'
	if (german > english && german >= other && german > 0) return 'de'
	return undefined
}
