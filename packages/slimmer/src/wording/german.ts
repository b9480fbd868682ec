import type { Phrase, Wording } from './phrase.ts'

/** Imperatives that instructions to a model begin with. */
const VERBS =
	'(?:Achte|Agiere|Analysiere|Antworte|Basiere|Beachte|Beantworte|Begründe|Behalte|Benutze|Berechne|Berücksichtige|Beschreibe|Beschränke|Bestimme|Bewerte|Bleib|Denke|Diskutiere|Ergänze|Erkläre|Erläutere|Erstelle|Erzeuge|Extrahiere|Fasse?|Filtere|Finde|Fokussiere|Folge|Formatiere|Formuliere|Füge|Gehe?|Generiere|Gib|Gliedere|Gruppiere|Halte?|Hilf|Identifiziere|Ignoriere|Implementiere|Interpretiere|Kennzeichne|Klassifiziere|Konzentriere|Korrigiere|Kürze|Lass|Liefere|Lies|Liste|Lös(?:ch)?e|Mach(?:e)?|Markiere|Nenne|Nimm|Nutze|Optimiere|Ordne|Orientiere|Plane|Prüfe|Recherchiere|Sag|Sammle|Schätze|Schau|Schlage?|Schreibe?|Sende|Setze|Sortiere|Spiel|Stelle?|Strukturiere|Suche?|Teile?|Überarbeite|Überprüfe|Übersetze|Untersuche|Validiere|Verbessere|Verfasse|Vergleiche|Vermeide|Verwende|Wähle|Wandle|Zähle|Zeige?|Zitiere)'

const FORMAL =
	'(?:[A-ZÄÖÜ][a-zäöüß]{1,20}e?n Sie|(?:Könn(?:t)?est? du|Können Sie|Könnten Sie|Kannst du|Könnt ihr|Würden Sie|Würdest du|Wären Sie))'
const INSTRUCTION = new RegExp(
	`^(?:(?:Bitte|Dann|Danach|Zuerst|Außerdem|Zudem|Abschließend),? )?(?:(?:Wenn|Falls|Sobald|Sofern|Um|Für|Aufgrund|Trotz|Angesichts|Bei|Aus) [^.?!\\n]{1,200}?, (?:dann |so )?)?(?:${VERBS}\\b|${VERBS.toLowerCase()}\\b|${FORMAL}|(?:[a-zäöüß]{2,20}e?n Sie|du|Du) |[Bb]itte |Ich (?:möchte|brauche|will|hätte)|Die Antwort|Deine |Ihre |Es (?:soll|muss|darf)|Verwend)`,
)
const IMPERATIVE_LATE =
	/^(?:Wenn|Falls|Für|Aufgrund|Trotz|Angesichts|Um) [^.?!\n]{1,200}?, (?:bitte )?(?:[a-zäöüß]{2,20}en Sie|[a-zäöüß]{2,20}e)\b/

/** Whole sentences of thanks. */
const THANKS: readonly string[] = [
	'(?:vielen(?: herzlichen)?|herzlichen|besten|schönen) dank',
	'danke(?: schön| sehr)?',
]
const THANKED =
	'(?: im [Vv]oraus)?(?: für (?:Ihre|deine|die|eure) (?:Hilfe|Unterstützung|Mühe|Zeit))?(?: im [Vv]oraus)?[.!]*'

/** Openings of a clause and the conjunction that opens it shorter. A comma stands before it, or is put there. */
const CLAUSES: readonly (readonly [string, string])[] = [
	['(?:aufgrund|infolge|wegen) der Tatsache, dass', 'weil'],
	['(?:in Anbetracht|angesichts) der Tatsache, dass', 'da'],
	['trotz der Tatsache, dass', 'obwohl'],
	['für den Fall, dass', 'falls'],
	['im Falle?, dass', 'falls'],
]

/** Connectives that fit where the long ones stand, with the same order of words behind them. */
const SHORTER: readonly (readonly [string, string])[] = [
	['zum (?:jetzigen|gegenwärtigen) Zeitpunkt', 'jetzt'],
	['zum Zwecke? der', 'zur'],
	['unter (?:Verwendung|Zuhilfenahme) von', 'mit'],
	['aus diesem Grund', 'deshalb'],
	['des Weiteren', 'zudem'],
	['im Anschluss daran', 'danach'],
	['grundsätzlich einmal', 'grundsätzlich'],
	['d(en|em|es) folgenden (?=(?:[a-zäöüß]{3,20}en )?[A-ZÄÖÜ][A-Za-zäöüß-]{1,30}:(?:\\s|$))', 'dies$1 '],
	['die folgenden (?=(?:[a-zäöüß]{3,20}en )?[A-ZÄÖÜ][A-Za-zäöüß-]{1,30}:(?:\\s|$))', 'diese '],
	['die folgende (?=(?:[a-zäöüß]{3,20}e )?[A-ZÄÖÜ][A-Za-zäöüß-]{1,30}:(?:\\s|$))', 'diese '],
	['das folgende (?=(?:[a-zäöüß]{3,20}e )?[A-ZÄÖÜ][A-Za-zäöüß-]{1,30}:(?:\\s|$))', 'dieses '],
]

const phrases: readonly Phrase[] = [
	{ find: 'bitte,? (?!sehr\\b|schön\\b|um\\b|und\\b)(?=[\\p{L}])', put: '', at: 'start', free: true },
	{
		find: `bitte(?<=(?:Sie|du|mir|uns|es|dann|dabei|nun|jetzt|danach|anschließend|außerdem|auch|${VERBS}|${VERBS.toLowerCase()}) bitte)(?=[ ,])(?! (?:um|und|oder|sag))`,
		put: '',
	},
	{ find: 'bitte(?<=, bitte)(?: (?=[a-zäöüß]{2,20}(?:e|en Sie) )|(?=[.!?]?(?:\\n|$)))', put: '' },
	{ find: '(?:hallo|guten (?:Tag|Morgen|Abend))(?: zusammen)?[,.!] ?', put: '', at: 'first' },
	...THANKS.map(
		(thanks): Phrase => ({
			find: thanks.replace('dank', '[Dd]ank') + THANKED,
			put: '',
			at: 'alone',
			free: true,
		}),
	),
	{ find: 'ich (?:bedanke mich|danke (?:dir|Ihnen)) im [Vv]oraus[.!]*', put: '', at: 'alone', free: true },
	...CLAUSES.map(([find, put]): Phrase => ({ find, put, at: 'start' })),
	...CLAUSES.map(([find, put]): Phrase => ({ find, put: `, ${put}` })),
	...SHORTER.map(([find, put]): Phrase => ({ find, put })),
]

/** German: only what can go or be replaced without putting other words in another order or case. */
export const german: Wording = {
	language: 'de',
	script: /[a-z]/,
	isInstruction: (sentence) => INSTRUCTION.test(sentence) || IMPERATIVE_LATE.test(sentence),
	aboutCourtesy:
		/höflich|Höflichkeit|\b(?:sage?|sagen|sagt|Wort)\b (?:bitte|danke)\b|\b(?:mit|ohne|schreibe?|verwende) (?:ein|einem|das|dem) (?:Wort )?(?:bitte|danke)\b/i,
	phrases,
}
