export declare function replaceFigures(markdown: string, command: string, output: string): string
