import { HeadroomError } from '@headroom/spec'

/** How long a store keeps a text, and by which clock. */
export interface Lifetime {
	/**
	 * Milliseconds that a text can be recalled after it was last left out, above 0.
	 *
	 * @default 86400000, a day
	 */
	readonly ttlMs?: number
	/**
	 * Milliseconds since the epoch.
	 *
	 * @default Date.now
	 */
	readonly now?: () => number
}

/** @throws HeadroomError `invalid-argument` for a value out of range. */
export function lifetimeOf(
	store: string,
	{ ttlMs = 86_400_000, now = Date.now, maxBytes }: Lifetime & { readonly maxBytes?: number },
): { readonly ttlMs: number; readonly maxBytes: number; readonly now: () => number } {
	for (const [name, value] of Object.entries({ ttlMs, maxBytes: maxBytes ?? 1 })) {
		if (value > 0) continue
		throw new HeadroomError(
			'invalid-argument',
			`${store}: ${name} is ${String(value)}; expected a number above 0. Leave it out for the default.`,
		)
	}
	return { ttlMs, maxBytes: maxBytes ?? Number.POSITIVE_INFINITY, now }
}
