/** Name of a part of a dataset that is measured on its own: `tau-airline (tool results)`. */
export function partName(dataset: string, part: string): string {
	return `${dataset} (${part})`
}

/** The dataset that such a name is of; a name without a part is its own. */
export function wholeName(dataset: string): string {
	return dataset.replace(/ \([^()]+\)$/, '')
}
