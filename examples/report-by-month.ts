/** Calls booked in a file by one process, and summed up by month by another, from billed usage. Needs libsql. */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createReport, formatReport, sqliteLedger } from '@headroom/core'
import type { CallRecord } from '@headroom/spec'

const folder = mkdtempSync(join(tmpdir(), 'headroom-ledger-'))
const path = join(folder, 'ledger.db')

/** A call as `HeadroomClient` books it, given its figures. */
function call(id: string, date: string, tokens: [number, number], usd: [number, number]): CallRecord {
	return {
		id,
		startedAt: Date.parse(date),
		provider: 'openai',
		requestedModel: 'openai/gpt-4o',
		model: 'openai/gpt-4o-mini',
		route: 'simple',
		tags: { team: 'search' },
		outcome: 'completed',
		usage: { inputTokens: tokens[1], outputTokens: 40 },
		usageMark: 'billed',
		originalInputTokens: tokens[0],
		cost: { status: 'priced', usd: usd[1], mark: 'billed' },
		baseline: {
			model: 'openai/gpt-4o',
			usage: { inputTokens: tokens[0], outputTokens: 40 },
			cost: { status: 'priced', usd: usd[0], mark: 'estimated' },
		},
	}
}

const books = sqliteLedger({ path })
books.record([
	call('1', '2026-10-30', [8412, 5120], [0.0214, 0.0008]),
	call('2', '2026-11-02', [1000, 900], [0.0029, 0.0002]),
])
// The same call again, as after a crash: it counts once.
books.record([call('2', '2026-11-02', [1000, 900], [0.0029, 0.0002])])
books.close()

const later = sqliteLedger({ path })
console.log(formatReport(createReport(later, { by: 'month' })))
// → month    calls  original tokens  optimized tokens  savings  original cost  optimized cost    saved
// → 2026-10      1            8,412             5,120   39.1 %        $0.0214         $0.0008  $0.0206
// → 2026-11      1            1,000               900   10.0 %        $0.0029         $0.0002  $0.0027
// → total        2            9,412             6,020   36.0 %        $0.0243          $0.001  $0.0233
later.close()
rmSync(folder, { recursive: true })
