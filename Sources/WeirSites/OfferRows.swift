/// Offers by their numbers, whatever the language: rows with the price of a stablecoin in yuan and limits that lie far
/// apart, packs of coins at one rate, a price to buy beside a price to sell.
///
/// Numbers alone are no evidence: they count on pages that name a coin.
struct OfferRows {
    /// A price, as far as a stablecoin may cost in yuan, and the whole numbers that follow until the next one.
    private struct Row {
        var price: Double
        var numbers: [Double] = []
        var blocks = 0
        var text: String
        var line: Int
        var range: Range<Int>
    }

    private static let longestRow = 12
    private var rows: [Row] = []
    private var isOpen = false
    private var packs: [(rate: Double, block: Block)] = []
    private var quotes: [Block] = []
    private var sinceAsset = Int.max
    private var lastPrices: [Double] = []
    private var pack: (count: Double, age: Int)?
    private var paid: (sum: Double, age: Int)?
    private var ranges: [Block] = []
    /// Sums of yuan and of coins, wherever they stand.
    private var sums: [Double] = []
    private var coins: [(count: Double, block: Block)] = []
    /// Blocks between a stablecoin's name and pieces of it.
    private static let reachOfName = 5
    private var priced: Block?
    /// What one of a stablecoin costs: ￥7.40 / 个.
    private var pieces: Block?
    /// Prices of rows that name a way to pay, and how many blocks ago the last one was.
    private var railed: [(price: Double, block: Block)] = []
    private var lastRow: (price: Double, block: Block, age: Int)?
    /// A price and nothing beside it: 7.24 CNY.
    private var bare: Block?
    private var sinceStable = Int.max
    private var sinceGoods = Int.max

    /// - Parameter isProse: newspapers write prices in sentences.
    mutating func add(_ block: Block, _ folded: FoldedText, isProse: Bool = false) {
        guard folded.bytes.count <= 400 else {
            isOpen = false
            return
        }
        let tokens = Self.tokens(folded.bytes)
        let isNamed = EvidenceReader.isAsset(folded.bytes) || ShortCoin(folded.bytes).isNamed
        let hasAsset = isNamed || tokens.contains { $0.isCoins }
        sinceAsset = hasAsset ? 0 : sinceAsset == .max ? .max : sinceAsset + 1
        if hasAsset { lastPrices = [] }
        sinceStable =
            Self.isStable(folded.bytes) ? 0 : sinceStable == .max ? .max : sinceStable + 1
        // USDT 徽章 is no coin by the piece.
        let isGoods = sinceStable == 0 && DeskTally.isGoods(folded.bytes)
        sinceGoods = isGoods ? 0 : sinceGoods == .max ? .max : sinceGoods + 1
        for token in tokens { take(token, block, isProse) }
        if !isProse { noteRail(tokens, block, folded.bytes) }
        if !isProse {
            if Self.hasRange(folded.bytes) { ranges.append(block) }
            if sinceGoods <= 3, pieces == nil, tokens.contains(where: \.isPerPiece) { pieces = block }
            if sinceStable <= 3, tokens.contains(where: \.isPrice) {
                if priced == nil, Self.saysPrice(folded.bytes) { priced = block }
                let isAlone = tokens.count == 1 && TextBlock.units(folded.bytes) <= 2
                if bare == nil, isAlone, !hasAsset, tokens[0].isMoney { bare = block }
            }
        }
        if isOpen, !rows.isEmpty {
            rows[rows.count - 1].blocks += 1
            if rows[rows.count - 1].blocks > Self.longestRow { isOpen = false }
        }
        if let open = pack { pack = open.age < 2 ? (count: open.count, age: open.age + 1) : nil }
        if let open = paid { paid = open.age < 1 ? (sum: open.sum, age: open.age + 1) : nil }
    }

    /// A price, and a way to pay in the same row.
    private mutating func noteRail(_ tokens: [Token], _ block: Block, _ bytes: [UInt8]) {
        if let price = tokens.first(where: \.isPrice) {
            lastRow = (price.value, block, 0)
        } else if let row = lastRow {
            lastRow = row.age < 2 ? (row.price, row.block, row.age + 1) : nil
        }
        guard let row = lastRow, !EvidenceReader.methodRanges(bytes).isEmpty else { return }
        railed.append((row.price, row.block))
        lastRow = nil
    }

    private mutating func take(_ token: Token, _ block: Block, _ isProse: Bool) {
        if token.isPrice {
            rows.append(Row(price: token.value, text: block.text, line: block.line, range: block.range))
            isOpen = true
            // Two prices beside a coin, a few in a hundred apart: what it is bought and sold for.
            if sinceAsset <= 3, !isProse {
                if lastPrices.contains(where: { $0 != token.value && abs($0 - token.value) / $0 < 0.04 }) {
                    quotes.append(block)
                }
                lastPrices.append(token.value)
            }
        } else if isOpen, token.isWhole {
            rows[rows.count - 1].numbers.append(token.value)
        }
        if token.isCoins {
            // Coins for money: 100 元 13.6u.
            if let (sum, _) = paid, token.value >= 10, Self.band.contains(sum / token.value) {
                packs.append((sum / token.value, block))
                (pack, paid) = (nil, nil)
            } else {
                pack = (token.value, 0)
            }
            // What is to be paid in coins buys none.
            if token.value >= 10, !Self.saysPaid(block) { coins.append((token.value, block)) }
        } else if token.isPieces, sinceStable <= Self.reachOfName, !isProse {
            pack = (token.value, 0)
        } else if token.isMoney, pack == nil {
            paid = (token.value, 0)
            sums.append(token.value)
        } else if token.isMoney, let (count, _) = pack, count >= 10 {
            sums.append(token.value)
            let rate = token.value / count
            if Self.band.contains(rate) { packs.append((rate, block)) }
            pack = nil
        } else if token.isWhole || token.isCents, !isProse, let (count, _) = pack, Self.isRound(count),
            Self.band.contains(token.value / count)
        {
            // 100U 726, without a sign of money: one more at the same rate tells it from any other number.
            packs.append((token.value / count, block))
            pack = nil
        }
    }

    /// Coins are sold by tens; racks for servers have 42U and 24U.
    private static func isRound(_ count: Double) -> Bool {
        count >= 50 && count.truncatingRemainder(dividingBy: 10) == 0
    }

    /// What the numbers add up to.
    /// - Parameters:
    ///   - hasAsset: whether the page names a coin.
    ///   - hasDeal: whether a label or a button buys or sells one.
    func evidence(hasAsset: Bool, hasDeal: Bool = false) -> [SiteEvidence] {
        var found: [SiteEvidence] = []
        let offers = rows.filter { Self.hasLimits($0.numbers) }
        if hasAsset, offers.count >= 2, Self.areAlike(offers.map(\.price)) {
            found.append(
                SiteEvidence(
                    .crypto, "coin_offer", 0.55, quote: offers.prefix(3).map(\.text).joined(separator: " | "),
                    place: "text", line: offers[0].line, span: Self.span(offers.map(\.range))))
        }
        if packs.count >= 2, Self.areAlike(packs.map(\.rate)) {
            found.append(
                SiteEvidence(
                    .crypto, "coin_rate", 0.5, quote: packs.prefix(3).map(\.block.text).joined(separator: " | "),
                    place: "text", line: packs[0].block.line, span: Self.span(packs.map(\.block.range))))
        }
        // One of them, where words deal in coins.
        if packs.count == 1, hasDeal, coins.isEmpty || sums.isEmpty { found.append(Self.rate(packs[0].block, 0.35)) }
        if let piece = pieces, hasAsset {
            found.append(Self.rate(piece, 0.5))
        }
        if hasAsset, railed.count >= 2, Self.areAlike(railed.map(\.price)) {
            found.append(
                SiteEvidence(
                    .crypto, "coin_offer", 0.5, quote: railed.prefix(3).map(\.block.text).joined(separator: " | "),
                    place: "text", line: railed[0].block.line, span: Self.span(railed.map(\.block.range))))
        }
        // One sum, and the coins that it buys.
        if packs.count < 2,
            let paid = coins.first(where: { coin in
                sums.contains { sum in sum >= 50 && Self.band.contains(sum / coin.count) }
            })
        {
            found.append(
                SiteEvidence(
                    .crypto, "coin_rate", 0.35, quote: paid.block.text, place: "text", line: paid.block.line,
                    span: paid.block.range))
        }
        if let quote = quotes.first {
            found.append(Self.rate(quote, 0.35))
        } else if hasAsset, let priced = priced ?? (hasDeal ? bare : nil) {
            found.append(
                SiteEvidence(
                    .crypto, "coin_rate", 0.3, quote: priced.text, place: "text", line: priced.line,
                    span: priced.range))
        }
        // One order with its least and its most, where a button says what it is about.
        if hasAsset, hasDeal, found.isEmpty, offers.count + ranges.count == 1 {
            let (text, line, range) =
                offers.first.map { ($0.text, $0.line, $0.range) }
                ?? (ranges[0].text, ranges[0].line, ranges[0].range)
            found.append(
                SiteEvidence(.crypto, "coin_offer", 0.3, quote: text, place: "text", line: line, span: range))
        }
        if hasAsset, let orders { found.append(orders) }
        return found
    }

    private static func rate(_ block: Block, _ weight: Double) -> SiteEvidence {
        SiteEvidence(
            .crypto, "coin_rate", weight, quote: block.text, place: "text", line: block.line, span: block.range)
    }

    /// Orders of any coin: from so much to so much, again and again.
    private var orders: SiteEvidence? {
        guard ranges.count >= 2 else { return nil }
        return SiteEvidence(
            .crypto, "coin_offer", 0.4, quote: ranges.prefix(3).map(\.text).joined(separator: " | "),
            place: "text", line: ranges[0].line, span: Self.span(ranges.map(\.range)))
    }

    private static func span(_ ranges: [Range<Int>]) -> Range<Int> {
        (ranges.map(\.lowerBound).min() ?? 0)..<(ranges.map(\.upperBound).max() ?? 0)
    }

    /// Yuan for one stablecoin, within what it has cost and may.
    static let band = 5.5..<9.0

    /// One market: prices lie close together. A shop's prices do not.
    private static func areAlike(_ prices: [Double]) -> Bool {
        guard let low = prices.min(), let high = prices.max() else { return false }
        return high <= low * 1.06
    }

    /// The least and the most of an order, side by side.
    private static func hasLimits(_ numbers: [Double]) -> Bool {
        zip(numbers, numbers.dropFirst()).contains { $0 >= 50 && $1 >= 5 * $0 && $1 <= 10_000_000 }
    }

    /// The row of an offer, all of it in one block: what one stablecoin costs, and the least and the most of an order.
    static func isRow(_ bytes: [UInt8]) -> Bool {
        let tokens = tokens(bytes)
        guard let price = tokens.firstIndex(where: \.isPrice) else { return false }
        return hasLimits(tokens[price...].filter(\.isWhole).map(\.value))
    }

    /// The least and the most of an order with a dash between, and a sign of money or a way to pay: 500 - 30,000 cny.
    private static func hasRange(_ bytes: [UInt8]) -> Bool {
        let numbers = OfferWindow.numbers(bytes)
        guard numbers.count >= 2, OfferWindow.money(bytes) > 0 || !EvidenceReader.methodRanges(bytes).isEmpty else {
            return false
        }
        return zip(numbers, numbers.dropFirst()).contains { low, high in
            let between = String(decoding: bytes[low.upperBound..<high.lowerBound], as: UTF8.self)
            let signs = between.filter { !" ¥cnyrmb元".contains($0) }
            guard ["-", "–", "—", "~", "～", "至", "到", "to"].contains(signs) else { return false }
            return hasLimits([low, high].compactMap { Figure(bytes[$0])?.value })
        }
    }

    private static let stable = PhraseFinder([
        "usdt", "usdc", "泰达", "泰哒", "优斯迪", "尤斯迪", "优思迪", "tether", "trc20", "u币", "u价", "稳定币", "trc", "테더", "テザー",
        "тезер",
    ])
    private static let priceWords = PhraseFinder([
        "价", "汇率", "rate", "price", "курс", "giá", "환율", "レート", "兑", "tỷ giá", "เรท", "ราคา", "precio", "prix", "preis",
        "kurs", "fiyat", "سعر",
    ])

    private static let paying = PhraseFinder(["付款", "支付", "结算", "pay", "payment"])
    /// Words of paying, apart from the names of ways to pay: 支付宝 is no 支付.
    private static func saysPaid(_ block: Block) -> Bool {
        let bytes = FoldedText(block.text).bytes
        let names = EvidenceReader.methodRanges(bytes)
        return paying.matches(bytes).contains { word in !names.contains { $0.overlaps(word.range) } }
    }

    static func isStable(_ bytes: [UInt8]) -> Bool { !stable.matches(bytes).isEmpty }
    private static func saysPrice(_ bytes: [UInt8]) -> Bool { !priceWords.matches(bytes).isEmpty }

    // MARK: Numbers

    private struct Token {
        var value: Double
        var isPrice: Bool
        var isWhole: Bool
        /// Two digits behind the point: 719.00.
        var isCents: Bool
        var isMoney: Bool
        /// So many coins: 100 usdt, 100u.
        var isCoins: Bool
        /// So many of something: 50个, 100 枚.
        var isPieces: Bool
        /// What one of something costs: 7.40 / 个, 7.4元/枚.
        var isPerPiece: Bool
    }

    private static func tokens(_ bytes: [UInt8]) -> [Token] {
        OfferWindow.numbers(bytes).prefix(40).compactMap { range in
            guard let figure = Figure(bytes[range]) else { return nil }
            let (value, decimals) = (figure.value, figure.decimals)
            let (head, tail) = OfferWindow.around(range, bytes)
            let isShare = tail.hasPrefix("%")
            return Token(
                value: value,
                isPrice: (2...3).contains(decimals) && band.contains(value) && !isShare && !OtherMoney.isUnit(tail),
                isWhole: decimals == 0 && !isShare, isCents: decimals == 2 && !isShare,
                isMoney: OfferWindow.isMoney(head, tail),
                isCoins: isCoins(tail) || head.hasSuffix("usdt") || head.hasSuffix("usdc"),
                isPieces: ["个", "枚", "颗"].contains(where: tail.hasPrefix),
                isPerPiece: decimals > 0 && band.contains(value)
                    && ["/个", "/枚", "/ 个", "/ 枚", "元/个", "元/枚", "元一个", "元一枚", "/u", "元/u"].contains(
                        where: tail.hasPrefix)
            )
        }
    }

    private static func isCoins(_ tail: String) -> Bool {
        if ["usdt", "usdc", "泰达币", "个u"].contains(where: tail.hasPrefix) { return true }
        let rest = tail.hasPrefix("万u") ? tail.dropFirst(2) : tail.hasPrefix("u") ? tail.dropFirst() : "x"
        guard let next = rest.first else { return tail.hasPrefix("u") || tail.hasPrefix("万u") }
        // 100u 714元, 50u需付362元; not 16u盘, 2u机箱, 4us.
        return !next.isASCII ? !"盘机形型位槽服键箱柜".contains(next) : !next.isLetter
    }
}
