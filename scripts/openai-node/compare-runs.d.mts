interface Outcome {
	file: string
	name: string
	status: string
	messages: string[]
}
export function compareRuns(
	plain: Outcome[],
	wrapped: Outcome[],
	calls: number,
): { same: boolean; lines: string[] }
