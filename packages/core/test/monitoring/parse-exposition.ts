/** One series of a scrape. */
export interface Sample {
	readonly name: string
	readonly labels: Readonly<Record<string, string>>
	readonly value: number
}

/** A scrape of Prometheus' text format 0.0.4. */
export interface Exposition {
	readonly types: ReadonlyMap<string, string>
	readonly samples: readonly Sample[]
}

/**
 * Reads the text format by its grammar, written from the format's description and not from what we print. Throws
 * where a scraper would, and where its rules are broken: a series twice, a family in two places, a histogram whose
 * buckets fall or whose count differs from its last bucket.
 */
export function parseExposition(text: string): Exposition {
	if (text !== '' && !text.endsWith('\n')) throw new Error('the last line has no line break')
	const types = new Map<string, string>()
	const samples: Sample[] = []
	const seen = new Set<string>()
	let current = ''
	const families = new Set<string>()
	for (const line of text.split('\n').slice(0, -1)) {
		const comment = /^# (HELP|TYPE) ([a-zA-Z_:][a-zA-Z0-9_:]*) (.*)$/.exec(line)
		if (comment !== null) {
			const [, kind = '', name = '', rest = ''] = comment
			if (kind === 'TYPE') {
				if (!['counter', 'gauge', 'histogram', 'summary', 'untyped'].includes(rest))
					throw new Error(`unknown type: ${line}`)
				if (types.has(name)) throw new Error(`two types: ${line}`)
				types.set(name, rest)
			}
			current = name
			continue
		}
		if (line.startsWith('#')) throw new Error(`odd comment: ${line}`)
		const sample = parseSample(line)
		const family = familyOf(sample.name, types)
		if (family !== current) throw new Error(`${sample.name} stands under ${current}`)
		families.add(family)
		const key = `${sample.name} ${JSON.stringify(Object.entries(sample.labels).sort())}`
		if (seen.has(key)) throw new Error(`twice: ${line}`)
		seen.add(key)
		samples.push(sample)
	}
	for (const [name, type] of types) {
		if (!families.has(name)) throw new Error(`${name} has no series`)
		if (type === 'histogram') checkHistogram(name, samples)
		if (type === 'counter' && !name.endsWith('_total')) throw new Error(`${name} is a counter without _total`)
	}
	return { types, samples }
}

function parseSample(line: string): Sample {
	const name = /^[a-zA-Z_:][a-zA-Z0-9_:]*/.exec(line)?.[0]
	if (name === undefined) throw new Error(`no name: ${line}`)
	let at = name.length
	const labels: Record<string, string> = {}
	if (line[at] === '{') {
		at++
		while (line[at] !== '}') {
			const label = /^[a-zA-Z_][a-zA-Z0-9_]*="/.exec(line.slice(at))?.[0]
			if (label === undefined) throw new Error(`no label at ${at}: ${line}`)
			at += label.length
			let value = ''
			while (line[at] !== '"') {
				if (at >= line.length) throw new Error(`label is not closed: ${line}`)
				if (line[at] === '\\') {
					const escaped = { '\\': '\\', '"': '"', n: '\n' }[line[at + 1] ?? '']
					if (escaped === undefined) throw new Error(`unknown escape: ${line}`)
					value += escaped
					at += 2
				} else value += line[at++]
			}
			labels[label.slice(0, -2)] = value
			at++
			if (line[at] === ',') at++
			else if (line[at] !== '}') throw new Error(`no comma at ${at}: ${line}`)
		}
		at++
	}
	const number = /^ (\+Inf|-Inf|NaN|[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?)$/.exec(line.slice(at))?.[1]
	if (number === undefined) throw new Error(`no value: ${line}`)
	return {
		name,
		labels,
		value: number.endsWith('Inf') ? Number(number.replace('Inf', 'Infinity')) : Number(number),
	}
}

function familyOf(name: string, types: ReadonlyMap<string, string>): string {
	const base = name.replace(/_(?:bucket|sum|count)$/, '')
	return types.get(base) === 'histogram' ? base : name
}

function checkHistogram(name: string, samples: readonly Sample[]): void {
	const groups = new Map<string, Sample[]>()
	for (const sample of samples.filter((one) => one.name === `${name}_bucket`)) {
		const { le: _, ...rest } = sample.labels
		const key = JSON.stringify(rest)
		groups.set(key, [...(groups.get(key) ?? []), sample])
	}
	for (const [key, buckets] of groups) {
		const bounds = buckets.map(({ labels }) => Number(labels.le?.replace('Inf', 'Infinity')))
		if (bounds.at(-1) !== Number.POSITIVE_INFINITY) throw new Error(`${name} has no +Inf`)
		for (let n = 1; n < buckets.length; n++) {
			if ((bounds[n] ?? 0) <= (bounds[n - 1] ?? 0)) throw new Error(`${name}: bounds do not rise`)
			if ((buckets[n]?.value ?? 0) < (buckets[n - 1]?.value ?? 0)) throw new Error(`${name}: buckets fall`)
		}
		const count = samples.find((one) => one.name === `${name}_count` && JSON.stringify(one.labels) === key)
		if (count?.value !== buckets.at(-1)?.value) throw new Error(`${name}: count is not the last bucket`)
	}
}
