/** What a line of source code opens. */
export interface Declaration {
	/** Name as written, without the type or receiver before it; empty when it has none. */
	readonly name: string
	/** `type` for what holds fields or methods, `value` for named constants, `code` for what has a body to run. */
	readonly kind: 'code' | 'type' | 'value'
	/** Whether a word of the language says so; otherwise it may be a call, and what follows decides. */
	readonly sure: boolean
}

/** Words that may stand before what a line declares, in any of the languages. */
const MODIFIERS = new Set(
	'export default public private protected internal static async abstract final override virtual sealed partial readonly declare inline unsafe extern data open suspend synchronized native pub create or replace temp temporary materialized unique'.split(
		' ',
	),
)
/** More of them before one name are not written. */
const MOST_MODIFIERS = 6
const WORD = /^([a-z]{1,12})(?:\([\w: ]{1,40}\))?\s{1,4}/i
const CODE =
	/^(?:function\*?|func|fn|def|procedure|trigger|macro_rules!)\s{1,4}(?:\([^)\n]{0,120}\)\s{0,4})?(?:self\.)?([\p{L}_$~][\p{L}\p{N}_$.!?:-]{0,120})/iu
const TYPE =
	/^(?:class|interface|enum|struct|trait|impl|type|module|mod|namespace|record|object|protocol|extension|union|table|view|schema|typedef struct)(?:<[^>\n]{0,80}>)?\s{1,4}(?:(?:class|if not exists)\s{1,4})?([\p{L}_$][\p{L}\p{N}_$]{0,120})?/iu
const VALUE = /^(?:const|let|var|val|#define)\s{1,4}([\p{L}_$][\p{L}\p{N}_$]{0,120})/u
/** `LIMIT = 5`, `LIMIT: int = 5`, `int LIMIT = 5`: names in capitals are constants wherever they stand. */
const CAPITALS = /^(?:[\w<>[\]]{1,60}\s)?([A-Z][A-Z\d_]{2,80})\s?(?:=|:[^=]{1,60}=)/
/** A constant that is a function. */
const ARROW = /=\s{0,4}(?:async\s{1,4})?(?:function\b|\(|[\w$]{1,80}\s{0,4}=>)/
const CONTROL =
	/^(?:if|else|for|foreach|while|switch|case|catch|return|throw|raise|new|await|yield|do|try|with|using|when|match|elif|elsif|unless|until|assert|echo|print|and|or|not|in|delete|typeof|super|this|select|where|from|join|values|\}|\))(?![\w$])/i
/** What stands before a method's name: its type and modifiers. */
const BEFORE_NAME = /^[\w$<>[\],.&*:?~#\s-]*$/
const NAME = /[\w$~#:]{1,120}$/
/** Longest line that is looked at: minified code has no lines to speak of. */
const LONGEST = 500

/** What a line of code declares, its indentation left out, or `undefined`. */
export function declarationOf(line: string): Declaration | undefined {
	if (line.length > LONGEST) return undefined
	const bare = withoutModifiers(line)
	const code = CODE.exec(bare)
	if (code !== null) return { name: code[1] ?? '', kind: 'code', sure: true }
	const type = TYPE.exec(bare)
	if (type !== null && (type[1] !== undefined || /[{]$/.test(bare)))
		return { name: type[1] ?? '', kind: 'type', sure: true }
	const value = VALUE.exec(bare)
	if (value !== null)
		return { name: value[1] ?? '', kind: ARROW.test(bare) && opens(bare) ? 'code' : 'value', sure: true }
	const constant = CAPITALS.exec(bare)
	if (constant !== null) return { name: constant[1] ?? '', kind: 'value', sure: true }
	const name = CONTROL.test(bare) ? undefined : methodName(bare)
	return name === undefined ? undefined : { name, kind: 'code', sure: false }
}

function opens(line: string): boolean {
	return /(?:=>|[{(,])$/.test(line)
}

function withoutModifiers(line: string): string {
	let bare = line
	for (let word = 0; word < MOST_MODIFIERS; word++) {
		const found = WORD.exec(bare)
		if (found === null || !MODIFIERS.has((found[1] ?? '').toLowerCase())) return bare
		bare = bare.slice(found[0].length)
	}
	return bare
}

/** Name in `name(arguments) {`, `Type name(arguments)` or `name() {` of a shell. */
function methodName(line: string): string | undefined {
	const paren = line.indexOf('(')
	if (paren < 1) return undefined
	const before = line.slice(0, paren).trimEnd()
	if (!BEFORE_NAME.test(before)) return undefined
	const end = line[line.length - 1]
	return end === '{' || end === ')' || end === ',' || end === '(' || /\)[^;="']{1,80}$/.test(line)
		? NAME.exec(before)?.[0]
		: undefined
}
