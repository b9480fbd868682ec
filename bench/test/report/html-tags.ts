const VOID = new Set(['meta', 'link', 'input', 'br', 'img', 'hr'])
const RAW = new Set(['script', 'style'])

/**
 * What is wrong with a page's tags: one closed that is not open or left open, an attribute without quotes, an
 * ampersand or an angle bracket that belongs to no entity and no tag.
 */
export function tagProblems(html: string): string[] {
	const problems: string[] = []
	const open: string[] = []
	let rest = html.replace(/^<!doctype html>/i, '')
	while (rest !== '') {
		const raw = RAW.has(open.at(-1) ?? '')
		const text = raw ? rest.slice(0, rest.indexOf(`</${open.at(-1)}>`)) : (/^[^<]*/.exec(rest)?.[0] ?? '')
		if (!raw && /&(?!(?:amp|lt|gt|quot|#39);)|>/.test(text))
			problems.push(`text not escaped: ${text.slice(0, 60)}`)
		rest = rest.slice(text.length)
		if (rest === '') break
		const tag = /^<(\/?)([a-z0-9]+)((?: [a-zA-Z][a-zA-Z0-9-]*(?:="[^"<]*")?)*)(\/?)>/.exec(rest)
		if (tag === null) {
			problems.push(`no tag: ${rest.slice(0, 60)}`)
			break
		}
		const [all, closes, name = '', , closed] = tag
		rest = rest.slice(all.length)
		if (closes === '/') {
			if (open.at(-1) === name) open.pop()
			else problems.push(`</${name}> while <${open.at(-1)}> is open`)
		} else if (closed !== '/' && !VOID.has(name)) open.push(name)
	}
	return [...problems, ...open.map((name) => `<${name}> left open`)]
}
