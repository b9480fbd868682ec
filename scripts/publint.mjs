/** Checks each package as it would be published; every message of publint counts as an error. */
import { readFileSync } from 'node:fs'
import { publint } from 'publint'
import { formatMessage } from 'publint/utils'
import { packPackages } from './packages.mjs'

let problems = 0
for (const { manifest, tarball } of await packPackages()) {
	const bytes = readFileSync(tarball)
	const { messages, pkg } = await publint({
		strict: true,
		pack: { tarball: bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.byteLength) },
	})
	problems += messages.length
	console.log(`${manifest.name}: ${messages.length === 0 ? 'ok' : `${messages.length} problems`}`)
	for (const message of messages) console.log(`  ${formatMessage(message, pkg, { color: false })}`)
}
process.exitCode = problems === 0 ? 0 : 1
