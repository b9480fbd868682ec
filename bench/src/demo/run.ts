import { HeadroomClient, type HeadroomOptions, type LayerSavings, type Optimized } from '@headroom/core'
import { type ChatRequest, type Message, messageTexts } from '@headroom/spec'
import type { Probe, Workload } from './workload.ts'
import { ask } from './workload.ts'

/** How a workload is sent. */
export interface DemoCase {
	readonly title: string
	readonly workload: Workload
	/**
	 * `each-question`: one request a question, the question last. `as-is`: one request, sent as it stands; the
	 * questions stand for what may be needed later.
	 */
	readonly mode: 'each-question' | 'as-is'
	readonly options: HeadroomOptions
}

/** One request of a case: what it came to, and whose answers still stand in it. */
export interface DemoRequest {
	readonly original: ChatRequest
	readonly optimized: Optimized
	/** Questions whose answer stood in the request before; others prove nothing. */
	readonly asked: readonly Probe[]
	/** Those of `asked` whose answer is gone. */
	readonly lost: readonly Probe[]
}

/** Sends every request of a case through a client; reports progress as done / all. */
export async function runCase(
	demo: DemoCase,
	model: string,
	progress: (done: number, all: number) => void,
): Promise<DemoRequest[]> {
	const client = new HeadroomClient({ ...demo.options, onStageError: 'throw' })
	const { messages, probes } = demo.workload
	const requests =
		demo.mode === 'as-is'
			? [{ messages, probes }]
			: probes.map((probe) => ({ messages: ask(messages, probe.question), probes: [probe] }))
	const done: DemoRequest[] = []
	for (const request of requests) {
		const original: ChatRequest = { model, messages: request.messages }
		const optimized = await client.optimize(original)
		const [before, after] = [fullText(request.messages), fullText(optimized.request.messages)]
		const asked = request.probes.filter((probe) => stands(probe, before))
		done.push({ original, optimized, asked, lost: asked.filter((probe) => !stands(probe, after)) })
		progress(done.length, requests.length)
	}
	return done
}

/** Layers of all requests added up, in the order they ran; milliseconds are the median of a request. */
export function sumLayers(
	requests: readonly DemoRequest[],
): { name: string; before: number; after: number; ms: number; usd: number | undefined }[] {
	const names = requests[0]?.optimized.savings.layers.map((layer) => layer.stage) ?? []
	return names.map((name, index) => {
		const layers = requests.map(({ optimized }) => optimized.savings.layers[index] as LayerSavings)
		return {
			name,
			before: sum(layers.map((layer) => layer.tokensBefore)),
			after: sum(layers.map((layer) => layer.tokensAfter)),
			ms: median(layers.map((layer) => layer.durationMs)),
			usd: sumKnown(layers.map((layer) => layer.cost.savedUsd)),
		}
	})
}

/** The sum, or `undefined` when a part is unknown. */
export function sumKnown(values: readonly (number | undefined)[]): number | undefined {
	return values.every((value) => value !== undefined) ? sum(values as readonly number[]) : undefined
}

export function sum(values: readonly number[]): number {
	return values.reduce((total, value) => total + value, 0)
}

export function median(values: readonly number[]): number {
	const sorted = [...values].sort((a, b) => a - b)
	const middle = sorted.length >> 1
	return sorted.length % 2 === 1
		? (sorted[middle] ?? 0)
		: ((sorted[middle - 1] ?? 0) + (sorted[middle] ?? 0)) / 2
}

/** All text a model would read, tool calls included, without spelling differences of white space. */
function fullText(messages: readonly Message[]): string {
	const texts = messages.flatMap((message) => {
		const calls =
			typeof message.content === 'string'
				? []
				: message.content.flatMap((part) => (part.type === 'tool-call' ? [part.arguments] : []))
		return [...messageTexts(message), ...calls]
	})
	return normalise(texts.join('\n'))
}

function stands(probe: Probe, text: string): boolean {
	return probe.answers.some((answer) => text.includes(normalise(answer)))
}

function normalise(text: string): string {
	return text.replace(/\s+/g, ' ').toLowerCase()
}
