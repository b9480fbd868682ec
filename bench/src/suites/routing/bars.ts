/** What a method is to reach on a dataset: at least `least`, or at most `most`. */
export interface Bar {
	readonly dataset: string
	/** Every subject whose name begins so. */
	readonly subject: string
	readonly metric: string
	readonly least?: number
	readonly most?: number
}

const LEARNED = 'LearnedRouter'
const LEXICAL = 'ModelRouter, lexical'
const MINILM = 'ModelRouter, MiniLM'

/** Set for the held-out halves; on our own splits, which learn from fewer rows, they are as hard or harder. */
const BARS: readonly Bar[] = [
	{ dataset: 'routellm-mmlu', subject: 'LearnedRouter, 1,500 labels', metric: 'apgr', least: 0.62 },
	{ dataset: 'routellm-mmlu', subject: LEARNED, metric: 'apgr', least: 0.69 },
	{ dataset: 'routellm-gsm8k', subject: LEARNED, metric: 'apgr', least: 0.64 },
	{ dataset: 'routerbench-subset', subject: LEARNED, metric: 'aiq', least: 0.855 },
	{ dataset: 'zeroeval', subject: 'agreement cascade', metric: 'quality', least: 0.995 },
	{ dataset: 'zeroeval', subject: 'agreement cascade', metric: 'cost-share', most: 0.6 },
	{ dataset: 'zeroeval', subject: 'trained cascade', metric: 'quality', least: 0.995 },
	{ dataset: 'zeroeval', subject: 'trained cascade', metric: 'cost-share', most: 0.5 },
	{ dataset: 'clinc150', subject: LEXICAL, metric: 'accuracy@10', least: 0.84 },
	{ dataset: 'clinc150', subject: LEXICAL, metric: 'accuracy@all', least: 0.935 },
	{ dataset: 'clinc150', subject: LEXICAL, metric: 'oos-recall@5%', least: 0.8 },
	{ dataset: 'banking77', subject: LEXICAL, metric: 'accuracy@all', least: 0.915 },
	{ dataset: 'hwu64', subject: LEXICAL, metric: 'accuracy@all', least: 0.895 },
	{ dataset: 'clinc150', subject: MINILM, metric: 'accuracy@5', least: 0.85 },
	{ dataset: 'clinc150', subject: MINILM, metric: 'accuracy@10', least: 0.89 },
]

/** The bar of a figure, or `undefined` where none is set. */
export function barOf(dataset: string, subject: string, metric: string): Bar | undefined {
	return BARS.find(
		(bar) => bar.dataset === dataset && subject.startsWith(bar.subject) && bar.metric === metric,
	)
}

/** Whether a value reaches a bar. */
export function reaches(value: number, { least, most }: Bar): boolean {
	return (least === undefined || value >= least) && (most === undefined || value <= most)
}
