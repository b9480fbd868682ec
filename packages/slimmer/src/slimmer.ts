import {
	type ChatRequest,
	type Message,
	mapArray,
	mapMessageText,
	messageTexts,
	type Stage,
	type StageContext,
	type Tokenizer,
} from '@headroom/spec'
import { o200kBase } from '@headroom/tokenizer'
import { rememberCounts } from './counting.ts'
import { BlockIndex } from './dedup/block-index.ts'
import { indexText } from './dedup/dedup.ts'
import { expandMarkers } from './dedup/expand.ts'
import { restoreOutermost, restoreText } from './encode/restore.ts'
import { reportSteps } from './explain.ts'
import type { Step } from './fixpoint.ts'
import { chooseRules, keywordGuard, type TokenSlimmerOptions } from './options.ts'
import { resultOf, type SlimExplanation, type SlimResult } from './result.ts'
import type { Rule } from './rule.ts'
import { countLines, type SlimSetting, slimText } from './slim-text.ts'

/**
 * Layer 1: makes texts cheaper without changing what they mean. Deterministic, in-process, linear in the text.
 *
 * A stage named `slimmer`, and on its own a function from text to text. It leaves out nothing that carries meaning:
 * that is Layer 2's work. Level `aggressive` shortens the wording of instructions, never in what a model said.
 */
export class TokenSlimmer implements Stage {
	readonly name = 'slimmer'
	readonly #chosen: Pick<SlimSetting, 'rules' | 'encoders' | 'outermost' | 'readers' | 'keep' | 'keepOnce'>
	/** The rules but for those that shorten wording: what a model said it said in its own words. */
	readonly #unworded: readonly Rule[]
	readonly #dedup: boolean
	readonly #tokenizer: Tokenizer

	/** @throws HeadroomError `invalid-argument` for an unknown level or rule name, or a rule name used twice. */
	constructor(options: TokenSlimmerOptions = {}) {
		const keywords = options.preserveKeywords ?? []
		this.#chosen = {
			...chooseRules(options),
			keep: keywordGuard(keywords, false),
			keepOnce: keywordGuard(keywords, true),
		}
		this.#unworded = this.#chosen.rules.filter((rule) => rule.level !== 'aggressive')
		this.#dedup = options.dedup ?? true
		this.#tokenizer = options.tokenizer ?? o200kBase()
	}

	/** Slims one text on its own. Slimming the result again gives the same text. */
	slim(text: string): SlimResult {
		const tokenizer = rememberCounts(this.#tokenizer)
		const slimmed = slimText(text, this.#alone(tokenizer))
		return resultOf(slimmed.text, tokenizer.count(text), tokenizer.count(slimmed.text))
	}

	/** Slims one text and says, rule by rule, what went, where, and how many tokens that saved. */
	explain(text: string): SlimExplanation {
		const tokenizer = rememberCounts(this.#tokenizer)
		const { text: slimmed, steps, untouched } = slimText(text, this.#alone(tokenizer))
		return {
			...resultOf(slimmed, tokenizer.count(text), tokenizer.count(slimmed)),
			rules: reportSteps(text, steps),
			...(untouched === undefined ? {} : { untouched }),
		}
	}

	/**
	 * The text that a slimmed one stands for: pointers replaced by what they point at, notation by the data it
	 * encodes. What rules of level `standard` and above dropped does not come back.
	 *
	 * Exact at level `lossless`: lines as they were, cells of tables, JSON values with their number spelling. A text
	 * without markers or notation comes back as it is, one that held look-alikes before it was slimmed does not; for a
	 * message that points at earlier ones see `restoreMessages`.
	 */
	restore(text: string): string {
		const { readers } = this.#chosen
		return restoreText(expandMarkers(restoreOutermost(text, readers), { messages: [], own: [] }), readers)
	}

	/**
	 * Messages that `run` slimmed, with every text restored; pointers find the messages they point at. Messages of
	 * roles that get neither pointers nor notation come back as they are.
	 */
	restoreMessages(messages: readonly Message[]): readonly Message[] {
		const { readers } = this.#chosen
		const sent: string[][] = []
		return mapArray(messages, (message) => {
			const own: string[] = []
			const send = (text: string): void => {
				for (const line of text.split('\n')) own.push(line)
			}
			if (message.pinned === true) for (const text of messageTexts(message)) send(text)
			const restored = mapMessageText(message, (written) => {
				const text = restoreOutermost(written, readers)
				const expanded = isEncodable(message) ? expandMarkers(text, { messages: sent, own }) : undefined
				send(text)
				return expanded === undefined ? written : restoreText(expanded, readers)
			})
			sent.push(own)
			return restored
		})
	}

	/** Tokens of a text by the slimmer's own tokenizer. */
	countTokens(text: string): number {
		return this.#tokenizer.count(text)
	}

	/**
	 * Slims the text and tool-result text of every message. Tool calls, opaque parts and pinned messages stay, by
	 * reference.
	 *
	 * What becomes of a message depends on the messages up to it alone, so that a conversation's slimmed form only
	 * ever grows at its end. Assistant and system messages get no pointers and no notation: a model copies the manner
	 * of its own words, and instructions are read as they stand.
	 */
	run(request: ChatRequest, context: StageContext): ChatRequest {
		context.signal.throwIfAborted()
		const tokenizer = rememberCounts(context.tokenizer)
		const index = this.#dedup ? new BlockIndex() : undefined
		const messages = mapArray(request.messages, (message, at) => {
			context.signal.throwIfAborted()
			return this.#slimMessage(message, at, index, { tokenizer, observe: context.observe })
		})
		return messages === request.messages ? request : { ...request, messages }
	}

	#slimMessage(
		message: Message,
		at: number,
		index: BlockIndex | undefined,
		{ tokenizer, observe }: Pick<StageContext, 'tokenizer' | 'observe'>,
	): Message {
		let linesBefore = 0
		if (message.pinned === true && index !== undefined) {
			for (const text of messageTexts(message)) {
				indexText(text, index, { message: at, linesBefore })
				linesBefore += countLines(text)
			}
		}
		return mapMessageText(message, (text, kind) => {
			const place = { message: at, linesBefore }
			const setting: SlimSetting = {
				...this.#chosen,
				rules: message.role === 'assistant' ? this.#unworded : this.#chosen.rules,
				tokenizer,
				kind,
				index,
				place,
				encodes: isEncodable(message),
			}
			const result = slimText(text, setting)
			linesBefore += result.lines
			for (const [rule, savedTokens] of savedByRule(result.steps))
				observe({ type: 'rule', stage: this.name, rule, message: at, savedTokens })
			return result.text
		})
	}

	#alone(tokenizer: Tokenizer): SlimSetting {
		const index = this.#dedup ? new BlockIndex() : undefined
		const place = { message: 0, linesBefore: 0 }
		return { ...this.#chosen, tokenizer, kind: 'text', index, place, encodes: true }
	}
}

/**
 * Whether a message may hold notation and pointers. What models wrote, and what instructs them, shows the form that
 * answers are to have: it is read as it stands.
 */
function isEncodable({ role }: Message): boolean {
	return role === 'user' || role === 'tool'
}

function savedByRule(steps: readonly Step[]): ReadonlyMap<string, number> {
	const saved = new Map<string, number>()
	for (const { rule, edits } of steps) {
		const sum = edits.reduce((total, edit) => total + edit.savedTokens, 0)
		saved.set(rule.name, (saved.get(rule.name) ?? 0) + sum)
	}
	return saved
}
