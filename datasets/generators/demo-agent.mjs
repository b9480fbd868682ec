// The demo's agent run: a hand-written story around the machine output of demo-agent-outputs.mjs.
import { buildLog, flags, gitLog, invoices, listing, podLog, testRun } from './demo-agent-outputs.mjs'
import { pad, padLeft } from './random.mjs'
import { trajectory } from './trajectory.mjs'

const SYSTEM = `You are an engineering agent of the billing team at Quayside, a shop system for boat suppliers. You work in /srv/quayside-billing through tools.

Rules:
- You must never write to the production database or change a feature flag in production; propose the command instead.
- Read before you edit. Keep a change as small as the problem allows, and add a test that fails without it.
- Amounts are integers in cents. Important: VAT of an invoice is never negative unless the invoice is a credit note.
- Quote identifiers (invoice numbers, commits, test names) exactly as the tools printed them.
- If a tool fails, say so; do not guess its output.

Tools: bash(command), http_get(path), read_file(path), edit_file(path, old, new), sql(query) on the read replica.`

const DISCOUNTS = `import type { Invoice, InvoiceLine } from '../invoice.js'
import { roundHalfEven } from './rounding.js'

export type Discount =
  | { type: 'volume'; percent: number; minNetCents?: number }
  | { type: 'coupon'; code: string; cents: number }

/** Highest total discount that sales may grant without an approval. */
export const MAX_DISCOUNT_PERCENT = 35

/** Coupons are spread over the lines so that each VAT rate gets its share. */
export const COUPON_SPREAD_EPSILON = 0.005

export interface DiscountedLine extends InvoiceLine {
  /** Net of all discounts, in cents. */
  discountedCents: number
  /** What was taken off this line, by discount type. */
  taken: Record<Discount['type'], number>
}

function lineNet(line: InvoiceLine): number {
  return line.qty * line.unitCents
}

/**
 * Applies a volume discount to every line.
 *
 * The percentage is taken from the undiscounted net; a coupon that was applied before does not change it.
 */
export function applyVolume(lines: DiscountedLine[], percent: number): DiscountedLine[] {
  if (percent < 0 || percent > 100) throw new RangeError('percent out of range: ' + percent)
  return lines.map((line) => {
    const off = roundHalfEven((lineNet(line) * percent) / 100)
    return {
      ...line,
      discountedCents: line.discountedCents - off,
      taken: { ...line.taken, volume: line.taken.volume + off },
    }
  })
}

/** Spreads a coupon over the lines by their share of the net. The last line takes what rounding left over. */
export function applyCoupon(lines: DiscountedLine[], cents: number): DiscountedLine[] {
  const net = lines.reduce((sum, line) => sum + line.discountedCents, 0)
  let left = Math.min(cents, net)
  return lines.map((line, index) => {
    const share = index === lines.length - 1 ? left : roundHalfEven((cents * line.discountedCents) / net)
    left -= share
    return {
      ...line,
      discountedCents: line.discountedCents - share,
      taken: { ...line.taken, coupon: line.taken.coupon + share },
    }
  })
}

/** Discounts in the order in which they are printed on the invoice. */
export function applyDiscounts(invoice: Invoice): DiscountedLine[] {
  let lines: DiscountedLine[] = invoice.lines.map((line) => ({
    ...line,
    discountedCents: lineNet(line),
    taken: { volume: 0, coupon: 0 },
  }))
  for (const discount of invoice.discounts) {
    if (discount.type === 'volume') lines = applyVolume(lines, discount.percent)
    else lines = applyCoupon(lines, discount.cents)
  }
  return lines
}

/** VAT base of an invoice, in cents. */
export function vatBase(invoice: Invoice): number {
  const lines = applyDiscounts(invoice)
  const taken = lines.reduce((sum, line) => sum + line.taken.volume + line.taken.coupon, 0)
  return lines.reduce((sum, line) => sum + line.discountedCents, 0) - taken
}

/** Whether the total discount needs an approval by sales. */
export function needsApproval(invoice: Invoice): boolean {
  const net = invoice.lines.reduce((sum, line) => sum + lineNet(line), 0)
  const lines = applyDiscounts(invoice)
  const after = lines.reduce((sum, line) => sum + line.discountedCents, 0)
  return net > 0 && (100 * (net - after)) / net > MAX_DISCOUNT_PERCENT
}`

const DIFF = `commit 9c3f7e25d30d6cd5c31d17475f2da46a52988f54
Author: Ilse <ilse@quayside.example>
Date:   Fri May 8 19:40:00 2026 +0200

    feat(pricing): combine volume discounts with coupons (#1184)

    Until now the second discount of an invoice was ignored. Behind the
    flag billing.combine-discounts both are applied, in printing order.

diff --git a/src/pricing/discounts.ts b/src/pricing/discounts.ts
index 4be1f20..a91c77d 100644
--- a/src/pricing/discounts.ts
+++ b/src/pricing/discounts.ts
@@ -71,8 +71,9 @@ export function applyDiscounts(invoice: Invoice): DiscountedLine[] {
 
 /** VAT base of an invoice, in cents. */
 export function vatBase(invoice: Invoice): number {
-  const [first] = invoice.discounts
-  return lineSum(invoice) - (first ? amountOf(first, invoice) : 0)
+  const lines = applyDiscounts(invoice)
+  const taken = lines.reduce((sum, line) => sum + line.taken.volume + line.taken.coupon, 0)
+  return lines.reduce((sum, line) => sum + line.discountedCents, 0) - taken
 }
 
 /** Whether the total discount needs an approval by sales. */
diff --git a/test/pricing/discounts.test.ts b/test/pricing/discounts.test.ts
index 09ab1de..7730c41 100644
--- a/test/pricing/discounts.test.ts
+++ b/test/pricing/discounts.test.ts
@@ -40,3 +40,9 @@ describe('applyDiscounts', () => {
+  it('applies both kinds in printing order', () => {
+    const lines = applyDiscounts(invoiceOf([1000], [volume(10), coupon(100)]))
+    expect(lines[0]?.discountedCents).toBe(800)
+  })`

const FAILURE = `> vatBase > takes each discount off once
AssertionError: expected 60000 to be 80000 // Object.is equality

\u001b[32m- Expected\u001b[39m
\u001b[31m+ Received\u001b[39m

\u001b[32m- 80000\u001b[39m
\u001b[31m+ 60000\u001b[39m

 ❯ test/pricing/discounts.test.ts:63:52
     61|   it('takes each discount off once', () => {
     62|     const invoice = invoiceOf([100_000], [volume(10), coupon(10_000)])
     63|     expect(vatBase(invoice)).toBe(80_000)
       |                                                    ^`

const GREP = `src/jobs/invoice.ts:44:  const base = vatBase(invoice)
src/jobs/creditNote.ts:29:  // same base as the invoice it reverses, see vatBase()
src/jobs/creditNote.ts:31:  const base = -vatBase(original)
src/pricing/discounts.ts:76:export function vatBase(invoice: Invoice): number {
src/pricing/vat.ts:18:export function vatCents(invoice: Invoice, rate: number): number {
src/pricing/vat.ts:21:  return roundHalfEven((vatBase(invoice) * rate) / 100)
src/render/page.ts:207:    ['VAT base', money(vatBase(invoice), invoice.currency)],
test/pricing/vat.test.ts:12:import { vatBase } from '../../src/pricing/discounts.js'
docs/pricing.md:88:\`vatBase\` is the only place where the base of the VAT is computed.`

const sql = (rows) => [
	' number         | vat_cents | status | discounts | posted_at                     | dlq',
	'----------------+-----------+--------+-----------+-------------------------------+-----',
	' QB-2026-030388 |     -1120 | open   |         2 | 2026-05-10 17:40:51.337+00    | f',
	' QB-2026-030396 |      -263 | paid   |         2 | 2026-05-10 18:02:19.010+00    | f',
	...rows.map((row) => ` ${row.number} | ${padLeft(row.vatCents, 9)} | ${pad(row.status, 6)} | ${padLeft(2, 9)} | ${pad('', 29)} | t`),
	`(${rows.length + 2} rows)`,
	'',
	'Time: 84.120 ms',
].join('\n')

const CUSTOMERS_ERROR = `{"error":{"code":"RATE_LIMITED","message":"60 requests per minute exceeded","retryAfterSeconds":8,"requestId":"req_5d0e9a7713"}}`

/** The run as messages in the spec's shape. */
export function demoAgentMessages() {
	const run = trajectory(SYSTEM, 'Since yesterday evening some invoices have a negative VAT amount and the ledger refuses them. Find the cause, fix it on a branch with a test, and tell me which invoices are affected. First look only, then change.')
	const { step } = run
	const list = invoices(64)
	const affected = list.data.filter((invoice) => invoice.vatCents < 0)
	step('I start with the history and the layout of the repository.', ['bash', { command: "git log -12 --format='%H %ai %an %s'" }, gitLog()], ['bash', { command: 'ls -la' }, listing()])
	step('Now the invoices of this morning.', ['http_get', { path: '/v2/invoices?created_after=2026-05-11T05:58:00Z&limit=64' }, JSON.stringify(list, null, 2)])
	step('Five of the 64 have a negative vatCents, and each of them has two discounts, a volume one and a coupon. What does the worker say?', ['bash', { command: 'kubectl -n billing logs deploy/billing-worker --since=40m | tail -n 110' }, podLog(list)])
	step('', ['bash', { command: "grep -rn 'vatBase' src test docs" }, GREP])
	step('', ['read_file', { path: 'src/pricing/discounts.ts' }, DISCOUNTS])
	step('`vatBase` subtracts `taken` from lines that are discounted already, so every discount counts twice. Commit 9c3f7e2 looks like the origin.', ['bash', { command: 'git show 9c3f7e2' }, DIFF], ['http_get', { path: '/internal/flags?environment=production-eu1' }, JSON.stringify(flags(), null, 2)])
	step('The flag is on for 35 percent of customers since 17:22 UTC yesterday, which fits. How many invoices are affected in total?', ['sql', { query: "select number, vat_cents, status, jsonb_array_length(discounts) as discounts, posted_at, posted_at is null as dlq from invoices where vat_cents < 0 and kind = 'invoice' and created_at > '2026-05-10 17:00+00' order by number" }, sql(affected)])
	step('Seven: five of this morning, two of last night. The two were posted before ledger.strict-sign was switched on at 19:05 UTC. I write the test first.', ['edit_file', { path: 'test/pricing/discounts.test.ts', old: "describe('needsApproval'", new: "describe('vatBase', () => {\n  it('takes each discount off once', () => {\n    const invoice = invoiceOf([100_000], [volume(10), coupon(10_000)])\n    expect(vatBase(invoice)).toBe(80_000)\n  })\n})\n\ndescribe('needsApproval'" }, 'edited test/pricing/discounts.test.ts: 1 replacement, +7 -0'])
	step('', ['bash', { command: 'git switch -c fix/vat-base-twice && npx vitest run' }, `Switched to a new branch 'fix/vat-base-twice'\n${testRun('before', { 'pricing/discounts': FAILURE })}`])
	step('It fails as expected. Now the fix.', ['edit_file', { path: 'src/pricing/discounts.ts', old: "  const lines = applyDiscounts(invoice)\n  const taken = lines.reduce((sum, line) => sum + line.taken.volume + line.taken.coupon, 0)\n  return lines.reduce((sum, line) => sum + line.discountedCents, 0) - taken", new: '  return applyDiscounts(invoice).reduce((sum, line) => sum + line.discountedCents, 0)' }, 'edited src/pricing/discounts.ts: 1 replacement, +1 -3'])
	step('', ['bash', { command: 'npx vitest run' }, testRun('after', {})])
	step('All green. One build to be sure that the image still comes together, and the customers to write to.', ['bash', { command: 'docker build -t registry.quayside.example/billing:26.19.4-rc1 .' }, buildLog()], ['http_get', { path: '/v2/customers?ids=affected&fields=id,name,contact' }, CUSTOMERS_ERROR, true])
	const language = { PL: 'pl', DK: 'da', ES: 'es', SE: 'sv', FR: 'fr', BE: 'nl', AT: 'de', PT: 'pt', EE: 'et', CZ: 'cs', IE: 'en' }
	const contacts = affected.map(({ number, customer: { id, name, city, country } }, i) => ({ id, name, city, invoice: number, contact: { email: `accounts+${id.slice(4, 8)}@mail.example`, phone: i === 3 ? null : `+31 555 01${(i + 3) * 17}`, language: language[country] } }))
	step('The customer API is rate limited for 8 seconds; once more.', ['http_get', { path: '/v2/customers?ids=affected&fields=id,name,contact' }, JSON.stringify({ data: contacts, missing: [] }, null, 2)])
	run.say('Cause: `vatBase` in src/pricing/discounts.ts takes each discount off twice since commit 9c3f7e2 (#1184); for customers inside the rollout of billing.combine-discounts. Where the discounts make up more than half of the net, the VAT turns negative; invoices with smaller discounts may carry too little VAT, which I have not counted. Fix and test are on fix/vat-base-twice, the image 26.19.4-rc1 builds.\n\nNot done, since I may not: pausing the flag. Proposed command: `flagctl set billing.combine-discounts --percent 0 --env production-eu1`.')
	run.user('Good. Flag is paused. Before I merge: list all affected invoice numbers with their VAT amounts, say which of them were posted to the ledger already and need a credit note, and which are in the dead-letter queue.')
	return run.messages
}

/** Questions whose answers stand in the tools' output. */
export function demoAgentProbes() {
	const list = invoices(64)
	const bad = list.data.filter((invoice) => invoice.vatCents < 0)
	const commit = gitLog().split('\n').find((line) => line.startsWith('9c3f7e2')).slice(0, 40)
	const serial = list.data[44]
	const probe = (question, answers, evidence) => ({ question, answers: [answers].flat(), evidence: [evidence].flat() })
	return [
		probe('Which commit introduced the doubled discounts (full hash)?', commit, commit),
		...bad.map((invoice) => ({ type: 'needle', ...probe(`What is the vatCents of the invoice ${invoice.number}?`, String(invoice.vatCents), [invoice.number, `"vatCents": ${invoice.vatCents}`]) })),
		probe(`What is the id of the invoice ${serial.number}?`, serial.id, serial.id),
		probe('Which two invoices were posted to the ledger already?', 'QB-2026-030388', ['QB-2026-030388 |     -1120 | open   |         2 | 2026-05-10 17:40:51.337+00', 'QB-2026-030396 |      -263 | paid   |         2 | 2026-05-10 18:02:19.010+00']),
		probe('With which error code does the ledger refuse an invoice?', 'LEDGER_SIGN_MISMATCH', 'ledger.post rejected: LEDGER_SIGN_MISMATCH account=2400-VAT invoice=QB-2026-030442'),
		probe('In which file and line is the sign asserted?', '/app/dist/ledger/post.js:88:11', 'at assertSign (/app/dist/ledger/post.js:88:11)'),
		probe('What is the name of the dead-letter queue?', 'dlq-billing-eu1', 'moved to dead-letter queue dlq-billing-eu1 after 5 attempts'),
		probe('At what time was the flag billing.combine-discounts changed?', '2026-05-10T17:22:09Z', '"updatedAt": "2026-05-10T17:22:09Z"'),
		probe('What is the value of MAX_DISCOUNT_PERCENT?', 'MAX_DISCOUNT_PERCENT = 35', 'export const MAX_DISCOUNT_PERCENT = 35'),
		probe('Which error is thrown for a percentage out of range?', 'RangeError', "throw new RangeError('percent out of range: ' + percent)"),
		probe('What did the new test expect, and what did it get before the fix?', 'expected 60000 to be 80000', 'AssertionError: expected 60000 to be 80000'),
		probe('Which download timed out during the image build?', 'sharp-fonts-1.9.0.tgz', 'network timeout at: https://npm.quayside.example/sharp-fonts/-/sharp-fonts-1.9.0.tgz'),
		probe('What is the request id of the rate-limited call?', 'req_5d0e9a7713', '"requestId":"req_5d0e9a7713"'),
		probe('Where else is vatBase negated?', 'src/jobs/creditNote.ts:31', 'src/jobs/creditNote.ts:31:  const base = -vatBase(original)'),
		probe('What is the name of the branch with the fix?', 'fix/vat-base-twice', "Switched to a new branch 'fix/vat-base-twice'"),
		{ type: 'instruction', ...probe('What must the agent never do?', 'never write to the production database or change a feature flag in production', 'You must never write to the production database or change a feature flag in production') },
	]
}
