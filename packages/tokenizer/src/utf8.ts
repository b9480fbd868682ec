const encoder = new TextEncoder()

/** Bytes that may be read past the end of a text, so that short pieces are read as three whole words. */
const PADDING = 12

/** Longest text, in UTF-16 units, whose bytes go into the buffer that is used again and again. */
const SHORT_TEXT = 1 << 16

/** A text in UTF-8, lone surrogates as U+FFFD. */
export interface Utf8 {
	/** The text, a zero byte that ends it, and at least `PADDING` bytes of no meaning. */
	readonly bytes: Uint8Array
	/** The same memory, for reading words. */
	readonly view: DataView
	/** Length of the text in bytes. */
	readonly length: number
}

// A UTF-16 unit takes at most three bytes.
const shared = new Uint8Array(SHORT_TEXT * 3 + 1 + PADDING)
const sharedView = new DataView(shared.buffer)

/** Encodes a text. The result is valid until the next call. */
export function utf8(text: string): Utf8 {
	if (text.length <= SHORT_TEXT) {
		const length = encoder.encodeInto(text, shared).written
		shared[length] = 0
		return { bytes: shared, view: sharedView, length }
	}
	const bytes = new Uint8Array(Buffer.byteLength(text) + 1 + PADDING)
	const length = encoder.encodeInto(text, bytes).written
	return { bytes, view: new DataView(bytes.buffer), length }
}
