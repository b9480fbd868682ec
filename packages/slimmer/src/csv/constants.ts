/** A column that holds one value in every row. */
export interface Constant {
	/** 1-based. */
	readonly column: number
	/** As the header spells it; `undefined` without a header. */
	readonly name: string | undefined
	readonly value: string
}

/** A table without its constant columns. */
export interface ReducedTable {
	readonly constants: readonly Constant[]
	/** Whether the first of the rows is a header, which differs from the rows below where those agree. */
	readonly hasHeader: boolean
	readonly rows: readonly (readonly string[])[]
}

/** Longest value that a head line takes, in UTF-16 code units. */
const LONGEST = 200

/** Takes the constant columns out of a table; `undefined` when it has none, or no others. */
export function takeConstants(rows: readonly (readonly string[])[]): ReducedTable | undefined {
	const [header, first] = rows
	if (header === undefined || first === undefined) return undefined
	const constant = first.map(
		(value, column) => isPlain(value) && rows.every((row, at) => at === 0 || row[column] === value),
	)
	const hasHeader = constant.some((is, column) => is && header[column] !== first[column])
	const constants: Constant[] = []
	for (const [column, value] of first.entries()) {
		if (constant[column] !== true) continue
		const name = hasHeader ? header[column] : undefined
		// A header that cannot be told from its value stays with its column.
		if (hasHeader && (name === undefined || !isName(name))) constant[column] = false
		else constants.push({ column: column + 1, name, value })
	}
	if (constants.length === 0 || constants.length === first.length) return undefined
	return {
		constants,
		hasHeader,
		rows: rows.map((row) => row.filter((_, column) => constant[column] !== true)),
	}
}

/** Puts constant columns back into a row of the others. */
export function putConstants(
	row: readonly string[],
	constants: readonly Constant[],
	isHeader: boolean,
): readonly string[] {
	const full: string[] = []
	let next = 0
	for (let column = 1; column <= row.length + constants.length; column++) {
		const constant = constants[column - 1 - next]
		if (constant?.column === column) full.push(isHeader ? (constant.name ?? '') : constant.value)
		else full.push(row[next++] ?? '')
	}
	return full
}

function isPlain(value: string): boolean {
	return value.length <= LONGEST && !/[\r\n]|, column | in every row/.test(value)
}

function isName(name: string): boolean {
	return name !== '' && isPlain(name) && !name.includes('=')
}
