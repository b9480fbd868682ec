import type { SdkClient } from '../call/connection.ts'
import type { Fetch } from '../call/error-bodies.ts'
import { loadSdk } from '../call/load-sdk.ts'

/** How a client of OpenAI's SDK is made. */
export interface OpenAiClientParts {
	readonly baseURL?: string | undefined
	readonly organization?: string | undefined
	readonly project?: string | undefined
	readonly query?: Readonly<Record<string, string>> | undefined
	/** Whether the server is not OpenAI's, so that nothing the environment says of OpenAI may reach it. @default false */
	readonly foreign?: boolean
}

/**
 * A client of the package `openai` without retries and logs.
 *
 * @throws HeadroomError `not-supported` when the package is not installed
 */
export async function openAiClient(
	provider: string,
	fetch: Fetch,
	apiKey: string,
	parts: OpenAiClientParts,
): Promise<SdkClient> {
	const { OpenAI } = await loadSdk(provider, 'openai', () => import('openai'))
	const { baseURL, organization, project, query } = parts
	return new OpenAI({
		apiKey,
		adminAPIKey: null,
		maxRetries: 0,
		logLevel: 'off',
		fetch,
		...(baseURL === undefined ? {} : { baseURL }),
		...(query === undefined ? {} : { defaultQuery: query }),
		...(parts.foreign === true
			? { organization: null, project: null, defaultHeaders: withoutOpenAiHeaders() }
			: {}),
		...(organization === undefined ? {} : { organization }),
		...(project === undefined ? {} : { project }),
	})
}

/** The SDK sends the headers of OPENAI_CUSTOM_HEADERS wherever it goes; they are meant for OpenAI and may carry keys. */
function withoutOpenAiHeaders(): Record<string, null> {
	const lines = (process.env.OPENAI_CUSTOM_HEADERS ?? '').split('\n').filter((line) => line.includes(':'))
	const names = lines.map((line) => line.slice(0, line.indexOf(':')).trim()).filter((name) => name !== '')
	return Object.fromEntries(names.map((name) => [name, null]))
}
