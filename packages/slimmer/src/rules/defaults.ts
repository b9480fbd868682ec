import type { Encoder, Rule } from '../rule.ts'
import { alignedTables } from './aligned-tables.ts'
import { ansi } from './ansi.ts'
import { blankLines } from './blank-lines.ts'
import { carriageReturns } from './carriage-returns.ts'
import { innerSpaces } from './inner-spaces.ts'
import { invisibleSpaces } from './invisible-spaces.ts'
import { jsonMinify } from './json-minify.ts'
import { logTemplates } from './log-templates.ts'
import { markdownTables } from './markdown-tables.ts'
import { outerSpace } from './outer-space.ts'
import { trailingBlanks } from './trailing-blanks.ts'

/** The rules that ship, in the order they run: what cleans the text first, what reads its lines later. */
export const defaultRules: readonly Rule[] = [
	outerSpace,
	carriageReturns,
	ansi,
	invisibleSpaces,
	jsonMinify,
	markdownTables,
	alignedTables,
	innerSpaces,
	trailingBlanks,
	blankLines,
]

/** The encoders that ship, in the order they run: those that read structure first, those that read lines later. */
export const defaultEncoders: readonly Encoder[] = [logTemplates]
