import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeEach, describe, expect, it } from 'vitest'
import { runHeadroom } from './run-headroom.ts'

let folder = ''
const folders: string[] = []
beforeEach(() => {
	folder = mkdtempSync(join(tmpdir(), 'headroom-route-'))
	folders.push(folder)
	mkdirSync(join(folder, '.git'))
})
afterAll(() => {
	for (const made of folders) rmSync(made, { recursive: true, force: true })
})

function write(name: string, text: string): void {
	writeFileSync(join(folder, name), text)
}

const run = (words: readonly string[], stdin = '') => runHeadroom(['route', ...words], { cwd: folder, stdin })

/** Ten texts of each of two kinds that share no word. */
const PARCELS = ['where', 'track', 'find', 'trace', 'locate'].flatMap((verb) => [
	`${verb} my parcel`,
	`${verb} the package`,
])
const MONEY = ['refund', 'return', 'reimburse', 'repay', 'credit'].flatMap((verb) => [
	`${verb} this payment`,
	`${verb} our invoice`,
])

const YAML = `router:
  default_model: openai/gpt-4o
  semantic: lexical
  routes:
    - { name: simple_qa, model: openai/gpt-4o-mini, max_tokens: 200, when: { contains: "?", max_words: 9 } }
    - { name: parcels, type: semantic, model: openai/gpt-4o-mini, utterances: ${JSON.stringify(PARCELS)} }
    - { name: money, type: semantic, model: openai/gpt-4.1-mini, utterances: ${JSON.stringify(MONEY)} }
`

describe('headroom route <text>', () => {
	it('explains a decision by a condition', async () => {
		write('headroom.yaml', YAML)
		const { code, stdout } = await run(['What is the capital of France?'])
		expect(code).toBe(0)
		// 14 tokens with the chat's own at $0.15 a million are $0.0000021; 200 tokens of answer at $0.60 are $0.00012.
		expect(stdout.split('\n')).toEqual([
			'route   simple_qa',
			'model   openai/gpt-4o-mini',
			'answer  at most 200 tokens',
			'cost    $0.0000021 without an answer to $0.0001221 with the longest, estimated',
			'reason  "simple_qa": contains "?", at most 9 words',
			'',
		])
	})

	it('shows scores, and runners-up with what they would have needed', async () => {
		write('headroom.yaml', YAML)
		const { stdout } = await run(['track my parcel, find the package, then refund it'])
		expect(stdout).toMatch(/^route {3}parcels$/m)
		expect(stdout).toMatch(/^ {2}parcels +0\.\d{3} +0\.\d{3} +chosen$/m)
		expect(stdout).toMatch(/^ {2}money +0\.\d{3} +0\.\d{3}$/m)
	})

	it('reads standard input, a file of messages, and a request whose model counts', async () => {
		write('headroom.yaml', YAML)
		expect((await run([], 'Is it far?\n')).stdout).toContain('simple_qa')
		expect((await run(['-'], 'fit')).stdout).toContain('none: the default model')
		write('messages.json', JSON.stringify([{ role: 'user', content: 'Is it far?' }]))
		expect((await run(['-f', 'messages.json'])).stdout).toContain('simple_qa')
		const image = { type: 'opaque', kind: 'image_url', value: { url: 'data:' } }
		write(
			'request.json',
			JSON.stringify({
				model: 'openai/o3-mini',
				messages: [{ role: 'user', content: [{ type: 'text', text: 'Is it far?' }, image] }],
			}),
		)
		write(
			'headroom.yaml',
			'router: { routes: [{ name: all, model: openai/o3-mini, when: { contains: "?" } }] }',
		)
		const { stdout } = await run(['--file', 'request.json'])
		expect(stdout).toMatch(/^passed over$/m)
		expect(stdout).toContain('all: openai/o3-mini takes no images')
	})

	it('prints the whole decision as JSON', async () => {
		write('headroom.yaml', YAML)
		const decision = JSON.parse((await run(['Is it far?', '--json'])).stdout)
		expect(decision).toMatchObject({
			route: 'simple_qa',
			model: 'openai/gpt-4o-mini',
			maxTokens: 200,
			score: 1,
			runnersUp: [],
			passedOver: [],
			estimatedCost: { status: 'priced', mark: 'estimated' },
		})
	})

	it.each<[string[], string]>([
		[['what', 'is it'], 'unexpected "is it" after "what"; put the text into quotes'],
		[['trian', 'records.jsonl'], 'unexpected "records.jsonl" after "trian"; did you mean "train"?'],
		[['a', '--file', 'b'], 'a text and --file exclude each other'],
		[['a', '--out', 'b'], '--out is for headroom route fit and headroom route train; leave it out here'],
		[['fit', '--aim', 'dial=1'], '--aim is for headroom route train and headroom route eval'],
		[[], 'expected a text to decide on'],
		[['train'], 'expected a file of records'],
		[['train', 'r.jsonl'], 'expected --out with the file to write'],
		[['eval'], 'expected a file of labelled texts or of records'],
		[['eval', 'none.jsonl'], 'cannot read "none.jsonl": there is no such file'],
		[['fit', '--rejection', '5%'], '--rejection is "5%"; expected a share from 0 to 1'],
		[['train', 'r.jsonl', '--out', 'o.json', '--aim', 'best'], '--aim is "best"; expected quality=0.97'],
	])('%j is told what is wrong', async (words, message) => {
		write('headroom.yaml', YAML)
		const { code, stderr } = await run(words)
		expect(code).toBe(2)
		expect(stderr).toContain(message)
		expect(stderr).toContain('headroom route --help')
	})

	it('says so where there is no router', async () => {
		const { code, stderr } = await run(['hello'])
		expect(code).toBe(2)
		expect(stderr).toContain('there is nothing to decide by: no headroom.yaml was found; write router:')
		write('headroom.yaml', 'slimmer: {}')
		expect((await run(['hello'])).stderr).toContain('headroom.yaml has no router, or it is off')
	})
})

/** As many texts as asked for of each kind, none of them an utterance. */
function labelled(count: number): string {
	return Array.from({ length: count }, (_, n) => [
		{ text: `please track the parcel number ${n}`, route: 'parcels' },
		{ text: `please refund the payment number ${n}`, route: 'money' },
	])
		.flat()
		.map((line) => JSON.stringify(line))
		.join('\n')
}

describe('headroom route fit', () => {
	it('writes thresholds that the router of headroom.yaml then has', async () => {
		write('headroom.yaml', YAML)
		write('labelled.jsonl', labelled(20))
		const { code, stdout } = await run(['fit', 'labelled.jsonl', '--out', 'fitted.json', '--json'])
		expect(code).toBe(0)
		const report = JSON.parse(stdout)
		expect(report).toMatchObject({
			out: join(folder, 'fitted.json'),
			basis: 'given',
			heldBack: 40,
			scoredBy: 'lexical',
		})
		const unfitted = JSON.parse((await run(['track my parcel', '--json'])).stdout)
		write('headroom.yaml', YAML.replace('router:', 'router:\n  fitted: fitted.json'))
		const decision = JSON.parse((await run(['track my parcel', '--json'])).stdout)
		expect(decision.threshold).toBe(report.routes[0].threshold)
		expect(decision.threshold).not.toBe(unfitted.threshold)
	})

	it('writes where headroom.yaml looks, although there is nothing there yet', async () => {
		write('headroom.yaml', YAML.replace('router:', 'router:\n  fitted: sets/fitted.json'))
		mkdirSync(join(folder, 'sets'))
		expect((await run(['track my parcel'])).stderr).toContain('headroom route fit')
		const { code, stdout } = await run(['fit'])
		expect(code).toBe(0)
		expect(stdout).toMatch(/^parcels +0\.\d{3} +fitted +10 +\d+\.\d %$/m)
		expect(stdout).toContain(`written to ${join(folder, 'sets', 'fitted.json')}.`)
		expect((await run(['track my parcel'])).code).toBe(0)
	})

	it('writes nothing where the utterances are too few', async () => {
		write(
			'headroom.yaml',
			'router: { default_model: m, semantic: lexical, routes: [{ name: a, model: m, type: semantic, utterances: [one, two] }] }',
		)
		const { code, stderr } = await run(['fit', '--out', 'fitted.json'])
		expect(code).toBe(1)
		expect(stderr).toContain(
			'no threshold was set, and nothing is written: a rejection of 0.05 takes more than 2 texts to set one by; give the routes more utterances, or headroom route fit a file of labelled texts',
		)
		expect(existsSync(join(folder, 'fitted.json'))).toBe(false)
	})

	it('says so where the routes have thresholds of their own', async () => {
		write('headroom.yaml', YAML.replaceAll('type: semantic', 'type: semantic, threshold: 0.5'))
		const { code, stderr } = await run(['fit', '--out', 'fitted.json'])
		expect(code).toBe(1)
		expect(stderr).toContain('every semantic route of headroom.yaml has a threshold of its own')
	})

	it('names the line of a text that belongs to no semantic route', async () => {
		write('headroom.yaml', YAML)
		write('labelled.jsonl', '{"text":"a","route":null}\n{"text":"b","route":"simple_qa"}\n')
		const { code, stderr } = await run(['fit', 'labelled.jsonl'])
		expect(code).toBe(1)
		expect(stderr).toContain(
			'labelled.jsonl:2: headroom.yaml has no semantic route "simple_qa"; expected parcels, money, or null',
		)
	})
})

describe('headroom route eval', () => {
	it('names the line of a route that there is not, and of a list', async () => {
		write('headroom.yaml', YAML)
		write('labelled.jsonl', '{"text":"a","route":"parcel"}\n[{"text":"b","route":"money"}]\n')
		const { code, stderr } = await run(['eval', 'labelled.jsonl'])
		expect(code).toBe(1)
		expect(stderr).toContain('labelled.jsonl:1: headroom.yaml has no route "parcel"; did you mean "parcels"?')
		expect(stderr).toContain('labelled.jsonl:2: is a list; expected one object a line (JSON Lines)')
	})

	it('judges routes by labelled texts', async () => {
		write('headroom.yaml', YAML)
		const lines = [
			{ text: 'track my parcel now', route: 'parcels' },
			{ text: 'refund this payment now', route: 'money' },
			{ text: 'refund this payment now', route: 'parcels' },
			{ text: 'sing a song of sixpence', route: null },
		]
		write('labelled.jsonl', lines.map((line) => JSON.stringify(line)).join('\n'))
		const { code, stdout } = await run(['eval', 'labelled.jsonl', '--at-least', '0.75'])
		expect(code).toBe(0)
		expect(stdout.split('\n').slice(0, 8)).toEqual([
			'Of 4 texts 75.0 % are routed as they should be.',
			'Of 3 that belong to a route, 66.7 % take it, and 0.0 % take none.',
			'Of 1 that belong to none, 100.0 % take none; at 5 % of the others turned away it would be 100.0 %.',
			'',
			'route      texts   recall  precision     F1',
			'simple_qa      0        –          –      –',
			'parcels        2   50.0 %    100.0 %  0.667',
			'money          1  100.0 %     50.0 %  0.667',
		])
		expect(stdout).toContain('parcels → money: "refund this payment now"')
		const strict = await run(['eval', 'labelled.jsonl', '--at-least', '0.8'])
		expect(strict.code).toBe(1)
		expect(strict.stderr).toContain('the accuracy 75.0 % is below 80.0 %')
		expect(JSON.parse((await run(['eval', 'labelled.jsonl', '--json'])).stdout)).toMatchObject({
			accuracy: 0.75,
		})
	})

	it('points at the lines that are wrong', async () => {
		write('headroom.yaml', YAML)
		write('labelled.jsonl', '{"text":"a","route":"money"}\n\n{"text":""}\nnot json\n{"text":"b"}\n')
		const { code, stderr } = await run(['eval', 'labelled.jsonl'])
		expect(code).toBe(1)
		expect(stderr).toContain('labelled.jsonl:3: text is missing or empty')
		expect(stderr).toContain('labelled.jsonl:4: is not JSON')
		expect(stderr).toContain('labelled.jsonl:5: route is missing')
	})
})

/** Proofs need the strong model, greetings do not: what is there to learn is plain. */
function records(count: number): string {
	return Array.from({ length: count }, (_, n) => ({
		prompt:
			n % 2 === 0
				? `prove theorem ${n} about primes and write every step of the induction down in full`
				: `hello and good morning number ${n}`,
		outcomes: {
			'openai/gpt-4o': { quality: 1, cost: 0.01 },
			'openai/gpt-4o-mini': { quality: n % 2, cost: 0.001 },
		},
	}))
		.map((record) => JSON.stringify(record))
		.join('\n')
}

describe('headroom route train', () => {
	it('says before it learns that there is nowhere to write to', async () => {
		write('records.jsonl', 'no record')
		const { code, stderr } = await run(['train', 'records.jsonl', '--out', 'none/router.json'])
		expect(code).toBe(2)
		expect(stderr).toContain(`there is no folder ${join(folder, 'none')}; make it, or name another`)
		write('records.jsonl', records(40))
		const onto = await run(['train', 'records.jsonl', '--out', '.'])
		expect(onto.code).toBe(2)
		expect(onto.stderr).toContain('it is a folder')
	})

	it('learns, says what to expect, and writes what headroom.yaml then routes by', async () => {
		write('records.jsonl', records(250))
		const { code, stdout } = await run([
			'train',
			'records.jsonl',
			'--out',
			'router.json',
			'--aim',
			'quality=1',
		])
		expect(code).toBe(0)
		expect(stdout).toMatch(/^openai\/gpt-4o +250 +1\.000 +\$10\.00$/m)
		expect(stdout).toMatch(/^openai\/gpt-4o-mini +250 +0\.500 +\$1\.00$/m)
		expect(stdout).toContain('Learned from 250 records')
		// Half of the requests at $10 a thousand and half at $1; a random mix of that cost is half right of the other half.
		expect(stdout).toMatch(/^as set \(quality=1\) +100\.0 % +1\.000 +\$5\.50 +50\.0 % +0\.750$/m)
		for (const way of [
			'learned',
			'random',
			'length',
			'always openai/gpt-4o',
			'always openai/gpt-4o-mini',
			'oracle',
		])
			expect(stdout).toMatch(new RegExp(`^${way} `, 'm'))
		write('headroom.yaml', 'router: { routes: [{ name: all, learned: router.json }] }')
		const decision = await run(['hello and good morning', '--model', 'openai/gpt-4o'])
		expect(decision.stdout).toMatch(/^model {3}openai\/gpt-4o-mini$/m)
		expect(decision.stdout).toMatch(/^ {2}openai\/gpt-4o-mini +-?\d\.\d{3} +chosen /m)
		write('others.jsonl', records(100))
		const judged = await run(['eval', 'others.jsonl'])
		expect(judged.stdout).toContain('Judged on 100 records')
		expect(judged.stdout).toMatch(/^learned +1\.000 ± 0\.000 +\$5\.50 +50\.0 % /m)
	})

	it('says when it is no better than one model for everything', async () => {
		const lines = Array.from({ length: 60 }, (_, n) => ({
			prompt: `question ${n}`,
			outcomes: { a: n % 3 === 0 ? 0 : 1, b: n % 5 === 0 ? 1 : 0 },
		}))
		write('records.jsonl', lines.map((line) => JSON.stringify(line)).join('\n'))
		const { code, stdout } = await run(['train', 'records.jsonl', '--out', 'router.json'])
		expect(code).toBe(0)
		expect(stdout).toMatch(/^No better than always a, or a mix by chance: /m)
		expect(stdout).toContain('Fewer than 100 records')
		expect(JSON.parse(readFileSync(join(folder, 'router.json'), 'utf8'))).toBeTypeOf('object')
	})

	it('points at records that are wrong, and needs to know which learned router to judge', async () => {
		write('records.jsonl', '{"prompt":"a","outcomes":{"m":2}}')
		const { code, stderr } = await run(['train', 'records.jsonl', '--out', 'router.json'])
		expect(code).toBe(1)
		expect(stderr).toContain('records.jsonl:1: outcomes["m"].quality is 2')
		expect((await run(['eval', 'records.jsonl'])).stderr).toContain('name its file with --learned')
	})
})
