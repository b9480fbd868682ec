import {
	type CascadeEvent,
	type ChatRequest,
	type ChatResponse,
	type CostMark,
	type HeadroomEvent,
	isHeadroomError,
	type Message,
	type ModelCatalog,
	type ProviderError,
	type Usage,
} from '@headroom/spec'
import { countMessage } from '@headroom/tokenizer'
import { isProviderError } from '../is-provider-error.ts'
import type { CallEnd } from './call-account.ts'
import { cleanUsage } from './clean-usage.ts'
import type { Counting } from './counterfactual.ts'
import { pricedAs } from './price-model.ts'

/** What is known of a call before money comes in. */
export interface CallFacts {
	/** Model that answered, or was asked last. */
	readonly answered: string
	/** The name to price and count by; see `pricedAs`. */
	readonly known: string
	readonly usage: Usage
	readonly mark: CostMark
	/**
	 * Usage of the prompt that was sent: `usage`, or for an answer out of the response cache what the provider would
	 * have billed. Absent for a call that failed.
	 */
	readonly served?: Usage
}

const NOTHING: Usage = { inputTokens: 0, outputTokens: 0 }

/** Works out who answered and what was used; counts only what no provider reported. */
export function factsOf(
	request: ChatRequest,
	end: CallEnd,
	counting: Counting & { readonly catalog: ModelCatalog },
): CallFacts {
	const { response, events = [] } = end
	const asked = askedLast(request.model, events)
	const answered = response?.model ?? providerErrorOf(end.error)?.model ?? asked
	const names = { answered, known: pricedAs(counting.catalog, asked, answered) }
	if (end.outcome === 'failed') {
		return { ...names, usage: NOTHING, mark: isFree(end.error) ? 'billed' : 'estimated' }
	}
	const hit = events.find((event) => event.type === 'response-cache')
	if (hit !== undefined) {
		// Who left early would not have paid the whole answer.
		const whole = end.outcome === 'completed' ? hit.usage : undefined
		const served = whole ?? estimated(request, names.known, response, counting)
		return { ...names, usage: NOTHING, mark: 'billed', served: cleanUsage(served) }
	}
	const cascade = end.outcome === 'completed' ? undefined : cascadeLast(events)
	// Nothing is under way, and what was answered is billed by its own.
	if (cascade?.step === 'stop') return { ...names, usage: NOTHING, mark: 'billed' }
	if (cascade?.step === 'accept' && cascade.usage !== undefined) {
		const usage = cleanUsage(cascade.usage)
		return { ...names, usage, mark: usage === cascade.usage ? 'billed' : 'estimated', served: usage }
	}
	const reported = response?.usage === undefined ? NOTHING : cleanUsage(response.usage)
	// No prompt has no tokens: servers that count nothing say 0.
	if (end.outcome === 'completed' && reported.inputTokens > 0) {
		const usage = reported
		return { ...names, usage, mark: usage === response?.usage ? 'billed' : 'estimated', served: usage }
	}
	const usage = estimated(request, names.known, response, counting)
	return { ...names, usage, mark: 'estimated', served: usage }
}

/** A ProviderError by its shape: two copies of the package may be at work. */
export function providerErrorOf(error: unknown): ProviderError | undefined {
	return isProviderError(error) ? error : undefined
}

/** Whether a failed call surely cost nothing: refused here or by the provider. One left without an answer may cost. */
function isFree(error: unknown): boolean {
	return (
		isHeadroomError(error) &&
		(error.code !== 'provider-error' || (error as ProviderError).status !== undefined)
	)
}

/** The model that was asked last of those that events name, beginning with the one of the request. */
export function askedLast(model: string, events: readonly HeadroomEvent[]): string {
	let asked = model
	for (const event of events) {
		if (event.type === 'fallback') asked = event.to
		else if (event.type === 'cascade') asked = event.model
		else if (event.type === 'budget' && event.downgradedTo !== undefined) asked = event.downgradedTo
	}
	return asked
}

function cascadeLast(events: readonly HeadroomEvent[]): CascadeEvent | undefined {
	return events.findLast((event) => event.type === 'cascade')
}

/** Usage by counting what was sent and what came back; what a provider reported before a stream was cut wins. */
function estimated(
	request: ChatRequest,
	model: string,
	response: ChatResponse | undefined,
	{ counter, tokenizerFor }: Counting,
): Usage {
	const tokenizer = tokenizerFor(model)
	const reported = response?.usage === undefined ? NOTHING : cleanUsage(response.usage)
	const message = response?.message
	return {
		...reported,
		inputTokens: reported.inputTokens > 0 ? reported.inputTokens : counter.count(request, tokenizer),
		outputTokens: Math.max(
			reported.outputTokens,
			message === undefined
				? 0
				: countMessage(message, tokenizer) - countMessage(emptied(message), tokenizer),
		),
	}
}

function emptied(message: Message): Message {
	return { ...message, content: '' }
}
