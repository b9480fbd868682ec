// What `import OpenAI from 'openai'` gives in the checkout's tests: the package, whose clients come wrapped.
// biome-ignore lint/suspicious/noUndeclaredEnvVars: set by the script that starts jest, and no task of turbo
const original = require(process.env.HEADROOM_OPENAI_SOURCE)

const OpenAI = new Proxy(original.OpenAI, {
	construct(target, args) {
		return globalThis.headroomForTests.withHeadroom(Reflect.construct(target, args))
	},
})

module.exports = { ...original, __esModule: true, default: OpenAI, OpenAI }
