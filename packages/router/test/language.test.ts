import { wordTokenizer } from '@headroom/spec/testing'
import { describe, expect, it } from 'vitest'
import { processorTime } from '../../../test/processor-time.ts'
import { conditionOf, languageNames } from '../src/index.ts'
import { LANGUAGE_PROFILES } from '../src/language/profiles.ts'

function isIn(language: string, text: string): boolean {
	const request = { model: 'm', messages: [{ role: 'user' as const, content: text }] }
	return conditionOf({ language }).holds({ text, request, countTokens: () => wordTokenizer.count(text) })
}

const languages = LANGUAGE_PROFILES.map(({ name }) => name)

/** Every language that holds for a text. */
function languagesOf(text: string): string[] {
	return languages.filter((language) => isIn(language, text))
}

// Written for this test, one request a language as people write them.
const TEXTS: Readonly<Record<string, string>> = {
	english: 'Could you tell me why the invoice I received last week is so much higher than the one before?',
	german: 'Kannst du mir sagen, warum die Rechnung von letzter Woche so viel höher ist als die davor?',
	french: "Peux-tu me dire pourquoi la facture de la semaine dernière est beaucoup plus élevée que l'autre ?",
	spanish: '¿Puedes decirme por qué la factura de la semana pasada es mucho más alta que la anterior?',
	portuguese: 'Você pode me dizer por que a fatura da semana passada é muito mais alta do que a anterior?',
	italian: 'Puoi dirmi perché la fattura della settimana scorsa è molto più alta di quella precedente?',
	dutch: 'Kun je me vertellen waarom de rekening van vorige week zo veel hoger is dan die daarvoor?',
	swedish: 'Kan du säga mig varför fakturan från förra veckan är så mycket högre än den före?',
	danish:
		'Kan du fortælle mig, hvorfor regningen fra sidste uge er så meget højere end den før? Hvad skal jeg gøre nu?',
	norwegian:
		'Kan du fortelle meg hvorfor regningen fra forrige uke er så mye høyere enn den før? Hva skal jeg gjøre nå?',
	finnish: 'Voitko kertoa minulle, miksi viime viikon lasku on niin paljon suurempi kuin sitä ennen?',
	polish:
		'Czy możesz mi powiedzieć, dlaczego rachunek z zeszłego tygodnia jest o wiele wyższy niż poprzedni?',
	czech: 'Můžeš mi říct, proč je faktura z minulého týdne o tolik vyšší než ta předchozí?',
	romanian: 'Poți să îmi spui de ce factura de săptămâna trecută este mult mai mare decât cea de dinainte?',
	hungarian: 'Meg tudod mondani, hogy miért sokkal magasabb a múlt heti számla, mint az előző volt?',
	turkish: 'Geçen haftaki faturanın neden bir öncekinden bu kadar yüksek olduğunu bana söyler misin?',
	vietnamese:
		'Bạn có thể cho tôi biết tại sao hóa đơn tuần trước lại cao hơn nhiều so với hóa đơn trước đó không?',
	indonesian:
		'Bisakah kamu memberi tahu saya mengapa tagihan minggu lalu jauh lebih tinggi dari yang sebelumnya?',
	russian: 'Ты можешь мне сказать, почему счёт за прошлую неделю был намного выше, чем предыдущий?',
	ukrainian: 'Чи можеш ти сказати мені, чому рахунок за минулий тиждень був набагато вищий, ніж попередній?',
	bulgarian: 'Можеш ли да ми кажеш защо сметката от миналата седмица е много по-висока от тази преди нея?',
	hindi: 'क्या आप मुझे बता सकते हैं कि पिछले सप्ताह का बिल उससे पहले के बिल से इतना अधिक क्यों है?',
}

describe('language', () => {
	it('knows a request in every language it names, and takes it for no other', () => {
		expect(Object.keys(TEXTS).sort()).toEqual([...languages].sort())
		for (const [language, text] of Object.entries(TEXTS))
			expect(languagesOf(text), language).toEqual([language])
	})

	it('takes names in any case and the codes of ISO 639-1', () => {
		expect(isIn('de', TEXTS.german ?? '')).toBe(true)
		expect(isIn('EN', TEXTS.german ?? '')).toBe(false)
		expect(isIn('English', TEXTS.english ?? '')).toBe(true)
		expect(isIn('ja', '駅はどこですか')).toBe(true)
		expect(isIn('el', 'Πού είναι ο σταθμός;')).toBe(true)
	})

	it('knows no language in what is too short or common to several', () => {
		for (const text of [
			'ok',
			'Berlin',
			'taxi hotel',
			'de la',
			'Tokyo 2024?',
			'const x = y + 1',
			'12 + 30 = ?',
			'',
		])
			expect(languagesOf(text), text).toEqual([])
	})

	it('judges what was written in full by its first 4,000 characters', () => {
		const { english = '', german = '' } = TEXTS
		expect(languagesOf(`${`${english}\n`.repeat(50)}${german.repeat(200)}`)).toEqual(['english'])
	})

	it('reads letters the same whether composed or not, and both apostrophes', () => {
		for (const text of Object.values(TEXTS))
			expect(languagesOf(text.normalize('NFD'))).toEqual(languagesOf(text))
		expect(languagesOf("C'est l'heure d'aller")).toEqual(['french'])
		expect(languagesOf('C’est l’heure d’aller')).toEqual(['french'])
	})

	it('says which names there are, and which one was probably meant', () => {
		expect(languageNames).toEqual(expect.arrayContaining(['latin', 'japanese', 'ukrainian', 'uk']))
		expect(new Set(languageNames).size).toBe(languageNames.length)
		expect(() => conditionOf({ language: 'germn' })).toThrow('did you mean "german"?')
		expect(() => conditionOf({ language: ['english', 'klingon'] })).toThrow('language is "klingon"; expected')
		expect(() => conditionOf({ language: [] })).toThrow('language is []')
		expect(() => conditionOf({ language: 3 as never })).toThrow('language is 3')
	})

	it('takes as long for a megabyte of one character as for its beginning', () => {
		for (const unit of ['a', "'", "a'", 'é', 'я', 'के', ' ', '😀']) {
			const text = unit.repeat(1_000_000 / unit.length)
			expect(
				processorTime(() => void isIn('english', text)),
				unit,
			).toBeLessThan(200)
		}
	})
})
