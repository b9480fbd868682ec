import { datasetsRoot, readRows } from './dataset-files.ts'

/** An utterance with what its speaker wants. */
export interface Utterance {
	readonly text: string
	readonly intent: string
}

/** CLINC150 in its official parts, out-of-scope utterances apart. */
export interface Clinc150 {
	readonly train: readonly Utterance[]
	/** The official validation part; it stands in for the test part, which is held out. */
	readonly validation: readonly Utterance[]
	readonly outOfScopeTrain: readonly string[]
	readonly outOfScopeValidation: readonly string[]
}

/** CLINC150, data_full: 150 intents with 100 training and 20 validation utterances each, and 100 + 100 out of scope. */
export function loadClinc150(root: string = datasetsRoot()): Clinc150 {
	const rows = readRows('clinc150', ['data_full.jsonl'], root) as (Utterance & { readonly part: string })[]
	const part = (name: string): Utterance[] => rows.filter((row) => row.part === name).map(utterance)
	return {
		train: part('train'),
		validation: part('val'),
		outOfScopeTrain: part('oos_train').map((row) => row.text),
		outOfScopeValidation: part('oos_val').map((row) => row.text),
	}
}

/** Banking77's official training part: 77 intents. Its test part is held out. */
export function loadBanking77(root: string = datasetsRoot()): Utterance[] {
	return (readRows('banking77', ['banking77.jsonl'], root) as Utterance[]).map(utterance)
}

/** HWU64's official training part of fold 1: 64 intents. Its test part is held out. */
export function loadHwu64(root: string = datasetsRoot()): Utterance[] {
	return (readRows('hwu64', ['hwu64.jsonl'], root) as Utterance[]).map(utterance)
}

function utterance({ text, intent }: Utterance): Utterance {
	return { text, intent }
}
