import { CONFIG_OPTION, type Command, type Given, JSON_OPTION, MODEL_OPTION } from '../command.ts'
import { nearest } from '../nearest.ts'
import { evalRoutes } from '../route/eval.ts'
import { explainRoute } from '../route/explain.ts'
import { fitRoutes } from '../route/fit.ts'
import { trainRoute } from '../route/train.ts'
import type { Terminal } from '../terminal.ts'
import { UsageError } from '../usage-error.ts'

/** What the first operand may ask for; any other is a text. */
const ACTIONS: Readonly<Record<string, (given: Given, terminal: Terminal) => Promise<number>>> = {
	fit: fitRoutes,
	train: trainRoute,
	eval: evalRoutes,
}

/** Options that belong to some actions only, so that one given in vain is told of. */
const OPTIONS_OF: Readonly<Record<string, readonly string[]>> = {
	explain: ['file', 'model', 'offline'],
	fit: ['out', 'rejection', 'offline'],
	train: ['out', 'aim'],
	eval: ['learned', 'aim', 'at-least', 'offline'],
}

export const routeCommand: Command = {
	name: 'route',
	summary: 'say which model a prompt goes to and why; fit, train and judge routes',
	operands: '<text> | fit [file] | train <file> | eval <file>',
	maxOperands: 2,
	options: {
		file: {
			type: 'string',
			short: 'f',
			value: 'file',
			help: 'explain the decision about this prompt: text, messages or a request in JSON; - for standard input',
		},
		out: { type: 'string', short: 'o', value: 'file', help: 'for fit and train: the file to write' },
		rejection: {
			type: 'string',
			value: 'share',
			help: 'for fit: share of the texts of the routes that may be turned away (default 0.05)',
		},
		aim: {
			type: 'string',
			value: 'aim',
			help: 'for train and eval: quality=0.97, share=0.3, cost=0.002 or dial=0.5 (default quality=0.99)',
		},
		learned: {
			type: 'string',
			value: 'file',
			help: 'for eval: the learned router; without it, that of headroom.yaml',
		},
		'at-least': {
			type: 'string',
			value: 'share',
			help: 'for eval of routes: exit with 1 when the accuracy is below this',
		},
		offline: { type: 'boolean', help: 'ask no embedding model: score by what there is on this machine' },
		model: {
			...MODEL_OPTION,
			help: 'model that the prompt asks for (default default_model of headroom.yaml)',
		},
		config: CONFIG_OPTION,
		json: { ...JSON_OPTION, help: 'print the whole decision, report or evaluation as JSON' },
	},
	details: `Without an action the text, or the prompt of --file or standard input, is decided on by the router of headroom.yaml: the
model, the reason, all scores, what was passed over, and what the call would cost (estimated). A text that is the name of
an action goes through standard input.

fit    sets the thresholds of semantic routes so that few of their own texts are turned away, by their utterances or by a
       file of labelled texts, and writes them; headroom.yaml takes them with router: { fitted: router.fitted.json }
train  learns which model is good enough for which prompt from records of your own, and writes the learned router;
       headroom.yaml takes it with routes: [{ name: rest, learned: router.json }]
eval   judges routes by labelled texts, or a learned router by records that it was not trained on

Labelled texts are JSON Lines { "text": ..., "route": "orders" }, with the route null where none should take the text.
Records are JSON Lines { "prompt": ..., "outcomes": { "gpt-4o": { "quality": 1, "cost": 0.002 }, ... } }.
No key is needed, and nobody is asked but the embedding model of headroom.yaml, where it names one.

Examples:
  headroom route "What is the capital of France?"
  headroom route -f request.json --json | jq .reason
  headroom route fit --out router.fitted.json
  headroom route train records.jsonl --out router.json --aim quality=0.97
  headroom route eval labelled.jsonl --at-least 0.9`,

	async run(given: Given, terminal: Terminal): Promise<number> {
		const [first, second] = given.operands
		const action = first !== undefined && Object.hasOwn(ACTIONS, first) ? first : 'explain'
		for (const option of Object.values(OPTIONS_OF).flat()) {
			if (given.options[option] === undefined || OPTIONS_OF[action]?.includes(option)) continue
			const owners = Object.keys(OPTIONS_OF).filter((name) => OPTIONS_OF[name]?.includes(option))
			const shown = owners.map((name) =>
				name === 'explain' ? 'headroom route <text>' : `headroom route ${name}`,
			)
			throw new UsageError(`--${option} is for ${shown.join(' and ')}; leave it out here`, this.name)
		}
		if (action !== 'explain')
			return ACTIONS[action]?.({ ...given, operands: given.operands.slice(1) }, terminal) ?? 1
		if (second !== undefined) {
			const meant = nearest(first ?? '', Object.keys(ACTIONS))
			const hint = meant === undefined ? 'put the text into quotes' : `did you mean "${meant}"?`
			throw new UsageError(`unexpected "${second}" after "${first}"; ${hint}`, this.name)
		}
		return explainRoute(given, terminal)
	},
}
