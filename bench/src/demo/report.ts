import { countMessages, createCatalog, tokenizerFor } from '@headroom/core'
import type { ChatRequest } from '@headroom/spec'
import { PRICED_MODELS, REQUESTED_MODEL } from './cases.ts'
import { type DemoCase, type DemoRequest, median, sum, sumKnown, sumLayers } from './run.ts'

const catalog = createCatalog()

/** A workload's figures for a person: layers, answers, floor, money. `timings: false` leaves milliseconds out. */
export function caseReport(demo: DemoCase, requests: readonly DemoRequest[], timings: boolean): string {
	const savings = requests.map(({ optimized }) => optimized.savings)
	const [before, after] = [
		sum(savings.map((one) => one.tokensBefore)),
		sum(savings.map((one) => one.tokensAfter)),
	]
	const layers = sumLayers(requests)
	const total = {
		name: 'all',
		before,
		after,
		ms: sum(layers.map((layer) => layer.ms)),
		usd: sumKnown(savings.map((one) => one.cost.savedUsd)),
	}
	const rows = [...layers, total].map(({ name, before: from, after: to, ms, usd }) => [
		name,
		integer(from),
		integer(to),
		ratio(from, to),
		...(timings ? [ms.toFixed(1)] : []),
		usd === undefined ? 'unpriced' : dollars(usd),
	])
	const head = [
		'layer',
		'tokens before',
		'after',
		'ratio',
		...(timings ? ['ms p50'] : []),
		'saved (estimated)',
	]
	return [
		`${demo.title} (${demo.workload.dataset}; requests: ${requests.length})`,
		indent(columns([head, ...rows])),
		`  answers still in the text: ${answers(requests)}`,
		`  floor 0.5: least ratio of compression in one request ${leastRatio(requests).toFixed(3)}`,
		`  input cost at list price, estimated: ${PRICED_MODELS.map((model) => priceAt(model, requests)).join('; ')}`,
		'',
	].join('\n')
}

function answers(requests: readonly DemoRequest[]): string {
	const asked = sum(requests.map((request) => request.asked.length))
	const lost = requests.flatMap((request) => request.lost)
	const list = lost.map((probe) => `\n    gone: ${probe.question} (${probe.answers[0] ?? ''})`).join('')
	return `${asked - lost.length} of ${asked}${list}`
}

/** Least share that compression kept of what it was given, over all requests: this is what the floor bounds. */
export function leastRatio(requests: readonly DemoRequest[]): number {
	const layers = requests.flatMap(({ optimized }) => optimized.savings.layers)
	return Math.min(...layers.filter((layer) => layer.stage === 'compressor').map((layer) => layer.ratio))
}

function priceAt(model: string, requests: readonly DemoRequest[]): string {
	const tokenizer = tokenizerFor(model)
	const cost = (request: ChatRequest): number | undefined => {
		const priced = catalog.cost(
			model,
			{ inputTokens: countMessages(request, tokenizer), outputTokens: 0 },
			'estimated',
		)
		return priced.status === 'priced' ? priced.usd : undefined
	}
	const [before, after] = [
		sumKnown(requests.map(({ original }) => cost(original))),
		sumKnown(requests.map(({ optimized }) => cost(optimized.request))),
	]
	const name = model.slice(model.indexOf('/') + 1)
	return before === undefined || after === undefined
		? `${name} unpriced`
		: `${name} ${dollars(before)} -> ${dollars(after)}`
}

/** What the figures mean; printed once, under the tables. */
export function legend(): string {
	return [
		`Requests ask for ${REQUESTED_MODEL}. Every figure is counted or estimated on this machine; no model was called, nothing was billed.`,
		'Tokens: o200k_base, chat overhead included, added up over the requests. ratio = after / before.',
		'Costs of Claude rest on an estimate of its tokens: Anthropic publishes no tokenizer.',
		'saved: input tokens at list price, without prompt caching, without answers; routing counts the price of the model it chose;',
		'whether that model answers as well is not measured here.',
		'An answer counts as standing when one of its accepted spellings is in the text the model would get.',
		'',
	].join('\n')
}

/** The same figures for programs. */
export function caseJson(demo: DemoCase, requests: readonly DemoRequest[]): object {
	const savings = requests.map(({ optimized }) => optimized.savings)
	return {
		title: demo.title,
		dataset: demo.workload.dataset,
		requests: requests.length,
		layers: sumLayers(requests),
		tokensBefore: sum(savings.map((one) => one.tokensBefore)),
		tokensAfter: sum(savings.map((one) => one.tokensAfter)),
		savedUsd: sumKnown(savings.map((one) => one.cost.savedUsd)) ?? null,
		mark: 'estimated',
		leastCompressionRatio: leastRatio(requests),
		medianMs: median(savings.map((one) => sum(one.layers.map((layer) => layer.durationMs)))),
		asked: sum(requests.map((request) => request.asked.length)),
		lost: requests.flatMap((request) => request.lost.map((probe) => probe.question)),
	}
}

function ratio(before: number, after: number): string {
	return before === 0 ? '1.000' : (after / before).toFixed(3)
}

function integer(value: number): string {
	return value.toLocaleString('en-US')
}

function dollars(value: number): string {
	return `${value < 0 ? '-' : ''}$${Math.abs(value).toFixed(4)}`
}

function columns(rows: readonly (readonly string[])[]): string {
	const widths = (rows[0] ?? []).map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)))
	return rows
		.map((row) =>
			row
				.map((cell, column) =>
					column === 0 ? cell.padEnd(widths[0] ?? 0) : cell.padStart(widths[column] ?? 0),
				)
				.join('  '),
		)
		.join('\n')
}

function indent(text: string): string {
	return text.replace(/^/gm, '  ')
}
