/**
 * A text as SQuAD's evaluation compares it: lower case, without punctuation, without the words a, an and the, one
 * space between words (evaluate-v1.1.py of Rajpurkar et al. 2016; XQuAD uses the same for its twelve languages).
 *
 * Punctuation is Unicode's, as in MLQA's evaluation, and ASCII's symbols. It is removed without leaving a space.
 */
export function normalizeAnswer(text: string): string {
	return words(text).join(' ')
}

/**
 * The units F1 counts: the normalised words, in which every character of a script that writes no spaces (Han,
 * kana, Thai, Lao, Khmer, Burmese) is a unit of its own, as in the evaluations of CMRC 2018 and MLQA.
 */
export function answerUnits(text: string): string[] {
	return words(text).flatMap((word) => word.match(UNIT) ?? [])
}

/** 1 when the normalised prediction equals one of the normalised answers, else 0; 0 without answers. */
export function exactMatch(prediction: string, answers: readonly string[]): 0 | 1 {
	const normalized = normalizeAnswer(prediction)
	return answers.some((answer) => normalizeAnswer(answer) === normalized) ? 1 : 0
}

/**
 * The best F1 of the prediction against any of the answers, in [0, 1]: the harmonic mean of precision and recall of
 * shared units, each counted as often as both have it. When either is empty, 1 if both are, as in SQuAD 2.0.
 */
export function answerF1(prediction: string, answers: readonly string[]): number {
	const predicted = answerUnits(prediction)
	return answers.reduce((best, answer) => Math.max(best, unitF1(predicted, answerUnits(answer))), 0)
}

const PUNCTUATION = /[\p{P}$+<=>^`|~]/gu
const ARTICLES: ReadonlySet<string> = new Set(['a', 'an', 'the'])
const SPACELESS = String.raw`\p{scx=Han}\p{scx=Hiragana}\p{scx=Katakana}\p{scx=Thai}\p{scx=Lao}\p{scx=Khmer}\p{scx=Myanmar}`
const UNIT = new RegExp(`[${SPACELESS}]|[^${SPACELESS}]+`, 'gu')

function words(text: string): string[] {
	return text
		.toLowerCase()
		.replace(PUNCTUATION, '')
		.split(/\s+/u)
		.filter((word) => word !== '' && !ARTICLES.has(word))
}

function unitF1(predicted: readonly string[], expected: readonly string[]): number {
	if (predicted.length === 0 || expected.length === 0) return predicted.length === expected.length ? 1 : 0
	const left = new Map<string, number>()
	for (const unit of expected) left.set(unit, (left.get(unit) ?? 0) + 1)
	let shared = 0
	for (const unit of predicted) {
		const count = left.get(unit) ?? 0
		if (count === 0) continue
		shared++
		left.set(unit, count - 1)
	}
	return (2 * shared) / (predicted.length + expected.length)
}
