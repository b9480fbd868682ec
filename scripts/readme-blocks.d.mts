export interface ReadmeBlock {
	readonly id: string
	readonly place: string
	readonly file: string
	readonly line: number
	readonly code: string
}
export declare function readmeBlocks(root: string, language: string): ReadmeBlock[]
export declare function blocksOf(markdown: string, language: string): { code: string; line: number }[]
export declare function expectedLines(code: string): string[]
export declare function missingLine(
	expected: readonly string[],
	printed: readonly string[],
): string | undefined
