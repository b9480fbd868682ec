import { defaultEncoders, defaultRules } from '@headroom/slimmer'

/** Options that run one encoder alone, so that a text shows what it does. */
export function onlyEncoder(name: string): Readonly<Record<string, boolean>> {
	return Object.fromEntries(defaultEncoders.map((encoder) => [encoder.name, encoder.name === name]))
}

/** The same without the rules. */
export function encoderWithoutRules(name: string): Readonly<Record<string, boolean>> {
	return { ...Object.fromEntries(defaultRules.map((rule) => [rule.name, false])), ...onlyEncoder(name) }
}
