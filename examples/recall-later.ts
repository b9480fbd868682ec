/** What compression leaves out, kept in an SQLite file and brought back by a later process. Needs libsql. */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { ContextCompressor } from '@headroom/compressor'
import { sqliteRecallStore } from '@headroom/compressor/recall-sqlite'

const folder = mkdtempSync(join(tmpdir(), 'headroom-recall-'))
const file = join(folder, 'recall.db')
const log = Array.from({ length: 200 }, (_, n) => `worker-${n % 9} finished job ${n}`).join('\r\n')

const first = sqliteRecallStore({ file, ttlMs: 3_600_000 })
const { text } = await new ContextCompressor({ recall: first }).compress(log, { query: 'job 7' })
first.close()

// Another process opens the same file.
const later = sqliteRecallStore({ file })
const compressor = new ContextCompressor({ recall: later })
let whole = ''
let from = 0
for (const marker of text.matchAll(/\[… [^\]\n]+ · recall ([0-9a-z]+)\]/g)) {
	whole += text.slice(from, marker.index) + (await compressor.recall(marker[1] ?? ''))
	from = marker.index + marker[0].length
}
whole += text.slice(from)
later.close()
rmSync(folder, { recursive: true })

console.log(text.length < log.length, whole === log) // → true true
