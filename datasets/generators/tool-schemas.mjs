// Tool lists as requests carry them: JSON Schema with long descriptions, enums, nested objects and look-alike tools.
import { probe, row } from './row.mjs'

const text = (description, extra = {}) => ({ type: 'string', description, ...extra })
const whole = (description, extra = {}) => ({ type: 'integer', description, ...extra })
const flag = (description, fallback) => ({ type: 'boolean', description, default: fallback })
const tool = (name, description, properties, required) => ({ type: 'function', function: { name, description, parameters: { type: 'object', properties, required, additionalProperties: false } } })

const LIBRARY = [
	tool('search_catalogue', 'Searches titles, authors and subjects of the library catalogue. Returns at most 50 records, best first. Use search_holdings for copies and where they stand.', { query: text('Words in any order; quotes for a phrase.'), fields: { type: 'array', items: { type: 'string', enum: ['title', 'author', 'subject', 'series'] }, description: 'Fields to search. All of them when left out.' }, language: text('ISO 639-1 code of the language of the work.', { pattern: '^[a-z]{2}$' }), year_from: whole('Earliest year of publication.', { minimum: 1450 }), year_to: whole('Latest year of publication.') }, ['query']),
	tool('search_holdings', 'Lists the copies of one record with branch, shelf mark and status. Copies on order are included with status "ordered".', { record_id: text('Id of a record, e.g. "rec_0192f".'), branch: text('Branch code; all branches when left out.', { enum: ['CEN', 'HBR', 'NRD', 'UNI', 'MOB'] }), only_available: flag('Leaves out copies that are lent or lost.', false) }, ['record_id']),
	tool('place_hold', 'Places a hold on a record for a patron. Fails with HOLD_LIMIT when the patron has 8 holds already. Costs 0.80 EUR unless the patron is under 18.', { patron_id: text('Id of the patron.'), record_id: text('Id of the record, not of a copy.'), pickup_branch: text('Where the patron wants to collect it.', { enum: ['CEN', 'HBR', 'NRD', 'UNI', 'MOB'] }), not_after: text('ISO date after which the hold is dropped.', { format: 'date' }) }, ['patron_id', 'record_id', 'pickup_branch']),
	tool('cancel_hold', 'Cancels a hold. A fee that was paid is credited, not paid out.', { hold_id: text('Id of the hold, "hld_" and 10 digits.'), reason: text('Shown to the patron.', { maxLength: 140 }) }, ['hold_id']),
	tool('renew_loan', 'Extends a loan by the standard period of its type (books 28 days, films 7). Refused with RESERVED if someone waits for it, and with MAX_RENEWALS after the third time.', { loan_id: text('Id of the loan.'), force: flag('Staff only: renews although somebody waits.', false) }, ['loan_id']),
	tool('list_loans', 'Lists the loans of a patron with due dates. Overdue ones come first.', { patron_id: text('Id of the patron.'), include_returned_since: text('ISO date; adds loans returned since then.', { format: 'date' }) }, ['patron_id']),
	tool('get_patron', 'Reads a patron: name, birth year, address, blocks. Never repeat the address in a chat.', { patron_id: text('Id, or the number on the card (11 digits).') }, ['patron_id']),
	tool('block_patron', 'Blocks a patron from borrowing. Needs the approval of a librarian.', { patron_id: text('Id of the patron.'), kind: text('Kind of block.', { enum: ['fees', 'lost_card', 'house_ban', 'address_unknown'] }), until: text('ISO date; without it the block has no end.', { format: 'date' }), approved_by: text('Staff id of the librarian.') }, ['patron_id', 'kind', 'approved_by']),
	tool('waive_fee', 'Waives a fee up to 15.00 EUR. Higher amounts must go to the cash desk in writing.', { fee_id: text('Id of the fee.'), amount_cents: whole('Part to waive.', { minimum: 1, maximum: 1500 }), note: text('Why, for the auditors; at least 10 characters.', { minLength: 10 }) }, ['fee_id', 'amount_cents', 'note']),
	tool('book_room', 'Books one of the study rooms. Rooms R1 to R4 have 4 seats, R5 has 12 and a projector.', { room: text('Room.', { enum: ['R1', 'R2', 'R3', 'R4', 'R5'] }), start: text('ISO date-time with zone, on the half hour.', { format: 'date-time' }), minutes: whole('Length.', { enum: [30, 60, 90, 120] }), patron_id: text('Who is responsible.') }, ['room', 'start', 'minutes', 'patron_id']),
	tool('suggest_purchase', 'Records a suggestion for a purchase. Suggestions with three supporters are decided on within a week.', { title: text('Title.'), author: text('Author, if known.'), isbn: text('13 digits.', { pattern: '^97[89][0-9]{10}$' }), patron_id: text('Who suggests it.') }, ['title', 'patron_id']),
	tool('send_notice', 'Sends a notice from a template. At most one notice a day per patron, apart from "recall".', { patron_id: text('Recipient.'), template: text('Template.', { enum: ['due_soon', 'overdue_1', 'overdue_2', 'recall', 'hold_ready', 'card_expires'] }), channel: text('Channel.', { enum: ['mail', 'sms', 'letter'], default: 'mail' }) }, ['patron_id', 'template']),
]

const HOME = [
	tool('set_light', 'Switches or dims lights. Colours are for lamps of type "rgb" only and are ignored elsewhere.', { target: text('Room or lamp, as in list_devices.'), on: flag('On or off.', true), brightness: whole('Percent.', { minimum: 0, maximum: 100 }), kelvin: whole('White tone.', { minimum: 2200, maximum: 6500 }), rgb: { type: 'array', items: { type: 'integer', minimum: 0, maximum: 255 }, minItems: 3, maxItems: 3 }, fade_ms: whole('Time of the fade.', { default: 400 }) }, ['target']),
	tool('set_blind', 'Moves a blind. Refused with WIND_LOCK above 60 km/h unless it goes up.', { target: text('Blind or room.'), position: whole('0 is open, 100 is closed.', { minimum: 0, maximum: 100 }), tilt: whole('Degrees of the slats.', { minimum: -75, maximum: 75 }) }, ['target', 'position']),
	tool('set_heating', 'Sets the target temperature of a room. Never below 16 °C in the bathroom because of mould.', { room: text('Room.'), celsius: { type: 'number', minimum: 7, maximum: 26, multipleOf: 0.5 }, until: text('ISO time; then the schedule takes over again.', { format: 'date-time' }) }, ['room', 'celsius']),
	tool('set_heating_schedule', 'Replaces the weekly heating schedule of a room. The old one is kept for 30 days under the returned id.', { room: text('Room.'), blocks: { type: 'array', maxItems: 42, items: { type: 'object', properties: { days: { type: 'array', items: { type: 'string', enum: ['mo', 'tu', 'we', 'th', 'fr', 'sa', 'su'] } }, from: text('HH:MM'), to: text('HH:MM'), celsius: { type: 'number' } }, required: ['days', 'from', 'to', 'celsius'] } } }, ['room', 'blocks']),
	tool('lock_door', 'Locks or unlocks a door. Unlocking asks for the PIN by voice and must not be done while the alarm is armed.', { door: text('Door.', { enum: ['front', 'garden', 'garage', 'cellar'] }), locked: flag('True locks.', true), pin: text('Only for unlocking; four to eight digits.', { pattern: '^[0-9]{4,8}$' }) }, ['door', 'locked']),
	tool('arm_alarm', 'Arms or disarms the alarm. "night" leaves the motion sensors of the first floor off.', { mode: text('Mode.', { enum: ['away', 'night', 'off'] }), delay_s: whole('Time to leave the house.', { default: 45, maximum: 180 }), pin: text('Needed for "off".') }, ['mode']),
	tool('get_sensor', 'Reads a sensor: temperature, humidity, CO2, door, motion, leak. Values older than 20 minutes carry stale=true.', { sensor: text('Sensor id, e.g. "co2.bedroom".') }, ['sensor']),
	tool('query_energy', 'Sums up energy by device or room, from the meter of the grid operator (15-minute values).', { from: text('ISO date.'), to: text('ISO date, exclusive.'), by: text('Grouping.', { enum: ['device', 'room', 'hour', 'tariff'] }), include_solar: flag('Adds what the roof has produced, as negative values.', true) }, ['from', 'to', 'by']),
	tool('charge_car', 'Starts, stops or plans charging. "surplus" charges from the roof only, at 1.4 to 11 kW.', { action: text('Action.', { enum: ['start', 'stop', 'plan'] }), mode: text('Mode.', { enum: ['now', 'cheap', 'surplus'] }), target_percent: whole('Stop at this level.', { minimum: 20, maximum: 100, default: 80 }), ready_by: text('For "plan".', { format: 'date-time' }) }, ['action']),
	tool('play_media', 'Plays radio, a playlist or an announcement on speakers. Announcements lower other sound by 60 percent.', { kind: text('Kind.', { enum: ['radio', 'playlist', 'announcement'] }), what: text('Station, playlist or text.'), rooms: { type: 'array', items: { type: 'string' } }, volume: whole('0 to 40 at night (22 to 7 o\'clock), else 0 to 100.') }, ['kind', 'what']),
	tool('add_reminder', 'Reminds a person by voice at home, or by push when nobody is in.', { person: text('First name as in the household list.'), text: text('What to say.'), at: text('ISO time.', { format: 'date-time' }), repeat: text('iCalendar RRULE.') }, ['person', 'text', 'at']),
	tool('list_devices', 'Lists devices with room, type and state. Slow (about 2 s): call it once and remember.', { room: text('Only this room.'), type: text('Only this type.', { enum: ['light', 'blind', 'sensor', 'lock', 'speaker', 'socket', 'charger'] }) }, []),
	tool('run_scene', 'Runs a saved scene: "leaving", "movie", "guests", "storm". A scene must never unlock a door.', { scene: text('Name of the scene.', { enum: ['leaving', 'movie', 'guests', 'storm'] }), dry_run: flag('Only says what would be done.', false) }, ['scene']),
]

const evidenceOf = (context, name) => {
	if (!context.includes(`"name": "${name}"`)) throw new Error(name)
	return `"name": "${name}"`
}

export const toolSchemas = () => {
	const library = JSON.stringify(LIBRARY, null, 2)
	const home = JSON.stringify(HOME, null, 2)
	const mixed = JSON.stringify([...HOME.slice(6), ...LIBRARY.slice(0, 6)])
	return [
		row('tool-schemas', 'library', 'tools', library, [
			probe('Which tool lists the copies of a record and where they stand?', 'search_holdings', [evidenceOf(library, 'search_holdings'), 'Lists the copies of one record with branch, shelf mark and status.'], 'near-miss'),
			probe('Which tool extends a loan, and what is its required argument?', 'renew_loan', [evidenceOf(library, 'renew_loan'), '"loan_id"']),
			probe('What is the highest amount in cents that can be waived?', '1500', ['"maximum": 1500'], 'needle'),
			probe('With which error is a hold refused when there are too many?', 'HOLD_LIMIT', 'Fails with HOLD_LIMIT when the patron has 8 holds already.'),
			probe('Which room has a projector?', 'R5 has 12 and a projector', 'Rooms R1 to R4 have 4 seats, R5 has 12 and a projector.'),
			probe('What must never be repeated in a chat?', 'Never repeat the address in a chat', 'Never repeat the address in a chat.', 'instruction'),
			probe('Which pattern must an ISBN match?', '^97[89][0-9]{10}$', '"pattern": "^97[89][0-9]{10}$"', 'needle'),
		]),
		row('tool-schemas', 'home', 'tools', home, [
			probe('Which tool replaces the weekly schedule of a room?', 'set_heating_schedule', [evidenceOf(home, 'set_heating_schedule'), 'Replaces the weekly heating schedule of a room.'], 'near-miss'),
			probe('Above which wind speed is a blind locked?', '60 km/h', 'Refused with WIND_LOCK above 60 km/h unless it goes up.'),
			probe('What must a scene never do?', 'A scene must never unlock a door', 'A scene must never unlock a door.', 'instruction'),
			probe('Which charging mode uses the roof only?', 'surplus', ['\\"surplus\\" charges from the roof only, at 1.4 to 11 kW.']),
			probe('What is the default delay in seconds when the alarm is armed?', '45', '"default": 45', 'needle'),
			probe('After how many minutes is a sensor value stale?', '20 minutes', 'Values older than 20 minutes carry stale=true.'),
		]),
		row('tool-schemas', 'mixed-minified', 'tools', mixed, [
			probe('Which tool sums up energy by device or room?', 'query_energy', '"name":"query_energy"'),
			probe('Which tool cancels a hold?', 'cancel_hold', '"name":"cancel_hold"', 'near-miss'),
			probe('How is the id of a hold built?', 'and 10 digits', 'and 10 digits.'),
			probe('Which tool is slow and should be called once?', 'list_devices', ['"name":"list_devices"', 'Slow (about 2 s): call it once and remember.']),
			probe('Which branches exist?', '"CEN","HBR","NRD","UNI","MOB"', '"enum":["CEN","HBR","NRD","UNI","MOB"]'),
			probe('From which year on may a year of publication be given?', '1450', '"minimum":1450', 'needle'),
		]),
	]
}
