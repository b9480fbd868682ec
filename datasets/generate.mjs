// Writes the machine-made sets. Seeded: run twice, get the same bytes. `--check` writes nothing and compares.
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { demoAgentMessages, demoAgentProbes } from './generators/demo-agent.mjs'

const root = dirname(fileURLToPath(import.meta.url))

/** File to rows. The order of the rows is the order in the file. */
const sets = {
	'demo/agent-run.jsonl': () => [
		{ id: 'agent-run/1', dataset: 'agent-run', kind: 'trajectory', lang: 'en', messages: demoAgentMessages(), probes: demoAgentProbes() },
	],
}

const check = process.argv.includes('--check')
let stale = 0
for (const [file, rows] of Object.entries(sets)) {
	const text = rows().map((row) => `${JSON.stringify(row)}\n`).join('')
	const path = join(root, file)
	if (check) {
		let current = ''
		try {
			current = readFileSync(path, 'utf8')
		} catch {
			// A missing file is a stale file.
		}
		if (current !== text) {
			stale++
			console.log(`${file}: differs from what its generator writes; run node datasets/generate.mjs`)
		}
	} else {
		mkdirSync(dirname(path), { recursive: true })
		writeFileSync(path, text)
		console.log(`${file}: ${Buffer.byteLength(text)} bytes`)
	}
}
process.exit(stale === 0 ? 0 : 1)
