import type { Encoder, Rule } from '../rule.ts'
import { alignedTables } from './aligned-tables.ts'
import { ansi } from './ansi.ts'
import { backspaces } from './backspaces.ts'
import { blankLines } from './blank-lines.ts'
import { carriageReturns } from './carriage-returns.ts'
import { csvColumns } from './csv-columns.ts'
import { dictionary } from './dictionary.ts'
import { htmlChrome } from './html-chrome.ts'
import { innerSpaces } from './inner-spaces.ts'
import { invisibleSpaces } from './invisible-spaces.ts'
import { jsonMinify } from './json-minify.ts'
import { jsonTables } from './json-tables.ts'
import { logTemplates } from './log-templates.ts'
import { markdownTables } from './markdown-tables.ts'
import { outerSpace } from './outer-space.ts'
import { trailingBlanks } from './trailing-blanks.ts'
import { trees } from './trees.ts'
import { wording } from './wording.ts'
import { xmlRecords } from './xml-records.ts'
import { xmlSpace } from './xml-space.ts'
import { yamlLists } from './yaml-lists.ts'

/** The rules that ship, in the order they run: what cleans the text first, what reads its lines later. */
export const defaultRules: readonly Rule[] = [
	outerSpace,
	backspaces,
	carriageReturns,
	ansi,
	invisibleSpaces,
	htmlChrome,
	jsonMinify,
	markdownTables,
	alignedTables,
	xmlSpace,
	innerSpaces,
	trailingBlanks,
	blankLines,
	wording,
]

/**
 * The encoders that ship, in the order they run: each leaves to the next what it cannot read. Logs come before JSON,
 * since lines that hold a value each are shorter as a log; JSON that spans or fills lines is never taken for one.
 */
export const defaultEncoders: readonly Encoder[] = [
	trees,
	xmlRecords,
	yamlLists,
	csvColumns,
	logTemplates,
	jsonTables,
	dictionary,
]
