/** Layer 3 alone: the first route whose condition holds, else the default model, and always the reason. */
import { catalog } from '@headroom/models'
import { ModelRouter } from '@headroom/router'

const router = new ModelRouter({ catalog, defaultModel: 'gpt-4o-mini' })
router.addRoute({ name: 'legal', when: { contains: ['contract', 'liability'] }, model: 'gpt-4o' })
router.addRoute({
	name: 'short',
	condition: (text) => text.length < 20,
	model: 'gpt-4.1-nano',
	maxTokens: 100,
})

for (const text of [
	'Thanks!',
	'Check the liability clause of this contract.',
	'Summarize the meeting of last week for me.',
]) {
	const { route, model, estimatedCost } = await router.route(text)
	console.log(`${route ?? 'default'}: ${model}, ${estimatedCost.status}`)
}
// → short: gpt-4.1-nano, priced
// → legal: gpt-4o, priced
// → default: gpt-4o-mini, priced

const { reason } = await router.route('Is there a contract?')
console.log(reason.includes('contains "contract"')) // → true
