export declare function execute(
	command: readonly string[],
	options?: { readonly cwd?: string; readonly limitMs?: number; readonly onOutput?: (text: string) => void },
): Promise<{ exitCode: number; stdout: string; output: string }>
