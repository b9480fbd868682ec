/** The command line itself is wrong. Exit code 2. */
export class UsageError extends Error {
	/** The command whose help would explain, or `undefined` for the general help. */
	readonly command: string | undefined

	constructor(message: string, command?: string) {
		super(message)
		this.name = 'UsageError'
		this.command = command
	}
}
