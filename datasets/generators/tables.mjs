// Tables as people paste them: CSV with quoting, Markdown, aligned text, tab-separated, and a report with totals.
import { pad, padLeft, random } from './random.mjs'
import { probe, row } from './row.mjs'

const quote = (value) => (/[",;\n]/.test(String(value)) ? `"${String(value).replaceAll('"', '""')}"` : String(value))

/** Stock list as CSV: quoted commas, doubled quotes, empty cells. */
function csv() {
	const r = random('tables/csv')
	const names = ['Rope, braided 12 mm', 'Rope, braided 16 mm', 'Cleat 8" alu', 'Cleat 10" alu', 'Fender F3', 'Fender F5, white', 'Fender F5, navy', 'Shackle "D" 6 mm', 'Shackle "D" 8 mm', 'Shackle, bow, 8 mm', 'Winch handle 10"', 'Bilge pump 500', 'Bilge pump 1100', 'Navigation light, port', 'Navigation light, starboard', 'Navigation light, stern', 'Anchor, plough 10 kg', 'Anchor, plough 16 kg', 'Chain 8 mm, per m', 'Impeller 6-blade', 'Antifouling, red 2.5 l', 'Antifouling, black 2.5 l', 'Thinner no. 7', 'Epoxy kit', 'Sandpaper P80 (50)', 'Sandpaper P120 (50)', 'Life jacket 150N', 'Life jacket 275N', 'Life jacket, child', 'Flare set, expires 2029', 'First-aid kit B', 'Chart, Baltic N', 'Chart, Baltic S', 'Barometer, brass', 'Clock, brass', 'Flag, national 40×60', 'Flag, signal set', 'Mast tape 25 m', 'Grease, winch 100 g', 'Zinc anode Z-2']
	const rows = names.map((name) => ({ sku: `${r.from('ABCDEFGHKLMNPRSTUVWX', 3)}-${r.int(1000, 9999)}`, name, qty: r.chance(0.08) ? '' : r.skewed(24), min: r.pick([2, 4, 6, 10, 20]), price: (r.skewed(3900) / 100).toFixed(2), supplier: r.pick(['Takel & Sohn', 'Merkur Marine', 'N. Ahoy, Lda.', 'Baltic Chandlers']), ean: r.from('0123456789', 13), note: r.weighted([['', 7], ['discontinued', 1], ['box of 6, sold singly', 1], ['ask for "B" quality', 0.6]]) }))
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
	const rows = models.map((name) => [name, `${r.int(18, 64)} dB`, `${r.int(90, 780)} m³/h`, `${r.int(8, 88)} W`, r.chance(0.15) ? '—' : `${r.int(71, 93)} %`, `${r.int(4, 38)},${r.int(0, 9)} kg`, `${r.int(249, 2990)} €`, r.pick(['✔', '✔', '✘', '✔¹', '(✔)²'])])
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
	const substances = ['nitrate', 'nitrite', 'ammonium', 'chloride', 'sulphate', 'iron', 'manganese', 'lead', 'copper', 'sodium', 'fluoride', 'TOC']
	const wells = ['Well 1', 'Well 2', 'Well 4', 'Spring A', 'Spring B', 'Tower']
	const rows = wells.flatMap((well) => substances.map((name) => [`W-${r.int(100_000, 999_999)}`, `2026-03-${String(r.int(2, 27)).padStart(2, '0')}`, well, name, r.chance(0.12) ? '<0.01' : (r.skewed(420) / 100).toFixed(r.pick([1, 2, 3])), r.pick(['0.02', '0.05', '0.1']), r.chance(0.05) ? 'repeat' : '', r.pick(['HR', 'MK', 'TÖ'])]))
	rows[29][6] = 'ABOVE LIMIT'
	rows[29][4] = '0.317'
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

export const tables = () => [csv(), markdown(), aligned(), tabs()]
