/** Jest's own environment for Node, with Headroom in reach: Jest itself cannot load packages that are ESM alone. */
import { appendFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { withHeadroom } from '../../packages/core/dist/index.js'

const { HEADROOM_JEST_ENVIRONMENT: environment, HEADROOM_CALLS_FILE: callsFile } = process.env
const { TestEnvironment } = createRequire(import.meta.url)(environment)

export default class WithHeadroom extends TestEnvironment {
	#calls = 0

	async setup() {
		await super.setup()
		const observe = ({ type, record }) => {
			if (type === 'call' && record.outcome === 'completed') this.#calls += 1
		}
		this.global.headroomForTests = { withHeadroom: (client) => withHeadroom(client, { observe }) }
	}

	async teardown() {
		appendFileSync(callsFile, `${this.#calls}\n`)
		await super.teardown()
	}
}
