import type { Edit, Rule } from '../rule.ts'
import { chinese } from '../wording/chinese.ts'
import { type CompiledWording, compileWording } from '../wording/compile.ts'
import { english } from '../wording/english.ts'
import { german } from '../wording/german.ts'
import { japanese } from '../wording/japanese.ts'
import { Judge } from '../wording/judge.ts'
import { Protected } from '../wording/protected.ts'
import { Sentences } from '../wording/sentences.ts'
import { shortenAt } from '../wording/shorten.ts'

let compiled: readonly CompiledWording[] | undefined

/**
 * Drops courtesy and filler from instructions and replaces long connectives by short ones: English, German, Chinese,
 * Japanese, each by its own list.
 *
 * Quotes, code, data, tables, placeholders, labelled lines and texts that an instruction announces stay. So do
 * negations, modals, numbers, quantifiers and conditions, and what is said about courtesy itself.
 */
export const wording: Rule = {
	name: 'wording',
	level: 'aggressive',
	apply(text, { layout, kind }) {
		if (kind !== 'text') return []
		compiled ??= [english, german, chinese, japanese].map(compileWording)
		let places: Protected | undefined
		const edits: Edit[] = []
		for (const language of compiled) {
			const { scan } = language
			const sentences = new Sentences(layout.lines)
			const judge = new Judge(language.wording, text)
			scan.lastIndex = 0
			for (let hit = scan.exec(text); hit !== null; hit = scan.exec(text)) {
				const start = hit.index
				places ??= new Protected(text, layout)
				const edit = shortenAt(text, start, { language, judge, layout, sentences, places })
				if (edit !== undefined) edits.push(edit)
				scan.lastIndex = Math.max(edit?.end ?? 0, start + 1)
			}
		}
		return edits.sort((a, b) => a.start - b.start)
	},
}
