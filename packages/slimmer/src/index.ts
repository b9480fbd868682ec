export type { Layout } from './layout/layout.ts'
export type { LineKind, Lines } from './layout/lines.ts'
export type { TokenSlimmerOptions } from './options.ts'
export type { RuleReport, SlimExplanation, SlimmedPlace, SlimResult } from './result.ts'
export type {
	Edit,
	Encoder,
	EncodingEdit,
	Level,
	Rule,
	RuleContext,
	Span,
	TextKind,
} from './rule.ts'
export { alignedTables } from './rules/aligned-tables.ts'
export { ansi } from './rules/ansi.ts'
export { blankLines } from './rules/blank-lines.ts'
export { carriageReturns } from './rules/carriage-returns.ts'
export { defaultEncoders, defaultRules } from './rules/defaults.ts'
export { innerSpaces } from './rules/inner-spaces.ts'
export { invisibleSpaces } from './rules/invisible-spaces.ts'
export { jsonMinify } from './rules/json-minify.ts'
export { logTemplates } from './rules/log-templates.ts'
export { markdownTables } from './rules/markdown-tables.ts'
export { outerSpace } from './rules/outer-space.ts'
export { trailingBlanks } from './rules/trailing-blanks.ts'
export { TokenSlimmer } from './slimmer.ts'
