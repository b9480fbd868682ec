/** A source whose `${…}` a YAML parser reads as plain text. Offsets are those of the original. */
export interface Shielded {
	readonly text: string
	/** Puts the original characters back into a piece of `text`. */
	readonly restore: (piece: string) => string
}

/** Characters that mean something to YAML inside a flow collection or after a space. */
const SHIELDED = '{}[],:#'
const HEAD = /\$\{[A-Za-z_][A-Za-z0-9_]*(?:\}|:?[-?+])/y
/** How many ranges of private-use characters are tried before giving up; one is enough but for made-up files. */
const CANDIDATES = 8

/**
 * Lets `{ api_key: ${OPENAI_API_KEY} }` be written without quotes, where YAML would end the value at `{`.
 *
 * Swaps the meaningful characters inside a `${…}` for private-use ones, each for one, so that every offset
 * stays true; parsed values get them back by `restore` before anything reads them. Nothing is interpolated
 * here. A reference that spans lines or contains a quote is left alone: its value needs quotes of its own.
 * Linear in the length of the source.
 */
export function shieldReferences(source: string): Shielded {
	const regions = source.includes('${') ? findRegions(source) : []
	const stand = regions.length > 0 ? freeCharacters(source) : undefined
	if (stand === undefined) return { text: source, restore: (piece) => piece }

	const parts: string[] = []
	let done = 0
	for (const [start, end] of regions) {
		parts.push(source.slice(done, start))
		for (const character of source.slice(start, end)) {
			const index = SHIELDED.indexOf(character)
			parts.push(index < 0 ? character : (stand[index] ?? character))
		}
		done = end
	}
	parts.push(source.slice(done))
	const back = new RegExp(`[${stand}]`, 'g')
	const restore = (piece: string): string =>
		piece.replace(back, (character) => SHIELDED[stand.indexOf(character)] ?? character)
	return { text: parts.join(''), restore }
}

/** Start and end of every balanced reference that may be shielded, in order. */
function findRegions(source: string): [number, number][] {
	const regions: [number, number][] = []
	let start = -1
	let depth = 0
	let quoted = false
	for (let at = 0; at < source.length; at++) {
		const character = source[at]
		if (depth === 0) {
			if (character !== '$' || source[at + 1] !== '{') continue
			HEAD.lastIndex = at
			if (!HEAD.test(source)) continue
			start = at++
			depth = 1
			quoted = false
		} else if (character === '\n') depth = 0
		else if (character === '"' || character === "'") quoted = true
		else if (character === '{') depth++
		else if (character === '}' && --depth === 0 && !quoted) regions.push([start, at + 1])
	}
	return regions
}

/** Private-use characters that the source neither contains nor spells as an digits. */
function freeCharacters(source: string): string | undefined {
	const lower = source.toLowerCase()
	for (let candidate = 0; candidate < CANDIDATES; candidate++) {
		const base = 0xe000 + candidate * 0x10
		const characters = String.fromCharCode(...Array.from(SHIELDED, (_, index) => base + index))
		const digits = (base >> 4).toString(16)
		if (!lower.includes(digits) && !Array.from(characters).some((one) => source.includes(one)))
			return characters
	}
	return undefined
}
