export type { Timeouts } from './call/deadlines.ts'
export type { Fetch } from './call/error-bodies.ts'
export type { ApiKey, HeaderValues, Revealable } from './call/secrets.ts'
export { type OpenAiCompatibleOptions, openaiCompatible } from './vendor/compatible-provider.ts'
