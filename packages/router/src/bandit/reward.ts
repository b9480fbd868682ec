/** How an answer was found to be. */
export interface Reward {
	/** Model that answered. */
	readonly model: string
	/** In [0, 1]. */
	readonly quality: number
	/** USD of the call. */
	readonly cost?: number
	/** Kind of task: the name of the route, or what `taskOf` says. @default 'default' */
	readonly task?: string | null
}
