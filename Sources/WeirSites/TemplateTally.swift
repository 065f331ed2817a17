/// The names in a page that nobody has filled in: `{{ item.minLimit }}`, `$t('otc.seller')`, `{$vo.alipay_account}`.
///
/// Applications are kept, and passed on, as templates. What they will show is not there yet, but the data that they ask
/// for and the messages that they look up have names, and these speak as boards do: a seller and a buyer, the least and
/// the most of an order, coins that are let go, an account of a rail. One name says nothing; shops have prices and ways
/// to pay, markets have coins and limits. Boards have names of many kinds at once.
struct TemplateTally: Sendable {
    enum Kind: Int, CaseIterable, Sendable {
        /// `c2c` is what markets of second-hand goods are called as well, `p2p` what passes files on; wallets count in
        /// `fiat`.
        case board, c2c, fiat, coin, person, limit, deed, letGo, freed, advert, premium, buying, selling, price
        case alipay, wechat, bank, paying, yuan, otherMoney
    }

    /// How the money moves, as far as the names tell.
    enum Way { case rails, yuan, unnamed }

    private static let fewestKinds = 4
    /// Where neither a rail nor yuan are named.
    private static let manyKinds = 5
    /// Where not even a board is.
    private static let mostKinds = 6
    private static let fewestNames = 3
    /// A lone release may be one of software.
    private static let fewestDeeds = 2
    /// A lone advert is a banner's.
    private static let fewestAdverts = 2
    /// So often a board is named by no menu.
    private static let manyNames = 8

    private var counts = [Int](repeating: 0, count: Kind.allCases.count)
    private var firsts = [String](repeating: "", count: Kind.allCases.count)
    private var lines = [Int](repeating: 0, count: Kind.allCases.count)
    /// Messages of scripts that were read.
    private var messages = 0

    private mutating func take(_ kind: Kind, _ text: String, _ line: Int) {
        if counts[kind.rawValue] == 0 { (firsts[kind.rawValue], lines[kind.rawValue]) = (text, line) }
        counts[kind.rawValue] += 1
    }

    private func count(_ kind: Kind) -> Int { counts[kind.rawValue] }
    private func has(_ kind: Kind) -> Bool { counts[kind.rawValue] > 0 }

    // MARK: Reading

    /// What stands in templates and in no page that a server or a browser has filled in.
    private static let tags = [
        "{{", "{$", "{:", "{%", "<c:", "<#list", "<#if", "<?=", "<%=", "<?php echo", "<?php foreach", "<?php if",
        "v-for=", "v-if=", "v-else", "v-model", "v-show", "@click", "@tap", "bindtap", "wx:for", "wx:if", "*ngif",
        "*ngfor", "ng-repeat", "ng-if", "th:text", "th:each", "th:if", "@foreach", "@model.", "{volist", "$t(",
        "classname={", "onclick={",
    ]
    /// One of which every tag has: most pages have none.
    private static let openings = ["{", "v-", "<?", "<%", "th:", "<c:", "<#"]
    private static let fewestTags = 4
    private static let mostBytes = 1 << 20
    private static let mostNames = 20_000
    private static let longestName = 48
    private static let longestMessage = 200
    private static let mostMessages = 2_000
    private static let longestLabel = 60

    /// - Parameter source: of the page, before anything is read in it or taken out of it.
    static func read(_ source: [UInt8]) -> TemplateTally? {
        let bytes = Array(source.prefix(mostBytes))
        let small = Scan.lowercased(bytes)
        guard openings.contains(where: { Scan.range(of: $0, in: small) != nil }), isTemplate(small) else { return nil }
        var tally = TemplateTally()
        tally.readNames(bytes, small)
        return tally
    }

    private static func isTemplate(_ small: [UInt8]) -> Bool {
        var found = 0
        for tag in tags {
            found += Scan.ranges(of: tag, in: small, most: fewestTags).count
            if found >= fewestTags { return true }
        }
        return false
    }

    /// Names in tags and in braces; of scripts only whether they name a rail, of running text only what is no word.
    private mutating func readNames(_ bytes: [UInt8], _ small: [UInt8]) {
        var known: [String: [Kind]] = [:]
        var place = Place()
        var names = 0
        var line = 1
        var i = 0
        while i < bytes.count, names < Self.mostNames {
            if bytes[i] == 60, let end = Self.end(ofCode: small, i) {
                readScript(Array(bytes[i..<end]), Array(small[i..<end]), line)
                line += bytes[i..<end].count { $0 == 10 }
                i = end
                continue
            }
            guard Self.isLetter(bytes[i]) else {
                if bytes[i] == 10 { line += 1 }
                place.pass(bytes[i], before: i + 1 < bytes.count ? bytes[i + 1] : 0)
                i += 1
                continue
            }
            let end = bytes[i...].firstIndex { !Self.isName($0) } ?? bytes.count
            if end - i <= Self.longestName {
                names += 1
                let name = String(decoding: bytes[i..<end], as: UTF8.self)
                if place.isCode {
                    let kinds = known[name] ?? Self.kinds(of: bytes[i..<end])
                    known[name] = kinds
                    for kind in kinds { take(kind, name, line) }
                } else if let kind = Self.ofText[String(decoding: small[i..<end], as: UTF8.self)] {
                    take(kind, name, line)
                }
            }
            i = end
        }
    }

    /// Names that mean the same in running text.
    private static let ofText: [String: Kind] = [
        "usdt": .coin, "usdc": .coin, "btc": .coin, "eth": .coin, "tether": .coin, "bitcoin": .coin, "cny": .yuan,
        "rmb": .yuan, "cnyt": .yuan, "otc": .board, "ctc": .board, "c2c": .c2c,
    ]

    /// Whether one is in a tag, in braces or in code for the server.
    private struct Place {
        private var isServed = false
        private var isTag = false
        private var quote: UInt8 = 0
        private var depth = 0

        var isCode: Bool { isServed || isTag || depth > 0 }

        mutating func pass(_ c: UInt8, before next: UInt8) {
            if isServed {
                if c == 63 || c == 37, next == 62 { isServed = false }
                return
            }
            switch c {
            case 60 where next == 63 || next == 37: isServed = true
            case 60 where !isTag:
                isTag = next == 47 || TemplateTally.isLetter(next)
                quote = 0
            case 62 where quote == 0: isTag = false
            case 34, 39:
                if isTag { quote = quote == c ? 0 : quote == 0 ? c : quote }
            case 123: depth += 1
            case 125: depth = max(0, depth - 1)
            default: break
            }
        }
    }

    private static func isLetter(_ c: UInt8) -> Bool { (65...90).contains(c) || (97...122).contains(c) }
    private static func isName(_ c: UInt8) -> Bool { isLetter(c) || (48...57).contains(c) || c == 95 || c == 45 }

    /// Where a script, a style or a comment that begins here ends.
    private static func end(ofCode small: [UInt8], _ start: Int) -> Int? {
        let pairs = [("<script", "</script>"), ("<style", "</style>"), ("<!--", "-->")]
        for (opening, closing) in pairs where small[start...].starts(with: opening.utf8) {
            return Scan.range(of: closing, in: small, from: start)?.upperBound ?? small.count
        }
        return nil
    }

    private static let railsOfScripts: [(word: String, kind: Kind)] = [
        ("alipay", .alipay), ("支付宝", .alipay), ("银行卡", .bank), ("bankcard", .bank),
    ]

    /// Messages that a script looks up are shown on the page: `title: this.$t('otc.seller')`.
    private mutating func readScript(_ script: [UInt8], _ small: [UInt8], _ line: Int) {
        guard small.starts(with: "<script".utf8) else { return }
        for opening in ["$t(", "i18n.t("] {
            for call in Scan.ranges(of: opening, in: small, most: Self.mostMessages - messages) {
                messages += 1
                let message = script[call.upperBound...].prefix(Self.longestMessage)
                guard let end = message.firstIndex(of: 41) else { continue }
                for name in message[..<end].split(whereSeparator: { !Self.isName($0) }) { take(name, line) }
            }
        }
        // Where its data come from: this.api.otc.advertise, '/otc/tradeInfo'.
        if !has(.board), [".otc.", "/otc/"].contains(where: { Scan.range(of: $0, in: small) != nil }) {
            take(.board, "otc", line)
        }
        // Tables are drawn by functions that are handed a row: h('p', params.row.minLimit).
        for row in Scan.ranges(of: ".row.", in: small, most: Self.mostMessages) {
            take(script[row.upperBound...].prefix { Self.isName($0) }, line)
        }
        for (word, kind) in Self.railsOfScripts where !has(kind) {
            if Scan.range(of: word, in: small) != nil { take(kind, word, line) }
        }
        readLabels(String(decoding: script, as: UTF8.self), line)
    }

    private mutating func take(_ name: ArraySlice<UInt8>, _ line: Int) {
        guard name.count <= Self.longestName else { return }
        for kind in Self.kinds(of: name) { take(kind, String(decoding: name, as: UTF8.self), line) }
    }

    /// Heads of columns, ways to pay and the like that a script hands to the page: `title: "限额"`. Sentences are
    /// what it says when something goes wrong.
    private mutating func readLabels(_ script: String, _ line: Int) {
        for (text, offset) in ScriptStrings.texts(in: script, most: Self.mostMessages)
        where text.utf8.count <= Self.longestLabel {
            let bytes = FoldedText(text).bytes
            for match in Self.spokenWords.matches(bytes) {
                let word = String(decoding: bytes[match.range], as: UTF8.self)
                hear(Self.spokenKinds[match.phrase], word, line + offset)
            }
        }
    }

    // MARK: Names

    private static let parts: [(kind: Kind, words: Set<String>)] = [
        (.board, ["otc", "ctc"]),
        (.fiat, ["p2p", "fiat"]),
        (.c2c, ["c2c"]),
        (.coin, ["usdt", "usdc", "btc", "eth", "tether", "bitcoin", "coin", "coins", "crypto"]),
        (.person, ["shoper", "advertiser", "counterparty"]),
        (.deed, ["payed", "unlock", "complaint"]),
        (.letGo, ["arbitration", "dispute", "complain"]),
        (.advert, ["myad", "myads", "adtype", "adlist"]),
        (.selling, ["sale"]),
        (.alipay, ["zfb", "ali"]),
        (.bank, ["bank"]),
        (.yuan, ["cny", "rmb", "cnyt"]),
        (
            .otherMoney,
            [
                "inr", "ngn", "vnd", "brl", "kzt", "rub", "ghs", "kes", "upi", "paytm", "imps", "pix", "sepa", "mpesa",
                "naira", "zelle", "venmo", "revolut", "tinkoff", "sberbank", "vietcombank", "bkash", "jazzcash",
                "easypaisa", "gcash",
            ]
        ),
    ]
    /// Stretches of names, joined: otc_trade_seller and otcTradeSeller are one.
    private static let stretches: [(kind: Kind, words: [String])] = [
        (
            .board,
            [
                "legaltrade", "legalcurrency", "legalcoin", "legaltender", "legalseller", "legalbuy", "legalsell",
                "legalorder", "legalpay", "otctrade", "otcorder",
            ]
        ),
        (.c2c, ["c2ctrade", "c2corder"]),
        (.fiat, ["fiattrad", "fiatrad", "fiatorder"]),
        (.coin, ["coinname", "cointype", "coincode", "coinid", "currencyname", "coinsymbol"]),
        (.person, ["seller", "buyer", "merchant", "otherside"]),
        (
            .limit,
            [
                "minlimit", "maxlimit", "limitmin", "limitmax", "limitationmin", "limitationmax", "minamount",
                "maxamount", "minquantity", "maxquantity", "minnum", "maxnum", "minmoney", "maxmoney", "mintrade",
                "maxtrade", "minorder", "maxorder", "singlelimit", "tradelimit", "exchangelimit", "orderlimit",
                "quota", "minprice", "maxprice", "mintrans", "maxtrans", "limitamount", "amountlimit",
            ]
        ),
        (
            .deed,
            [
                "confirmpay", "alreadypaid", "havepaid", "ipaid", "paysure", "confirmreceipt", "markaspaid",
                "paymentcompleted",
            ]
        ),
        (.letGo, ["release", "appeal", "fangbi", "fangxing"]),
        (.freed, ["release", "fangbi", "fangxing"]),
        (
            .advert,
            ["advert", "pendorder", "publishad", "publishorder", "publishsell", "publishbuy"]
        ),
        (.premium, ["premium"]),
        (.buying, ["buy", "purchase"]),
        (.selling, ["sell"]),
        (.price, ["price"]),
        (.alipay, ["alipay", "zhifubao"]),
        (.wechat, ["wechat", "weixin", "wxpay"]),
        (
            .bank,
            [
                "bankcard", "bankname", "bankaccount", "bankno", "banknum", "cardnum", "openbank", "bankinfo",
                "bankbranch", "bankid",
            ]
        ),
        (
            .paying,
            [
                "paymode", "paytype", "payway", "paymethod", "payment", "payinfo", "receivetype", "cashier",
                "collection", "shoukuan",
            ]
        ),
    ]

    private static let ofAdverts: Set<String> = [
        "my", "type", "publish", "post", "create", "edit", "detail", "details", "buy", "sell", "state",
    ]

    /// What a name speaks of: `minTradeLimit`, `bank_account`.
    private static func kinds(of name: ArraySlice<UInt8>) -> [Kind] {
        var words: [String] = []
        var word: [UInt8] = []
        var wasSmall = false
        for c in name {
            let isCapital = (65...90).contains(c)
            if c == 95 || c == 45 || isCapital && wasSmall {
                if !word.isEmpty { words.append(String(decoding: word, as: UTF8.self)) }
                word = []
            }
            wasSmall = !isCapital && c != 95 && c != 45
            if c != 95, c != 45 { word.append(isCapital ? c + 32 : c) }
        }
        if !word.isEmpty { words.append(String(decoding: word, as: UTF8.self)) }
        let joined = words.joined()
        var found: Set<Kind> = []
        for (kind, known) in parts where words.contains(where: { known.contains($0) }) { found.insert(kind) }
        // Newspapers have places for adverts, and fields for addresses.
        if words.contains(where: { ["ad", "ads"].contains($0) }), words.contains(where: { ofAdverts.contains($0) }) {
            found.insert(.advert)
        }
        for (kind, known) in stretches where known.contains(where: { joined.contains($0) }) { found.insert(kind) }
        // exchange_limited_price: an order at a price of one's own, as markets have them.
        if joined.contains("limitedprice") { found.remove(.limit) }
        if isBound(words) { found.insert(.limit) }
        return found.sorted { $0.rawValue < $1.rawValue }
    }

    /// The least or the most of what is traded: goods_min, maxVolume.
    private static func isBound(_ words: [String]) -> Bool {
        guard words.count >= 2, let first = words.first, let last = words.last else { return false }
        let ends: Set<String> = ["min", "max"]
        return ends.contains(first) && bounded.contains(words[1])
            || ends.contains(last) && bounded.contains(words[words.count - 2])
    }

    private static let bounded: Set<String> = [
        "goods", "vol", "volume", "sum", "sell", "buy", "fiat", "cny", "usdt", "deal", "per", "single", "trade",
        "order",
    ]

    // MARK: Words

    /// The same in the words that already stand there.
    private static let spoken: [(kind: Kind, words: [String])] = [
        (.board, ["场外"]), (.fiat, ["法币"]),
        (.coin, ["比特币", "数字货币", "数字资产", "币种", "虚拟币", "买币", "卖币"]),
        (.person, ["买家", "卖家", "买方", "卖方", "商家", "承兑商", "商户"]),
        (.limit, ["限额", "最小交易", "最大交易", "最小额", "最大额"]),
        (.deed, ["已付款", "未付款", "待付款", "确认收款"]), (.letGo, ["申诉"]), (.freed, ["放币", "放行", "释放"]),
        (.advert, ["广告", "挂单"]), (.premium, ["溢价"]),
        (.buying, ["购买", "买入", "求购", "收购"]), (.selling, ["出售", "卖出"]),
        (.price, ["单价", "价格"]),
        (.alipay, ["支付宝"]), (.wechat, ["微信"]), (.bank, ["银行"]),
        (.paying, ["付款方式", "收款方式", "支付方式", "交易方式"]), (.yuan, ["￥", "人民币"]),
    ]
    private static let spokenKinds = spoken.flatMap { kind, words in words.map { _ in kind } }
    private static let spokenWords = PhraseFinder(spoken.flatMap(\.words))

    mutating func add(_ read: TextBlock) {
        guard read.bytes.count <= 20_000 else { return }
        for match in Self.spokenWords.matches(read.bytes) {
            let word = String(decoding: read.bytes[match.range], as: UTF8.self)
            hear(Self.spokenKinds[match.phrase], word, read.block.line)
        }
    }

    /// What is let go once it is paid speaks of an order as disputes do.
    private mutating func hear(_ kind: Kind, _ word: String, _ line: Int) {
        take(kind, word, line)
        if kind == .freed { take(.letGo, word, line) }
    }

    // MARK: What they add up to

    /// How often it is called a board: a market of second-hand goods names no coin, a wallet nobody who deals.
    private var boards: Int {
        count(.board) + (has(.coin) ? count(.c2c) : 0) + (has(.person) || has(.letGo) ? count(.fiat) : 0)
    }
    private var isDealt: Bool { has(.buying) || has(.selling) }
    private var isWeighed: Bool { has(.premium) && has(.limit) && has(.yuan) }

    /// Kinds that a board is told by.
    var kinds: Int {
        let told = [
            boards > 0, has(.coin), has(.person), has(.limit), has(.deed) || has(.letGo), has(.advert), isDealt,
            has(.price),
        ]
        return told.count { $0 }
    }

    /// Names of a board: what it is called, with those who deal there or what they do; or coins, and what shops that
    /// take coins have no names for.
    var isBoard: Bool {
        if boards >= Self.manyNames, kinds >= Self.fewestKinds - 1, isDealt || has(.letGo) { return true }
        guard kinds >= Self.fewestKinds else { return false }
        let isPriced = has(.limit) && has(.price)
        if boards > 0 {
            let isTraded = boards >= Self.fewestNames || has(.person) || has(.deed) || has(.letGo) || has(.advert)
            return isTraded && (isDealt || has(.letGo)) || boards >= Self.fewestNames && isPriced
        }
        let isLetGo = count(.letGo) >= Self.fewestDeeds && (has(.person) || has(.selling))
        // An order: a stranger is paid, and lets coins go.
        let isOrder = has(.freed) && has(.deed) && has(.person) && has(.price)
        let isPaid = has(.paying) || !methods.isEmpty
        let isBothWays = has(.buying) && has(.selling)
        let isOffered = isPriced && (has(.person) && isDealt && isPaid || has(.advert) && !methods.isEmpty)
        let isAdvert = isOwn || isPriced && has(.advert) && isBothWays && isPaid && has(.yuan)
        return has(.coin) && (isLetGo || isOrder || isOffered || isAdvert || isWeighed && isBothWays)
    }

    /// One's own adverts: to buy and to sell, at a price, from so much to so much.
    private var isOwn: Bool {
        count(.advert) >= Self.fewestAdverts && has(.limit) && has(.price) && has(.buying) && has(.selling)
    }

    var way: Way? {
        if has(.alipay) || has(.wechat) && has(.bank) { return .rails }
        // Markets tell what a coin is worth in yuan, and have boards in their menus: without adverts or limits.
        let isOfBoard = boards >= Self.fewestNames && (has(.advert) || has(.letGo) || has(.limit) && isDealt)
        if has(.yuan), has(.paying) || has(.person) || has(.bank) || isWeighed || isOfBoard { return .yuan }
        // Between those who deal there money passes in some way.
        let isNamed = boards >= Self.manyNames
        let isPassed = has(.paying) || has(.bank) || has(.person) || has(.letGo) || has(.advert) && isNamed
        let least = isNamed ? Self.fewestKinds : Self.manyKinds
        let isTold = boards > 0 ? kinds >= least : has(.coin) && kinds >= (isOwn ? Self.manyKinds : Self.mostKinds)
        return !has(.otherMoney) && (isPassed || boards == 0 && has(.advert)) && isTold ? .unnamed : nil
    }

    /// Rails by the names of their accounts.
    var methods: [String] {
        let known: [(kind: Kind, method: String)] = [(.alipay, "alipay"), (.wechat, "wechat-pay"), (.bank, "bank")]
        return known.filter { has($0.kind) }.map(\.method)
    }

    /// The first name of each kind, at most `most` of them, and the line of the first.
    func quote(_ kinds: [Kind], most: Int) -> (text: String, line: Int) {
        let shown = kinds.filter { has($0) }.prefix(most)
        let text = shown.map { firsts[$0.rawValue] }.joined(separator: " | ")
        return (text, shown.first.map { lines[$0.rawValue] } ?? 0)
    }
}
