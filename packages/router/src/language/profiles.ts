/** What tells a language from others of its script. */
export interface LanguageProfile {
	readonly name: string
	/** ISO 639-1. */
	readonly code: string
	readonly script: 'latin' | 'cyrillic' | 'devanagari'
	/** Letters beside the script's basic ones (a–z, а–я without ё) that its words are spelled with. */
	readonly letters: string
	/** Its commonest words, those that people write to assistants among them, in lower case. */
	readonly words: string
}

/*
 * Written by hand from knowledge of the languages: pronouns, articles, prepositions, conjunctions, auxiliaries, question
 * words, and the verbs of requests. No corpus was counted, so that none is carried here.
 */
export const LANGUAGE_PROFILES: readonly LanguageProfile[] = [
	{
		name: 'english',
		code: 'en',
		script: 'latin',
		letters: '',
		words:
			"the of and to in a is that it for was on are as with be by at this have from or had not but what all were when we there can an your which their said if do will each about how up out them then she many some so these would other into has more her two him see time could no make than first been its who now people my made over did down only way find use may long after just where most know i you he his they our me us am why does should because through while between before very much such also any same under please thanks hello help write explain give tell show summarize translate list create want need 's 't 're 've 'll 'm",
	},
	{
		name: 'german',
		code: 'de',
		script: 'latin',
		letters: 'äöüß',
		words:
			'der die das und ist in den von zu mit sich des auf für nicht ein eine einen einem einer eines als auch es an werden aus er hat dass daß sie nach wird bei um am sind noch wie über so zum war haben nur oder aber vor zur bis mehr durch man sein wurde sei ich du wir ihr mich mir dich dir uns euch mein meine meinen dein ihre seine kein keine keinen was wer wo wann warum wieso welche welcher welches wenn weil kann können muss müssen soll sollte möchte will gibt gab habe hast bin bist im vom beim ins diese dieser dieses jetzt hier dort schon sehr immer wieder unter gegen ohne zwischen während bitte danke hallo hilfe schreibe erkläre gib zeige viel viele alle alles etwas nichts machen macht wurden waren hatte hätte würde',
	},
	{
		name: 'french',
		code: 'fr',
		script: 'latin',
		letters: 'àâæçéèêëîïôœùûüÿ',
		words:
			"le la les de des du un une et est en à au aux que qui dans pour pas ne ce cette ces cet il elle ils elles on nous vous je tu me te se sur avec par plus son sa ses leur leurs mon ma mes ton ta tes notre votre vos nos ou où mais comme si être avoir fait sont ont a été était c'est qu'est-ce d'un d'une n'est qu'il j'ai quel quelle quels quelles quand comment pourquoi combien quoi dont aussi bien très tout tous toute toutes même encore entre sans sous après avant depuis peut peux faire faut veux voudrais suis es sommes êtes sera serait avait chez donc alors ici là y merci bonjour salut aide écris explique donne l' d' qu' c' s' n' j' m' t' jusqu'",
	},
	{
		name: 'spanish',
		code: 'es',
		script: 'latin',
		letters: 'áéíñóúü',
		words:
			'el la los las de del un una unos unas y e o u en a al que es por para con no se su sus lo le les me te nos mi mis tu tus como cómo más pero si sí cuando cuándo qué quién quiénes cuál cuáles dónde donde cuánto cuántos porque también fue ser son está están estoy era eran hay ha han he había este esta estos estas ese esa eso esto todo todos toda todas muy ya sin sobre entre hasta desde después antes durante puede puedo puedes tiene tienen tengo hacer hace quiero yo él ella ellos nosotros usted ustedes otro otra mismo aquí ahora gracias hola ayuda escribe explica dame cada así solo sólo ni según',
	},
	{
		name: 'portuguese',
		code: 'pt',
		script: 'latin',
		letters: 'áâãàçéêíóôõúü',
		words:
			'o a os as de do da dos das um uma uns umas e é em no na nos nas que para por com não se seu sua seus suas ao à aos às pelo pela mais mas como quando qual quais quem onde porque porquê foi ser são está estão estou era eram há tem têm tenho este esta isso isto esse essa aquele ele ela eles elas eu você vocês nós me te lhe meu minha meus minhas teu muito já também sem sobre entre até desde depois antes pode posso podem fazer faz quero gostaria ou nem só quanto quantos outro outra mesmo aqui agora obrigado obrigada olá ajuda escreva explique dê todos todas toda tudo cada num numa nesta neste',
	},
	{
		name: 'italian',
		code: 'it',
		script: 'latin',
		letters: 'àèéìíîòóùú',
		words:
			"il lo la i gli le di del dello della dei degli delle un uno una e è in nel nello nella nei negli nelle a al allo alla ai agli alle da dal dalla dai dalle su sul sulla con per che chi cosa non si ma come quando dove perché quale quali quanto quanti più anche se o sono sei siamo siete era erano ha hanno ho hai abbiamo essere stato stata fare fa può posso puoi vorrei voglio questo questa questi queste quello quella mio mia miei tuo tua suo sua loro noi voi lui lei io tu mi ti ci ne cui tra fra senza dopo prima ancora già molto tutti tutto tutta tutte ogni solo così grazie ciao buongiorno aiuto scrivi spiega dammi l' d' c' un' dell' nell' all' dall' sull' quest' com'",
	},
	{
		name: 'dutch',
		code: 'nl',
		script: 'latin',
		letters: 'éëïóèö',
		words:
			"de het een en van in is dat die te op zijn voor met niet aan er om ook als maar bij of uit nog naar dan door over ze zij hij wij we jij je u ik mij me ons hun haar hem hen mijn jouw uw zijn wat wie waar wanneer waarom hoe welke welk heeft hebben heb had was waren wordt worden werd kan kunnen moet moeten zal zou zullen wil willen mag geen meer deze dit daar hier nu al wel zo tot tegen onder tussen na voordat omdat want toen veel alle alles iets niets ander andere zich ben bent gaan gaat doen doet maken maak graag bedankt dank hallo hulp schrijf geef leg uitleggen zonder tijdens eens heel zeer 's",
	},
	{
		name: 'swedish',
		code: 'sv',
		script: 'latin',
		letters: 'åäöé',
		words:
			'och att det i en ett som är av för på med den till inte om han hon har de var jag ett så men från vi man kan när nu ska skulle vad vem vilka vilken vilket hur varför där här eller sig sin sitt sina hans hennes min mitt mina din ditt dina oss er ni du mig dig under över efter mot mellan utan också bara mycket många alla allt någon något några ingen inget inga än bli blir blev varit vara hade få får fick göra gör vill måste finns detta denna dessa vid ut upp in genom tack hej hjälp skriv förklara ge mer år andra eftersom samma varje',
	},
	{
		name: 'danish',
		code: 'da',
		script: 'latin',
		letters: 'æøåé',
		words:
			'og at det i en et som er af for på med den til ikke om han hun har de var jeg så men fra vi man kan når nu skal skulle hvad hvem hvilke hvilken hvordan hvorfor hvor der her eller sig sin sit sine hans hendes min mit mine din dit dine os jer du mig dig under over efter mod mellem uden også kun meget mange alle alt nogen noget nogle ingen intet end blive bliver blev været være havde få får fik gøre gør vil må findes dette denne disse ved ud op ind gennem tak hej hjælp skriv forklar giv mere år andre fordi samme hver',
	},
	{
		name: 'norwegian',
		code: 'no',
		script: 'latin',
		letters: 'æøåé',
		words:
			'og å det i en et ei som er av for på med den til ikke om han hun har de var jeg så men fra vi man kan når nå skal skulle hva hvem hvilke hvilken hvordan hvorfor hvor der her eller seg sin sitt sine hans hennes min mitt mine din ditt dine oss dere du meg deg under over etter mot mellom uten også bare mye mange alle alt noen noe ingen enn bli blir ble vært være hadde få får fikk gjøre gjør vil må finnes dette denne disse ved ut opp inn gjennom takk hei hjelp skriv forklar gi mer år andre fordi samme hver',
	},
	{
		name: 'finnish',
		code: 'fi',
		script: 'latin',
		letters: 'åäö',
		words:
			'ja on ei että se oli mutta hän ne kun niin myös kuin joka jotka jonka tai ovat olla ollut olisi ole en et emme minä sinä me te he minun sinun hänen heidän meidän mitä mikä missä milloin miksi miten kuka kuinka mihin mistä jos vain nyt sitten vielä jo kanssa ennen jälkeen sekä eikä tämä tuo nämä siitä siinä sen sitä tässä tätä joita joissa kaikki kaikkien paljon hyvin voi voin voiko pitää haluan kiitos hei apua kirjoita selitä anna kerro mukaan välillä ilman vuoden vuonna vuotta',
	},
	{
		name: 'polish',
		code: 'pl',
		script: 'latin',
		letters: 'ąćęłńóśźż',
		words:
			'i w z na do się nie to że jest o jak po co ale za od przez dla czy tak który która które których którego być był była było są ma mają mam jego jej ich go mu mi mnie ja ty on ona my wy oni ten ta te tego tej tym tych tylko już jeszcze też także lub albo gdy kiedy gdzie dlaczego kto jaki jaka jakie ile oraz przed pod nad między bez wszystkie wszystko każdy każda może można mogę muszę chcę proszę dziękuję cześć pomoc napisz wyjaśnij podaj aby żeby bardzo więcej po ze we u a bo jeśli tu tam jako swój swoje swoich które został została',
	},
	{
		name: 'czech',
		code: 'cs',
		script: 'latin',
		letters: 'áčďéěíňóřšťúůýž',
		words:
			'a v se na je že o z do s i to k ve pro za by ale jako po jsou který která které kteří jsem jsi jsme jste byl byla bylo byly být má mají mám jeho její jejich mu mi mě já ty on ona my vy oni ten ta tento tato této toho tom tím těch jen už ještě také nebo když kdy kde proč kdo co jak jaký jaká jaké kolik aby před pod nad mezi bez při podle všechny všechno každý každá může mohu můžu musí chci prosím děkuji ahoj pomoc napište napiš vysvětli dej velmi více od u tak ani než však pokud tam zde nebyl není své svou svého nichž',
	},
	{
		name: 'romanian',
		code: 'ro',
		script: 'latin',
		letters: 'ăâîșțşţ',
		words:
			'de și şi în la a al ale ai cu pe un o din care că nu se este sunt mai pentru prin sau ca să ce el ea ei ele eu tu noi voi lui lor meu mea mei mele său sa sale dar dacă când unde cum cine cât câte câți de ce fost era erau fi fie are au am ai avea fost acest această acestea acesta aceasta acei cel cea cei cele toate tot toți orice fiecare între după înainte fără sub peste până foarte doar numai deja încă poate pot vreau trebuie face mulțumesc salut bună ajutor scrie explică dă într-o într-un dintre către despre nici unei unui iar pot',
	},
	{
		name: 'hungarian',
		code: 'hu',
		script: 'latin',
		letters: 'áéíóöőúüű',
		words:
			'a az és hogy nem is egy ez azt volt meg csak de ha van vagy mint már még el ki le fel be mi ki én te ő mi ti ők engem neked nekem nekünk nem mit hol mikor miért hogyan melyik mennyi hány milyen aki ami amely amelyek akik ezt ezek azok minden mindenki nagyon több most itt ott után előtt között alatt nélkül szerint által lehet kell tud tudom akarok szeretnék köszönöm szia segítség írj magyarázd adj volna lesz lett lenne voltak vannak sem sok olyan illetve valamint pedig mert ezért',
	},
	{
		name: 'turkish',
		code: 'tr',
		script: 'latin',
		letters: 'çğıöşüâî',
		words:
			'bir ve bu da de için ile o ne çok daha gibi olan olarak en kadar var yok mi mı mu mü değil ben sen biz siz onlar benim senin bizim sizin onun bana sana bize ona beni seni şu her hangi hangisi nasıl neden niçin niye nerede nereye nereden zaman kim kime kaç ama fakat veya ya ki ise sonra önce arasında tarafından göre sadece bütün tüm herkes hiç şey şekilde olduğu oldu olur olmak oldukları eden etmek edilen vardır yapmak yap istiyorum lütfen teşekkürler merhaba yardım yaz açıkla ver içinde üzerinde kendi bunun ancak büyük iki ilk',
	},
	{
		name: 'vietnamese',
		code: 'vi',
		script: 'latin',
		letters: 'àáảãạăằắẳẵặâầấẩẫậèéẻẽẹêềếểễệìíỉĩịòóỏõọôồốổỗộơờớởỡợùúủũụưừứửữựỳýỷỹỵđ',
		words:
			'là và của có không được các những một này cho trong với người để khi đã đến từ về như ở ra vào cũng đó nào gì tôi bạn anh chị chúng họ nó mình ai đâu sao bao nhiêu thế làm phải sẽ đang rất nhiều hơn nhất tại theo trên dưới sau trước giữa nếu thì mà nhưng hoặc hay vì do bởi mọi đều lại còn chỉ việc năm nước hãy viết giải thích giúp cảm ơn xin chào',
	},
	{
		name: 'indonesian',
		code: 'id',
		script: 'latin',
		letters: '',
		words:
			'yang dan di ke dari untuk dengan pada adalah ini itu tidak akan dalam oleh sebagai juga atau saya anda kamu kami kita mereka dia ia bisa dapat ada telah sudah belum harus karena jika bila ketika saat apa siapa mana dimana kapan mengapa kenapa bagaimana berapa lebih sangat hanya semua setiap antara setelah sebelum tanpa tentang terhadap seperti hal orang tahun menjadi memiliki membuat buat tolong terima kasih halo bantu tulis jelaskan beri berikan atas secara serta maupun bagi para suatu sebuah',
	},
	{
		name: 'russian',
		code: 'ru',
		script: 'cyrillic',
		letters: 'ёыэъ',
		words:
			'и в не на что с он как это но его по к из у за она так же от они бы о вы мы я ты для или если когда где почему кто чем чего какой какая какие какое сколько был была было были быть есть нет да все всё всех ещё уже только после до при без под над между через может можно могу надо нужно хочу мне меня мой моя тебе тебя нас вас их ей ему этот эта эти этого том тем тот которые который которая которых также более чтобы во со ли пожалуйста спасибо привет помогите помоги напиши объясни дай каждый человек его её очень сейчас год года должен должна должно должны свой свои своих своего своей другой другие других себя себе ни нём ним них лишь эту этом этой этого такие такой самый пусть будет будут который',
	},
	{
		name: 'ukrainian',
		code: 'uk',
		script: 'cyrillic',
		letters: 'іїєґ',
		words:
			'і й та в у не на що з зі він як це але його по до із за вона так же від вони б о ви ми я ти для або чи якщо коли де чому хто чим чого який яка які яке скільки був була було були бути є немає ні так все всі всіх ще вже тільки лише після при без під над між через може можна можу треба потрібно хочу мені мене мій моя тобі тебе нас вас їх їй йому цей ця ці цього тому тим той котрі також більше щоб про будь ласка дякую привіт допоможіть допоможи напиши поясни дай кожна кожен людина її дуже зараз рік року повинен повинна повинно повинні свій свої своїх свого своєї інший інші інших себе собі ні ньому ними них лише цю цьому цієї такі такий нехай буде будуть',
	},
	{
		name: 'bulgarian',
		code: 'bg',
		script: 'cyrillic',
		letters: 'ъ',
		words:
			'и в не на че с той как това но го по към от за тя така са се си ли да ще е аз ти ние вие те му й им ме ми му ни ви или ако кога къде защо кой коя кои кое какво какъв каква колко беше бяха бъде съм сте има няма всички всеки още вече само след до при без под над между през може мога трябва искам моля благодаря здравей помощ напиши обясни дай този тази тези която който които което което също повече както за във със като го я ги много сега години има право длъжен трябваше свой свои своя своето друг други други себе си нито него тях такъв такива нека бъдат ще',
	},
	{
		name: 'hindi',
		code: 'hi',
		script: 'devanagari',
		letters: '',
		words:
			'है के में की और का से को पर यह हैं था थी थे ने भी नहीं कि जो वह एक क्या कौन कब कहाँ कहां क्यों कैसे कितना कितने कितनी किस किसी किया गया करने करते लिए इस उस ये वे हम मैं तुम आप मेरा आपका मुझे या तो हो होता होती कर रहा रहे रही साथ बाद द्वारा अपने अपनी कुछ सभी तक कृपया धन्यवाद नमस्ते मदद लिखो लिखें बताओ बताएं',
	},
]
