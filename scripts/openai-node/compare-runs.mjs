/**
 * Compares two runs of the same tests, and says what there is to say. They are the same where every test came out alike,
 * for the same reason if it failed. Where nothing passes as it is, or Headroom booked no answered call, that proves nothing.
 *
 * @typedef {{ file: string, name: string, status: string, messages: string[] }} Outcome
 * @param {Outcome[]} plain
 * @param {Outcome[]} wrapped
 * @param {number} calls How many answered calls Headroom booked.
 * @returns {{ same: boolean, lines: string[] }}
 */
export function compareRuns(plain, wrapped, calls) {
	const [before, after] = [byTest(plain), byTest(wrapped)]
	const lines = [...filesOf(plain, wrapped), `answered calls that Headroom booked: ${calls}`]
	let same = true
	for (const key of new Set([...before.keys(), ...after.keys()])) {
		const [one, other] = [before.get(key), after.get(key)]
		if (one?.status === other?.status && reasonOf(one) === reasonOf(other)) {
			if (one?.status === 'failed') lines.push(`${key}: failed both ways, for the same reason`)
			continue
		}
		same = false
		lines.push(`${key}: ${one?.status} as it is, ${other?.status} wrapped`)
		for (const [how, outcome] of [
			['as it is', one],
			['wrapped', other],
		]) {
			if (outcome?.status === 'failed') lines.push(`${how}: ${outcome.messages.join('\n')}`)
		}
	}
	const proven = calls > 0 && plain.some(({ status }) => status === 'passed')
	lines.push(
		!same
			? 'not the same'
			: proven
				? 'the same'
				: 'nothing was proven: no test passed, or no call was answered',
	)
	return { same: same && proven, lines }
}

function byTest(outcomes) {
	return new Map(outcomes.map((outcome) => [`${outcome.file} · ${outcome.name}`, outcome]))
}

/** Why a test failed: its messages without colours, and without the stacks, in which the wrapper may well show. */
function reasonOf(outcome) {
	return outcome?.messages
		.join('\n')
		.replaceAll(COLOURS, '')
		.replace(/Require stack:.*/s, '')
		.split('\n')
		.filter((line) => !/^\s+at /.test(line))
		.join('\n')
}

const COLOURS = new RegExp(`${String.fromCharCode(27)}\\[[\\d;]*m`, 'g')

function filesOf(plain, wrapped) {
	const passed = (outcomes, name) =>
		outcomes.filter(({ file, status }) => file === name && status === 'passed').length
	return [...new Set([...plain, ...wrapped].map(({ file }) => file))].sort().map((name) => {
		const all = plain.filter(({ file }) => file === name).length
		return `${name}: ${passed(plain, name)} of ${all} passed as they are, ${passed(wrapped, name)} wrapped`
	})
}
