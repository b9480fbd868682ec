// Tables as people paste them: CSV with quoting, Markdown, aligned text, tab-separated, and a report with totals.
import { pad, padLeft, random } from './random.mjs'
import { probe, row } from './row.mjs'

const quote = (value) => (/[",;\n]/.test(String(value)) ? `"${String(value).replaceAll('"', '""')}"` : String(value))

/** About what each article of the stock list costs, in euros. */
const PRICES = [3, 5, 14, 19, 32, 49, 52, 3, 5, 7, 64, 39, 88, 27, 27, 25, 89, 139, 9, 31, 68, 66, 17, 44, 22, 22, 84, 179, 61, 98, 36, 29, 29, 74, 79, 12, 149, 8, 11, 9]

/** Stock list as CSV: quoted commas, doubled quotes, empty cells. */
function csv() {
	const r = random('tables/csv')
	const names = ['Rope, braided 12 mm', 'Rope, braided 16 mm', 'Cleat 8" alu', 'Cleat 10" alu', 'Fender F3', 'Fender F5, white', 'Fender F5, navy', 'Shackle "D" 6 mm', 'Shackle "D" 8 mm', 'Shackle, bow, 8 mm', 'Winch handle 10"', 'Bilge pump 500', 'Bilge pump 1100', 'Navigation light, port', 'Navigation light, starboard', 'Navigation light, stern', 'Anchor, plough 10 kg', 'Anchor, plough 16 kg', 'Chain 8 mm, per m', 'Impeller 6-blade', 'Antifouling, red 2.5 l', 'Antifouling, black 2.5 l', 'Thinner no. 7', 'Epoxy kit', 'Sandpaper P80 (50)', 'Sandpaper P120 (50)', 'Life jacket 150N', 'Life jacket 275N', 'Life jacket, child', 'Flare set, expires 2029', 'First-aid kit B', 'Chart, Baltic N', 'Chart, Baltic S', 'Barometer, brass', 'Clock, brass', 'Flag, national 40×60', 'Flag, signal set', 'Mast tape 25 m', 'Grease, winch 100 g', 'Zinc anode Z-2']
	const rows = names.map((name, i) => ({ sku: `${r.from('ABCDEFGHKLMNPRSTUVWX', 3)}-${r.int(1000, 9999)}`, name, qty: r.chance(0.08) ? '' : r.skewed(24), min: r.pick([2, 4, 6, 10, 20]), price: ((PRICES[i] * r.int(86, 118)) / 100).toFixed(2), supplier: r.pick(['Takel & Sohn', 'Merkur Marine', 'N. Ahoy, Lda.', 'Baltic Chandlers']), ean: r.from('0123456789', 13), note: r.weighted([['', 7], ['discontinued', 1], ['box of 6, sold singly', 1], ['ask for "B" quality', 0.6]]) }))
	const text = ['sku,name,quantity,minimum,price_eur,supplier,ean,note', ...rows.map((item) => Object.values(item).map(quote).join(','))].join('\r\n')
	const line = (i) => text.split('\r\n')[i + 1]
	return row('tables', 'csv-stock', 'table', text, [
		probe('What is the SKU of the navigation light for starboard?', rows[14].sku, `${rows[14].sku},"Navigation light, starboard"`, 'near-miss'),
		probe('What is the price of the anchor of 16 kg?', rows[17].price, line(17), 'near-miss'),
		probe('What is the EAN of the epoxy kit?', rows[23].ean, line(23), 'needle'),
		probe('Who supplies the life jacket 275N?', rows[27].supplier, line(27), 'near-miss'),
		probe('What is the minimum stock of mast tape?', String(rows[37].min), line(37), 'needle'),
	])
}

/** Model comparison in Markdown, with a caption and footnotes. */
function markdown() {
	const r = random('tables/markdown')
	const models = ['Aurel 90', 'Aurel 120', 'Aurel 120 S', 'Brisa Mini', 'Brisa 2', 'Brisa 2 Pro', 'Condor', 'Condor XL', 'Dune 4', 'Dune 4 R', 'Eider', 'Eider Eco', 'Fohn C', 'Fohn C+', 'Gale 11', 'Gale 14', 'Heron N', 'Heron N2']
	const rows = models.map((name) => {
		const flow = r.int(90, 780)
		return [name, `${Math.round(18 + flow / 20 + r.int(0, 6))} dB`, `${flow} m³/h`, `${Math.round(flow / 9 + r.int(0, 8))} W`, r.chance(0.15) ? '—' : `${r.int(71, 93)} %`, `${Math.round(3 + flow / 24)},${r.int(0, 9)} kg`, `${Math.round(190 + flow * 3.4 + r.int(-60, 160))} €`, r.pick(['✔', '✔', '✘', '✔¹', '(✔)²'])]
	})
	const text = `# Ventilation units, comparison of spring\n\nMeasured at the middle level, 21 °C, by our own workshop. Prices are list prices without installation.\n\n| Model | Noise | Air flow | Power | Heat recovery | Weight | Price | Filter alarm |\n|:------|------:|---------:|------:|:-------------:|-------:|------:|:---:|\n${rows.map((cells) => `| ${cells.join(' | ')} |`).join('\n')}\n\n¹ with the optional display only · ² by elapsed hours, not by pressure\n\n**Best value:** ${models[10]}. **Quietest in the bedroom test (not in the table):** ${models[3]}, 14 dB at level 1.\n`
	const line = (i) => `| ${rows[i].join(' | ')} |`
	return row('tables', 'markdown-units', 'table', text, [
		probe('What does the Brisa 2 Pro cost?', rows[5][6], line(5), 'near-miss'),
		probe('What is the air flow of the Condor XL?', rows[7][2], line(7), 'near-miss'),
		probe('How heavy is the Heron N2?', rows[17][5], line(17), 'near-miss'),
		probe('Which model was the quietest in the bedroom test?', models[3], `**Quietest in the bedroom test (not in the table):** ${models[3]}, 14 dB at level 1.`),
		probe('What power does the Eider Eco draw?', rows[11][3], line(11), 'near-miss'),
		probe('What does footnote 2 say?', 'by elapsed hours, not by pressure', '² by elapsed hours, not by pressure'),
	])
}

/** Departures as an aligned board, with delays and remarks. */
function aligned() {
	const r = random('tables/aligned')
	const places = ['Altfurt', 'Bruckmühl Süd', 'Castell', 'Dornau', 'Ettlin', 'Feldhafen', 'Grünau (See)', 'Hagenbrück', 'Inning', 'Jettkofen', 'Kaltbrunn', 'Lindach', 'Moorweis', 'Neustett', 'Oberlauch', 'Pöllat']
	let minutes = 5 * 60 + 4
	const rows = Array.from({ length: 58 }, (_, i) => {
		minutes += r.int(2, 17)
		const late = i === 33 ? 47 : r.weighted([[0, 8], [r.int(1, 5), 3], [r.int(6, 22), 1]])
		return { time: `${String(Math.floor(minutes / 60)).padStart(2, '0')}:${String(minutes % 60).padStart(2, '0')}`, line: r.pick(['RE 4', 'RB 21', 'RB 22', 'S 3', 'S 8', 'IC 61']), number: r.int(10_000, 99_999), to: r.pick(places), track: `${r.int(1, 11)}${r.chance(0.15) ? r.pick(['a', 'b']) : ''}`, late, remark: i === 33 ? 'signal failure at Dornau' : i === 45 ? 'cancelled, bus from stop C' : r.weighted([['', 8], ['no bicycles', 1], ['1st class at the front', 1], ['short train', 0.6]]) }
	})
	const text = [`${pad('Time', 7)}${pad('Line', 8)}${pad('No.', 8)}${pad('To', 18)}${pad('Track', 8)}${padLeft('Delay', 6)}  Remark`, '-'.repeat(74), ...rows.map((item) => `${pad(item.time, 7)}${pad(item.line, 8)}${pad(item.number, 8)}${pad(item.to, 18)}${pad(item.track, 8)}${padLeft(item.late ? `+${item.late}` : '', 6)}  ${item.remark}`.trimEnd())].join('\n')
	const line = (i) => text.split('\n')[i + 2]
	return row('tables', 'aligned-departures', 'table', text, [
		probe(`From which track does train ${rows[12].number} leave?`, rows[12].track, line(12), 'needle'),
		probe('Why is one train 47 minutes late?', 'signal failure at Dornau', line(33), 'error'),
		probe('Which train is cancelled?', String(rows[45].number), line(45), 'error'),
		probe(`Where does train ${rows[51].number} go?`, rows[51].to, line(51), 'needle'),
		probe(`At what time does train ${rows[27].number} leave?`, rows[27].time, line(27), 'needle'),
	])
}

/** Tab-separated laboratory values, with units in the head and flags. */
function tabs() {
	const r = random('tables/tabs')
	const typical = { nitrate: 14, nitrite: 0.02, ammonium: 0.06, chloride: 22, sulphate: 41, iron: 0.05, manganese: 0.02, lead: 0.002, copper: 0.03, sodium: 11, fluoride: 0.2, TOC: 0.9 }
	const substances = Object.keys(typical)
	const wells = ['Well 1', 'Well 2', 'Well 4', 'Spring A', 'Spring B', 'Tower']
	const rows = wells.flatMap((well) => substances.map((name) => [`W-${r.int(100_000, 999_999)}`, `2026-03-${String(r.int(2, 27)).padStart(2, '0')}`, well, name, r.chance(0.1) ? '<LOQ' : (typical[name] * (0.5 + r.float() * 1.3)).toPrecision(3), (typical[name] / 20).toPrecision(1), r.chance(0.05) ? 'repeat' : '', r.pick(['HR', 'MK', 'TÖ'])]))
	rows[29][6] = 'ABOVE LIMIT'
	rows[29][4] = '0.517'
	const text = ['sample\tdate\tplace\tsubstance\tvalue [mg/l]\t± [mg/l]\tflag\tanalyst', ...rows.map((cells) => cells.join('\t'))].join('\n')
	const line = (i) => rows[i].join('\t')
	return row('tables', 'tabs-laboratory', 'table', text, [
		probe('Which sample is above the limit?', rows[29][0], line(29), 'error'),
		probe(`Which value does the sample ${rows[8][0]} have?`, rows[8][4], line(8), 'needle'),
		probe('What is the sample number for chloride at Spring B?', rows[4 * 12 + 3][0], line(4 * 12 + 3), 'near-miss'),
		probe('Who analysed lead in Well 4?', rows[2 * 12 + 7][7], line(2 * 12 + 7), 'near-miss'),
		probe('On which date was the fluoride sample of the tower taken?', rows[5 * 12 + 10][1], line(5 * 12 + 10), 'near-miss'),
	])
}

/** A club's account statement: aligned amounts, running balance, subtotals by month. */
function statement() {
	const r = random('tables/statement')
	const parties = [['Membership fees, batch', 1, 61_000], ['Municipal works, electricity', -1, 18_400], ['Municipal works, water', -1, 5_200], ['Court rental, school', 1, 22_000], ['Bar takings', 1, 14_300], ['Brewery Hopf', -1, 9_700], ['Insurance Vesta', -1, 31_000], ['Trainer fees', -1, 42_000], ['Net & Ball Ltd', -1, 7_300], ['Donation', 1, 5_000], ['Refund: tournament entry', -1, 1_500], ['Lottery fund, grant part 2', 1, 150_000]]
	let balance = 1_284_317
	const money = (cents) => `${cents < 0 ? '-' : ''}${String(Math.floor(Math.abs(cents) / 100)).replace(/\B(?=(\d{3})+$)/g, ',')}.${String(Math.abs(cents) % 100).padStart(2, '0')}`
	const lines = [`${pad('Date', 11)}${pad('Reference', 14)}${pad('Party', 32)}${padLeft('Amount', 12)}${padLeft('Balance', 14)}`, '='.repeat(83), `${pad('2026-01-01', 11)}${pad('', 14)}${pad('Opening balance', 32)}${padLeft('', 12)}${padLeft(money(balance), 14)}`]
	const entries = []
	for (let month = 1; month <= 4; month++) {
		let sum = 0
		const days = Array.from({ length: 22 }, () => r.int(1, 28)).sort((a, b) => a - b)
		for (const day of days) {
			const [party, sign, typical] = r.pick(parties)
			const cents = sign * r.skewed(typical)
			sum += cents
			balance += cents
			const entry = { date: `2026-0${month}-${String(day).padStart(2, '0')}`, reference: `${r.pick(['TR', 'DD', 'SO'])}${r.from('0123456789', 9)}`, party, amount: money(cents), balance: money(balance) }
			entries.push(entry)
			lines.push(`${pad(entry.date, 11)}${pad(entry.reference, 14)}${pad(entry.party, 32)}${padLeft(entry.amount, 12)}${padLeft(entry.balance, 14)}`)
			if (entries.length === 57) lines.push(`${pad('', 25)}* chargeback announced by the payer's bank, case 88-1406`)
		}
		lines.push('-'.repeat(83), `${pad(`Month 2026-0${month}`, 57)}${padLeft(money(sum), 12)}${padLeft(money(balance), 14)}`, '')
	}
	const text = lines.join('\n')
	const ask = (i) => probe(`What is the amount of the entry ${entries[i].reference}?`, entries[i].amount, lines.find((line) => line.includes(entries[i].reference)), 'needle')
	return row('tables', 'aligned-statement', 'table', text, [
		ask(20),
		ask(70),
		probe(`Who is the other party of ${entries[41].reference}?`, entries[41].party, lines.find((line) => line.includes(entries[41].reference)), 'needle'),
		probe('What is the balance at the end of March?', money(Number(lines.find((line) => line.startsWith('Month 2026-03')).slice(-14).replace(/[,.\s]/g, ''))), lines.find((line) => line.startsWith('Month 2026-03')), 'count'),
		probe('Under which case number is a chargeback announced?', '88-1406', "* chargeback announced by the payer's bank, case 88-1406", 'error'),
		probe('What was the opening balance?', '12,843.17', `Opening balance${' '.repeat(17 + 12 + 5)}12,843.17`),
	])
}

export const tables = () => [csv(), markdown(), aligned(), tabs(), statement()]
