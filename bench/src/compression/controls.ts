import { type Message, mapMessageText } from '@headroom/spec'
import type { BenchCase } from '../data/index.ts'
import { type Random, shuffled } from '../statistics/index.ts'
import { joinedPrompt } from './outcome.ts'

/** Chooses which units of a text stay, given their tokens and how many tokens may stay in all. */
type Choose = (sizes: readonly number[], budget: number) => ReadonlySet<number>

/** Cuts a prompt to about a ratio without looking at what it says. What any method must beat. */
export type Control = (
	prompt: BenchCase['prompt'],
	ratio: number,
	count: (text: string) => number,
) => BenchCase['prompt']

/** Keeps units drawn at random from the given generator. */
export function randomControl(random: Random): Control {
	return control((sizes, budget) =>
		take(
			shuffled(
				sizes.map((_, index) => index),
				random,
			),
			sizes,
			budget,
		),
	)
}

/** Keeps the first and the last units, half the budget each: what a careful person does by hand. */
export const headAndTail: Control = control((sizes, budget) => {
	const order: number[] = []
	let [head, tail, front, back] = [0, sizes.length - 1, 0, 0]
	while (head <= tail) {
		if (front <= back) {
			front += sizes[head] ?? 0
			order.push(head++)
		} else {
			back += sizes[tail] ?? 0
			order.push(tail--)
		}
	}
	return take(order, sizes, budget)
})

function take(order: readonly number[], sizes: readonly number[], budget: number): ReadonlySet<number> {
	const kept = new Set<number>()
	let used = 0
	for (const index of order) {
		const size = sizes[index] ?? 0
		// A unit that brings the sum nearer to the budget is taken, so that controls overshoot as often as not.
		if (used + size / 2 > budget) break
		used += size
		kept.add(index)
	}
	return kept
}

function control(choose: Choose): Control {
	return (prompt, ratio, count) => {
		const texts = typeof prompt === 'string' ? [prompt] : prompt.flatMap(controlledTexts)
		const units = texts.map(split)
		const sizes = units.flat().map(count)
		// What a control leaves alone counts towards the ratio as it does for every method.
		const all = count(joinedPrompt(prompt))
		const fixed = all - sizes.reduce((sum, size) => sum + size, 0)
		const kept = choose(sizes, ratio * all - fixed)
		let at = 0
		const cut = units.map((list) => list.filter(() => kept.has(at++)).join(''))
		if (typeof prompt === 'string') return cut[0] ?? ''
		let next = 0
		return prompt.map((message) =>
			isControlled(message) ? mapMessageText(message, () => cut[next++] ?? '') : message,
		)
	}
}

// System prompts and pins stay, as every method under test leaves them.
function isControlled(message: Message): boolean {
	return message.role !== 'system' && message.role !== 'developer' && message.pinned !== true
}

function controlledTexts(message: Message): string[] {
	const texts: string[] = []
	if (isControlled(message)) {
		mapMessageText(message, (text) => {
			texts.push(text)
			return text
		})
	}
	return texts
}

/** Lines, and sentences of lines longer than 240 characters; each unit carries its separator. */
function split(text: string): string[] {
	return text
		.split(/(?<=\n)/)
		.flatMap((line) => (line.length > 240 ? line.split(/(?<=[.!?] )|(?<=[。！？])/) : [line]))
}
