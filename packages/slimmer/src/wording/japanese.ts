import type { Phrase, Wording } from './phrase.ts'

/** Where a sentence ends; a question mark behind a request is part of it. */
const STOP = '[？?。！]?(?=\\s|$)'

/** Nouns that する makes verbs of. */
const ACTION =
	'(?:分析|要約|翻訳|比較|評価|検証|確認|説明|整理|分類|調査|検討|計算|修正|変換|抽出|作成|生成|解説|校正|添削|推定|予測|実装|実行|出力)'

/** Polite endings behind て that all ask for the same. */
const ASKS =
	'(?:(?<=[てで])(?:いただ|頂)け(?:ますでしょうか|ますか|ませんか|ないでしょうか|ませんでしょうか)|(?<=[てで])もらえ(?:ますか|ませんか|ないでしょうか)|(?<=[てで])(?:くださいますか|くださいませんか|くれますか|くれませんか))'
const WISHES =
	'(?:(?<=[てで])(?:いただ|頂)き(?:たいです|たいのですが|たく思います|たく存じます)|(?<=[てで])(?:いただ|頂)け(?:ると|れば)(?:幸いです|助かります|嬉しいです|うれしいです|ありがたいです|と思います)|(?<=[てで])もらえると(?:助かります|嬉しいです|うれしいです|ありがたいです))'

const APOLOGY =
	'(?:お手数(?:ですが|をおかけしますが|おかけしますが|をお掛けしますが|お掛けしますが)|恐れ入りますが|恐縮ですが|大変恐縮ですが|すみませんが|申し訳(?:ありません|ございません|ない)(?:のです|です)?が|お忙しいところ(?:恐縮ですが|恐れ入りますが|すみませんが|申し訳ありませんが))'

const phrases: readonly Phrase[] = [
	{ find: `(?:${ASKS}|${WISHES})${STOP}`, put: 'ください。', free: true },
	{ find: `${APOLOGY}、?`, put: '', at: 'clause' },
	{ find: '(?:どうか|どうぞ)(?!し)、?(?=[\\p{Script=Han}ァ-ヶ])', put: '', at: 'clause' },
	{
		find: '(?:(?:どうぞ|何卒)?(?:よろし|宜し)くお願い(?:いた|致|申し上げ)?します|(?:どうも)?ありがとうございます)[。！]*',
		put: '',
		at: 'alone',
		free: true,
	},
	{ find: '(?:こんにちは|こんばんは|お世話になっております|お世話になります)[。！、]', put: '', at: 'first' },
	{
		find: 'することができ(?<=(?:\\p{Script=Han}{2}|[ァ-ヶー]{2})することができ)(?=る|ます|ない|ません|た|て|れば)',
		put: 'でき',
	},
	{ find: `するようにしてください(?<=${ACTION}するようにしてください)`, put: 'してください' },
	{ find: `を行って(?<=(?:について|に対して|に基づいて|[、。])${ACTION}を行って)(?=ください)`, put: 'して' },
	{ find: 'まず最初に', put: 'まず' },
	{ find: 'に(?:関|かん)しまして', put: 'に関して' },
	{ find: 'につきまして(?=[、は])', put: 'について' },
	{ find: 'におきまして', put: 'において' },
]

const INSTRUCTION = new RegExp(
	`(?:ください|下さい|せよ|なさい|しろ|こと|お願い[^。]{0,8}|願います|${ASKS}|${WISHES}|ましょう|べきです|必要があります)[。！？?!：:]*$`,
)

/** Japanese: an instruction ends with an imperative, a request or a rule. */
export const japanese: Wording = {
	language: 'ja',
	script: /[\u3041-\u3096]/,
	isInstruction: (sentence) => INSTRUCTION.test(sentence),
	aboutCourtesy: /敬語|丁寧語|丁寧な(?:言葉|表現|口調)|礼儀|謝辞/,
	phrases,
}
