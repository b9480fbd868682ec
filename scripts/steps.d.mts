export interface Step {
	readonly title: string
	readonly advice: string
	readonly command: readonly string[]
	readonly essential?: boolean
	readonly count?: (exitCode: number) => { passed: number; failed: number }
}
export declare function runSteps(run: {
	readonly title: string
	readonly root: string
	readonly steps: readonly Step[]
}): Promise<{ passed: number; failed: number }>
