/// Coins that no list names: a unit of a few letters, said again and again, that is bought or sold by that name, so
/// many of it, at a price in yuan; or priced by that name in row after row; or counted in one column of a table whose
/// other column is money.
///
/// Points and parts have units too: it counts where the page speaks of coins or of a board by other words.
struct NamelessCoins {
    struct Found {
        let unit: String
        let blocks: [Block]
    }

    private static let verbs = PhraseFinder([
        "购买", "买入", "卖出", "出售", "收购", "求购", "兑换", "认购", "申购", "预购", "buy", "sell", "купить", "продать", "mua", "bán",
        "구매", "판매",
    ])
    /// Money, weights and measures, and what else stands after numbers.
    private static let others: Set<String> = Set(
        """
        cny rmb usd hkd twd eur gbp jpy krw rub vnd inr thb myr sgd aud cad chf gb mb kb tb kg mg km cm mm ml hz
        ghz mhz kw kwh wh mah pcs set box lv vip day days min mins hour hours month months year years am pm px
        dpi rpm psi sku fps times people items item off x svip pro plus max mini usb ssd hdd ram cpu gpu ltd co
        mt ton tons lot lots oz ct bbl roll rolls doc ppt pdf img mins
        the and or for of to in at on user users seat seats site sites app api key piece unit pack pair bag box head
        coin coins gem gems point points credit mo mth yr yrs wk wks hr hrs ea pc ip ips acct token tokens credits
        call calls req image images video videos char chars word words
        sqm sqft likes views fans subs posts slots shares
        """.split(whereSeparator: \.isWhitespace).map(String.init))
    /// Before the unit that a column counts in: 交易数量(PQC).
    private static let columns = PhraseFinder(["数量(", "数量 ("])
    private static let sums = PhraseFinder(["(cny)", "(rmb)", "(元)", "(人民币)"])
    /// Rows that a board has at least, each with what one costs.
    private static let rows = 3
    /// Blocks between a price and what is priced.
    private static let reach = 8

    /// - Parameter isTraded: the page deals in coins by words that say nothing else.
    static func find(_ blocks: [TextBlock], isTraded: Bool = false) -> Found? {
        var counted: [String: [Int]] = [:]
        var dealt: [String: [Int]] = [:]
        var priced: [Int] = []
        var each: [String: [Int]] = [:]
        var columns: [String: [Int]] = [:]
        let shown = blocks.indices.filter { !blocks[$0].block.isHidden && blocks[$0].tone != .prose }
        var price: Int?
        for i in shown {
            let bytes = blocks[i].bytes
            // ￥7.15 | /SC: what the block before is the price of.
            if let price, let unit = perUnit(bytes) {
                counted[unit, default: []].append(price)
                each[unit, default: []].append(price)
            }
            price = nil
            guard bytes.count <= 120 else { continue }
            if OfferWindow.money(bytes) > 0 {
                priced.append(i)
                price = i
            }
            for (unit, isEach) in units(bytes) {
                counted[unit, default: []].append(i)
                // ￥7.21 / SC, row after row.
                if isEach, price != nil { each[unit, default: []].append(i) }
            }
            if !sums.matches(bytes).isEmpty { priced.append(i) }
            for column in Self.columns.matches(bytes) {
                let at = column.range.upperBound
                guard let unit = unit(bytes, at), bytes.indices.contains(at + unit.utf8.count),
                    bytes[at + unit.utf8.count] == 41
                else { continue }
                columns[unit, default: []].append(i)
            }
            for unit in dealtUnits(bytes, isTraded) { dealt[unit, default: []].append(i) }
        }
        for (unit, places) in each where places.count >= rows { dealt[unit, default: []] += places }
        for (unit, places) in columns {
            counted[unit, default: []] += places
            dealt[unit, default: []] += places
        }
        for unit in counted.keys.sorted() {
            let (sums, deals) = (counted[unit] ?? [], dealt[unit] ?? [])
            guard !deals.isEmpty, sums.contains(where: { at in priced.contains { abs($0 - at) <= reach } }) else {
                continue
            }
            let places = Set(sums + deals + priced.filter { price in sums.contains { abs($0 - price) <= reach } })
            return Found(unit: unit.uppercased(), blocks: places.sorted().prefix(6).map { blocks[$0].block })
        }
        return nil
    }

    private static let moneys = ["cny", "rmb", "元", "人民币"].map { Array($0.utf8) }

    /// What numbers count: 500 XLC; and what they are the price of one of: 0.86 / XLC, 7.12 CNY/SC.
    private static func units(_ bytes: [UInt8]) -> [(unit: String, isEach: Bool)] {
        OfferWindow.numbers(bytes).compactMap { number in
            var start = number.upperBound
            let blank = bytes[start...].prefix { $0 == 32 }.endIndex
            if let money = moneys.first(where: { bytes[blank...].starts(with: $0) }),
                blank + money.count < bytes.count, bytes[blank + money.count] == 47
            {
                start = blank + money.count
            }
            let end = bytes[start...].prefix { $0 == 32 || $0 == 47 }.endIndex
            return unit(bytes, end).map { (unit: $0, isEach: bytes[start..<end].contains(47)) }
        }
    }

    /// What is bought or sold: 购买 SC, 购买 500 SC; and where coins are dealt in by other words 500 SC ≈ ¥5 as well.
    private static func dealtUnits(_ bytes: [UInt8], _ isTraded: Bool) -> [String] {
        let numbers = OfferWindow.numbers(bytes)
        var found = verbs.matches(bytes).compactMap { verb -> String? in
            let end = verb.range.upperBound
            if let unit = unit(bytes, end) { return unit }
            // So many of it, where Chinese is spoken: English buys so many of anything.
            let start = end < bytes.count && bytes[end] == 32 ? end + 1 : end
            guard bytes[verb.range.lowerBound] > 127, let number = numbers.first(where: { $0.lowerBound == start })
            else { return nil }
            return unit(bytes, number.upperBound)
        }
        let isEquation = Scan.range(of: "≈", in: bytes) != nil || bytes.contains(61)
        if isTraded, isEquation, OfferWindow.money(bytes) > 0 {
            found += numbers.compactMap { unit(bytes, $0.upperBound) }
        }
        return found
    }

    /// "/SC", and not a word more.
    private static func perUnit(_ bytes: [UInt8]) -> String? {
        guard bytes.first == 47, bytes.count <= 10, let unit = unit(bytes, 1) else { return nil }
        return bytes.count - bytes[1...].prefix { $0 == 32 }.count - 1 == unit.utf8.count ? unit : nil
    }

    /// A unit that is bought or sold: 购买 MEMO.
    static func dealt(_ bytes: [UInt8]) -> String? {
        verbs.matches(bytes).compactMap { unit(bytes, $0.range.upperBound) }.first
    }

    /// Two to six letters that stand there by themselves.
    static func unit(_ bytes: [UInt8], _ at: Int) -> String? {
        var start = at
        if start < bytes.count, bytes[start] == 32 { start += 1 }
        let letters = bytes[start...].prefix { (97...122).contains($0) }
        guard (2...6).contains(letters.count), letters.endIndex == bytes.count || !isDigit(bytes[letters.endIndex])
        else { return nil }
        let unit = String(decoding: letters, as: UTF8.self)
        return others.contains(unit) || EvidenceReader.isAsset(Array(letters)) ? nil : unit
    }

    private static func isDigit(_ c: UInt8) -> Bool { (48...57).contains(c) }
}
