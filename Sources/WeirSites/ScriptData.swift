/// Names and plain values of the data that a script or an attribute brings: {"coin":"USDT",price:7.21}.
struct ScriptData {
    private(set) var pairs: [(name: String, value: String)] = []

    private static let mostPairs = 5_000
    private static let longestName = 32
    private static let longestValue = 96
    private static let coins: Set<String> = ["usdt", "usdc", "btc", "eth", "trx"]
    private static let yuan: Set<String> = ["cny", "rmb"]
    /// What data call the coin that they are about. Ways to pay are named otherwise: pays, methods, channels.
    static let coinNames: Set<String> = [
        "coin", "coinname", "coin_name", "cointype", "coin_type", "coincode", "coin_code", "coinsymbol", "asset",
        "token", "tokenname", "tokenid", "crypto", "cryptocurrency", "crypto_currency", "digitalcurrency",
        "basecurrency",
    ]
    /// The same, where the money beside it is named as well.
    static let pairedNames: Set<String> = ["symbol", "unit", "currency", "base", "ticker", "from", "to"]
    private static let moneyNames: Set<String> = [
        "fiat", "fiatcurrency", "fiat_currency", "currency", "legal", "legalcurrency", "money", "quote",
        "quotecurrency", "from", "to",
    ]
    /// What the entries of any list are called by.
    private static let listNames: Set<String> = [
        "name", "label", "title", "text", "value", "key", "code", "id", "type",
    ]
    /// What data call the goods of an order.
    private static let goodsNames: Set<String> = [
        "goods", "goodsname", "goods_name", "subject", "productname", "product_name", "commodity", "commodityname",
    ]

    init(_ script: String) {
        let bytes = Array(script.utf8.prefix(SiteLimits.scriptBytes))
        for at in bytes.indices where bytes[at] == 58 && pairs.count < Self.mostPairs {
            guard let name = Self.name(bytes, before: at), let value = Self.value(bytes, after: at + 1) else {
                continue
            }
            pairs.append((name, value))
        }
    }

    private static func isPadding(_ c: UInt8) -> Bool { c == 32 || c == 34 || c == 39 || c == 92 }

    private static func name(_ bytes: [UInt8], before colon: Int) -> String? {
        var end = colon
        while end > 0, isPadding(bytes[end - 1]) { end -= 1 }
        var start = end
        while start > 0, end - start <= longestName, isWord(bytes[start - 1]) { start -= 1 }
        guard start < end, end - start <= longestName else { return nil }
        return String(decoding: bytes[start..<end], as: UTF8.self).lowercased()
    }

    private static func value(_ bytes: [UInt8], after start: Int) -> String? {
        var at = start
        while at < bytes.count, bytes[at] == 32 || bytes[at] == 92 { at += 1 }
        guard at < bytes.count else { return nil }
        if bytes[at] == 34 || bytes[at] == 39 {
            let inner = bytes[(at + 1)...].prefix(longestValue).prefix { $0 != bytes[at] && $0 != 92 && $0 != 10 }
            guard inner.endIndex < bytes.count, !inner.isEmpty, bytes[inner.endIndex] != 10 else { return nil }
            return String(decoding: inner, as: UTF8.self)
        }
        let number = bytes[at...].prefix(24).prefix { (48...57).contains($0) || $0 == 46 }
        return number.isEmpty ? nil : String(decoding: number, as: UTF8.self)
    }

    private static func isWord(_ c: UInt8) -> Bool {
        (48...57).contains(c) || (65...90).contains(c) || (97...122).contains(c) || c == 95
    }

    /// The coin that the data are about, in small letters: coin: "USDT", or symbol: "USDT" beside fiat: "CNY".
    var coin: String? {
        let hasMoney = pairs.contains { Self.moneyNames.contains($0.name) && Self.yuan.contains($0.value.lowercased()) }
        for pair in pairs where Self.coinNames.contains(pair.name) || hasMoney && Self.pairedNames.contains(pair.name) {
            let name = Self.letters(pair.value)
            if Self.coins.contains(name) { return name }
        }
        return nil
    }

    /// USDT-TRC20 is usdt.
    private static func letters(_ value: String) -> String {
        String(value.lowercased().prefix { $0.isASCII && $0.isLetter })
    }

    /// Whether a coin stands under a name of its own, and not in a list: shops list coins among the ways to pay.
    func names(_ coin: String) -> Bool {
        pairs.contains { pair in
            Self.letters(pair.value) == coin && !Self.listNames.contains(pair.name)
                && !["pay", "method", "channel"].contains(where: pair.name.contains)
        }
    }

    /// Whether a price lies where a stablecoin's may.
    /// - Parameter takesRate: whether what is called a rate counts as well. Shops have rates at which they take coins.
    func hasPrice(takesRate: Bool) -> Bool {
        pairs.contains { pair in
            (pair.name.hasSuffix("price") || takesRate && pair.name.hasSuffix("rate"))
                && Figure(Array(pair.value.utf8)[...])?.isPrice == true
        }
    }

    /// A price to buy at and one to sell at, a few in a hundred apart.
    var hasBothWays: Bool {
        func prices(_ way: String) -> [Double] {
            pairs.compactMap { pair in
                guard pair.name.contains(way), pair.name.hasSuffix("price") || pair.name.hasSuffix("rate"),
                    let figure = Figure(Array(pair.value.utf8)[...]), figure.isPrice
                else { return nil }
                return figure.value
            }
        }
        let (bought, sold) = (prices("buy"), prices("sell"))
        return bought.contains { one in sold.contains { $0 != one && abs($0 - one) / one < 0.04 } }
    }

    /// Goods that are a coin, as an order names them.
    var soldCoin: String? {
        pairs.first { Self.goodsNames.contains($0.name) && OrderLine.isCoin(FoldedText($0.value).bytes) }?.value
    }
}
