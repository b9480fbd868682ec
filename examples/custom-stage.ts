/** A stage of your own, held to the laws that Headroom's own layers keep. */
import { HeadroomClient } from '@headroom/core'
import { mapArray, mapMessageText, type Stage } from '@headroom/spec'
import { testStage } from '@headroom/spec/testing'

/** Shortens lines that are nothing but dashes to three, which mean the same in Markdown. */
const shortRules: Stage = {
	name: 'short-rules',
	run(request, { signal }) {
		signal.throwIfAborted()
		const messages = mapArray(request.messages, (message) =>
			mapMessageText(message, (text) => text.replace(/^-{4,}$/gm, '---')),
		)
		// The same reference for an unchanged request: the runner then knows that nothing happened.
		return messages === request.messages ? request : { ...request, messages }
	},
}

await testStage(() => shortRules, { cases: 25 })
console.log('keeps every law') // → keeps every law

const headroom = new HeadroomClient({ slimmer: false, compressor: false, stages: [shortRules] })
const { request, savings } = await headroom.optimize(`Minutes\n${'-'.repeat(200)}\nAll agreed.`)
console.log(request.messages[0]?.content)
// → Minutes
// → ---
// → All agreed.
console.log(savings.layers.map(({ stage, outcome }) => `${stage}: ${outcome}`).join()) // → short-rules: applied

// A stage that breaks a law is told which one, and with what.
const forgetful: Stage = {
	name: 'forgetful',
	run: (request) => ({ ...request, messages: request.messages.slice(-1) }),
}
const complaint = await testStage(() => forgetful, { cases: 25 }).catch((error: Error) => error.message)
console.log(complaint?.startsWith('stage "forgetful" breaks the law')) // → true
