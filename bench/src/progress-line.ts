/** One line on a terminal that is drawn over again; nothing elsewhere but a line a dataset. */
export interface ProgressLine {
	show(suite: string, dataset: string, done: number, all: number): void
	clear(): void
}

export function progressLine(stream: { isTTY?: boolean; write(text: string): unknown }): ProgressLine {
	const width = 24
	return {
		show(suite, dataset, done, all) {
			if (stream.isTTY === true) {
				const filled = Math.round((done / Math.max(1, all)) * width)
				stream.write(
					`\r\u001b[K${suite.padEnd(12)} ${dataset.padEnd(18)} ${'█'.repeat(filled)}${'░'.repeat(width - filled)} ${done}/${all}`,
				)
			} else if (done === all) stream.write(`${suite} ${dataset}: ${all} items\n`)
		},
		clear() {
			if (stream.isTTY === true) stream.write('\r\u001b[K')
		},
	}
}
