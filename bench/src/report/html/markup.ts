/** HTML that may be put into a page as it is: made by `markup` alone, so that no text gets in unescaped. */
export class Markup {
	readonly html: string
	constructor(html: string) {
		this.html = html
	}
}

/** What may stand in a template: text and numbers are escaped, absent values leave nothing. */
export type MarkupValue = string | number | Markup | undefined | readonly MarkupValue[]

/** HTML from a template; every value that is not itself markup is escaped, for text and quoted attributes alike. */
export function markup(parts: TemplateStringsArray, ...values: readonly MarkupValue[]): Markup {
	return new Markup(parts.map((part, index) => part + rendered(values[index])).join(''))
}

/** Constant CSS or JavaScript of the page itself, which must not be escaped. */
export function verbatim(source: string): Markup {
	return new Markup(source)
}

function rendered(value: MarkupValue): string {
	if (value === undefined) return ''
	if (value instanceof Markup) return value.html
	if (typeof value === 'number') return coordinate(value)
	return typeof value === 'string' ? escaped(value) : value.map(rendered).join('')
}

/** Numbers in a template are coordinates: two decimals are less than a pixel. */
function coordinate(value: number): string {
	return String(Math.round(value * 100) / 100)
}

const ENTITIES: Readonly<Record<string, string>> = {
	'&': '&amp;',
	'<': '&lt;',
	'>': '&gt;',
	'"': '&quot;',
	"'": '&#39;',
}

function escaped(text: string): string {
	return text.replace(/[&<>"']/g, (character) => ENTITIES[character] ?? character)
}
