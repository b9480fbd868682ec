// Checks manifest.json and every row of every set; prints problems as file:line and exits 1. `--update` rewrites the figures.
import { createHash } from 'node:crypto'
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

const KINDS = ['code', 'command', 'control', 'conversation', 'document', 'instructions', 'json', 'log', 'meeting', 'rag', 'table', 'tools', 'trajectory']
const LANGS = ['de', 'en', 'ja', 'mul', 'zh']
const TYPES = ['correction', 'count', 'error', 'future', 'instruction', 'lookup', 'near-miss', 'needle', 'superseded', 'two-hop']
const ROLES = ['system', 'developer', 'user', 'assistant', 'tool']
const ROW_KEYS = ['id', 'dataset', 'kind', 'lang', 'question', 'answers', 'evidence', 'context', 'messages', 'context_ref', 'probes', 'meta']
const PROBE_KEYS = ['type', 'at', 'question', 'answers', 'evidence']
const ORIGINS = ['written', 'generated', 'written and generated']

const root = dirname(fileURLToPath(import.meta.url))
const update = process.argv.includes('--update')
const problems = []
const report = (file, line, text) => problems.push(`${file}:${line}: ${text}`)
const isText = (value) => typeof value === 'string' && value.length > 0
const isTexts = (value) => Array.isArray(value) && value.length > 0 && value.every(isText)

/** Rows of a JSONL file as `{ value, line, raw }`. A line that is no JSON is reported and skipped. */
function readRows(file) {
	const rows = []
	readFileSync(join(root, file), 'utf8').split('\n').forEach((raw, index, lines) => {
		if (raw === '' && index === lines.length - 1) return
		try {
			rows.push({ value: JSON.parse(raw), line: index + 1, raw })
		} catch (error) {
			report(file, index + 1, `not JSON: ${error.message}`)
		}
	})
	return rows
}

/** Every text a stage may read, one entry per message text or tool result: answers never span two of them. */
function units(row) {
	if (row.context !== undefined) return [row.context]
	const texts = []
	for (const message of row.messages ?? []) {
		if (typeof message.content === 'string') texts.push(message.content)
		else for (const part of message.content) {
			if (part.type === 'text') texts.push(part.text)
			if (part.type === 'tool-result') {
				if (typeof part.content === 'string') texts.push(part.content)
				else for (const inner of part.content) if (inner.type === 'text') texts.push(inner.text)
			}
		}
	}
	return texts
}

function checkMessages(file, line, messages) {
	const open = new Map()
	const seen = new Set()
	const missing = (at) => {
		if (open.size > 0) report(file, line, `${at}: follows calls without a result: ${[...open.keys()].join(', ')}`)
		open.clear()
	}
	messages.forEach((message, index) => {
		const at = `messages[${index}]`
		if (!ROLES.includes(message.role)) report(file, line, `${at}.role is ${JSON.stringify(message.role)}`)
		if (typeof message.content === 'string') {
			if (message.role === 'tool') report(file, line, `${at}: a tool message holds tool-result parts, not a string`)
			else missing(at)
			return
		}
		if (!Array.isArray(message.content)) return report(file, line, `${at}.content is neither a string nor parts`)
		if (message.role !== 'tool') missing(at)
		for (const part of message.content) {
			if (part.type === 'tool-call') {
				if (message.role !== 'assistant') report(file, line, `${at}: tool call outside an assistant message`)
				if (!isText(part.id) || !isText(part.name) || typeof part.arguments !== 'string') report(file, line, `${at}: a tool call needs id, name and arguments as text`)
				if (seen.has(part.id)) report(file, line, `${at}: tool call id ${part.id} is used twice`)
				seen.add(part.id)
				open.set(part.id, index)
			} else if (part.type === 'tool-result') {
				if (message.role !== 'tool') report(file, line, `${at}: tool result outside a tool message`)
				if (!open.delete(part.callId)) report(file, line, `${at}: result for ${part.callId}, which is not an open call`)
				if (typeof part.content !== 'string' && !Array.isArray(part.content)) report(file, line, `${at}: tool result without content`)
			} else if (part.type !== 'text' && part.type !== 'opaque') report(file, line, `${at}: part of type ${JSON.stringify(part.type)}`)
		}
	})
	missing('the end')
}

function checkProbe(file, line, probe, row, name) {
	for (const key of Object.keys(probe)) if (!PROBE_KEYS.includes(key)) report(file, line, `${name}: unknown field ${key}`)
	if (probe.type !== undefined && !TYPES.includes(probe.type)) report(file, line, `${name}: type ${probe.type} is not one of ${TYPES.join(', ')}`)
	if (!isText(probe.question)) report(file, line, `${name}: no question`)
	for (const field of ['answers', 'evidence']) {
		if (!isTexts(probe[field])) {
			report(file, line, `${name}: ${field} must be a non-empty list of texts`)
			continue
		}
		if (new Set(probe[field]).size !== probe[field].length) report(file, line, `${name}: ${field} holds the same text twice`)
		const visible = probe.at === undefined ? row : { messages: (row.messages ?? []).slice(0, probe.at) }
		const texts = units(visible)
		for (const text of probe[field]) {
			if (!texts.some((unit) => unit.includes(text))) report(file, line, `${name}: ${field} not in the text: ${JSON.stringify(text.slice(0, 90))}`)
		}
	}
	if (probe.type === 'two-hop' && !(probe.evidence?.length >= 2)) report(file, line, `${name}: two-hop needs at least two pieces of evidence`)
	if (probe.type === 'future' && !(Number.isInteger(probe.at) && probe.at > 0 && probe.at < (row.messages?.length ?? 0))) report(file, line, `${name}: future needs "at", an index into messages`)
}

/** Checks one row and returns how many questions it asks. */
function checkRow(file, { value: row, line }, set, contexts, ids) {
	for (const key of Object.keys(row)) if (!ROW_KEYS.includes(key)) report(file, line, `unknown field ${key}`)
	if (!isText(row.id)) report(file, line, 'no id')
	else if (ids.has(row.id)) report(file, line, `id ${row.id} is used already in ${ids.get(row.id)}`)
	else ids.set(row.id, `${file}:${line}`)
	for (const field of ['kind', 'lang']) if (row[field] !== set[field]) report(file, line, `${field} is ${JSON.stringify(row[field])}, the manifest says ${JSON.stringify(set[field])}`)
	if (row.dataset !== set.name) report(file, line, `dataset is ${JSON.stringify(row.dataset)}, the manifest says ${JSON.stringify(set.name)}`)
	if (['context', 'messages', 'context_ref'].filter((key) => row[key] !== undefined).length !== 1) report(file, line, 'exactly one of context, messages, context_ref is expected')
	let source = row
	if (row.context_ref !== undefined) {
		source = contexts.get(row.context_ref)
		if (source === undefined) {
			report(file, line, `context_ref ${row.context_ref} leads nowhere`)
			return 0
		}
	}
	if (source.messages !== undefined) checkMessages(file, line, source.messages)
	const placeholders = units(source).join('').split('{{question}}').length - 1
	if (placeholders > 1) report(file, line, '{{question}} may stand once')
	if (row.probes !== undefined) {
		if (row.question !== undefined) report(file, line, 'either question or probes')
		if (!Array.isArray(row.probes) || row.probes.length === 0) {
			report(file, line, 'probes must be a non-empty list')
			return 0
		}
		const questions = row.probes.filter((probe) => probe.type !== 'future').map((probe) => probe.question)
		if (new Set(questions).size !== questions.length) report(file, line, 'two probes ask the same question')
		row.probes.forEach((probe, index) => checkProbe(file, line, probe, source, `probes[${index}]`))
		return row.probes.length
	}
	checkProbe(file, line, { question: row.question, answers: row.answers, evidence: row.evidence }, source, 'row')
	return 1
}

/** Rows that questions of the same folder refer to, by `file#id`. */
function readContexts(folder) {
	const contexts = new Map()
	for (const name of readdirSync(join(root, folder)).filter((name) => /^contexts.*\.jsonl$/.test(name))) {
		for (const { value, line } of readRows(`${folder}/${name}`)) {
			const key = `${name}#${value.id}`
			if (contexts.has(key)) report(`${folder}/${name}`, line, `id ${value.id} is used twice`)
			if ((value.context === undefined) === (value.messages === undefined)) report(`${folder}/${name}`, line, 'exactly one of context, messages is expected')
			contexts.set(key, value)
		}
	}
	return contexts
}

const manifest = JSON.parse(readFileSync(join(root, 'manifest.json'), 'utf8'))
const ids = new Map()
const listed = new Set()
manifest.sets.forEach((set) => {
	const here = `manifest.json (${set.name})`
	if (set.licence !== 'CC0-1.0') report(here, 1, 'licence must be CC0-1.0')
	if (!KINDS.includes(set.kind)) report(here, 1, `kind ${set.kind} is not one of ${KINDS.join(', ')}`)
	if (!LANGS.includes(set.lang)) report(here, 1, `lang ${set.lang} is not one of ${LANGS.join(', ')}`)
	if (!ORIGINS.includes(set.origin)) report(here, 1, `origin ${set.origin} is not one of ${ORIGINS.join(', ')}`)
	if (listed.has(set.file)) report(here, 1, `${set.file} is listed twice`)
	listed.add(set.file)
	if (!existsSync(join(root, set.file))) return report(here, 1, `${set.file} does not exist`)
	const folder = dirname(set.file)
	const extra = readdirSync(join(root, folder)).filter((name) => /^contexts.*\.jsonl$/.test(name)).map((name) => `${folder}/${name}`)
	const bytes = [set.file, ...extra].map((file) => readFileSync(join(root, file)))
	const contexts = readContexts(folder)
	const rows = readRows(set.file)
	if (rows.length === 0) report(set.file, 1, 'no rows')
	const found = {
		items: rows.length,
		probes: rows.reduce((sum, row) => sum + checkRow(set.file, row, set, contexts, ids), 0),
		sha256: createHash('sha256').update(Buffer.concat(bytes)).digest('hex'),
		bytes: bytes.reduce((sum, buffer) => sum + buffer.length, 0),
	}
	for (const [key, value] of Object.entries(found)) {
		if (update) set[key] = value
		else if (set[key] !== value) report(here, 1, `${key} is ${JSON.stringify(set[key])}, the files say ${JSON.stringify(value)}; run node datasets/validate.mjs --update after a wanted change`)
	}
})
for (const entry of readdirSync(root, { withFileTypes: true })) {
	if (!entry.isDirectory() || entry.name === 'generators') continue
	for (const name of readdirSync(join(root, entry.name))) {
		const file = `${entry.name}/${name}`
		if (name.endsWith('.jsonl') && !name.startsWith('contexts') && !listed.has(file)) report(file, 1, 'is not listed in manifest.json')
	}
}
if (update) writeFileSync(join(root, 'manifest.json'), `${JSON.stringify(manifest, null, '\t')}\n`)
for (const problem of problems) console.log(problem)
const total = manifest.sets.reduce((sum, set) => ({ items: sum.items + (set.items ?? 0), probes: sum.probes + (set.probes ?? 0), bytes: sum.bytes + (set.bytes ?? 0) }), { items: 0, probes: 0, bytes: 0 })
console.log(`${manifest.sets.length} sets, ${total.items} items, ${total.probes} probes, ${total.bytes} bytes; ${problems.length === 0 ? 'all valid' : `${problems.length} problems`}`)
process.exit(problems.length === 0 ? 0 : 1)
