// Writes packages/models/src/prices.gen.ts from the price data of @pydantic/genai-prices (MIT).
//
//   node scripts/generate-models.mjs            write the file
//   node scripts/generate-models.mjs --check    exit 1 when the file is not what would be written
//
// Nothing is fetched and no clock is read: the same package version always gives the same bytes.

import { createHash } from 'node:crypto'
import { readFileSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'

const SOURCE = '@pydantic/genai-prices'

// The package carries no date of its own, so its release day stands for the day of its prices.
// For a new version, add the day that `npm view @pydantic/genai-prices time` names.
const RELEASED = { '0.1.8': '2026-09-23' }

// Our provider id -> the source's. Hosts that resell through another listed host are left out.
const PROVIDERS = {
	openai: 'openai',
	anthropic: 'anthropic',
	google: 'google',
	mistral: 'mistral',
	deepseek: 'deepseek',
	xai: 'x-ai',
	cohere: 'cohere',
	moonshotai: 'moonshotai',
	minimax: 'minimax',
	zhipuai: 'zhipuai',
	perplexity: 'perplexity',
	voyageai: 'voyageai',
	groq: 'groq',
	together: 'together',
	fireworks: 'fireworks',
	cerebras: 'cerebras',
	aws: 'aws',
	azure: 'azure',
	openrouter: 'openrouter',
}

// Components that a count of tokens cannot price. A model billed by any of them stays unpriced.
const UNCOUNTED = [
	'requests_kcount',
	'output_reasoning_mtok',
	'output_citation_mtok',
	'audio_hours',
	'input_audio_hours',
	'input_document_kpages',
	'input_text_messages_kcount',
	'output_image_mtok',
	'output_video_mtok',
]

const root = join(dirname(fileURLToPath(import.meta.url)), '..')
const target = join(root, 'packages/models/src/prices.gen.ts')
const require = createRequire(join(root, 'packages/models/package.json'))
const entry = join(dirname(require.resolve(SOURCE)), 'index.js')
const manifest = JSON.parse(readFileSync(join(dirname(entry), '..', 'package.json'), 'utf8'))

const asOf = RELEASED[manifest.version]
if (asOf === undefined) {
	console.error(
		`generate-models: ${SOURCE} ${manifest.version} has no release date in RELEASED of ${fileURLToPath(import.meta.url)}.\n` +
			`Add the day that \`npm view ${SOURCE} time\` names for it, then run this again.`,
	)
	process.exit(1)
}

/** Clauses of a match as short strings: any of them matches; an inner array means all of its clauses. */
function clauses(match) {
	if (match.or) return match.or.flatMap(clauses)
	if (match.and) return [match.and.flatMap(clauses)]
	if (match.equals !== undefined) return [`=${match.equals.toLowerCase()}`]
	if (match.starts_with !== undefined) return [`^${match.starts_with.toLowerCase()}`]
	if (match.ends_with !== undefined) return [`$${match.ends_with.toLowerCase()}`]
	if (match.contains !== undefined) return [`*${match.contains.toLowerCase()}`]
	if (match.regex !== undefined) return [`~${match.regex}`]
	throw new Error(`generate-models: unknown match clause ${JSON.stringify(match)}`)
}

/** The prices in force on `asOf`; of prices that change with the hour, the dearest. */
function pricesOn(day, prices) {
	if (!Array.isArray(prices)) return prices
	let dated = prices[0].prices
	for (const { constraint, prices: next } of prices)
		if (constraint?.start_date !== undefined && constraint.start_date <= day) dated = next
	const hourly = prices.filter(({ constraint }) => constraint?.start_time !== undefined)
	const all = [dated, ...hourly.map((entry) => entry.prices)]
	return all.reduce((dearest, next) => (next.input_mtok > dearest.input_mtok ? next : dearest))
}

function tokenPrice(price) {
	if (price === undefined) return 0
	if (typeof price === 'number') return price
	const tiers = [...price.tiers].sort((a, b) => a.start - b.start)
	return [price.base, ...tiers.flatMap(({ start, price: usd }) => [start, usd])]
}

function price(model, provider) {
	const prices = pricesOn(asOf, model.prices)
	if (prices.input_mtok === undefined || UNCOUNTED.some((key) => prices[key] !== undefined)) return 0
	// Embedding models generate nothing, so that their missing output price is a true zero.
	const embeds = provider === 'voyageai' || model.id.includes('embed')
	if (prices.output_mtok === undefined && !embeds) return 0
	const row = [prices.input_mtok, prices.output_mtok ?? 0].map(tokenPrice)
	const { cache_read_mtok: read, cache_write_mtok: write } = prices
	if (read !== undefined || write !== undefined) row.push(read === undefined ? null : tokenPrice(read))
	if (write !== undefined) row.push(tokenPrice(write))
	return row
}

function modelRow(model, provider) {
	const match = clauses(model.match)
	const id = model.id.toLowerCase()
	const names = match.length === 1 && match[0] === `=${id}` ? 0 : match
	const row = [id, names, model.context_window ?? 0, price(model, provider)]
	while (row.at(-1) === 0) row.pop()
	return row
}

const { waitForUpdate } = await import(pathToFileURL(entry).href)
const source = new Map((await waitForUpdate()).map((provider) => [provider.id, provider]))
const ours = new Map(Object.entries(PROVIDERS).map(([id, theirs]) => [theirs, id]))

const blocks = Object.entries(PROVIDERS).map(([id, theirs]) => {
	const provider = source.get(theirs)
	if (provider === undefined)
		throw new Error(`generate-models: ${SOURCE} no longer knows provider "${theirs}"`)
	const fallbacks = (provider.fallback_model_providers ?? []).map((name) => ours.get(name)).filter(Boolean)
	const names = JSON.stringify(provider.model_match ? clauses(provider.model_match) : [])
	const rows = provider.models.map((model) => `\t\t\t\t${JSON.stringify(modelRow(model, id))},`)
	return [
		'\t\t{',
		`\t\t\tid: '${id}',`,
		`\t\t\tnames: ${names},`,
		`\t\t\tfallbacks: ${JSON.stringify(fallbacks)},`,
		'\t\t\tmodels: [',
		...rows,
		'\t\t\t],',
		'\t\t},',
	].join('\n')
})

const licence = readFileSync(join(dirname(entry), '..', 'LICENSE'), 'utf8')
	.trim()
	.split('\n')
const sha256 = createHash('sha256').update(readFileSync(entry)).digest('hex')

const text = `// Generated by scripts/generate-models.mjs. Do not edit: run it again.
//
// Prices and context windows from ${SOURCE} ${manifest.version}, https://github.com/pydantic/genai-prices,
// under the following licence:
//
${licence.map((line) => `//   ${line}`.trimEnd()).join('\n')}

import type { PriceSnapshot } from './snapshot.ts'

export const SNAPSHOT: PriceSnapshot = {
	asOf: '${asOf}',
	source: '${SOURCE}@${manifest.version}',
	/** Of \`dist/index.js\` of the source. */
	sha256: '${sha256}',
	providers: [
${blocks.join('\n')}
	],
}
`

if (process.argv.includes('--check')) {
	let current = ''
	try {
		current = readFileSync(target, 'utf8')
	} catch {
		// A missing file is a stale one.
	}
	if (current !== text) {
		console.error(
			'packages/models/src/prices.gen.ts is stale: run `node scripts/generate-models.mjs` and commit it.',
		)
		process.exit(1)
	}
	console.log(
		`packages/models/src/prices.gen.ts is up to date (${SOURCE}@${manifest.version}, prices as of ${asOf}).`,
	)
} else {
	writeFileSync(target, text)
	console.log(`Wrote packages/models/src/prices.gen.ts: ${text.length} characters, prices as of ${asOf}.`)
}
