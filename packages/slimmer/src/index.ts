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
export { isEncoder } from './rule.ts'
export { alignedTables } from './rules/aligned-tables.ts'
export { ansi } from './rules/ansi.ts'
export { backspaces } from './rules/backspaces.ts'
export { blankLines } from './rules/blank-lines.ts'
export { carriageReturns } from './rules/carriage-returns.ts'
export { csvColumns } from './rules/csv-columns.ts'
export { defaultEncoders, defaultRules } from './rules/defaults.ts'
export { dictionary } from './rules/dictionary.ts'
export { htmlChrome } from './rules/html-chrome.ts'
export { innerSpaces } from './rules/inner-spaces.ts'
export { invisibleSpaces } from './rules/invisible-spaces.ts'
export { jsonMinify } from './rules/json-minify.ts'
export { jsonTables } from './rules/json-tables.ts'
export { logTemplates } from './rules/log-templates.ts'
export { markdownTables } from './rules/markdown-tables.ts'
export { outerSpace } from './rules/outer-space.ts'
export { trailingBlanks } from './rules/trailing-blanks.ts'
export { trees } from './rules/trees.ts'
export { wording } from './rules/wording.ts'
export { xmlRecords } from './rules/xml-records.ts'
export { xmlSpace } from './rules/xml-space.ts'
export { yamlLists } from './rules/yaml-lists.ts'
export { TokenSlimmer } from './slimmer.ts'
