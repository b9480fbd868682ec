// Application logs of three services: JSON lines, a JVM service with stack traces, a Python worker with tracebacks.
import { clock, pad, random } from './random.mjs'
import { probe, row } from './row.mjs'

/** JSON lines of a Node service; the incident is a certificate that expires for one upstream. */
function jsonLines() {
	const r = random('logs-app/json')
	const time = clock('2026-03-02T11:58:40.100Z')
	const routes = ['/v1/quotes', '/v1/quotes/:id', '/v1/carriers', '/v1/labels', '/v1/track/:code', '/metrics', '/healthz']
	const lines = []
	const log = (level, msg, fields = {}) => lines.push(JSON.stringify({ level, time: time.after(r.skewed(420)), pid: 17, hostname: 'labels-5d8f', ...fields, msg }))
	for (let i = 0; i < 125; i++) {
		const reqId = r.from('ABCDEFGHJKMNPQRSTVWXYZ0123456789', 10)
		const route = r.weighted(routes.map((name, k) => [name, k === 6 ? 5 : 2]))
		const kind = r.weighted([['http', 20], ['cache', 3], ['carrier', 3], ['gc', 1], ['invalid', 1.5]])
		if (kind === 'http') log(30, 'request completed', { reqId, req: { method: r.weighted([['GET', 5], ['POST', 2]]), route, ua: r.pick(['warehouse-app/3.2', 'curl/8.6.0', 'Mozilla/5.0 (X11; Linux x86_64) Gecko/20100101', 'probe']) }, res: { status: r.weighted([[200, 30], [304, 3], [404, 1], [422, 1]]) }, ms: r.skewed(18) })
		if (kind === 'cache') log(20, 'cache miss', { key: `rate:${r.pick(['DE', 'NO', 'PT', 'LV'])}:${r.int(1000, 9999)}:${r.int(1, 31)}kg` })
		if (kind === 'carrier') log(30, 'label bought', { reqId, carrier: r.pick(['nordpil', 'kurirs', 'estafeta-verde']), service: r.pick(['eco', 'day+1', 'locker']), cents: r.skewed(590) })
		if (kind === 'gc') log(40, 'event loop delay', { p99: r.int(70, 310) })
		if (kind === 'invalid') log(40, 'validation failed', { reqId, issues: [{ path: r.pick(['parcel.weight', 'to.postcode', 'from.country']), code: r.pick(['too_small', 'invalid', 'required']) }] })
		if (i >= 96 && i <= 104) log(50, 'carrier request failed', { reqId, carrier: 'kurirs', err: { type: 'Error', code: 'CERT_HAS_EXPIRED', message: 'certificate has expired', host: 'api.kurirs.example', stack: 'Error: certificate has expired\n    at TLSSocket.onConnectSecure (node:_tls_wrap:1679:34)\n    at TLSSocket.emit (node:events:518:28)\n    at TLSSocket._finishInit (node:_tls_wrap:1085:8)' }, attempt: (i % 3) + 1 })
		if (i === 105) log(60, 'circuit opened', { carrier: 'kurirs', failures: 9, retryAt: '2026-03-02T12:30:00.000Z', incident: 'inc-7741' })
		if (i === 121) log(30, 'config reloaded', { source: 's3://conf-labels/prod.json', etag: '"9b2cf535f27731c9"', changed: ['carriers.kurirs.pin', 'limits.labelsPerMinute'] })
	}
	return row('logs-app', 'json-lines', 'log', lines.join('\n'), [
		probe('With which error code do the requests to the carrier kurirs fail?', 'CERT_HAS_EXPIRED', '"code":"CERT_HAS_EXPIRED","message":"certificate has expired","host":"api.kurirs.example"', 'error'),
		probe('Which incident number was opened with the circuit?', 'inc-7741', '"incident":"inc-7741"', 'error'),
		probe('When is the carrier tried again?', '2026-03-02T12:30:00.000Z', '"retryAt":"2026-03-02T12:30:00.000Z"'),
		probe('Which ETag did the reloaded configuration have?', '9b2cf535f27731c9', '"etag":"\\"9b2cf535f27731c9\\""', 'needle'),
		probe('Which settings changed with the reload?', 'carriers.kurirs.pin', '"changed":["carriers.kurirs.pin","limits.labelsPerMinute"]'),
		probe('After how many failures did the circuit open?', '"failures":9', '"carrier":"kurirs","failures":9', 'count'),
	])
}

/** A JVM service: background of scheduler and Kafka-like consumer, one nested exception with "Caused by". */
function jvm() {
	const r = random('logs-app/jvm')
	const time = clock('2026-01-20T03:59:57.332Z')
	const lines = []
	const log = (level, thread, logger, text) => lines.push(`${time.after(r.skewed(900)).replace('T', ' ').replace('Z', '')} ${pad(level, 5)} 1 --- [${pad(thread, 15)}] ${pad(logger, 38)} : ${text}`)
	for (let i = 0; i < 190; i++) {
		const kind = r.weighted([['poll', 8], ['settle', 5], ['hikari', 2], ['schedule', 3], ['rebalance', 0.6], ['deprecated', 0.6]])
		const account = `AC-${r.int(10_000, 99_999)}`
		if (kind === 'poll') log('DEBUG', `consumer-0-C-${r.int(1, 3)}`, 'e.q.settle.kafka.MovementListener', `polled ${r.skewed(40)} records, lag=${r.skewed(300)}, partition=movements-${r.int(0, 11)}`)
		if (kind === 'settle') log('INFO', `settle-${r.int(1, 8)}`, 'e.q.settle.core.SettlementService', `settled ${account} balance=${(r.skewed(90_000) / 100).toFixed(2)} entries=${r.skewed(12)} in ${r.skewed(35)} ms`)
		if (kind === 'hikari') log('DEBUG', 'housekeeper', 'com.pool.HikariLike', `Pool stats (total=20, active=${r.int(1, 20)}, idle=${r.int(0, 12)}, waiting=${r.int(0, 3)})`)
		if (kind === 'schedule') log('INFO', 'scheduling-1', 'e.q.settle.job.CutoffJob', `next cut-off in ${r.int(1, 59)} min, ${r.skewed(220)} accounts open`)
		if (kind === 'rebalance') log('WARN', 'consumer-0-C-2', 'o.a.k.c.c.internals.Coordinator', `Group coordinator broker-${r.int(1, 3)}.bus.example:9092 is unavailable, rediscovering`)
		if (kind === 'deprecated') log('WARN', 'main', 'o.s.boot.diagnostics', "Property 'settle.batch' is deprecated, use 'settle.batch-size'")
		if (i === 118) {
			log('ERROR', 'settle-5', 'e.q.settle.core.SettlementService', 'settlement of AC-40417 failed, 218 entries rolled back')
			lines.push(
				'example.quay.settle.SettlementException: could not close period 2026-01',
				'\tat example.quay.settle.core.SettlementService.close(SettlementService.java:214)',
				'\tat example.quay.settle.core.SettlementService.settle(SettlementService.java:131)',
				'\tat java.base/java.util.concurrent.ThreadPoolExecutor.runWorker(ThreadPoolExecutor.java:1144)',
				'\tat java.base/java.lang.Thread.run(Thread.java:1583)',
				'Caused by: example.quay.ledger.ImbalanceException: debit 88120.55 <> credit 88120.54 (difference 0.01 EUR)',
				'\tat example.quay.ledger.Period.verify(Period.java:77)',
				'\tat example.quay.ledger.Period.close(Period.java:49)',
				'\t... 4 common frames omitted',
				'Caused by: java.lang.ArithmeticException: Rounding necessary',
				'\tat java.base/java.math.BigDecimal.commonNeedIncrement(BigDecimal.java:4810)',
				'\tat example.quay.fx.Converter.toMinor(Converter.java:58)',
				'\t... 6 common frames omitted',
			)
			log('WARN', 'settle-5', 'e.q.settle.core.RetryPolicy', 'AC-40417 will not be retried: permanent failure, ticket SET-3099 created')
		}
	}
	log('INFO', 'scheduling-1', 'e.q.settle.job.CutoffJob', 'cut-off finished: 1,206 accounts settled, 1 failed, 3 skipped')
	return row('logs-app', 'jvm', 'log', lines.join('\n'), [
		probe('Which account could not be settled?', 'AC-40417', 'settlement of AC-40417 failed, 218 entries rolled back', 'error'),
		probe('What is the root cause of the failure?', 'Rounding necessary', 'Caused by: java.lang.ArithmeticException: Rounding necessary', 'error'),
		probe('In which line of Converter.java did it happen?', 'Converter.java:58', 'at example.quay.fx.Converter.toMinor(Converter.java:58)', 'error'),
		probe('How large is the difference between debit and credit?', 'difference 0.01 EUR', 'debit 88120.55 <> credit 88120.54 (difference 0.01 EUR)'),
		probe('Which ticket was created?', 'SET-3099', 'permanent failure, ticket SET-3099 created'),
		probe('How many accounts were settled by the cut-off?', '1,206 accounts settled', 'cut-off finished: 1,206 accounts settled, 1 failed, 3 skipped', 'count'),
	])
}

/** A Python worker with progress lines, warnings and a traceback inside a batch of image jobs. */
function python() {
	const r = random('logs-app/python')
	const time = clock('2026-05-06T21:10:02.000Z')
	const lines = []
	const log = (level, name, text) => lines.push(`[${time.after(r.skewed(1300)).slice(0, 19).replace('T', ' ')},${String(r.int(0, 999)).padStart(3, '0')}: ${level}/${name}] ${text}`)
	for (let i = 0; i < 165; i++) {
		const worker = `ForkPoolWorker-${r.int(1, 6)}`
		const task = `scan.tasks.${r.weighted([['ocr_page', 6], ['deskew', 4], ['thumbnail', 4], ['index_text', 3]])}`
		const kind = r.weighted([['received', 5], ['succeeded', 6], ['ocr', 3], ['beat', 1], ['slow', 0.8], ['retry', 0.7]])
		const id = r.uuid()
		if (kind === 'received') log('INFO', 'MainProcess', `Task ${task}[${id}] received`)
		if (kind === 'succeeded') log('INFO', worker, `Task ${task}[${id}] succeeded in ${(r.skewed(800) / 1000).toFixed(6)}s: {'page': ${r.int(1, 412)}, 'confidence': ${(0.7 + r.float() * 0.3).toFixed(3)}}`)
		if (kind === 'ocr') log('DEBUG', worker, `lang=${r.pick(['deu', 'deu_frak', 'lat', 'nld'])} psm=6 words=${r.skewed(310)} rejected=${r.skewed(9)}`)
		if (kind === 'beat') log('INFO', 'Beat', `Scheduler: Sending due task purge-tmp (scan.tasks.purge_tmp)`)
		if (kind === 'slow') log('WARNING', worker, `page took ${r.int(21, 58)}s, soft limit is 60s`)
		if (kind === 'retry') log('WARNING', worker, `Task ${task}[${id}] retry: Retry in ${r.pick([2, 4, 8])}s: ConnectionResetError(104, 'Connection reset by peer')`)
		if (i === 77) {
			log('ERROR', 'ForkPoolWorker-4', 'Task scan.tasks.ocr_page[c0ffee11-9d3e-4b7a-8e55-0b1d22aa7f10] raised unexpected: PageTooLarge(\'TIFF strip of 1.9 GiB\')')
			lines.push('Traceback (most recent call last):', '  File "/srv/scan/.venv/lib/python3.12/site-packages/worker/trace.py", line 451, in trace_task', '    R = retval = fun(*args, **kwargs)', '  File "/srv/scan/scan/tasks.py", line 96, in ocr_page', '    image = load(path, max_bytes=LIMIT)', '  File "/srv/scan/scan/images.py", line 41, in load', '    raise PageTooLarge(f"TIFF strip of {human(size)}")', 'scan.images.PageTooLarge: TIFF strip of 1.9 GiB', '', 'During handling of the above exception, another exception occurred:', '', 'Traceback (most recent call last):', '  File "/srv/scan/scan/tasks.py", line 103, in ocr_page', '    quarantine(path, reason=str(error))', '  File "/srv/scan/scan/store.py", line 219, in quarantine', "    os.rename(path, target)", "OSError: [Errno 18] Invalid cross-device link: '/mnt/in/kb_1871_b044.tif' -> '/quarantine/kb_1871_b044.tif'")
		}
		if (i === 130) log('CRITICAL', 'MainProcess', "Unrecoverable error: disk usage of /mnt/in at 97%, intake paused until below 90%")
	}
	return row('logs-app', 'python-worker', 'log', lines.join('\n'), [
		probe('Which exception did the OCR task raise?', 'PageTooLarge', 'scan.images.PageTooLarge: TIFF strip of 1.9 GiB', 'error'),
		probe('Which file could not be moved to quarantine?', 'kb_1871_b044.tif', "OSError: [Errno 18] Invalid cross-device link: '/mnt/in/kb_1871_b044.tif' -> '/quarantine/kb_1871_b044.tif'", 'error'),
		probe('What is the id of the task that failed?', 'c0ffee11-9d3e-4b7a-8e55-0b1d22aa7f10', 'Task scan.tasks.ocr_page[c0ffee11-9d3e-4b7a-8e55-0b1d22aa7f10] raised unexpected', 'needle'),
		probe('Below which disk usage is the intake resumed?', 'below 90%', 'disk usage of /mnt/in at 97%, intake paused until below 90%', 'error'),
		probe('In which line of store.py does quarantine fail?', 'line 219', 'File "/srv/scan/scan/store.py", line 219, in quarantine', 'error'),
	])
}

export const logsApp = () => [jsonLines(), jvm(), python()]
