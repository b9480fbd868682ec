import { type Markup, type MarkupValue, markup } from './markup.ts'

/** A plot with everything around it. */
export interface FigureParts {
	readonly title: string
	/** What the figures of this run say, in a sentence or two; also read to those who do not see the plot. */
	readonly finding: string
	readonly legend: MarkupValue
	/** The size of the drawing in its own pixels. */
	readonly size: readonly [width: number, height: number]
	readonly drawing: MarkupValue
	readonly note?: string
	/** The plot's figures, for those who cannot use it. */
	readonly table: Markup
}

export function figure({
	title,
	finding,
	legend,
	size: [width, height],
	drawing,
	note,
	table,
}: FigureParts): Markup {
	return markup`<figure>
<figcaption><h3>${title}</h3><p>${finding}</p></figcaption>
<div class="legend">${legend}</div>
<div class="scroll"><svg class="plot" role="img" aria-label="${`${title}. ${finding} The figures stand in the table below.`}" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}">${drawing}</svg></div>
${note === undefined ? undefined : markup`<p class="note">${note}</p>`}
<details><summary>These figures as a table</summary><div class="scroll">${table}</div></details>
</figure>
`
}

/** A table of text; the columns from `textColumns` on are figures. */
export function plainTable(
	heads: readonly string[],
	rows: readonly (readonly string[])[],
	textColumns: number,
): Markup {
	const kind = (column: number): Markup | undefined => (column < textColumns ? undefined : markup` class="n"`)
	return markup`<table><thead><tr>${heads.map((head, column) => markup`<th scope="col"${kind(column)}>${head}</th>`)}</tr></thead>
<tbody>${rows.map((row) => markup`<tr>${row.map((cell, column) => markup`<td${kind(column)}>${cell}</td>`)}</tr>\n`)}</tbody></table>`
}
