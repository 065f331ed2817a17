/// Offers and orders in the data of a script, object by object, whatever their keys are called: a stablecoin, what one
/// costs in yuan, a way to pay, and what only trade has: limits far apart, a sum that is coins times price, a price to
/// buy beside one to sell, a side.
struct ScriptOffers {
    /// A value, with its own key and those above it within the object that is looked at.
    private struct Value {
        let key: String
        var path: String
        let text: String
        let number: Figure?
        var isListed: Bool

        /// A coin's name in few letters, in small ones.
        var name: String {
            guard text.utf8.count <= 12, text.utf8.first.map({ $0 | 32 == 117 }) == true,
                text.utf8.allSatisfy({ $0 < 0x80 })
            else { return "" }
            return String(text.lowercased().prefix { $0.isLetter })
        }
    }

    /// An object or a list that is still open.
    private struct Open {
        let key: String
        let isList: Bool
        var values: [Value] = []
    }

    private static let deepest = 48
    private static let mostValues = 160
    private static let mostObjects = 20_000
    private static let longestValue = 300
    private static let mostLooked = 400

    private let takesRate: Bool
    private var open: [Open] = []
    private var key = ""
    private var objects = 0
    /// Objects whose ways to pay were looked for.
    private var looked = 0
    private var found: (coin: String, methods: [String])?

    /// The first of them, if there is any.
    /// - Parameter takesRate: what is called a rate is a price here, because words of the page deal in coins.
    static func find(
        in script: String, takesRate: Bool, nesting: Int = 0
    ) -> (coin: String, methods: [String])? {
        let bytes = Array(script.utf8.prefix(SiteLimits.scriptBytes))
        // Most scripts name no stablecoin in a string.
        guard Scan.range(of: "usd", in: Scan.lowercased(bytes)) != nil else { return nil }
        var offers = ScriptOffers(takesRate: takesRate)
        return offers.read(bytes, nesting)
    }

    private init(takesRate: Bool) { self.takesRate = takesRate }

    private mutating func read(_ bytes: [UInt8], _ nesting: Int) -> (coin: String, methods: [String])? {
        var i = 0
        while i < bytes.count, found == nil, objects < Self.mostObjects {
            let c = bytes[i]
            switch c {
            case 34, 39, 96:
                let end = Self.end(ofString: bytes, i)
                let text = String(decoding: bytes[min(i + 1, end)..<end], as: UTF8.self)
                // Data as a string: JSON.parse("{\"coin\":…}").
                if nesting < 2, text.utf8.count > 40, text.contains("{"), text.utf8.contains(92) {
                    found = Self.find(in: ScriptDecoder.unescaped(text), takesRate: takesRate, nesting: nesting + 1)
                }
                take(text, isString: true, isKey: Self.isColon(bytes, after: end + 1))
                i = end + 1
            case 123, 91:
                if open.count < Self.deepest { open.append(Open(key: key, isList: c == 91)) }
                key = ""
                i += 1
            case 125, 93:
                close()
                i += 1
            case 44, 59:
                key = ""
                i += 1
            default:
                guard Self.isWord(c) else {
                    i += 1
                    continue
                }
                let word = bytes[i...].prefix { Self.isWord($0) || $0 == 46 }
                let isKey = Self.isColon(bytes, after: word.endIndex)
                take(String(decoding: word.prefix(64), as: UTF8.self), isString: false, isKey: isKey)
                i = word.endIndex
            }
        }
        return found
    }

    private static func end(ofString bytes: [UInt8], _ start: Int) -> Int {
        var end = start + 1
        while end < bytes.count, bytes[end] != bytes[start], bytes[start] == 96 || bytes[end] != 10 {
            end += bytes[end] == 92 ? 2 : 1
        }
        return min(end, bytes.count)
    }

    private static func isColon(_ bytes: [UInt8], after start: Int) -> Bool {
        guard start < bytes.count else { return false }
        return bytes[start...].first { $0 != 32 } == 58
    }

    private static func isWord(_ c: UInt8) -> Bool {
        (48...57).contains(c) || (65...90).contains(c) || (97...122).contains(c) || c == 95 || c == 36
    }

    private mutating func take(_ text: String, isString: Bool, isKey: Bool) {
        if isKey {
            key = String(text.prefix(32)).lowercased()
            return
        }
        guard let last = open.indices.last, !text.isEmpty, text.utf8.count <= Self.longestValue,
            open[last].values.count < Self.mostValues,
            isString || Self.startsAsNumber(text)
        else { return }
        let number = Self.startsAsNumber(text) && text.utf8.count <= 16 ? Figure(Array(text.utf8)[...]) : nil
        open[last].values.append(
            Value(
                key: key, path: key, text: isString ? ScriptDecoder.unescaped(text) : text, number: number,
                isListed: open[last].isList))
        if !open[last].isList { key = "" }
    }

    private mutating func close() {
        guard let closed = open.popLast() else { return }
        key = ""
        if !closed.isList {
            objects += 1
            found = found ?? offer(closed.values)
        }
        guard let last = open.indices.last else { return }
        for var value in closed.values where open[last].values.count < Self.mostValues {
            value.path = closed.key + "." + value.path
            value.isListed = value.isListed || closed.isList
            open[last].values.append(value)
        }
    }

    // MARK: What an object says

    /// What is no offer: where money is given, what a market did, and ways to share.
    private static let otherPaths = ["donat", "sponsor", "reward", "tip", "share", "coffee", "author"]
    private static let otherKeys = [
        "change", "percent", "ratio", "vol", "usd", "version", "fee", "low", "high", "open", "close", "rank", "score",
    ]
    private static let sideNames: Set<String> = [
        "side", "tradetype", "trade_type", "direction", "action", "adtype", "ad_type", "ordertype", "order_type",
    ]
    private static let sides: Set<String> = [
        "buy", "sell", "买", "卖", "买入", "卖出", "购买", "出售", "买币", "卖币", "我要买", "我要卖",
    ]

    private mutating func offer(_ values: [Value]) -> (coin: String, methods: [String])? {
        guard values.count >= 4, looked < Self.mostLooked, let coin = Self.coin(values) else { return nil }
        let isNamed = Self.isExchange(values) || coin.isCalledSo && Self.hasSide(values) && Self.namesYuan(values)
        let prices = values.filter { isPrice($0, isNamed: isNamed) }
        guard !prices.isEmpty else { return nil }
        let isTrade =
            Self.isExchange(values) || Self.hasLimits(values) || Self.isOrder(values, prices)
            || Self.areBothWays(prices) || coin.isCalledSo && Self.hasSide(values)
        guard isTrade else { return nil }
        looked += 1
        let shown = values.filter { value in !Self.otherPaths.contains { value.path.contains($0) } }
        let methods = ScriptDecoder.ways(shown.map { $0.text.lowercased() })
        let leads = shown.contains { !PaymentLinks.hits(in: $0.text).isEmpty }
        return leads || !methods.isEmpty && methods != ["wechat"] ? (coin.name, methods) : nil
    }

    /// What one costs, by its name and its value. Shops have a rate at which they take coins.
    /// - Parameter isSure: the object names the coin, the money and which way it goes, so that nothing else can be one.
    private func isPrice(_ value: Value, isNamed isSure: Bool) -> Bool {
        guard value.number?.isPrice == true else { return false }
        let isNamed =
            isSure || value.key.contains("price") || value.key.utf8.count <= 2 || value.path.contains("buy")
            || value.path.contains("sell") || takesRate && value.key.contains("rate")
        return isNamed && !Self.otherKeys.contains { value.key.contains($0) }
    }

    /// A stablecoin that stands alone under a key of its own, and in no list: shops list coins among the ways to pay.
    private static func coin(_ values: [Value]) -> (name: String, isCalledSo: Bool)? {
        for value in values where !value.isListed {
            let name = value.name
            guard ["usdt", "usdc"].contains(name) else { continue }
            if ScriptData.coinNames.contains(value.key) { return (name, true) }
            if namesYuan(values), ScriptData.pairedNames.contains(value.key) { return (name, true) }
            // Keys that a packer has shortened.
            if value.key.utf8.count <= 2, !value.key.isEmpty { return (name, false) }
        }
        return nil
    }

    private static func namesYuan(_ values: [Value]) -> Bool {
        values.contains { ["cny", "rmb"].contains($0.text.lowercased()) }
    }

    private static func hasSide(_ values: [Value]) -> Bool {
        values.contains { sideNames.contains($0.key) && sides.contains($0.text.lowercased()) }
    }

    /// What is given and what is got for it, as data call the two.
    private static let directions: [(given: String, got: String)] = [
        ("from", "to"), ("give", "get"), ("src", "dst"), ("source", "target"), ("send", "receive"), ("pay", "receive"),
        ("sell", "buy"), ("in", "out"),
    ]

    /// Yuan under one of the two and a stablecoin under the other, in the object itself: what takes coins for goods
    /// has such rates too, but its ways to pay lie elsewhere.
    private static func isExchange(_ values: [Value]) -> Bool {
        func own(_ key: String) -> Value? { values.first { $0.key == key && $0.path == key && !$0.isListed } }
        func isYuan(_ value: Value) -> Bool { ["cny", "rmb"].contains(value.text.lowercased()) }
        func isCoin(_ value: Value) -> Bool { ["usdt", "usdc"].contains(value.name) }
        // A coin in a list is one of the ways to pay.
        guard !values.contains(where: { $0.isListed && isCoin($0) }) else { return false }
        return directions.contains { direction in
            guard let one = own(direction.given), let other = own(direction.got) else { return false }
            return isYuan(one) && isCoin(other) || isCoin(one) && isYuan(other)
        }
    }

    private static func startsAsNumber(_ text: String) -> Bool {
        text.utf8.first.map { (48...57).contains($0) } ?? false
    }

    /// The least and the most of an order, one after the other.
    private static func hasLimits(_ values: [Value]) -> Bool {
        if values.contains(where: { isRange($0.text) }) { return true }
        return zip(values, values.dropFirst()).contains { one, other in
            guard let low = one.number?.value, let high = other.number?.value else { return false }
            return low >= 50 && high >= 5 * low && high <= 10_000_000
                && ![one, other].contains { value in otherKeys.contains { value.key.contains($0) } }
        }
    }

    /// Both in one text: "100-20000".
    private static func isRange(_ text: String) -> Bool {
        let ends = text.split(whereSeparator: { "-~–".contains($0) })
        guard ends.count == 2, text.utf8.count <= 24,
            let low = Figure(Array(ends[0].utf8)[...]), let high = Figure(Array(ends[1].utf8)[...])
        else { return false }
        return low.value >= 50 && high.value >= 5 * low.value && high.value <= 10_000_000
    }

    /// So many coins at a price, and the sum of it.
    private static func isOrder(_ values: [Value], _ prices: [Value]) -> Bool {
        let numbers = values.prefix(60).compactMap(\.number?.value)
        for price in prices.prefix(4).compactMap(\.number?.value) {
            for coins in numbers where coins >= 1.5 && coins != price {
                let sum = coins * price
                if sum >= 50, numbers.contains(where: { abs($0 - sum) <= 0.002 * sum }) { return true }
            }
        }
        return false
    }

    /// A price to buy at and one to sell at, a few in a hundred apart.
    private static func areBothWays(_ prices: [Value]) -> Bool {
        let bought = prices.filter { $0.path.contains("buy") }.compactMap(\.number?.value)
        let sold = prices.filter { $0.path.contains("sell") }.compactMap(\.number?.value)
        return bought.contains { one in sold.contains { $0 != one && abs($0 - one) / one < 0.04 } }
    }
}
