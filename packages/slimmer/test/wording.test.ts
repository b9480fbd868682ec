import { readFileSync } from 'node:fs'
import { TokenSlimmer } from '@headroom/slimmer'
import { testStage } from '@headroom/spec/testing'
import { o200kBase } from '@headroom/tokenizer'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'

interface Pair {
	readonly lang: 'en' | 'de' | 'zh' | 'ja'
	/** A sentence that only looks as if it could be shortened. */
	readonly trap?: boolean
	readonly before: string
	readonly after: string
}

const pairs = JSON.parse(
	readFileSync(new URL('./fixtures/wording.json', import.meta.url), 'utf8'),
) as readonly Pair[]
const tokens = (text: string): number => o200kBase().count(text)
const slimmer = new TokenSlimmer({ level: 'aggressive' })
const slim = (text: string): string => slimmer.slim(text).text
const stays = (text: string): void => expect(slim(text)).toBe(text)

/** What may never be lost, by kind; each match of `before` must stand in `after` as often. */
const KEPT: Readonly<Record<string, RegExp>> = {
	numbers: /\d+(?:[.,]\d+)*/g,
	negations:
		/\b(?:not|never|no|cannot|without|nicht|nie|niemals|keine?[nmrs]?|ohne)\b|n't\b|(?<![能可])不|[没無勿]|(?<!申し訳)ない(?!でしょうか)|ません(?![がか])|ずに/gi,
	modals:
		/\b(?:must|should|may|shall|muss|musst|müssen|soll|sollen|darf|darfst)\b|必须|应[该当]?|不得|べき|必要があ|なければ/gi,
	quantifiers:
		/\b(?:all|only|at least|at most|both|nur|alle|höchstens|mindestens|immer|always)\b|只|仅|所有|(?<!いた)だけ|のみ|すべて|少なくとも/gi,
	conditions: /\b(?:unless|wenn|ob)\b|如果|もし|場合/gi,
	quotes: /"[^"]*"|“[^”]*”|„[^“]*“|「[^」]*」|『[^』]*』|《[^》]*》|`[^`]*`/g,
	// German capitals of the phrases themselves are no names.
	names:
		/(?<=[a-z,] )(?!(?:Sie|I|Tatsache|Fall|Verwendung|Zeitpunkt|Dank|Voraus|Hilfe|Ihre|Ihnen|Tag)\b)[A-Z][\w-]*/g,
	units: /°C|℃|\b(?:kg|USD|EUR|Euro|JSON|CSV|SQL)\b/g,
}

describe('300 sentences', () => {
	it('are 90 English, 70 German, 70 Chinese and 70 Japanese ones, no two alike', () => {
		const count = (lang: string): number => pairs.filter((pair) => pair.lang === lang).length
		expect(['en', 'de', 'zh', 'ja'].map(count)).toEqual([90, 70, 70, 70])
		expect(new Set(pairs.map(({ before }) => before)).size).toBe(300)
	})

	it.each(pairs)('$lang: $before', ({ before, after }) => {
		expect(slim(before)).toBe(after)
		expect(slim(after)).toBe(after)
		for (const [kind, pattern] of Object.entries(KEPT)) {
			// What comes to stand at the beginning gets a capital.
			const found = (text: string): readonly string[] =>
				Array.from(text.matchAll(pattern), ([hit]) => (kind === 'names' ? hit : hit.toLowerCase()))
			expect({ kind, kept: found(after) }).toEqual({ kind, kept: found(before) })
		}
	})

	it('take a tenth of the tokens of English instructions at least', () => {
		const english = pairs.filter(({ lang, trap }) => lang === 'en' && trap !== true)
		const sum = (side: 'before' | 'after'): number =>
			english.reduce((total, pair) => total + tokens(pair[side]), 0)
		expect(english.length).toBe(50)
		expect(1 - sum('after') / sum('before')).toBeGreaterThanOrEqual(0.1)
	})

	it('stay at level standard, where no wording is touched', () => {
		for (const { before } of pairs) expect(new TokenSlimmer().slim(before).text).toBe(before)
	})
})

describe('wording', () => {
	it('brings the small report prompt to 33 tokens, with header, names and figures as they were', () => {
		const prompt =
			'\nPlease analyze the following data:\n\nName    Value    Change\nItem A  100      +10%\nItem B  200      -5%\nItem C  150      +15%\n\nPlease provide a detailed analysis report.\n'
		const result = slimmer.slim(prompt)
		expect(result.text).toBe(
			'Analyze this data:\n\nName Value Change\nItem A 100 +10%\nItem B 200 -5%\nItem C 150 +15%\n\nReport in detail.\n',
		)
		expect(result.tokensAfter).toBe(33)
	})

	it('names the analysis that a report is on where nothing else does', () => {
		const kept = 'Provide a detailed analysis report.'
		expect(slim(`Please ${kept.slice(0, 1).toLowerCase()}${kept.slice(1)}`)).toBe(kept)
		const quoted = 'Note from the vendor: "we analyze nothing".'
		expect(slim(`Please provide a detailed analysis report.\n\n${quoted}`)).toBe(`${kept}\n\n${quoted}`)
		expect(slim(`Please provide a detailed analysis report.\n\nThey analyze nothing.`)).toBe(
			`${kept}\n\nThey analyze nothing.`,
		)
	})

	it('keeps a phrase that is a keyword, and shortens the others', () => {
		const text = 'Please provide a list of towns in order to plan a tour.'
		expect(slim(text)).toBe('List towns to plan a tour.')
		expect(new TokenSlimmer({ level: 'aggressive', preserveKeywords: ['in order to'] }).slim(text).text).toBe(
			'List towns in order to plan a tour.',
		)
	})

	it('leaves what stands in quotes over several lines', () =>
		stays(
			'Classify this:\n"We left early.\nCould you please call us back in order to talk?"\nReturn one word.',
		))

	it('leaves the rows under a line that announces data', () =>
		stays('Count the items:\nPlease note that we left.\nCould you please call?'))

	it('leaves tool results', () => {
		const text = 'Could you please explain how the pump works?'
		const request = {
			model: 'openai/gpt-4o-mini',
			messages: [
				{ role: 'user' as const, content: text },
				{
					role: 'tool' as const,
					content: [{ type: 'tool-result' as const, callId: 'c1', content: text }],
				},
			],
		}
		const { messages } = slimmer.run(request, {
			tokenizer: o200kBase(),
			signal: new AbortController().signal,
			observe: () => {},
		})
		expect(messages[0]?.content).toBe('Explain how the pump works.')
		expect(messages[1]).toBe(request.messages[1])
	})

	it('leaves thanks and greetings that no request stands beside', () => {
		stays('Hey, Tim! The weather was good. Thanks!')
		stays('Thank you.')
	})

	it('leaves a request that says only', () => stays('I just want you to list the names, not the dates.'))

	it('gives the same when repeated, whatever stands beside whatever', () => {
		const sentences = fc.array(fc.constantFrom(...pairs.map(({ before }) => before)), { maxLength: 8 })
		fc.assert(
			fc.property(sentences, fc.constantFrom(' ', '\n', '\n\n'), (some, joint) => {
				const once = slim(some.join(joint))
				expect(slim(once)).toBe(once)
			}),
			{ numRuns: 300, seed: 12 },
		)
	})

	it('keeps the laws of a stage', async () => {
		await testStage(() => new TokenSlimmer({ level: 'aggressive' }), { cases: 200 })
	})

	it('applies no list to another language', () => {
		stays('Veuillez résumer le texte en cinq phrases, please.')
		stays('Ringkas teks di bawah ini in order to hemat waktu.')
	})
})

describe('roles', () => {
	it('keep the words of a model as they are, and shorten those of a person', () => {
		const content = 'Could you please explain in order to help me understand how the billing export works?'
		const run = (role: 'user' | 'assistant'): unknown =>
			new TokenSlimmer({ level: 'aggressive' }).run(
				{ model: 'openai/gpt-4o-mini', messages: [{ role, content }] },
				{ tokenizer: o200kBase(), signal: new AbortController().signal, observe: () => {} },
			).messages[0]?.content
		expect(run('assistant')).toBe(content)
		expect(run('user')).toBe('Explain to help me understand how the billing export works.')
	})
})
