/** Layer 2 alone: keeps what the question needs, marks what it leaves out, never goes below the floor. */
import { ContextCompressor } from '@headroom/compressor'
import type { Message } from '@headroom/spec'

const shops = [
	'Bergen',
	'Cork',
	'Delft',
	'Graz',
	'Lund',
	'Nantes',
	'Porto',
	'Siena',
	'Turku',
	'York',
	'Zadar',
	'Bilbao',
]
const documents = shops.map(
	(city, n) =>
		`The shop in ${city} opened in ${1990 + n}. It sells bread, cheese and tea to people of the quarter. ` +
		`Its owner likes the rain and the long evenings. The telephone of the shop ends in ${40 + n * 3}. ` +
		`Deliveries come on ${n % 2 ? 'Monday' : 'Friday'} mornings. A cat sleeps in the window most of the day.`,
)
const messages: Message[] = [
	{ role: 'system', content: 'Answer from the documents. You must name the city.' },
	{
		role: 'user',
		content: `${documents.join('\n\n')}\n\nWhat does the telephone of the shop in Porto end in?`,
	},
]

const compressor = new ContextCompressor({ maxCompressionRatio: 0.5, preserveKeywords: ['must'] })
const result = await compressor.compress(messages)
const text = result.messages.map((message) => message.content).join('\n')

console.log(result.ratio >= 0.5 && result.ratio < 0.75) // → true
console.log(text.includes('ends in 58')) // → true
console.log(text.includes('You must name the city.')) // → true
console.log(text.includes('What does the telephone of the shop in Porto end in?')) // → true
console.log(result.omissions.every(({ count, total, reason }) => count < total && reason !== '')) // → true
