/** A slimming rule of your own. It only proposes; the slimmer applies what saves tokens and harms nothing. */
import { type Edit, type Rule, TokenSlimmer } from '@headroom/slimmer'
import { testStage } from '@headroom/spec/testing'

/** Shortens underlines of plain-text headings to three signs. */
const shortUnderlines: Rule = {
	name: 'short-underlines',
	level: 'standard',
	apply(text, { layout }) {
		const edits: Edit[] = []
		for (let line = 0; line < layout.lines.count; line++) {
			// Inside code, diffs and quoted blocks every sign counts.
			if (!layout.isLoose(line)) continue
			const [start, end] = [layout.lines.start(line), layout.lines.end(line)]
			if (/^={4,}$/.test(text.slice(start, end))) edits.push({ start: start + 3, end, replacement: '' })
		}
		return edits
	},
}

const slimmer = new TokenSlimmer({ extraRules: [shortUnderlines] })
const { text } = slimmer.slim(`Minutes\n${'='.repeat(120)}\nAll agreed.`)
console.log(text)
// → Minutes
// → ===
// → All agreed.

await testStage(() => new TokenSlimmer({ extraRules: [shortUnderlines] }), { cases: 25 })
console.log('keeps every law') // → keeps every law
