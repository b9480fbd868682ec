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
			if (!language.wording.script.test(text)) continue
			const sentences = new Sentences(layout.lines)
			const judge = new Judge(language.wording, text)
			for (let start = language.next(text, 0); start !== -1; ) {
				const found = language.matches(text, start)
				let edit: Edit | undefined
				if (found.length > 0) {
					places ??= new Protected(text, layout)
					edit = shortenAt(text, start, found, { judge, layout, sentences, places })
				}
				if (edit !== undefined) edits.push(edit)
				start = language.next(text, Math.max(edit?.end ?? 0, start + 1))
			}
		}
		return edits.sort((a, b) => a.start - b.start)
	},
}
