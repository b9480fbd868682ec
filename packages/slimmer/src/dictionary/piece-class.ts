/** What a piece of text is made of. Everything that is no white space, line break or common mark is part of a word. */
export type PieceClass = 'word' | 'mark' | 'blank' | 'break'

const ASCII: readonly PieceClass[] = Array.from({ length: 128 }, (_, code) => {
	const character = String.fromCharCode(code)
	if (/[\r\n]/.test(character)) return 'break'
	if (/[ \t]/.test(character)) return 'blank'
	return /\w/.test(character) ? 'word' : 'mark'
})

/** Dashes and quotes, lines and boxes, punctuation of Chinese and Japanese. */
const MARKS: readonly (readonly [number, number])[] = [
	[0x2010, 0x205e],
	[0x2500, 0x257f],
	[0x3001, 0x303f],
	[0xff01, 0xff0f],
]

/** The class of a UTF-16 code unit. */
export function pieceClass(code: number): PieceClass {
	if (code < 128) return ASCII[code] ?? 'mark'
	if (code < 0x2010) return 'word'
	return MARKS.some(([from, to]) => code >= from && code <= to) ? 'mark' : 'word'
}
