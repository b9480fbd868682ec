/** What a router came to on a dataset as a whole. */
export interface Figures {
	readonly subject: string
	/** Prompts judged. */
	readonly items: number
	readonly metrics: Readonly<Record<string, number>>
}
