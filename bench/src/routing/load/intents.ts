import { datasetsRoot, type Half, heldOutRoot, readHalf } from './dataset-files.ts'

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

/** The official test part of CLINC150, which is held out: empty where it is not there. */
export function loadClinc150Test(root: string = heldOutRoot()): {
	readonly test: readonly Utterance[]
	readonly outOfScope: readonly string[]
} {
	const part = partsOf(readHalf('clinc150', 'data_full', 'heldout', root))
	return { test: part('test').map(utterance), outOfScope: part('oos_test').map((row) => row.text) }
}

/** CLINC150, data_full: 150 intents with 100 training and 20 validation utterances each, and 100 + 100 out of scope. */
export function loadClinc150(root: string = datasetsRoot()): Clinc150 {
	const part = partsOf(readHalf('clinc150', 'data_full', 'dev', root))
	return {
		train: part('train').map(utterance),
		validation: part('val').map(utterance),
		outOfScopeTrain: part('oos_train').map((row) => row.text),
		outOfScopeValidation: part('oos_val').map((row) => row.text),
	}
}

function partsOf(rows: unknown[]): (name: string) => readonly Utterance[] {
	return (name) => (rows as (Utterance & { readonly part: string })[]).filter((row) => row.part === name)
}

/** Banking77's official training part: 77 intents. Its test part is held out. */
export function loadBanking77(root: string = datasetsRoot(), half: Half = 'dev'): Utterance[] {
	return (readHalf('banking77', 'banking77', half, root) as Utterance[]).map(utterance)
}

/** HWU64's official training part of fold 1: 64 intents. Its test part is held out. */
export function loadHwu64(root: string = datasetsRoot(), half: Half = 'dev'): Utterance[] {
	return (readHalf('hwu64', 'hwu64', half, root) as Utterance[]).map(utterance)
}

function utterance({ text, intent }: Utterance): Utterance {
	return { text, intent }
}
