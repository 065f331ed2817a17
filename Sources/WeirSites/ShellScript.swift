/// The data of a page that is nothing before its script runs: there the script is the page, and what an object of it
/// does not say, another may: `ads = [{price: 7.2, min: 500, max: 9000, ali: 1}], coin = "USDT"`.
enum ShellScript {
    private static let priceNames = ["price", "buy", "sell", "quote", "unitprice"]
    private static let methodNames: [String: String] = [
        "ali": "alipay", "alipay": "alipay", "zfb": "alipay", "wx": "wechat", "wechat": "wechat", "wxpay": "wechat",
        "weixin": "wechat", "bank": "bank", "bankcard": "bank", "card": "bank",
    ]
    private static let others = ["change", "percent", "volume", "marketcap", "goods", "balance"]
    private static let holders: Set<String> = [
        "coin", "symbol", "asset", "token", "coinname", "crypto", "currency", "unit", "base",
    ]
    private static let lists: Set<String> = [
        "coins", "coinlist", "coin_list", "assets", "tokens", "cryptos", "symbols",
    ]
    /// Yuan for one stablecoin: see `DeskTally`.
    private static let band = 6.2...7.95

    /// A stablecoin that the script is about, what one costs, the least and the most of an order or a price each way,
    /// and a way to pay.
    /// - Parameter takesRate: words of the page deal in coins, so that a rate is a price.
    static func offer(
        in script: String, _ data: ScriptData, takesRate: Bool
    ) -> (coin: String, methods: [String])? {
        let bytes = Scan.lowercased(Array(script.utf8.prefix(SiteLimits.scriptBytes)))
        guard let coin = ["usdt", "usdc"].first(where: { isAbout($0, bytes, data) }) else { return nil }
        let prices = data.pairs.filter { pair in
            (pair.name == "p" || priceNames.contains(where: pair.name.contains)
                || takesRate && pair.name.contains("rate"))
                && Figure(Array(pair.value.utf8)[...]).map { $0.decimals > 0 && band.contains($0.value) } == true
        }
        guard !prices.isEmpty else { return nil }
        let names = Set(data.pairs.map(\.name))
        // Tickers, and whoever shows one and asks for a gift.
        guard !names.contains(where: { name in others.contains(where: name.contains) }),
            Scan.range(of: "donat", in: bytes) == nil, Scan.range(of: "sponsor", in: bytes) == nil
        else { return nil }
        let isBothWays = prices.contains { $0.name.contains("buy") } && prices.contains { $0.name.contains("sell") }
        guard isBothWays || names.contains("min") && names.contains("max") || ScriptDecoder.hasEnds(names) else {
            return nil
        }
        var methods = ScriptDecoder.ways(ScriptDecoder.words(in: script))
        for name in names.sorted() {
            if let method = methodNames[name], !methods.contains(method) { methods.append(method) }
        }
        return methods.isEmpty || methods == ["wechat"] ? nil : (coin, methods)
    }

    /// Under a name of its own, given to a variable, or beside yuan among what a function is handed. Not in a list of
    /// ways to pay.
    private static func isAbout(_ coin: String, _ bytes: [UInt8], _ data: ScriptData) -> Bool {
        // What ways to pay are called by is no name of the coin that is dealt in.
        let ways = Set(data.pairs.filter { methodNames[$0.value.lowercased()] != nil }.map(\.name))
        let own = data.pairs.filter { !ways.contains($0.name) }
        if data.names(coin), own.contains(where: { $0.value.lowercased().hasPrefix(coin) }) { return true }
        for quote in ["\"", "'"] {
            if Scan.range(of: "\(quote)\(coin)\(quote),\(quote)cny\(quote)", in: bytes) != nil { return true }
            for range in Scan.ranges(of: "=\(quote)\(coin)\(quote)", in: bytes, most: 4) {
                let head = bytes[..<range.lowerBound].suffix(12)
                let name = head.reversed().prefix { (97...122).contains($0) || $0 == 95 }.reversed()
                if holders.contains(String(decoding: Array(name), as: UTF8.self)) { return true }
            }
        }
        return false
    }

    /// The first coin of a list that is called one of coins: `coins: ["USDT", "BTC"]`.
    static func listedCoin(in script: String) -> String? {
        let bytes = Scan.lowercased(Array(script.utf8.prefix(SiteLimits.scriptBytes)))
        for open in bytes.indices where bytes[open] == 91 && open > 2 && open + 3 < bytes.count {
            let head = bytes[..<open].suffix(24).filter { ![32, 34, 39, 58, 61, 92].contains($0) }
            let name = head.reversed().prefix { (97...122).contains($0) || $0 == 95 }.reversed()
            guard lists.contains(String(decoding: Array(name), as: UTF8.self)) else { continue }
            let first = bytes[(open + 1)...].prefix(12).filter { (97...122).contains($0) }
            let coin = String(decoding: first.prefix(4), as: UTF8.self)
            if coin.hasPrefix("usd") || ["btc", "eth", "trx"].contains(where: coin.hasPrefix) {
                return coin.hasPrefix("usd") ? coin : String(coin.prefix(3))
            }
        }
        return nil
    }
}
