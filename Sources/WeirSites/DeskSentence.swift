/// A sentence in which a desk says what it does with a reader's coins and yuan: 您把 USDT 交给我们，我们把人民币打到您的支付宝;
/// envoyez-nous vos USDT, votre fournisseur reçoit des yuans sur Alipay.
///
/// Whatever the language: a coin and yuan, a verb of giving or getting between the two, and somebody who speaks of
/// themselves. Newspapers tell of others, guides of the reader and of sellers; shops name both as ways to pay, with
/// "or" between them.
enum DeskSentence {
    /// Who speaks of themselves: words, verbs in the first person, and the forms of politeness of those who serve.
    private static let speakers = PhraseFinder([
        "我们", "我司", "本店", "我方", "本公司", "小店", "we", "us", "our", "мы", "нам", "нас", "наш", "наша", "наши",
        "отправим", "отправляем", "переводим", "переведем", "переведём", "выплачиваем", "купим", "обменяем", "зачислим",
        "ми", "надсилаємо", "переказуємо", "nosotros", "nos", "nuestro", "nuestra", "depositamos", "pagamos",
        "enviamos",
        "transferimos", "nós", "nosso", "nossa", "nous", "notre", "noi", "nostro", "inviamo", "paghiamo", "versiamo",
        "wir", "uns", "unser", "unsere", "nam", "nas", "nasz", "wysyłamy", "przelewamy", "płacimy", "biz", "bize",
        "bizden", "gönderiyoruz", "yatırıyoruz", "yatıralım", "yatırırız", "ödüyoruz", "kami", "chúng tôi", "bên mình",
        "bên em", "เรา", "ทางร้าน", "نحن", "لنا", "إلينا", "نرسل", "نحول", "ندفع", "드립니다", "드려요", "저희", "いたします",
        "いたしております", "当店", "弊社", "हम", "हमें",
    ])
    /// Giving and getting, in whatever person.
    private static let moves = PhraseFinder([
        "打到", "打入", "打款", "转到", "转入", "转给", "转至", "汇到", "汇入", "付给", "交给", "发给", "换成", "换取", "收取", "到您", "打给", "结给",
        "打过来", "转过来", "send",
        "sends", "pay", "pays", "receive", "receives", "get", "gets", "transfer", "transfers", "deposit", "deposits",
        "forward", "change", "into", "convert", "exchange", "settle", "release", "buy", "sell", "accept", "переводите",
        "переведите",
        "отправьте", "отправляете", "отправляем", "отправим", "получите", "получает", "получаете", "получит",
        "переводим",
        "переведем", "переведём", "выплачиваем", "купим", "покупаем", "продаем", "продаём", "обменяем", "меняем",
        "зачислим", "принимаем", "надсилаєте", "надсилаємо", "отримує", "отримуєте", "переказуємо", "envía", "envías",
        "envíanos", "recibe", "recibes", "recibimos", "depositamos", "pagamos", "transferimos", "compramos", "vendemos",
        "cambiamos", "enviamos", "envia", "envie", "recebe", "recebemos", "trocamos", "envoyez", "reçoit", "recevez",
        "recevons", "payons", "versons", "virons", "rachetons", "achetons", "vendons", "échangeons", "transférons",
        "invia", "inviaci", "inviamo", "riceve", "ricevi", "paghiamo", "versiamo", "compriamo", "vendiamo", "senden",
        "schicken", "schickt", "erhält", "erhalten", "bekommt", "überweisen", "zahlen", "kaufen", "verkaufen",
        "tauschen",
        "wyślij", "wysyłasz", "otrzymuje", "otrzymasz", "płacimy", "przelewamy", "gönderin", "gönderirsiniz",
        "gönderiyoruz", "yatıralım", "yatırıyoruz", "yatırırız", "alır", "ödüyoruz", "kirim", "kirimkan", "terima",
        "menerima", "bayar", "membayar", "menukar", "tukar", "gửi", "chuyển", "nhận", "trả",
        "โอน", "ส่ง", "รับ", "จ่าย",
        "แลก",
        "أرسل", "ترسل", "نرسل", "يستلم", "يصل", "نحول", "ندفع", "نشتري", "نبيع", "보내", "송금", "입금", "지급", "お送り", "送金",
        "振込", "振り込", "受け取", "お支払", "入金", "भेज", "प्राप्त",
    ])
    private static let yuan = PhraseFinder([
        "人民币", "现金", "rmb", "cny", "yuan", "yuans", "yuanes", "renminbi", "юань", "юани", "юаней", "юані", "юанів",
        "juany",
        "위안", "人民元", "หยวน", "يوان", "اليوان", "tệ", "युआन",
    ])
    /// One or the other: the same thing has two prices.
    private static let choices = PhraseFinder([
        "或", "或者", "or", "oder", "ou", "или", "або", "o", "lub", "veya", "atau", "hoặc", "또는", "または",
        "หรือ", "أو", "या",
    ])
    /// Who warns, reports, speaks of what a third person does, or takes coins for carrying goods.
    private static let told = PhraseFinder([
        "运费", "发货", "采购", "freight", "cargo", "shipping", "shipment", "доставка", "诈骗", "骗", "洗钱", "涉嫌", "警惕", "声称",
        "自称", "对方", "有人", "陌生人", "告诉记者", "scam", "fraud", "beware", "launder",
        "laundering", "someone", "stranger", "мошенник", "мошенники", "мошенничество", "lừa đảo", "estafa", "arnaque",
        "betrug", "penipuan", "사기", "詐欺", "احتيال",
    ])
    private static let longest = 1_200
    /// Bytes between a coin and yuan: a long sentence in a script of three bytes a letter.
    private static let reach = 400

    /// A coin that was named before, and money by whatever word: 收到币以后，我们把钱打到您的支付宝.
    private static let coins = PhraseFinder([
        "收到币", "把币", "币到", "放币", "转币", "打币", "币打", "the coins", "your coins", "монеты",
    ])
    private static let money = PhraseFinder(["把钱", "打款", "付款", "the money", "your money", "деньги"])

    /// Whether a text says so of a coin that the page names elsewhere, over a rail that it names itself.
    static func saysOfNamed(_ bytes: [UInt8]) -> Bool {
        isTold(bytes) && bytes.count <= reach && !coins.matches(bytes).isEmpty && !money.matches(bytes).isEmpty
            && !EvidenceReader.walletRanges(bytes).isEmpty && !moves.matches(bytes).isEmpty
            && choices.matches(bytes).isEmpty
    }

    /// By somebody of themselves, and not as a warning, a question or a denial.
    private static func isTold(_ bytes: [UInt8]) -> Bool {
        !speakers.matches(bytes).isEmpty && told.matches(bytes).isEmpty && !CoinDeal.asks(bytes)
            && !CoinDeal.tellsOfCourts(bytes) && DeniedDeals.ranges(in: bytes).isEmpty
    }

    /// Whether a text says so.
    static func says(_ bytes: [UInt8]) -> Bool {
        guard bytes.count <= longest, isTold(bytes) else { return false }
        let moves = moves.matches(bytes).map(\.range)
        let sums = yuan.matches(bytes).map(\.range).filter { isWord($0, bytes) }
        for coin in EvidenceReader.assetRanges(bytes) + ShortCoin(bytes).counts {
            for sum in sums where !sum.overlaps(coin) {
                let (low, high) = (min(coin.upperBound, sum.upperBound), max(coin.lowerBound, sum.lowerBound))
                guard low < high, high - low <= reach else { continue }
                let isMoved = moves.contains { $0.lowerBound >= low && $0.upperBound <= high }
                if isMoved, choices.matches(Array(bytes[low..<high])).isEmpty { return true }
            }
        }
        return false
    }

    /// tệp is a file, tiền tệ any money.
    private static func isWord(_ range: Range<Int>, _ bytes: [UInt8]) -> Bool {
        guard bytes[range.upperBound - 1] >= 0x80, bytes[range.lowerBound] < 0x80 else { return true }
        let isLonger = range.upperBound < bytes.count && (97...122).contains(bytes[range.upperBound])
        let head = String(decoding: bytes[..<range.lowerBound].suffix(8), as: UTF8.self)
        return !isLonger && !head.hasSuffix("tiền ")
    }
}
