import type { FetchHeaders } from './own-headers.ts'

const DIGESTS = ['content-digest', 'digest', 'content-md5', 'x-amz-content-sha256']

/** Whether the headers vouch for the bytes of the body, as AWS's signatures do, so that it may not be changed. */
export function bodyIsSigned(headers: FetchHeaders): boolean {
	const all = new Headers(headers ?? undefined)
	return DIGESTS.some((name) => all.has(name)) || all.get('authorization')?.startsWith('AWS4-') === true
}

/** The same request with another body; the very same one when it is the same. A length among the headers is put right. */
export function sendBody(init: RequestInit, body: string): RequestInit {
	if (body === init.body) return init
	const headers = new Headers(init.headers ?? undefined)
	if (!headers.has('content-length')) return { ...init, body }
	headers.set('content-length', String(Buffer.byteLength(body)))
	return { ...init, body, headers }
}
