// Database server logs: a deadlock, a failing replica and a statement that fills the disk with temporary files.
import { clock, random } from './random.mjs'
import { probe, row } from './row.mjs'

const STATEMENTS = [
	'SELECT o.id, o.placed_at, sum(l.cents) FROM orders o JOIN order_line l ON l.order_id = o.id WHERE o.customer_id = $1 GROUP BY o.id ORDER BY o.placed_at DESC LIMIT 20',
	'UPDATE stock SET reserved = reserved + $1 WHERE sku = $2 AND warehouse = $3',
	'INSERT INTO audit_log (actor, action, target, payload) VALUES ($1, $2, $3, $4)',
	'SELECT * FROM sessions WHERE token_hash = $1 AND expires_at > now()',
	"SELECT id FROM jobs WHERE state = 'ready' ORDER BY priority DESC, id FOR UPDATE SKIP LOCKED LIMIT 10",
	'DELETE FROM cart_item WHERE cart_id = $1 AND added_at < now() - interval \'30 days\'',
	'REFRESH MATERIALIZED VIEW CONCURRENTLY bestseller_week',
	'SELECT count(*) FILTER (WHERE paid_at IS NULL), date_trunc(\'day\', due_on) FROM invoice GROUP BY 2',
]

/** Routine of a busy server; `incident(i, log, raw)` adds its own lines after the i-th entry. */
function serverLog(seed, start, count, incident) {
	const r = random(`logs-postgres/${seed}`)
	const time = clock(start)
	const lines = []
	const log = (level, text, user = 'app@shop', pid = r.int(20_100, 31_900)) => lines.push(`${time.after(r.skewed(1800)).replace('T', ' ').replace('Z', ' UTC')} [${pid}] ${user} ${level}:  ${text}`)
	const raw = (text) => lines.push(text)
	for (let i = 0; i < count; i++) {
		const kind = r.weighted([['slow', 7], ['connect', 4], ['checkpoint', 2], ['vacuum', 2], ['unique', 1.2], ['cancel', 0.7], ['temp', 1], ['wait', 0.8]])
		if (kind === 'slow') {
			const pid = r.int(20_100, 31_900)
			log('LOG', `duration: ${(r.skewed(640_000) / 1000).toFixed(3)} ms  execute S_${r.int(1, 40)}: ${r.pick(STATEMENTS)}`, 'app@shop', pid)
			log('DETAIL', `Parameters: $1 = '${r.chance(0.3) ? r.uuid() : r.int(1000, 999999)}', $2 = '${r.pick(['JKT-081-L', 'SOCK-3P', 'TENT-F3', 'MUG-ENM'])}', $3 = '${r.int(1, 6)}'`, 'app@shop', pid)
		}
		if (kind === 'connect') log('LOG', `connection authorized: user=${r.pick(['app', 'report', 'migrate'])} database=shop application_name=${r.pick(['web', 'worker', 'psql'])} SSL enabled (protocol=TLSv1.3, cipher=TLS_AES_256_GCM_SHA384, bits=256)`)
		if (kind === 'checkpoint') log('LOG', `checkpoint complete: wrote ${r.skewed(5200)} buffers (${(r.float() * 9).toFixed(1)}%); 0 WAL file(s) added, ${r.int(0, 3)} removed, ${r.int(1, 14)} recycled; write=${(r.float() * 260).toFixed(3)} s, sync=${(r.float() * 0.4).toFixed(3)} s, total=${(r.float() * 270).toFixed(3)} s; sync files=${r.int(20, 190)}, longest=0.${r.int(100, 300)} s; distance=${r.int(9000, 90000)} kB`, '@', 71)
		if (kind === 'vacuum') log('LOG', `automatic vacuum of table "shop.public.${r.pick(['sessions', 'jobs', 'cart_item', 'stock'])}": index scans: 1, pages: 0 removed, ${r.int(800, 90000)} remain, tuples: ${r.int(900, 40000)} removed, ${r.int(20000, 900000)} remain, elapsed: ${(r.float() * 20).toFixed(2)} s`, '@')
		if (kind === 'unique') {
			log('ERROR', 'duplicate key value violates unique constraint "cart_item_cart_id_sku_key"')
			log('DETAIL', `Key (cart_id, sku)=(${r.int(10000, 99999)}, ${r.pick(['JKT-081-L', 'MUG-ENM'])}) already exists.`)
		}
		if (kind === 'cancel') log('ERROR', 'canceling statement due to statement timeout', 'report@shop')
		if (kind === 'temp') log('LOG', `temporary file: path "base/pgsql_tmp/pgsql_tmp${r.int(20_100, 31_900)}.${r.int(0, 4)}", size ${r.skewed(30_000_000)}`, 'report@shop')
		if (kind === 'wait') log('LOG', `process ${r.int(20_100, 31_900)} still waiting for ShareLock on transaction ${r.int(81_000_000, 82_000_000)} after 1000.${r.int(100, 900)} ms`)
		incident(i, log, raw)
	}
	return lines.join('\n')
}

function deadlock() {
	const text = serverLog('deadlock', '2026-03-28T09:12:40.551Z', 84, (i, log, raw) => {
		if (i !== 55) return
		log('ERROR', 'deadlock detected', 'app@shop', 24417)
		log('DETAIL', 'Process 24417 waits for ShareLock on transaction 81440972; blocked by process 25503.', 'app@shop', 24417)
		raw('\tProcess 25503 waits for ShareLock on transaction 81440969; blocked by process 24417.')
		raw('\tProcess 24417: UPDATE stock SET reserved = reserved + 2 WHERE sku = \'TENT-F3\' AND warehouse = 4')
		raw('\tProcess 25503: UPDATE stock SET reserved = reserved - 1 WHERE sku = \'MUG-ENM\' AND warehouse = 4')
		log('HINT', 'See server log for query details.', 'app@shop', 24417)
		log('CONTEXT', 'while updating tuple (1207,33) in relation "stock"', 'app@shop', 24417)
	})
	return row('logs-postgres', 'deadlock', 'log', text, [
		probe('Which two processes blocked each other?', 'blocked by process 25503', ['Process 24417 waits for ShareLock on transaction 81440972; blocked by process 25503.', 'Process 25503 waits for ShareLock on transaction 81440969; blocked by process 24417.'], 'error'),
		probe('Which tuple was being updated?', 'tuple (1207,33)', 'while updating tuple (1207,33) in relation "stock"', 'error'),
		probe('Which SKU did process 24417 reserve?', 'TENT-F3', "Process 24417: UPDATE stock SET reserved = reserved + 2 WHERE sku = 'TENT-F3' AND warehouse = 4", 'near-miss'),
		probe('Which SKU did process 25503 release?', 'MUG-ENM', "Process 25503: UPDATE stock SET reserved = reserved - 1 WHERE sku = 'MUG-ENM' AND warehouse = 4", 'near-miss'),
		probe('Which transaction did process 24417 wait for?', '81440972', 'Process 24417 waits for ShareLock on transaction 81440972', 'near-miss'),
	])
}

function replica() {
	const text = serverLog('replica', '2026-01-09T23:50:02.009Z', 80, (i, log) => {
		if (i === 31) log('FATAL', 'could not receive data from WAL stream: ERROR:  requested WAL segment 00000003000004C7000000A1 has already been removed', '@', 88)
		if (i > 31 && i < 52 && i % 5 === 0) log('LOG', 'started streaming WAL from primary at 4C7/A1000000 on timeline 3', '@', 90 + i)
		if (i > 31 && i < 52 && i % 5 === 0) log('FATAL', 'could not receive data from WAL stream: ERROR:  requested WAL segment 00000003000004C7000000A1 has already been removed', '@', 90 + i)
		if (i === 56) log('LOG', 'restored log file "00000003000004C7000000A1" from archive', '@', 51)
		if (i === 58) log('LOG', 'consistent recovery state reached at 4C7/A2F19C60', '@', 51)
		if (i === 70) log('WARNING', 'archive_command took 41 s for 00000003000004C80000001E, queue length 212', '@', 73)
	})
	return row('logs-postgres', 'replica', 'log', text, [
		probe('Which WAL segment has been removed already?', '00000003000004C7000000A1', 'requested WAL segment 00000003000004C7000000A1 has already been removed', 'error'),
		probe('From where was the missing segment restored in the end?', 'from archive', 'restored log file "00000003000004C7000000A1" from archive'),
		probe('At which position was a consistent state reached?', '4C7/A2F19C60', 'consistent recovery state reached at 4C7/A2F19C60', 'needle'),
		probe('How long is the queue of the archiver?', '212', 'archive_command took 41 s for 00000003000004C80000001E, queue length 212', 'error'),
		probe('On which timeline does the replica stream?', 'timeline 3', 'started streaming WAL from primary at 4C7/A1000000 on timeline 3'),
	])
}

function diskFull() {
	const text = serverLog('disk', '2026-05-30T04:00:00.873Z', 82, (i, log, raw) => {
		if (i > 36 && i < 50 && i % 3 === 0) log('LOG', `temporary file: path "base/pgsql_tmp/pgsql_tmp30077.${i - 36}", size 1073741824`, 'report@shop', 30077)
		if (i === 51) {
			log('ERROR', 'could not write to file "base/pgsql_tmp/pgsql_tmp30077.14": No space left on device', 'report@shop', 30077)
			log('STATEMENT', 'SELECT c.region, p.family, percentile_cont(0.9) WITHIN GROUP (ORDER BY l.cents)', 'report@shop', 30077)
			raw('\tFROM order_line l CROSS JOIN LATERAL price_at(l.sku, l.placed_at) p')
			raw('\tJOIN orders o ON o.id = l.order_id JOIN customer c ON c.id = o.customer_id')
			raw('\tGROUP BY CUBE (c.region, p.family, l.warehouse) -- quarterly board report, owner: pricing-analytics')
		}
		if (i === 53) log('PANIC', 'could not write to file "pg_wal/xlogtemp.71": No space left on device', '@', 71)
		if (i === 54) log('LOG', 'server process (PID 71) was terminated by signal 6: Aborted', '@', 1)
		if (i === 55) log('LOG', 'database system was interrupted; last known up at 2026-05-30 04:01:12 UTC', '@', 40)
		if (i === 57) log('LOG', 'redo done at 51A/0CE8F3D8 system usage: CPU: user: 4.11 s, system: 1.90 s, elapsed: 19.63 s', '@', 40)
		if (i === 58) log('LOG', 'database system is ready to accept connections', '@', 1)
	})
	return row('logs-postgres', 'disk-full', 'log', text, [
		probe('Which process filled the disk with temporary files?', '30077', 'could not write to file "base/pgsql_tmp/pgsql_tmp30077.14": No space left on device', 'error'),
		probe('Who owns the statement that filled the disk?', 'pricing-analytics', 'quarterly board report, owner: pricing-analytics', 'error'),
		probe('What made the server panic?', 'pg_wal/xlogtemp.71', 'could not write to file "pg_wal/xlogtemp.71": No space left on device', 'error'),
		probe('By which signal was the process terminated?', 'signal 6: Aborted', 'server process (PID 71) was terminated by signal 6: Aborted', 'error'),
		probe('Where was the redo done?', '51A/0CE8F3D8', 'redo done at 51A/0CE8F3D8', 'needle'),
	])
}

export const logsPostgres = () => [deadlock(), replica(), diskFull()]
