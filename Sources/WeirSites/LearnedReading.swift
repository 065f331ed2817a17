/// Which phrases of the table stand in a page's source: words of its text and the names that its data and messages
/// have.
///
/// Rules know the boards that somebody has seen. What they have in common with others is many words that say little
/// each: a state of an order, a remark, a limit, a nickname. They are weighed together. The names of coins, moneys and
/// rails weigh nothing: they must stand there anyhow, and do on shops and in newspapers as well. Words of the trade in
/// which coins or banks are named (买币, bank_card) are like any other.
struct LearnedReading: Sendable {
    /// One that stands there, as it is written at its first place.
    struct Phrase: Sendable {
        var text: String
        /// In hundredths.
        var weight: Int
        var line: Int
    }

    private(set) var phrases: [Phrase] = []
    /// The first word that names a coin, and the first that names a rail or yuan.
    private(set) var coin: Phrase?
    private(set) var money: Phrase?
    /// The first that tells of a way of paying, whatever it is: a type, an account that is paid.
    private(set) var paying: Phrase?
    /// The first that calls it a board between persons: coins are dealt in there for money.
    private(set) var board: Phrase?
    /// Orders are put into a book: coins for coins.
    private(set) var isOrderBook = false

    /// Games, collectors, funds and chemists have coins, sellers and OTC of their own; the page names no other coin.
    var isOfGoods: Bool { namesGoods && !namesCoin }
    private var namesGoods = false
    private var namesCoin = false

    /// What they say together, in hundredths.
    var score: Int { phrases.reduce(LearnedTable.bias) { $0 + $1.weight } }
    /// How many of them speak for trade.
    var ofTrade: Int { phrases.count { $0.weight > 0 } }
    /// One of those that speak for trade is Chinese.
    var isChinese: Bool { phrases.contains { $0.weight > 0 && !$0.text.utf8.allSatisfy { $0 < 0x80 } } }
    /// Those that say most for it, the strongest first; of a name that says several things the most.
    var strongest: [Phrase] {
        var texts: Set<String> = []
        return phrases.filter { $0.weight > 0 }
            .sorted { ($1.weight, $0.line, $0.text) < ($0.weight, $1.line, $1.text) }
            .filter { texts.insert($0.text).inserted }
    }

    // MARK: The words

    private enum Role: Sendable {
        case phrase(weight: Int)
        case coin(isVague: Bool)
        case money, paying, board, book, goods
    }

    private struct Words: Sendable {
        var names: [[UInt8]: [Role]] = [:]
        var roles: [Role] = []
        var finder = PhraseFinder([])

        init() {
            var pairs: [(String, Role)] = []
            for entry in LearnedTable.phrases.split(separator: "|") {
                let parts = entry.split(separator: " ")
                guard parts.count == 2, let weight = Int(parts[1]) else { continue }
                pairs.append((String(parts[0]), .phrase(weight: weight)))
            }
            pairs += LearnedReading.coins.map { ($0, .coin(isVague: LearnedReading.vague.contains($0))) }
            pairs += LearnedReading.moneys.map { ($0, .money) }
            pairs += LearnedReading.ways.map { ($0, .paying) }
            pairs += LearnedReading.goods.map { ($0, .goods) }
            pairs += LearnedReading.boards.map { ($0, .board) }
            pairs += LearnedReading.books.map { ($0, .book) }
            var chinese: [String] = []
            for (text, role) in pairs {
                if text.utf8.allSatisfy({ $0 < 0x80 }) {
                    names[Array(text.utf8), default: []].append(role)
                } else {
                    chinese.append(text)
                    roles.append(role)
                }
            }
            finder = PhraseFinder(chinese)
        }
    }

    private static let words = Words()
    private static let coins = [
        "usdt", "usdc", "btc", "eth", "coin", "coins", "tether", "bitcoin", "crypto", "trc", "erc",
        "比特币", "泰达", "数字货币", "数字资产", "虚拟币", "币种", "加密货币", "买币", "卖币", "放币", "充币", "提币", "收币",
        "数字币", "稳定币", "币商", "矿机",
    ]
    private static let moneys = [
        "alipay", "wechat", "weixin", "zfb", "wxpay", "bank", "banks", "cny", "rmb", "cnyt", "fiat", "unionpay", "支付宝",
        "微信", "银行", "人民币", "法币", "云闪付", "网银", "收款码", "收款方式", "付款方式", "支付方式", "收款账",
        "ali_pay", "we_chat", "wei_xin", "wx_pay", "union_pay", "zhifubao",
    ]
    private static let ways = [
        "pay_type", "pay_types", "pay_way", "pay_ways", "pay_method", "pay_methods", "pay_mode", "pay_list",
        "pay_account", "pay_limit", "payment_method", "payment_methods", "payment_type", "payment_info", "收款", "付款",
        "打款",
    ]
    private static let goods = [
        "金币", "游戏币", "钻石", "藏品", "纪念币", "纪念钞", "邮票", "处方药", "药品", "基金", "净值",
    ]
    /// Names that are of anything's coins.
    private static let vague = ["coin", "coins", "数字资产", "trc", "erc"]
    private static let boards = ["otc", "ctc", "c2c"]
    private static let signs = ["¥", "￥"]
    private static let books = ["当前委托", "历史委托", "限价"]
    /// Most pages have none of them: they are not read any further.
    private static let marks = coinMarks + ["otc", "c2c"]
    private static let coinMarks = ["usdt", "usdc", "btc", "coin", "crypto", "tether", "币", "幣", "泰达", "数字资产"]

    // MARK: Reading

    private static let mostBytes = 600_000
    private static let mostNames = 60_000
    private static let longestName = 48
    private static let longestRun = 1_200

    /// While it is read.
    private var foundNames: Set<[UInt8]> = []
    private var foundChinese: Set<Int> = []

    private init() {}

    /// - Parameter source: of the page, in UTF-8, before anything is read in it or taken out of it.
    static func read(_ source: [UInt8]) -> LearnedReading? {
        let bytes = Array(source.prefix(mostBytes))
        let small = Scan.lowercased(bytes)
        guard marks.contains(where: { Scan.range(of: $0, in: small) != nil }) else { return nil }
        var reading = LearnedReading()
        reading.readWords(bare(bytes, small))
        reading.foundNames = []
        reading.foundChinese = []
        // Used goods are sold from customer to customer as well.
        if reading.coin == nil, let board = reading.board {
            let isOfGoods = board.text.lowercased().contains("c2c")
            let isMarked = coinMarks.contains { Scan.range(of: $0, in: small) != nil }
            if isMarked || !isOfGoods { reading.coin = board }
        }
        let pays = reading.money != nil || reading.paying != nil || reading.board != nil
        return reading.coin == nil || !pays ? nil : reading
    }

    /// Without styles, and without what programmers tell each other; lines stay where they are.
    static func bare(_ bytes: [UInt8], _ small: [UInt8]) -> [UInt8] {
        var bare = bytes
        // Where none ends any more, nothing is looked for over and over.
        let lastEnd = small.indices.dropLast().last { small[$0] == 42 && small[$0 + 1] == 47 } ?? 0
        var i = 0
        while i < bytes.count {
            guard bytes[i] == 60 || bytes[i] == 47, let end = Self.end(ofAside: small, i, lastEnd) else {
                i += 1
                continue
            }
            for k in i..<end where bare[k] != 10 { bare[k] = 32 }
            i = max(end, i + 1)
        }
        return bare
    }

    /// Where a style or a comment ends that begins here; nil where none does.
    private static func end(ofAside small: [UInt8], _ i: Int, _ lastEnd: Int) -> Int? {
        func begins(_ text: String) -> Bool { small[i...].starts(with: text.utf8) }
        if begins("<style") { return Scan.range(of: "</style", in: small, from: i)?.upperBound ?? small.count }
        if begins("<!--") { return Scan.range(of: "-->", in: small, from: i)?.upperBound ?? small.count }
        // `accept="image/*"` begins no comment.
        if begins("/*") { return i + 2 > lastEnd ? nil : Scan.range(of: "*/", in: small, from: i + 2)?.upperBound }
        guard begins("//") else { return nil }
        // https://, and addresses in quotes that begin with them.
        if i > 0, [58, 34, 39, 96, 92, 47].contains(small[i - 1]) { return nil }
        return small[i...].firstIndex(of: 10) ?? small.count
    }

    private mutating func readWords(_ bytes: [UInt8]) {
        var line = 1
        var names = 0
        var i = 0
        while i < bytes.count {
            let c = bytes[i]
            if Self.isCapital(c) || Self.isSmall(c) {
                let end = bytes[i...].firstIndex { !Self.isName($0) } ?? bytes.count
                names += 1
                if end - i <= Self.longestName, names <= Self.mostNames { readName(bytes[i..<end], line) }
                i = end
            } else if Self.isChinese(bytes, i) {
                var end = i
                while end - i < Self.longestRun, Self.isChinese(bytes, end) { end += 3 }
                readChinese(bytes[i..<end], line)
                i = end
            } else {
                if c == 10 { line += 1 }
                if money == nil, c >= 0xC2, let sign = Self.signs.first(where: { bytes[i...].starts(with: $0.utf8) }) {
                    money = Phrase(text: sign, weight: 0, line: line)
                }
                i += 1
            }
        }
    }

    /// A name is its words, and each two that stand beside each other: maxLimit is max, limit and max_limit.
    private mutating func readName(_ name: ArraySlice<UInt8>, _ line: Int) {
        let pieces = Self.pieces(of: Array(name))
        for (i, piece) in pieces.enumerated() {
            take(piece, as: name, line)
            if i > 0 { take(pieces[i - 1] + [95] + piece, as: name, line) }
        }
    }

    private mutating func take(_ word: [UInt8], as name: ArraySlice<UInt8>, _ line: Int) {
        guard let roles = Self.words.names[word], foundNames.insert(word).inserted else { return }
        for role in roles { take(role, String(decoding: name, as: UTF8.self), line) }
    }

    private mutating func readChinese(_ run: ArraySlice<UInt8>, _ line: Int) {
        let folded = FoldedText(String(decoding: run, as: UTF8.self))
        for match in Self.words.finder.matches(folded.bytes) {
            guard foundChinese.insert(match.phrase).inserted else { continue }
            let text = String(decoding: folded.bytes[match.range], as: UTF8.self)
            take(Self.words.roles[match.phrase], text, line)
        }
    }

    private mutating func take(_ role: Role, _ text: String, _ line: Int) {
        switch role {
        case .phrase(let weight): phrases.append(Phrase(text: text, weight: weight, line: line))
        case .coin(let isVague):
            coin = coin ?? Phrase(text: text, weight: 0, line: line)
            namesCoin = namesCoin || !isVague
        case .money: money = money ?? Phrase(text: text, weight: 0, line: line)
        case .paying: paying = paying ?? Phrase(text: text, weight: 0, line: line)
        case .board: board = board ?? Phrase(text: text, weight: 0, line: line)
        case .book: isOrderBook = true
        case .goods: namesGoods = true
        }
    }

    // MARK: Names

    /// The words of a name, in small letters, without numbers at their ends and single letters.
    static func pieces(of name: [UInt8]) -> [[UInt8]] {
        let whole = name.map { isCapital($0) ? $0 + 32 : $0 }
        if whole.elementsEqual("c2c".utf8) { return [whole] }
        var pieces: [[UInt8]] = [[]]
        for (i, c) in name.enumerated() {
            if c == 95 || c == 45 {
                pieces.append([])
                continue
            }
            if isCapital(c), i > 0 {
                let isBeforeSmall = i + 1 < name.count && isSmall(name[i + 1])
                if isSmall(name[i - 1]) || isDigit(name[i - 1]) || isCapital(name[i - 1]) && isBeforeSmall {
                    pieces.append([])
                }
            }
            pieces[pieces.count - 1].append(whole[i])
        }
        return pieces.map { piece in
            var piece = piece
            while let last = piece.last, isDigit(last) { piece.removeLast() }
            return piece
        }.filter { $0.count > 1 }
    }

    /// Programmers write it so, and nobody in a sentence: coinName, coin_list.
    static func isName(_ text: String) -> Bool {
        let bytes = Array(text.utf8)
        return zip(bytes, bytes.dropFirst()).contains { ($0 == 95 || isSmall($0)) && ($1 == 95 || isCapital($1)) }
    }

    private static func isCapital(_ c: UInt8) -> Bool { (65...90).contains(c) }
    private static func isSmall(_ c: UInt8) -> Bool { (97...122).contains(c) }
    private static func isDigit(_ c: UInt8) -> Bool { (48...57).contains(c) }
    private static func isName(_ c: UInt8) -> Bool { isCapital(c) || isSmall(c) || isDigit(c) || c == 95 || c == 45 }

    /// A character from U+3400 to U+9FFF begins here.
    private static func isChinese(_ bytes: [UInt8], _ i: Int) -> Bool {
        guard i + 2 < bytes.count, (0xE3...0xE9).contains(bytes[i]), bytes[i + 1] & 0xC0 == 0x80 else { return false }
        return bytes[i] > 0xE3 || bytes[i + 1] >= 0x90
    }
}
