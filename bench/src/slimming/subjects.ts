import type { Level } from '@headroom/slimmer'
import { slimmingSubject } from '../compression/slimming-subject.ts'
import type { Subject } from '../compression/subject.ts'
import { unchanged } from '../compression/subjects.ts'
import { controlSubject, jsonControls } from './controls.ts'

/** The levels of slimming, the mildest first; subjects are named after them. */
export const LEVELS: readonly Level[] = ['lossless', 'standard', 'aggressive']

const levels = LEVELS.map((level) => slimmingSubject(level, `TokenSlimmer, level ${level}`, { level }))

/** The opt-in encoder that no level runs. */
export const DICTIONARY = 'dictionary'

const withDictionary = slimmingSubject(
	DICTIONARY,
	'TokenSlimmer, level standard with the opt-in dictionary',
	{
		rules: { dictionary: true },
	},
)

/** What is measured on every prompt; the controls on JSON, only where they apply. */
export const promptSubjects: readonly Subject[] = [unchanged, ...levels, withDictionary]

/** What the slimming suite measures. */
export const slimmingSubjects: readonly Subject[] = [...promptSubjects, ...jsonControls.map(controlSubject)]
