import { createHash } from 'node:crypto'

/** SHA-256, in hexadecimal, of what is saved as JSON, its own field `checksum` left out. */
export function checksumOf(rest: object): string {
	return createHash('sha256').update(JSON.stringify(rest)).digest('hex')
}
