import { joinedPrompt } from '../compression/outcome.ts'
import { subjects } from '../compression/subjects.ts'
import { folded, standingAsSent, standingIn, stands } from '../compression/text-match.ts'
import type { BenchCase, BenchSet } from '../data/index.ts'
import type { ItemRecord } from '../results/record.ts'
import { slimmingCases, slimmingItems } from '../slimming/items.ts'
import { slimmingSubjects } from '../slimming/subjects.ts'
import type { Finding } from './gate.ts'

/** Most lines shown of one item. */
const LINES = 14

/** A finding for a person: what got worse, and its worst items with the lines that went. */
export async function showFinding(finding: Finding, sets: readonly BenchSet[]): Promise<string> {
	const items = await Promise.all(finding.worst.map((record) => showItem(record, sets)))
	return [`FAILED  ${finding.group}: ${finding.metric} ${finding.message}`, ...items].join('\n')
}

async function showItem(record: ItemRecord, sets: readonly BenchSet[]): Promise<string> {
	const { given, cases } = measuredCases(record, sets)
	const figures = Object.entries(record.metrics).map(
		([name, value]) => `${name} ${Math.round(value * 1000) / 1000}`,
	)
	const head = `  ${record.item}  ${record.tokensBefore} -> ${record.tokensAfter} tokens  ${figures.join('  ')}`
	const subject = [...subjects, ...slimmingSubjects].find(({ name }) => name === record.subject)
	if (given === undefined || subject === undefined) return head
	const { prompt, decoded = subject.decode?.(prompt) ?? prompt } = await subject.run(given)
	const [before, after] = [joinedPrompt(given.prompt), joinedPrompt(prompt)]
	const lost = lostTexts(cases, before, after, joinedPrompt(decoded))
	return [
		head,
		`    asked: ${cases.length > 1 ? `(${cases.length} things)` : (given.query ?? '(what the run needed next)')}`,
		`    gone:  ${lost.join(' | ') || '(nothing that was asked for)'}`,
		...diffLines(before, after, lost),
	].join('\n')
}

/**
 * What was asked for and is gone: needed strings that no longer stand, and the accepted answers of a question of
 * which none does.
 */
export function lostTexts(
	cases: readonly Pick<BenchCase, 'answers' | 'needed'>[],
	before: string,
	after: string,
	decoded: string,
): readonly string[] {
	const [had, has, readBack] = [folded(before), folded(after), folded(decoded)]
	const wanted = cases.flatMap(({ answers, needed }) => [answers, ...needed.map((text) => [text])])
	const lost = wanted
		.map((accepted) => standingIn(accepted, had))
		.filter((accepted) => standingAsSent(accepted, has, readBack).length === 0)
	return [...new Set(lost.flat())]
}

/** What a record was measured on; slimming asks everything about a prompt at once. */
function measuredCases(
	{ suite, dataset, item }: ItemRecord,
	sets: readonly BenchSet[],
): { readonly given: BenchCase | undefined; readonly cases: readonly BenchCase[] } {
	if (suite !== 'slimming') {
		const given = sets.flatMap((set) => set.cases).find(({ id }) => id === item)
		return { given, cases: given === undefined ? [] : [given] }
	}
	const found = slimmingItems(slimmingCases(sets).get(dataset) ?? []).find(({ id }) => id === item)
	const [first] = found?.cases ?? []
	return {
		given: found === undefined || first === undefined ? undefined : { ...first, prompt: found.prompt },
		cases: found?.cases ?? [],
	}
}

/** Lines around what was lost: "-" went, " " stayed. Without a loss, the first lines that went. */
function diffLines(before: string, after: string, lost: readonly string[]): string[] {
	const kept = new Set(after.split('\n').map((line) => line.trim()))
	const lines = before.split('\n').map((line) => ({ line, stays: kept.has(line.trim()) }))
	const at = lines.findIndex(
		({ line, stays }) => !stays && (lost.length === 0 || lost.some((text) => stands(text, folded(line)))),
	)
	const from = Math.max(0, at - 3)
	return lines
		.slice(from, from + LINES)
		.map(
			({ line, stays }) => `    ${stays ? ' ' : '-'} ${line.length > 160 ? `${line.slice(0, 160)}…` : line}`,
		)
}
