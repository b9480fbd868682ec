import type { Wording } from './phrase.ts'
import type { Sentence } from './sentences.ts'

/** Answers what is asked of one sentence or text again and again, reading each once. */
export class Judge {
	readonly #wording: Wording
	readonly #text: string
	readonly #given = new Map<RegExp, boolean>()
	#sentence: Sentence | undefined
	#isOpen: boolean | undefined
	#isInstruction: boolean | undefined
	#followsInstruction: boolean | undefined

	constructor(wording: Wording, text: string) {
		this.#wording = wording
		this.#text = text
	}

	/** Whether a sentence is of this language and does not speak about courtesy itself. */
	isOpen(sentence: Sentence): boolean {
		this.#turnTo(sentence)
		this.#isOpen ??=
			sentence.language === this.#wording.language && !this.#wording.aboutCourtesy.test(sentence.text)
		return this.#isOpen
	}

	isInstruction(sentence: Sentence): boolean {
		this.#turnTo(sentence)
		this.#isInstruction ??= this.#wording.isInstruction(sentence.text)
		return this.#isInstruction
	}

	/** Whether the sentence before it is an instruction. */
	followsInstruction(sentence: Sentence): boolean {
		this.#turnTo(sentence)
		this.#followsInstruction ??= this.#wording.isInstruction(sentence.before)
		return this.#followsInstruction
	}

	/** Whether the text behind an offset begins with an instruction. */
	leadsTo(from: number): boolean {
		const rest = this.#text.slice(from, from + NEXT).trimStart()
		return this.#wording.isInstruction(/^[^.!?。！？\n]*[.!?。！？]?/.exec(rest)?.[0] ?? '')
	}

	/**
	 * Whether an instruction of the text says what makes a phrase redundant.
	 *
	 * @param sentenceAt the sentence that holds an offset, or `undefined` in quotes, data and other material
	 */
	holds(given: RegExp, sentenceAt: (offset: number) => Sentence | undefined): boolean {
		const known = this.#given.get(given) ?? this.#findGiven(given, sentenceAt)
		this.#given.set(given, known)
		return known
	}

	#findGiven(given: RegExp, sentenceAt: (offset: number) => Sentence | undefined): boolean {
		for (const { index } of this.#text.matchAll(new RegExp(given, 'gi'))) {
			const sentence = sentenceAt(index)
			if (sentence !== undefined && this.#wording.isInstruction(sentence.text)) return true
		}
		return false
	}

	#turnTo(sentence: Sentence): void {
		if (sentence === this.#sentence) return
		this.#sentence = sentence
		this.#isOpen = undefined
		this.#isInstruction = undefined
		this.#followsInstruction = undefined
	}
}

/** How far behind a greeting its request is read, in UTF-16 code units. */
const NEXT = 300
