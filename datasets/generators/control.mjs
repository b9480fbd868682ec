// The incompressible control: random pairs. Whoever drops a third of it loses a third of the answers, whatever the method.
import { random } from './random.mjs'
import { probe, row } from './row.mjs'

export const control = () => [40, 70, 110].map((count) => {
	const r = random(`control-pairs/${count}`)
	const pairs = Array.from({ length: count }, () => [r.uuid(), r.uuid()])
	const text = `{${pairs.map(([key, value]) => `"${key}": "${value}"`).join(',\n ')}}`
	const places = [0, 0.15, 0.35, 0.5, 0.65, 0.85, 1].map((share) => Math.round(share * (count - 1)))
	return row('control-pairs', String(count), 'control', text, places.map((place) => probe(`What is the value of the key "${pairs[place][0]}"?`, pairs[place][1], `"${pairs[place][0]}": "${pairs[place][1]}"`, 'needle')))
})
