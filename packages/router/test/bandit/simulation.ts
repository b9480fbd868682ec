import { type Random, randomFrom } from '../../src/bandit/random.ts'
import { Bandit, type BanditOptions } from '../../src/index.ts'

/** True mean quality of each model. */
export type World = Readonly<Record<string, number>>

export interface Played {
	/** Sum over requests of what the best model would have been better by. */
	readonly regret: number
	/** The model believed to be the best at the end. */
	readonly found: string
	/** Share of the last 300 requests that went to the model that was truly the best then. */
	readonly lateShare: number
	readonly bandit: Bandit
}

/** Serves requests whose answers are right as often as the world says; the world may change once. */
export function play(
	seed: number,
	requests: number,
	world: World,
	options: Partial<BanditOptions> = {},
	change?: { readonly at: number; readonly to: World },
): Played {
	const random = randomFrom('world', seed)
	const bandit = new Bandit({ models: Object.keys(world), seed, ...options })
	let [regret, late, truth] = [0, 0, world]
	for (let request = 0; request < requests; request++) {
		if (request === change?.at) truth = change.to
		const model = bandit.rank({ text: `request ${request}` })[0]?.model ?? ''
		const best = Math.max(...Object.values(truth))
		regret += best - (truth[model] ?? 0)
		if (request >= requests - 300 && truth[model] === best) late++
		bandit.reward({ model, quality: random() < (truth[model] ?? 0) ? 1 : 0 })
	}
	const [first] = [...bandit.beliefs()].sort((a, b) => b.quality - a.quality)
	return { regret, found: first?.model ?? '', lateShare: late / 300, bandit }
}

/** Regret of the rule that tries a random model with a probability of epsilon, and else the best so far. */
export function epsilonGreedy(seed: number, requests: number, world: World, epsilon: number): number {
	const random: Random = randomFrom('epsilon', seed)
	const models = Object.keys(world)
	const best = Math.max(...Object.values(world))
	const tries = new Map(models.map((model) => [model, { count: 0, right: 0 }]))
	const mean = (model: string): number => {
		const { count, right } = tries.get(model) ?? { count: 0, right: 0 }
		return count === 0 ? 0.5 : right / count
	}
	let regret = 0
	for (let request = 0; request < requests; request++) {
		const explored = models[Math.floor(random() * models.length)] ?? ''
		const model =
			random() < epsilon ? explored : models.reduce((a, b) => (mean(b) > mean(a) ? b : a), models[0] ?? '')
		regret += best - (world[model] ?? 0)
		const own = tries.get(model)
		if (own !== undefined) {
			own.count++
			if (random() < (world[model] ?? 0)) own.right++
		}
	}
	return regret
}
