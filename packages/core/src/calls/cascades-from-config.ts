import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import type { Config } from '@headroom/config'
import { type AcceptRule, agreement, type Cascade, firstFit, trainedAccept } from '@headroom/router'
import { HeadroomError } from '@headroom/spec'
import { messageOf } from '../message-of.ts'

type CascadeConfig = Config['calls']['cascades'][string]

/**
 * The cascades that a configuration asks for.
 *
 * @param folder What files of trained rules are relative to.
 * @throws HeadroomError `invalid-argument` for a rule that cannot be read.
 */
export function cascadesFromConfig(
	cascades: Config['calls']['cascades'],
	folder: string,
): Readonly<Record<string, Cascade>> {
	return Object.fromEntries(
		Object.entries(cascades).map(([model, cascade]) => [
			model,
			cascadeOf(cascade, `calls.cascades.${model}`, folder),
		]),
	)
}

function cascadeOf(config: CascadeConfig, where: string, folder: string): Cascade {
	const { samples, temperature, maxAttempts, maxLatencyMs, toolResults } = config
	const how = { samples, ...(temperature === undefined ? {} : { temperature }) }
	return {
		try: config.try.map((model) => ({ model, ...how })),
		rule: ruleOf(config, where, folder),
		toolResults,
		...(maxAttempts === undefined ? {} : { maxAttempts }),
		...(maxLatencyMs === undefined ? {} : { maxLatencyMs }),
	}
}

function ruleOf({ accept, agree, rule }: CascadeConfig, where: string, folder: string): AcceptRule {
	if (accept === 'agreement') return agreement({ least: agree })
	if (accept === 'first' || rule === undefined) return firstFit()
	const path = resolve(folder, rule)
	try {
		return trainedAccept(JSON.parse(readFileSync(path, 'utf8')))
	} catch (cause) {
		throw new HeadroomError(
			'invalid-argument',
			`${where}.rule: ${path} cannot be used (${messageOf(cause)}); give the JSON of what trainAccept() returned`,
			{ cause },
		)
	}
}
