import type { Lines } from '../layout/lines.ts'
import type { Span } from '../rule.ts'

/** What says that the words behind the next colon are somebody's text, to be worked on rather than obeyed. */
const TEXTS =
	/\b(?:translat\w*|proofread\w*|rewrit\w*|rephras\w*|paraphras\w*|edit|correct|polish|e-?mails?|letters?|messages?|texts?|paragraphs?|passages?|articles?|documents?|essays?|stor(?:y|ies)|poems?|transcripts?|conversations?|dialog(?:ue)?s?|chat|reviews?|tweets?|posts?|comments?|quotes?|sentences?|speech|lyrics|contents?|context|inputs?|examples?|tickets?|abstract|excerpts?|titles?|phrases?|utterances?|words?|songs?)\b|\b(?:Übersetz|Korrigier|Text|E-?Mail|Mail|Brief|Nachricht|Absatz|Artikel|Dokument|Aufsatz|Geschichte|Gedicht|Gespräch|Dialog|Rezension|Satz|Sätze|Beispiel|Kontext|Eingabe|Titel|Wort|Wörter)|文本|文章|邮件|信件|消息|段落|文档|对话|评论|句子|例子|示例|内容|原文|上下文|翻译|翻訳|润色|改写|这段|这句|标题|单词|メール|手紙|メッセージ|段落|文書|会話|レビュー|例|内容|本文|次の文|以下の文|単語|歌词|歌詞/i

/** What says that the lines next to it are data. */
const DATA =
	/\b(?:data|values?|items|list|names|table|rows?|records?|entries|csv|logs?|output|options|choices|questions?|queries)\b|Daten|Liste|Tabelle|Werte|Namen|Einträge|数据|数據|列表|表格|名单|选项|データ|リスト|表|一覧|選択肢/i

const COLON = /[:：]/g

/** A letter's first line: who is greeted by name. */
const SALUTATION =
	/^[ \t]*(?:(?:Dear|Hi|Hello|Hey|Liebe[rs]?|Hallo) \p{Lu}|Sehr geehrte|尊敬的|亲爱的|拝啓)[^\n]{0,60}$/mu

/** How far before a colon it is read what it announces, in UTF-16 code units. */
const HEAD = 160

/**
 * Stretches that are material rather than instruction, in order: what stands behind a line that announces a text,
 * up to the end; the lines next to one that announces data; a letter.
 */
export function findMaterial(text: string, lines: Lines): readonly Span[] {
	const found: Span[] = []
	let to = text.length
	const letter = SALUTATION.exec(text)
	if (letter !== null) to = letter.index
	let behind = 0
	for (const { index } of text.matchAll(COLON)) {
		if (index >= to) break
		const next = text.charCodeAt(index + 1)
		// A time, a port, an address.
		if (text[index] === ':' && next > 32) continue
		const line = lines.at(index)
		const head = text.slice(Math.max(behind, lines.start(line), index - HEAD), index)
		behind = index + 1
		if (TEXTS.test(head)) {
			to = index + 1
			break
		}
		if (!DATA.test(head) || index < (found[found.length - 1]?.end ?? 0)) continue
		found.push({ start: index + 1, end: endOfBlock(lines, line + 1) })
	}
	if (to < text.length) found.push({ start: to, end: text.length })
	return found
}

/** End of the block that begins at a line or behind blank ones. */
function endOfBlock(lines: Lines, from: number): number {
	let line = from
	while (line < lines.count && lines.isBlank(line)) line++
	while (line < lines.count && !lines.isBlank(line)) line++
	return lines.start(line)
}
