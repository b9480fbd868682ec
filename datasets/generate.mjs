// Writes the machine-made sets. Seeded: run twice, get the same bytes. `--check` writes nothing and compares.
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { mailQueue, rebooking } from './generators/agent-runs.mjs'
import { churn } from './generators/agent-runs-analysis.mjs'
import { commandOutput } from './generators/command-output.mjs'
import { control } from './generators/control.mjs'
import { demoAgentMessages, demoAgentProbes } from './generators/demo-agent.mjs'
import { jsonApis } from './generators/json-apis.mjs'
import { logsAccess } from './generators/logs-access.mjs'
import { logsApp } from './generators/logs-app.mjs'
import { logsCi } from './generators/logs-ci.mjs'
import { logsKubernetes } from './generators/logs-kubernetes.mjs'
import { logsPostgres } from './generators/logs-postgres.mjs'
import { tables } from './generators/tables.mjs'
import { toolSchemas } from './generators/tool-schemas.mjs'

const root = dirname(fileURLToPath(import.meta.url))

/** File to rows. The order of the rows is the order in the file. */
const sets = {
	'demo/agent-run.jsonl': () => [
		{ id: 'agent-run/1', dataset: 'agent-run', kind: 'trajectory', lang: 'en', messages: demoAgentMessages(), probes: demoAgentProbes() },
	],
	'agent-runs/data.jsonl': () => [rebooking(), mailQueue(), churn()],
	'json-apis/data.jsonl': jsonApis,
	'logs-app/data.jsonl': logsApp,
	'logs-access/data.jsonl': logsAccess,
	'logs-kubernetes/data.jsonl': logsKubernetes,
	'logs-postgres/data.jsonl': logsPostgres,
	'logs-ci/data.jsonl': logsCi,
	'command-output/data.jsonl': commandOutput,
	'tables/data.jsonl': tables,
	'tool-schemas/data.jsonl': toolSchemas,
	'control-pairs/data.jsonl': control,
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
