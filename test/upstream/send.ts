import { once } from 'node:events'
import type { ServerResponse } from 'node:http'
import { setTimeout as sleep } from 'node:timers/promises'
import type { ReceivedRequest } from './received-request.ts'
import type { Answer, Flood, Reply, Stream } from './reply.ts'

const EVENT_STREAM = { 'content-type': 'text/event-stream; charset=utf-8' }

/** Does what a reply says. Comes back early when the client goes away or the server stops. */
export async function send(
	reply: Reply,
	request: ReceivedRequest,
	outgoing: ServerResponse,
	stop: AbortSignal,
): Promise<void> {
	switch (reply.kind) {
		case 'answer':
			return sendAnswer(reply, request, outgoing, stop)
		case 'stream':
			return sendStream(reply, request, outgoing, stop)
		case 'flood':
			return sendFlood(reply, request, outgoing)
		case 'reset':
			request.cut = true
			outgoing.socket?.resetAndDestroy()
			return
		case 'stall':
			return
	}
}

async function sendAnswer(
	reply: Answer,
	request: ReceivedRequest,
	outgoing: ServerResponse,
	stop: AbortSignal,
): Promise<void> {
	if (reply.afterMs !== undefined) await sleep(reply.afterMs, undefined, { signal: stop })
	if (outgoing.destroyed) return
	const plain = typeof reply.body === 'string' || reply.body instanceof Uint8Array || reply.body === undefined
	const body = plain ? (reply.body as string | Uint8Array | undefined) : JSON.stringify(reply.body)
	const bytes = typeof body === 'string' ? Buffer.from(body) : (body ?? Buffer.alloc(0))
	outgoing.writeHead(reply.status ?? 200, {
		...(plain ? {} : { 'content-type': 'application/json' }),
		'content-length': String(bytes.length),
		...reply.headers,
	})
	request.sentBytes += bytes.length
	outgoing.end(bytes)
}

async function sendStream(
	reply: Stream,
	request: ReceivedRequest,
	outgoing: ServerResponse,
	stop: AbortSignal,
): Promise<void> {
	outgoing.writeHead(reply.status ?? 200, reply.headers ?? EVENT_STREAM)
	outgoing.flushHeaders()
	outgoing.socket?.setNoDelay(true)
	for (const [index, piece] of reply.pieces.entries()) {
		if (index > 0 && reply.everyMs !== undefined) await sleep(reply.everyMs, undefined, { signal: stop })
		if (!(await write(piece, request, outgoing))) return
	}
	if (reply.ending === 'stall') return
	if (reply.ending === 'cut') {
		request.cut = true
		// What was written is out before the cut; a reset at once would take it along.
		outgoing.socket?.destroySoon()
	} else outgoing.end()
}

async function sendFlood(reply: Flood, request: ReceivedRequest, outgoing: ServerResponse): Promise<void> {
	outgoing.writeHead(200, EVENT_STREAM)
	const piece = Buffer.from(reply.piece)
	await write(reply.before ?? '', request, outgoing)
	for (let sent = 0; sent < reply.times; sent += 1) {
		if (!(await write(piece, request, outgoing))) return
	}
	outgoing.end(reply.after ?? '')
}

/** Whether there is still somebody to write to. Waits while the client takes nothing. */
async function write(
	piece: string | Uint8Array,
	request: ReceivedRequest,
	outgoing: ServerResponse,
): Promise<boolean> {
	if (outgoing.destroyed) return false
	if (piece.length === 0) return true
	const taken = outgoing.write(piece)
	request.sentBytes += typeof piece === 'string' ? Buffer.byteLength(piece) : piece.length
	if (!taken) {
		request.waits += 1
		const heard = new AbortController()
		const { signal } = heard
		await Promise.race([once(outgoing, 'drain', { signal }), once(outgoing, 'close', { signal })])
		heard.abort()
	}
	return !outgoing.destroyed
}
