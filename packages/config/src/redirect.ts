import { type Located, locate, type PlacedProblem, pathLabel } from './located.ts'

/** Where the vendors themselves answer; a key may always go to its own vendor. */
const VENDOR_ORIGINS: Readonly<Record<string, string>> = {
	openai: 'https://api.openai.com',
	anthropic: 'https://api.anthropic.com',
}

const LOOPBACK = /^(?:localhost|.+\.localhost|127\.\d+\.\d+\.\d+|\[::1\])$/

/**
 * Refuses a `base_url` through which a file that merely lay in the folder could send the user's keys to a host
 * of its author's choice.
 *
 * Allowed are the vendor's own origin, this machine, a URL that is wholly the value of a variable (the user
 * set it), and providers to which nothing of the environment goes because the file itself holds the key.
 */
export function checkRedirects(root: Located | undefined): readonly PlacedProblem[] {
	const providers = locate(root, ['providers'])
	if (providers?.kind !== 'map') return []
	const problems: PlacedProblem[] = []
	for (const [id, { value: provider }] of providers.entries) {
		const url = locate(provider, ['base_url'])
		if (url?.kind !== 'scalar' || typeof url.value !== 'string' || !URL.canParse(url.value)) continue
		const { origin, hostname, host } = new URL(url.value)
		const vendor = Object.hasOwn(VENDOR_ORIGINS, id) ? VENDOR_ORIGINS[id] : undefined
		if (origin === vendor || LOOPBACK.test(hostname)) continue
		if (url.interpolated?.wholly === true || !usesEnvironment(provider)) continue
		problems.push({
			offset: url.start,
			message:
				`${pathLabel(['providers', id])}.base_url: refused to send a key from your environment to ${host}, since this file was found in the folder and not named by you; ` +
				'if you trust it, name it with --config or HEADROOM_CONFIG, or set HEADROOM_TRUST=1',
		})
	}
	return problems
}

/** Whether a value of the environment would go to the provider: without a key of its own, one is looked up there. */
function usesEnvironment(provider: Located): boolean {
	const key = locate(provider, ['api_key'])
	if (key?.kind !== 'scalar' || typeof key.value !== 'string') return true
	return hasReference(provider)
}

function hasReference(node: Located): boolean {
	if (node.kind === 'scalar') return node.interpolated !== undefined
	if (node.kind === 'list') return node.items.some(hasReference)
	return [...node.entries.values()].some(({ value }) => hasReference(value))
}
