/// Tells a coin that is listed among ways to pay from a coin that is sold: "支付宝 / 微信 / USDT" below any goods.
enum PaymentMeans {
    /// What stands beside a coin's name where it is a way to pay; anything else makes it the goods.
    private static let beside = PhraseFinder([
        "支付", "付款", "充值", "提现", "转账", "结算", "扫码", "加款", "链上", "≈", "钱包支付", "使用", "用", "约", "可", "均可", "等", "方式", "付款方式",
        "支付方式",
        "虚拟货币", "加密货币", "或", "和", "与", "及", "支持", "接受", "主网", "网络", "按", "实时汇率", "当日汇率", "汇率", "pay", "pay with",
        "pay in",
        "payment", "with", "via", "or", "and", "crypto", "coin", "coins", "stablecoin", "network", "approx", "about",
        "balance", "wallet", "by", "we accept", "accept", "top up", "deposit", "withdraw",
    ])
    private static let networks: Set<String> = ["trc20", "erc20", "trc-20", "erc-20", "trc", "omni"]
    /// Bytes between a coin and a way to pay of one list.
    private static let listGap = 12
    private static let fewCoins = 50.0

    /// Marks the blocks in which a coin stands as a way to pay.
    static func mark(_ blocks: inout [TextBlock]) {
        var names = [Bool](repeating: false, count: blocks.count)
        for i in blocks.indices where blocks[i].tone != .prose || TextBlock.units(blocks[i].bytes) <= 40 {
            // A title begins no list.
            names[i] = !blocks[i].isTitle && !EvidenceReader.methodRanges(blocks[i].bytes).isEmpty
        }
        // 出 1000 个 | 7.23 | USDT | 支付宝: what is sold by the piece is named below.
        let sold = blocks.indices.filter { sellsPieces(blocks[$0]) }
        // Where one chooses a way to pay in one list and a coin in another, the coin is what is got.
        let coinLists = Set(blocks.filter { $0.block.list > 0 && EvidenceReader.isAsset($0.bytes) }.map(\.block.list))
        let railLists = Set(zip(blocks, names).filter { $0.0.block.list > 0 && $0.1 }.map(\.0.block.list))
        func isApart(_ one: Int, _ other: Int) -> Bool {
            coinLists.subtracting(railLists).contains(one) && railLists.subtracting(coinLists).contains(other)
        }
        // A list may name several coins one after another.
        for order in [Array(blocks.indices), blocks.indices.reversed()] {
            var isAfterMethod = false
            var list = 0
            // A blank block parts nothing.
            for i in order where !blocks[i].block.isHidden && !blocks[i].bytes.isEmpty {
                if isApart(blocks[i].block.list, list) { isAfterMethod = false }
                list = blocks[i].block.list
                // A title says what the page is about.
                let isGoods = sold.contains { (1...3).contains(i - $0) }
                let isCoin = !blocks[i].isTitle && !isGoods && isNamedAlone(blocks[i])
                if isCoin, isAfterMethod || names[i] { blocks[i].isMeans = true }
                isAfterMethod = names[i] || blocks[i].isMeans
            }
        }
        // In the list that one chooses a way to pay from, a coin is one, at whatever rate.
        for i in blocks.indices where blocks[i].block.list > 0 && railLists.contains(blocks[i].block.list) {
            if !names[i], EvidenceReader.isAsset(blocks[i].bytes) { blocks[i].isMeans = true }
        }
        markParallels(&blocks, names)
        markTopUps(&blocks, names)
        for i in blocks.indices where CoinGoods.isBill(blocks[i].bytes) { blocks[i].isMeans = true }
        markChoices(&blocks)
        markRefused(&blocks)
        for i in blocks.indices where isChoice(blocks[i].bytes) || isPriceInCoins(blocks[i].bytes) {
            blocks[i].isMeans = true
        }
        let hasMeans = blocks.contains(where: \.isMeans)
        for i in blocks.indices where isAlternative(blocks[i].bytes, most: hasMeans ? .infinity : fewCoins) {
            blocks[i].isMeans = true
        }
    }

    // MARK: What stands in a row with ways to pay

    /// 支付宝购买 | USDT 购买: the same words beside a way to pay and beside a coin.
    private static func markParallels(_ blocks: inout [TextBlock], _ names: [Bool]) {
        for (i, j) in neighbours(blocks) where names[i] != names[j] {
            let (rail, coin) = names[i] ? (i, j) : (j, i)
            guard blocks[coin].tone != .prose, EvidenceReader.isAsset(blocks[coin].bytes) else { continue }
            let said = rest(blocks[rail].bytes, without: EvidenceReader.methodRanges(blocks[rail].bytes))
            let same = rest(blocks[coin].bytes, without: EvidenceReader.assetRanges(blocks[coin].bytes))
            if !said.isEmpty, said == same { blocks[coin].isMeans = true }
        }
    }

    private static func rest(_ bytes: [UInt8], without names: [Range<Int>]) -> [UInt8] {
        bytes.indices.filter { i in bytes[i] != 32 && !names.contains { $0.contains(i) } }.map { bytes[$0] }
    }

    /// Blocks that are seen and stand next to each other.
    private static func neighbours(_ blocks: [TextBlock]) -> [(Int, Int)] {
        let shown = blocks.indices.filter {
            !blocks[$0].block.isHidden && !blocks[$0].isTitle && !blocks[$0].bytes.isEmpty
        }
        return Array(zip(shown, shown.dropFirst()))
    }

    /// What a page is headed that fills an account of its own.
    private static let topUps = folded([
        "充值", "账户充值", "余额充值", "充值余额", "在线充值", "充值中心", "会员充值", "top up", "add credit", "add funds", "add balance",
        "top up your balance", "top up balance", "top up your account", "top up account", "fund your account",
        "пополнить баланс", "пополнение баланса", "recargar saldo", "nạp tiền",
    ])
    /// The same, where the page's title says so: who gambles pays in and out, and is sold no coins.
    private static let deposits = folded(["存款", "存款方式", "选择存款方式", "取款", "取款方式", "提现方式"])

    private static func folded(_ words: [String]) -> Set<[UInt8]> { Set(words.map { FoldedText($0).bytes }) }

    /// Where an account of the site's own is filled, a coin with its rate beside ways to pay is one of them:
    /// USDT（1U = 7.2 元）. Where coins are dealt in by other words it is what is filled in.
    private static func markTopUps(_ blocks: inout [TextBlock], _ names: [Bool]) {
        let isFilled = blocks.contains { read in
            read.isHeading && topUps.contains(read.bytes)
                || (read.isHeading || read.isTitle) && deposits.contains(read.bytes)
        }
        guard isFilled,
            !blocks.contains(where: { !EvidenceReader.trade.matches($0.bytes).isEmpty })
        else { return }
        for (i, j) in neighbours(blocks) where names[i] != names[j] {
            let coin = names[i] ? j : i
            if blocks[coin].tone != .prose, EvidenceReader.isAsset(blocks[coin].bytes) { blocks[coin].isMeans = true }
        }
        // USDT | 1 USDT = 7.12 CNY: so is what one of it counts for there.
        for (i, j) in neighbours(blocks) where blocks[i].isMeans && blocks[j].tone != .prose {
            if OfferWindow.isEquation(blocks[j].bytes) { blocks[j].isMeans = true }
        }
    }

    private static let choices = ["或", "或者", "or"]

    /// ¥2,160.00 | 或 300 USDT: a price, and below it another one of the same thing.
    private static func markChoices(_ blocks: inout [TextBlock]) {
        for (i, j) in neighbours(blocks) {
            let text = String(decoding: blocks[j].bytes, as: UTF8.self)
            guard choices.contains(where: { text.hasPrefix($0) }) else { continue }
            let (one, other) = (blocks[i].bytes, blocks[j].bytes)
            if OfferWindow.money(one) > 0, OfferWindow.isQuantity(other) { blocks[j].isMeans = true }
            if OfferWindow.isQuantity(one), OfferWindow.money(other) > 0 { blocks[i].isMeans = true }
        }
    }

    /// USDT | 不设兑换: a coin in a table that says of it that it is not dealt in.
    private static func markRefused(_ blocks: inout [TextBlock]) {
        for (i, j) in neighbours(blocks) where DeniedDeals.isRefusal(blocks[j].bytes) {
            if blocks[i].tone != .prose, EvidenceReader.isAsset(blocks[i].bytes) { blocks[i].isMeans = true }
        }
    }

    private static let priceHeads = ["一口价", "售价", "定价", "租金", "月租", "年租", "rent", "asking price"]

    /// 一口价 3000 USDT（约 ¥21,500）: something is priced in coins.
    private static func isPriceInCoins(_ bytes: [UInt8]) -> Bool {
        guard let number = OfferWindow.numbers(bytes).first, bytes.count <= 80 else { return false }
        let head = String(decoding: bytes[..<number.lowerBound], as: UTF8.self).filter { $0 != ":" }.trimmingSpaces
        let tail = OfferWindow.around(number, bytes).tail
        return priceHeads.contains(where: head.hasSuffix) && ["usdt", "usdc"].contains(where: tail.hasPrefix)
            && !bytes.contains(61)
    }

    /// 420 USDT or ¥3,000.
    private static func isChoice(_ bytes: [UInt8]) -> Bool {
        let numbers = OfferWindow.numbers(bytes)
        return zip(numbers, numbers.dropFirst()).contains { one, other in
            let (head, tail) = OfferWindow.around(other, bytes)
            let between = String(decoding: bytes[one.upperBound..<other.lowerBound], as: UTF8.self)
            let isCoin = ["usdt", "usdc", "u "].contains(where: between.trimmingSpaces.hasPrefix)
            let isChoice = between.contains("或") || between.contains(" or ")
            return isCoin && isChoice && OfferWindow.isMoney(head, tail)
        }
    }

    private static let selling = ["出", "收", "卖", "售", "买"]

    /// 出 1000 个: a verb of trade, so many pieces, and not a word more.
    private static func sellsPieces(_ block: TextBlock) -> Bool {
        let numbers = OfferWindow.numbers(block.bytes)
        guard block.bytes.count <= 40, numbers.count == 1, let count = Figure(block.bytes[numbers[0]])?.value,
            count >= 50
        else { return false }
        let head = String(decoding: block.bytes[..<numbers[0].lowerBound], as: UTF8.self).trimmingSpaces
        let tail = String(decoding: block.bytes[numbers[0].upperBound...], as: UTF8.self).trimmingSpaces
        return selling.contains(head) && ["个", "枚", "颗", "u"].contains(tail)
    }

    /// A price in yuan or in coins: ¥88.00 / 12 USDT.
    /// - Parameter most: as many coins: fewer than are sold in one go say so by themselves.
    private static func isAlternative(_ bytes: [UInt8], most: Double) -> Bool {
        let numbers = OfferWindow.numbers(bytes)
        return zip(numbers, numbers.dropFirst()).contains { price, coins in
            let (head, _) = OfferWindow.around(price, bytes)
            let tail = String(decoding: bytes[coins.upperBound...].prefix(6), as: UTF8.self).trimmingSpaces
            var between = String(decoding: bytes[price.upperBound..<coins.lowerBound], as: UTF8.self)
            let isMoney = OfferWindow.isMoney(head, between.trimmingSpaces)
            for word in ["元", "cny", "rmb"] { between = between.split(separator: word).joined() }
            return isMoney && ["/", "或", "or"].contains(between.trimmingSpaces)
                && (Figure(bytes[coins])?.value ?? 0) < most
                && ["usdt", "usdc", "u"].contains(where: tail.hasPrefix)
        }
    }

    private static func isNamedAlone(_ block: TextBlock) -> Bool {
        let bytes = block.bytes
        guard bytes.count <= 300, EvidenceReader.isAsset(bytes) else { return false }
        let coins = EvidenceReader.assetRanges(bytes)
        let names = coins.filter { !networks.contains(String(decoding: bytes[$0], as: UTF8.self)) }
        let methods = EvidenceReader.methodRanges(bytes)
        // What arrives is what is got: 支付宝、微信, USDT 秒到账.
        if names.contains(where: { isGot($0, bytes) }) || CoinDeal.single(in: bytes, []) != nil { return false }
        if !methods.isEmpty {
            // 7.21 CNY, 500-20000 USDT, 支付宝: the row of an offer ends with a coin and the ways to pay for it.
            if OfferRows.isRow(bytes) { return false }
            return names.contains { coin in methods.contains { isListed(coin, $0, bytes) } }
        }
        guard block.tone != .prose, !names.isEmpty, !isCounted(coins, bytes) else { return false }
        let words = (coins + beside.matches(bytes).map(\.range) + OfferWindow.numbers(bytes))
        var isKnown = [Bool](repeating: false, count: bytes.count)
        for word in words { for i in word { isKnown[i] = true } }
        return TextBlock.units(bytes.indices.filter { !isKnown[$0] }.map { bytes[$0] }.filter { $0 != 46 }) == 0
            && !["→", "⇒", "=", "≈¥", "¥"].contains { Scan.range(of: $0, in: bytes) != nil }
    }

    private static let arrivals = PhraseFinder(["到账", "秒到", "到钱包", "到您", "下发", "发放", "arrive", "arrives", "delivered"])

    private static func isGot(_ coin: Range<Int>, _ bytes: [UInt8]) -> Bool {
        arrivals.matches(Array(bytes[coin.upperBound...].prefix(24))).contains { $0.range.lowerBound <= 15 }
    }

    /// Side by side in one list, with nothing but a separator between.
    private static func isListed(_ one: Range<Int>, _ other: Range<Int>, _ bytes: [UInt8]) -> Bool {
        let (first, second) = one.lowerBound < other.lowerBound ? (one, other) : (other, one)
        guard !first.overlaps(second), second.lowerBound - first.upperBound <= listGap else { return false }
        var between = String(decoding: bytes[first.upperBound..<second.lowerBound], as: UTF8.self)
        for word in ["pay", "or", "and", "或", "和", "与", "及", "支付", "转账", "trc20", "erc20"] {
            between = between.split(separator: word, omittingEmptySubsequences: false).joined()
        }
        return between.allSatisfy { " /、,·|&+()（）;:".contains($0) }
    }

    /// "100 USDT", "USDT 100" and "USDT 7.26" are goods; "USDT (≈ 118.5 USDT)" says what a bill comes to.
    private static func isCounted(_ coins: [Range<Int>], _ bytes: [UInt8]) -> Bool {
        OfferWindow.numbers(bytes).contains { number in
            guard !coins.contains(where: { $0.overlaps(number) }) else { return false }
            let head = String(decoding: bytes[..<number.lowerBound].suffix(8), as: UTF8.self).trimmingSpaces
            return !["≈", "约", "(", "~", "about", "approx"].contains { head.hasSuffix($0) }
        }
    }
}
