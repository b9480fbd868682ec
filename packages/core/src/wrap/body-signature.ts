const DIGESTS = ['content-digest', 'digest', 'content-md5', 'x-amz-content-sha256']

/** Whether the headers vouch for the bytes of the body, as AWS's signatures do, so that it may not be changed. */
export function bodyIsSigned(headers: Headers): boolean {
	return (
		DIGESTS.some((name) => headers.has(name)) || headers.get('authorization')?.startsWith('AWS4-') === true
	)
}
