import Testing
import WeirText

/// The ways of hiding words, one by one and together. Each case says what must have been undone.
@Suite struct EvasionTests {
    private func check(_ text: String, _ evasion: Evasion, atLeast least: RemarkClass = .a) {
        let reading = Texts.read(text)
        #expect(reading.remarkClass >= least, "\(text)")
        #expect(reading.evasions.isSuperset(of: evasion), "\(text): \(reading.evasions.rawValue)")
    }

    @Test(arguments: [
        "ＵＳＤＴ", "ｕｓｄｔ", "ⓊⓈⒹⓉ", "ⓤⓢⓓⓣ", "𝐔𝐒𝐃𝐓", "𝕌𝕊𝔻𝕋", "𝚞𝚜𝚍𝚝", "🅄🅂🄳🅃", "🆄🆂🅳🆃", "出Ｕ", "收Ⓤ", "买𝐔", "ＴＲＣ２０",
        "ｔｒｃ②⓪", "Ｂｉｎａｎｃｅ", "⒰⒮⒟⒯",
    ])
    func width(text: String) { check(text, .width) }

    @Test(arguments: [
        "出·U", "收_u", "比*特*币", "买\u{200B}币", "u.s.d.t", "U S D T", "u-s-d-t", "u\u{200B}s\u{2060}d\u{FEFF}t", "比 特 币",
        "比😀特😀币",
        "出😀U", "出🎈🎈U", "【出】【U】", "收~~~u", "火☆币", "币♥安", "以/太/坊", "泰|达|币", "卖、币", "比丶特丶币", "承✦兑✦商", "换 u", "买   币",
        "b i n a n c e", "跑…分…平…台", "出\u{0336}U", "u\u{0332}s\u{0332}d\u{0332}t\u{0332}", "收\u{202E}U", "出\u{E000}U",
        "出\nU", "搬`U",
        "$u$s$d$t$",
    ])
    func inserted(text: String) { check(text, .inserted) }

    @Test(arguments: [
        "比特幣", "賣幣", "買幣", "幣安", "收幣", "火幣網", "萊特幣", "穩定幣", "承兌商", "場外交易", "換U", "賣U", "買U", "歐易", "冷錢包", "助記詞", "岀币",
        "岀U",
        "収U", "売U", "跑分平臺", "匯旺擔保", "法幣交易", "碼商", "泰達幣", "請放幣", "提幣", "充幣",
    ])
    func traditional(text: String) { check(text, .traditional) }

    @Test(arguments: [
        "chu U", "shou u", "mai U", "bi te bi", "bitebi", "BiTeBi", "bi特币", "比te币", "比特bi", "比te bi", "yi tai fang",
        "taidabi", "tai da bi", "maibi",
        "chu bi", "shou bi", "shou币", "收bi", "chu币", "qing fang bi", "cheng dui shang", "chengduishang", "huo bi",
        "laitebi", "bǐ tè bì",
        "b-i t-e b-i", "pao fen ping tai", "fa bi jiao yi", "ｂｉ ｔｅ ｂｉ",
    ])
    func pinyin(text: String) { check(text, .pinyin) }

    @Test(arguments: ["btb", "bte", "ytf", "dabing", "da bing", "paofen", "pao fen", "chengdui", "banzhuan"])
    func doubtfulPinyin(text: String) { check(text, [], atLeast: .b) }

    @Test(arguments: [
        "比特必", "比特毕", "比特笔", "比特壁", "笔特币", "必特币", "比忒币", "以泰坊", "泰打币", "太达币", "稳赚比特毕", "出必", "收必", "买碧", "卖闭", "炮分",
        "抛分", "跑粉", "成兑",
        "承对", "成兑商", "承对商", "场歪", "优商", "出优", "收优", "卖悠", "收又", "出悠 1000", "请放必", "请放毕", "换优", "跑粉平台", "炮分平台", "法必交易",
        "来特币", "狗狗必",
    ])
    func homophones(text: String) { check(text, .homophone) }

    @Test(arguments: ["放比", "放毕", "抱砖", "饱砖", "出油", "收油", "手U", "初u"])
    func doubtfulHomophones(text: String) { check(text, .homophone, atLeast: .b) }

    @Test(arguments: [
        "比特巾丿", "比特丿巾", "收巾丿", "巾+丿 比特巾+丿", "上匕特币", "比牛寺币", "比 牛 寺 币", "丷人币", "山山币", "扌奂币", "石马商", "十买币",
        "禾急定币", "上匕牛寺巾丿", "匕匕牛寺丿巾",
        "氵去币交易", "足包分平台", "土勿外交易", "出口卖 比特丿巾", "买·巾丿",
    ])
    func split(text: String) { check(text, .split) }

    @Test(arguments: [
        "UЅDТ", "USDТ", "υsdt", "ՍSDT", "U$DT", "u$dt", "USD₮", "US₮", "ㄩSDT", "∪SDT", "ㅂSDT", "USD丅", "丅RC20", "₮RC20",
        "ㄩ丂ᗪㄒ", "出ㄩ", "收∪",
        "卖υ", "ВІΝАΝСЕ", "Віnаnсе", "βitcoin", "ΒITCOIN", "₿itcoin", "比持币", "比特巾", "泰达帀", "似太坊", "USÐT", "usđt", "ÜSDT",
        "ᑌSDT", "ꓴSDT", "υѕԁт", "оkх", "hυоbі", "出Ս",
    ])
    func lookAlikes(text: String) { check(text, .lookAlike) }

    @Test(arguments: ["ВТС", "ЕТН", "ΕΤΗ", "ΤRΧ"])
    func doubtfulLookAlikes(text: String) { check(text, .lookAlike, atLeast: .b) }

    @Test(arguments: [
        "b1tcoin", "u5dt", "8itcoin", "b1nance", "出1000U", "收500u", "1000u出", "换 2w u", "买1ku", "收一千u", "buy 500u",
        "出10U", "收２０００Ｕ",
    ])
    func digits(text: String) { check(text, .digits) }

    @Test(arguments: ["8TC", "1000u", "1ku", "2万U", "500 u"])
    func doubtfulDigits(text: String) { check(text, .digits, atLeast: .b) }

    @Test(arguments: [
        "1000u6.9", "1000U 6.95", "1000u@6.9", "1000u*6.9", "6.9*1000u", "500usdt 7.05", "６．８５*１０００u", "u6.9 1000",
        "2wu7.1", "1000u/7.12",
        "两千u 7.1", "7.02x1000u",
    ])
    func pricesOfNamedCoins(text: String) {
        #expect(Texts.classify(text) == .a, "\(text)")
        #expect(Texts.read(text).deals.count == 1, "\(text)")
    }

    @Test(arguments: [
        "6.85*1000", "6.85×1000", "6.85x1000", "1000*6.85", "１０００＊６．８５", "7.02 * 5000", "6.85*1k", "6.95*1w",
        "1000@7.05", "一千个 7.02", "6.85乘1000",
    ])
    func pricesAloneAreDoubtful(text: String) {
        #expect(Texts.classify(text) == .b, "\(text)")
        #expect(Texts.read(text).deals.count == 1, "\(text)")
    }

    @Test func pricesAreReadToTheMillionth() {
        let deal = Texts.read("1,000u 6.85").deals.first
        #expect(deal?.priceMicros == 6_850_000)
        #expect(deal?.quantityMicros == 1_000_000_000)
        #expect(Texts.read("大饼 6.85*1000").remarkClass == .a)
    }

    @Test(arguments: [
        "卖🅱️", "收🅱", "比特🅱️", "比特🪙", "🔥币", "🔥🪙", "🐶🐶币", "🇺🇸dt", "出🇺", "🆄🇸🇩🇹", "📤U", "📥u", "💱U", "🏃分平台", "收🪙", "买 🪙", "冷👛",
    ])
    func emoji(text: String) { #expect(Texts.classify(text) == .a, "\(text)") }

    @Test(arguments: ["🥞", "收🥞", "🅱️🇹🇨", "🏃分", "搬🧱", "💧房"])
    func doubtfulEmoji(text: String) { check(text, [], atLeast: .b) }

    @Test(arguments: ["币比特", "特比币", "坊太以", "tdsu", "U出", "u收", "有U出", "币达泰"])
    func order(text: String) { check(text, .order) }

    @Test(arguments: [
        ("出·Ｕ", [Evasion.inserted, .width]), ("收＿ｕ", [.inserted, .width]), ("賣·幣", [.traditional, .inserted]),
        ("比*特*必", [.inserted, .homophone]), ("笔·忒·币", [.inserted, .homophone]),
        ("換_Ｕ", [.traditional, .inserted, .width]),
        ("ｂｉ·ｔｅ·ｂｉ", [.pinyin, .width, .inserted]), ("比 te 必", [.pinyin, .inserted]), ("Ｕ$ＤＴ", [.width, .lookAlike]),
        ("u.5.d.t", [.digits, .inserted]), ("出·ㄩ", [.lookAlike, .inserted]), ("賣🅱️", [.traditional, .emoji]),
        ("巾·丿 收·巾·丿", [.split, .inserted]),
        ("岀 １０００ Ｕ", [.traditional, .width, .digits]), ("Ｂ1ＴＣＯＩＮ", [.digits, .width]), ("火·🪙", [.emoji, .inserted]),
        ("比✿特✿巾丿", [.split, .inserted]), ("萊·特·必", [.traditional, .homophone, .inserted]),
    ])
    func together(text: String, evasions: [Evasion]) {
        check(text, evasions.reduce(into: []) { $0.formUnion($1) })
    }

    @Test(arguments: ["购物款", "货款", "还款", "生活费", "借款", "服务费"])
    func coverWordsSayNothing(text: String) { #expect(Texts.classify(text) == .none) }

    @Test(arguments: [
        "不要备注", "请勿备注", "别备注", "不要写备注", "勿填写任何备注", "转账不要备注任何信息", "换个人转", "分开转", "避开风控", "别触发预警", "不留痕", "别超过限额", "借别人卡",
        "私下转账",
        "no remarks please", "do not mention crypto", "leave reference blank", "без комментариев", "不·要·备·注", "不要備註",
    ])
    func instructions(text: String) {
        #expect(!Texts.read(text).instructions.isEmpty, "\(text)")
        #expect(Texts.classify(text) == .b, "\(text)")
    }
}
