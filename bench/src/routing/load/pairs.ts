import { datasetsRoot, type Half, readHalf } from './dataset-files.ts'

/** A prompt with the quality of a strong and of a weak model's answer to it. */
export interface PairedPrompt {
	readonly prompt: string
	readonly strong: number
	readonly weak: number
	/** What the prompt is about, such as its MMLU subject. */
	readonly group: string
}

interface Row {
	readonly prompt: string
	readonly strong: number
	readonly weak: number
	readonly domain?: string
}

/** RouteLLM's MMLU answers of gpt-4-1106-preview and Mixtral-8x7B-Instruct, 1 when right; 57 subjects. */
export function loadRouteLlmMmlu(root: string = datasetsRoot(), half: Half = 'dev'): PairedPrompt[] {
	return paired(readHalf('routellm-mmlu', 'mmlu', half, root) as Row[], 'mmlu')
}

/** RouteLLM's GSM8K answers of the same two models, 1 when right. */
export function loadRouteLlmGsm8k(root: string = datasetsRoot(), half: Half = 'dev'): PairedPrompt[] {
	return paired(readHalf('routellm-gsm8k', 'gsm8k', half, root) as Row[], 'gsm8k')
}

function paired(rows: readonly Row[], fallback: string): PairedPrompt[] {
	return rows.map(({ prompt, strong, weak, domain }) => ({ prompt, strong, weak, group: domain ?? fallback }))
}
