import { setTimeout as sleep } from 'node:timers/promises'
import { sqliteLedger } from '../../src/ledger/sqlite-ledger.ts'
import { madeUpRecord } from './made-up-records.ts'

/**
 * Books made-up calls [from, to) one by one, and says of each that is safe in the file: its number, on a line. Opens
 * the file anew after every `perOpening` calls.
 */
export async function run([
	path = '',
	from = '0',
	to = '0',
	perOpening = to,
]: readonly string[]): Promise<void> {
	let ledger = sqliteLedger({ path })
	let held: number[] = []
	for (let n = Number(from); n < Number(to); n++) {
		if (n > Number(from) && n % Number(perOpening) === 0) {
			// A second one of the same file in the same process, while the first is open.
			const next = sqliteLedger({ path })
			ledger.close()
			ledger = next
		}
		held.push(n)
		if (ledger.record([madeUpRecord(n)]) > 0) {
			// Another process has the file: they wait, and are safe only once they are written.
			await sleep(1)
			continue
		}
		await say(held)
		held = []
	}
	ledger.close()
	await say([...held, 'done'])
}

async function say(words: readonly (number | string)[]): Promise<void> {
	await new Promise((resolve) => process.stdout.write(words.map((word) => `${word}\n`).join(''), resolve))
}
