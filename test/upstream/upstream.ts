import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { defaultReply } from './default-reply.ts'
import { ReceivedRequest } from './received-request.ts'
import type { Reply } from './reply.ts'
import { send } from './send.ts'

/**
 * What the server answers: always the same, one reply a request (the last one for all that follow), or what a function
 * says. `undefined` asks for the default answer, which `defaultReply` gives.
 */
export type Script =
	| Reply
	| readonly (Reply | undefined)[]
	| ((request: ReceivedRequest, index: number) => Reply | undefined | Promise<Reply | undefined>)

/** A vendor's API on 127.0.0.1, as good or as bad as its script says. */
export interface Upstream {
	/** `http://127.0.0.1:port`, without a path. */
	readonly url: string
	/** Every request whose body came in full, in that order. */
	readonly requests: readonly ReceivedRequest[]
	/** Connections that clients have opened so far. */
	readonly connections: number
	/** The request of this number, from 0, as soon as it is there. */
	request(index: number): Promise<ReceivedRequest>
	/** Answers otherwise from the next request on, counted anew from 0. */
	script(script: Script): void
	/** Cuts what is still open and stops listening. */
	close(): Promise<void>
	[Symbol.asyncDispose](): Promise<void>
}

/** Starts a server of OpenAI's chat, responses and embeddings and Anthropic's messages. Close it at the end of the test. */
export async function startUpstream(script: Script = []): Promise<Upstream> {
	const requests: ReceivedRequest[] = []
	const waiting: { index: number; resolve: (request: ReceivedRequest) => void }[] = []
	const stop = new AbortController()
	let current = script
	let first = 0
	let connections = 0

	const server = createServer((incoming, outgoing) => {
		answer(incoming, outgoing).catch(() => outgoing.destroy())
	})
	server.on('connection', () => {
		connections += 1
	})

	async function answer(incoming: IncomingMessage, outgoing: ServerResponse): Promise<void> {
		const request = await ReceivedRequest.read(incoming, outgoing)
		const index = requests.push(request) - 1
		for (const wait of waiting) if (wait.index === index) wait.resolve(request)
		const reply = (await choose(current, request, index - first)) ?? defaultReply(request)
		await send(reply, request, outgoing, stop.signal)
	}

	await listen(server)
	const { port } = server.address() as AddressInfo
	const close = async () => {
		stop.abort()
		server.closeAllConnections()
		if (server.listening) await new Promise((resolve) => server.close(resolve))
	}
	return {
		url: `http://127.0.0.1:${port}`,
		requests,
		get connections() {
			return connections
		},
		request: (index) =>
			new Promise((resolve) => {
				const there = requests[index]
				if (there === undefined) waiting.push({ index, resolve })
				else resolve(there)
			}),
		script(next) {
			current = next
			first = requests.length
		},
		close,
		[Symbol.asyncDispose]: close,
	}
}

/** An address at which nobody listens, so that a connection is refused. */
export async function refusingUrl(): Promise<string> {
	const server = createServer()
	await listen(server)
	const { port } = server.address() as AddressInfo
	await new Promise((resolve) => server.close(resolve))
	return `http://127.0.0.1:${port}`
}

function listen(server: Server): Promise<void> {
	return new Promise((resolve, reject) => {
		server.once('error', reject)
		server.listen(0, '127.0.0.1', () => resolve())
	})
}

async function choose(script: Script, request: ReceivedRequest, index: number): Promise<Reply | undefined> {
	if (typeof script === 'function') return script(request, index)
	if (!isList(script)) return script
	return script[Math.min(index, script.length - 1)]
}

function isList(
	script: Exclude<Script, (...all: never[]) => unknown>,
): script is readonly (Reply | undefined)[] {
	return Array.isArray(script)
}
