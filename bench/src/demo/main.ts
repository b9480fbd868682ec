import { parseArgs } from 'node:util'
import { booksReport, pretendedBooks } from './books.ts'
import { demoCases, REQUESTED_MODEL } from './cases.ts'
import { caseJson, caseReport, leastRatio, legend } from './report.ts'
import { routingReport } from './routing.ts'
import { runCase } from './run.ts'

const { values } = parseArgs({
	options: { json: { type: 'boolean', default: false }, 'no-timings': { type: 'boolean', default: false } },
})
const showsProgress = process.stderr.isTTY === true

const results: object[] = []
let crossed = false
for (const demo of demoCases()) {
	const requests = await runCase(demo, REQUESTED_MODEL, (done, all) => {
		if (showsProgress)
			process.stderr.write(`\r\u001b[K${done} of ${all}  ${demo.title}${done === all ? '\r\u001b[K' : ''}`)
	})
	// Infinity where compression never ran: then nothing shows that the floor held.
	crossed ||= !(leastRatio(requests) >= 0.5 && leastRatio(requests) <= 1)
	results.push(caseJson(demo, requests))
	if (!values.json) console.log(caseReport(demo, requests, !values['no-timings']))
}
if (values.json) console.log(JSON.stringify(results, null, 2))
else {
	console.log(await routingReport(REQUESTED_MODEL))
	console.log(booksReport(await pretendedBooks(demoCases(), REQUESTED_MODEL)))
	console.log(legend())
}

if (crossed) {
	console.error('The floor was crossed: compression kept less than half of the tokens of a request.')
	process.exitCode = 1
}
