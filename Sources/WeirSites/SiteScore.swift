/// The weighing.
struct SiteScore {
    private(set) var gateway = 0.0
    private(set) var crypto = 0.0
    private(set) var innocent = ""
    var isFinding: Bool { SiteFinding.isFinding(gateway: gateway, crypto: crypto) }

    /// What says that coins are dealt in here, not only named.
    static let dealCodes: Set<String> = [
        "trade_word", "coin_offer", "coin_rate", "coin_is_sold", "coin_address_asked", "no_remark",
        "learned_words",
    ]
    /// Words of running text on a page that is to be used and not read: hints beside fields and buttons.
    private static let screenProse = 160

    init(_ seen: PageEvidence, prose: Int, labels: Int) {
        weighCrypto(seen, prose)
        weighGateway(seen, isShort: prose <= Self.screenProse && labels <= Self.leafletLabels)
        weighLeaflet(seen, prose, labels)
        weighLiveCode(seen, prose, labels)
        weighInnocent(seen, prose)
    }

    /// A code or a cashier that is there to be paid, on a page of few words that names a stablecoin by itself and
    /// nothing else that could be paid for: an order for coins whose other words say nothing. Codes of tip jars and
    /// shops stand beside words of giving and of goods.
    private mutating func weighLiveCode(_ seen: PageEvidence, _ prose: Int, _ labels: Int) {
        let live = seen.together(["payment_code", "epay_family", "vmq_family", "gateway_family"], most: 0.98)
        let others: Set<String> = [
            "donation", "donation_prose", "news", "news_prose", "manual", "manual_prose", "ledger", "ledger_prose",
            "shop", "shop_prose", "interface", "interface_prose", "warning", "warning_prose", "help", "help_prose",
        ]
        guard live >= 0.8, seen.namesGoods, crypto < Self.ofLiveCode, prose <= Self.screenProse,
            labels <= Self.leafletLabels, !seen.shape.isRead, seen.meansOfCoin == 0, seen.offersForOther == 0,
            seen.together(others, most: 1) < 0.2
        else { return }
        crypto = Self.ofLiveCode
    }

    private static let ofLiveCode = 0.5

    /// A page of few words that prices a stablecoin, carries a way to pay, and says nothing of anything else: no
    /// donation, no news, no manual, no subscription, no coin among the ways to pay.
    private mutating func weighLeaflet(_ seen: PageEvidence, _ prose: Int, _ labels: Int) {
        let (quote, leaflet) = (seen.strongest("coin_quote"), seen.strongest("coin_leaflet"))
        let others: Set<String> = [
            "donation", "donation_prose", "news", "news_prose", "manual", "manual_prose", "ledger", "ledger_prose",
        ]
        // The fewer words, the less is left for them to mean.
        let isShort = prose <= Self.shortestProse && labels <= Self.shortestLabels
        let isEnough = isShort && leaflet > 0 ? gateway >= 0.5 : gateway >= 0.6 && max(quote, leaflet) >= 0.45
        guard isEnough, prose <= Self.screenProse, labels <= Self.leafletLabels, !seen.shape.isRead,
            seen.meansOfCoin == 0, seen.offersForOther == 0, seen.together(others, most: 1) < 0.2
        else { return }
        crypto = min(0.95, 1 - (1 - crypto) * (1 - max(quote, leaflet)))
    }

    private static let leafletLabels = 24
    private static let shortestLabels = 12
    private static let shortestProse = 60
    private static let tokenSales = ["代币", "token sale", "token presale"]

    /// That coins are dealt in, not only named: names and addresses support it, and alone stay below the line.
    private mutating func weighCrypto(_ seen: PageEvidence, _ prose: Int) {
        let named = self.named(seen)
        var said = seen.together(Self.dealCodes, most: 0.95)
        // Arcades buy and sell their own coins: without a coin's name these words say little.
        if named == 0, seen.items.allSatisfy({ !Self.dealCodes.contains($0.code) || Self.isOfArcades($0) }) {
            said = min(said, 0.3)
        }
        let written = seen.together(["news", "news_prose", "manual", "manual_prose"], most: 1)
        if prose <= Self.screenProse, written < 0.3 {
            // On a screen of an application sentences are hints of what is done here.
            let hints = seen.count("trade_word_prose")
            said = 1 - (1 - said) * (1 - min(0.3, 0.12 * Double(hints)))
        }
        if isPricedBoard(seen, written), named > 0 { said = max(said, Self.ofPricedBoard) }
        let board = seen.together(["board_word"], most: 0.6)
        // Many words of boards beside a coin's name are a board, even where no button says so. Who deals in money of
        // states by that name deals in coins for it.
        let isBoard = seen.count("board_word") >= 4 && (named > 0 || Self.namesFiat(seen))
        let deal = isBoard ? 1 - (1 - said) * (1 - board / 2) : said
        let told = seen.together(["trade_word_prose"], most: 0.3)
        guard deal >= 0.25, named > 0 || deal >= 0.5 else {
            crypto = min(0.4, 1 - (1 - named) * (1 - told) * (1 - deal))
            return
        }
        crypto = 1 - (1 - deal) * (1 - board) * (1 - named) * (1 - told)
    }

    private static let ofPricedBoard = 0.45
    private static let fiatWords: Set<String> = ["法币交易", "法币区", "法币购买", "fiat trade", "c2c交易", "otc交易"]
    private static let limitWords: Set<String> = [
        "限额", "单笔限额", "交易限额", "最小限额", "最大限额", "最小额", "最大额", "limits", "order limit", "лимиты",
    ]

    private static func namesFiat(_ seen: PageEvidence) -> Bool {
        seen.items.contains { item in
            item.code == "trade_word" && item.weight >= 0.35 && fiatWords.contains(item.quote.lowercased())
        }
    }

    /// A stablecoin beside what one of it costs, and the limits of an order: on a page with more words than a leaflet
    /// has as well, if it says nothing that would excuse them.
    private func isPricedBoard(_ seen: PageEvidence, _ written: Double) -> Bool {
        let limits = seen.items.contains {
            $0.code == "board_word" && Self.limitWords.contains($0.quote.lowercased())
        }
        return limits && seen.strongest("coin_leaflet") >= 0.55 && seen.count("board_word") >= 2 && written < 0.3
            && !seen.shape.isRead && !seen.isCalculator && seen.meansOfCoin == 0 && seen.offersForOther == 0
            && seen.together(["shop", "donation", "ledger"], most: 1) < 0.3
    }

    /// What a calculator of rates has no use for.
    private static let soldCodes: Set<String> = [
        "trade_word", "coin_is_sold", "coin_address_asked", "no_remark", "wallet",
    ]
    private static let arcadeWords: Set<String> = [
        "买币", "卖币", "收币", "出币", "充币", "提币", "买币订单", "卖币订单", "买币记录", "卖币记录", "buy coins", "sell coins",
    ]

    static func isOfArcades(_ item: SiteEvidence) -> Bool {
        item.code == "trade_word" && arcadeWords.contains(item.quote.lowercased())
    }

    private func named(_ seen: PageEvidence) -> Double {
        seen.together(["asset", "asset_prose", "wallet"], most: 0.35)
    }

    /// What leads to a payment, and is not only said.
    private static let hardCodes: Set<String> = [
        "alipay_gateway", "wechat_gateway", "unionpay_gateway", "qq_gateway", "payment_code", "epay_family",
        "vmq_family", "gateway_family", "bank_card", "alipay_id", "pay_account", "code_asked", "code_asked_prose",
    ]

    private static let askedCodes: Set<String> = ["code_asked", "code_asked_prose"]

    /// - Parameter isShort: the page has few words.
    private mutating func weighGateway(_ seen: PageEvidence, isShort: Bool) {
        let hard = seen.together(Self.hardCodes, most: 0.98)
        let cashier = seen.together(["cashier_word", "cashier_word_prose"], most: 0.6)
        // 微信 alone is a way to talk, not a way to pay.
        var methods = seen.methods
        // Where coins are dealt in for certain, on a page that is to be used, what a sentence names serves.
        let written = seen.together(["news", "news_prose", "manual", "manual_prose"], most: 1)
        let deals = seen.items.count { Self.dealCodes.contains($0.code) }
        var said = seen.saidMethods
        let isCertain = crypto >= 0.7 && deals >= 2 || crypto >= 0.6 && seen.count("no_remark") > 0
        if isCertain, !seen.shape.isRead, written < 0.3 {
            methods.formUnion(seen.namedMethods)
            // An order that is priced serves nobody else.
            if seen.strongest("coin_offer") >= 0.5 { said.formUnion(seen.namedMethods) }
        }
        // Where there are few words, clauses as short as labels are labels.
        if isShort, !seen.shape.isRead, written < 0.3 {
            methods.formUnion(seen.terseMethods)
            said.formUnion(seen.terseMethods)
        }
        // In the row of an order it says how is paid, where no account to talk to stands beside it.
        if methods == ["wechat"], seen.isWeChatAlone, crypto >= 0.7, deals >= 2, !seen.shape.isRead {
            methods = ["wechat-pay"]
            said.insert("wechat-pay")
        }
        let others = methods.subtracting(["wechat", "wechat-pay"])
        if others.isEmpty, !methods.contains("wechat-pay") { methods.remove("wechat") }
        if methods.contains("wechat-pay") { methods.remove("wechat") }
        var offered = [0, 0.35, 0.6, 0.7, 0.75, 0.75, 0.75][min(6, methods.count)]
        // A wallet's name says more than a bank account: who has none of the others still asks for one.
        // So does the picture of one in the row of an offer.
        let isSaid = said.contains { $0 != "wechat" && $0 != "bank" }
        let isInRow = seen.strongest("coin_offer") >= 0.5 && !seen.shape.isRead && methods != ["wechat"]
        if methods.count == 1, methods != ["bank"], isSaid || isInRow { offered = 0.5 }
        if methods.count == 1, hard == 0, cashier == 0, Self.isOnlyMoved(seen) { offered = min(offered, 0.3) }
        // Strangers who change coins for yuan pay each other over some rail, though the page names none, or a lone one.
        if methods.count <= 1, crypto >= 0.6, !seen.shape.isRead, written < 0.3 {
            offered = max(offered, seen.strongest("fiat_board"))
        }
        // Coins that are sent once money has come are paid for over the way that is named, be it a bank.
        let isSent = seen.strongest("coin_is_sold") >= 0.45 && crypto >= 0.6 && !seen.shape.isRead && written < 0.3
        if methods.count == 1, isSent { offered = max(offered, 0.5) }
        // Where other money is dealt in, by PIX or UPI, people are paid by codes of their own as well.
        let paid = seen.together(Self.hardCodes.subtracting(Self.askedCodes), most: 0.98)
        if seen.isOfOtherMoney, paid == 0, methods.subtracting(["bank"]).isEmpty { return }
        let told = seen.together(["method_prose"], most: 0.12)
        // Words of cashiers without a way to pay belong to any shop.
        let words = methods.isEmpty && hard == 0 ? cashier * 0.3 : cashier
        gateway = 1 - (1 - hard) * (1 - offered) * (1 - words) * (1 - told)
    }

    private static let moves = ["提币", "充币", "提幣", "充幣"]

    /// Coins that are only put in and taken out are no deal yet: beside the words of an exchange's wallet the name of a
    /// lone way to pay, offered for nothing, says little.
    private static func isOnlyMoved(_ seen: PageEvidence) -> Bool {
        let deals = seen.items.filter { dealCodes.contains($0.code) }
        func moves(_ item: SiteEvidence) -> Bool { Self.moves.contains { item.quote.contains($0) } }
        return deals.contains(where: moves)
            && deals.allSatisfy { $0.code == "trade_word" && (moves($0) || $0.quote.hasPrefix("到账")) }
    }

    /// The innocent reading, where nothing but a deal in coins would rule it out.
    private mutating func weighInnocent(_ seen: PageEvidence, _ prose: Int) {
        let deal = seen.together(Self.dealCodes, most: 1)
        let donation = seen.together(["donation"], most: 1)
        let shop = seen.together(["shop"], most: 1)
        let news = seen.together(["news", "news_prose"], most: 1)
        let ledger = seen.together(["ledger", "ledger_prose"], most: 1)
        // What a coin is worth says at which rate it is taken, where it is one of the ways to pay.
        let isPriced = seen.items.contains { Self.dealCodes.contains($0.code) && $0.code != "coin_rate" }
        // Rows of a board are no list of ways to pay, whatever stands in them; nor is a coin that pays for another one.
        let isTokenSale = seen.items.contains { item in
            item.code == "trade_word" && Self.tokenSales.contains { item.quote.lowercased().contains($0) }
        }
        let isMeans =
            seen.meansOfCoin > 0 && seen.strongest("coin_offer") <= 0.5 && !isTokenSale && !isBoardOfTraders(seen)
        // Who writes an article is paid for something else, if at all.
        let isSold =
            (seen.isStated || seen.strongest("trade_word") >= 0.35) && seen.offers > seen.offersForOther
        let isWritten = prose > 400 && news >= 0.3 || seen.shape.isRead && !(seen.shape.isArticle && isSold)
        if donation >= 0.4, deal < 0.75, !isWritten {
            innocent = "tip jar"
            gateway *= 0.45
        } else if shop >= 0.5, deal < 0.6 {
            innocent = "shop"
        } else if isMeans, deal < (isPriced ? 0.6 : 0.8) {
            innocent = "shop"
        } else if isWritten, deal < (isQuoted(seen, news) ? 0.75 : 0.85) {
            innocent = "news"
        } else if seen.isRanking, seen.together(Self.hardCodes, most: 1) == 0, deal < 0.85 {
            innocent = "review"
        } else if seen.isCalculator, !seen.items.contains(where: { Self.soldCodes.contains($0.code) }) {
            innocent = "calculator"
        } else if isExplained(seen) || isDefinition(seen), deal < 0.85 {
            innocent = "manual"
        } else if isOfInterface(seen), deal < 0.6 {
            innocent = "manual"
        } else if prose <= Self.screenProse, isWarning(seen), deal < 0.9 {
            innocent = "warning"
        } else if ledger >= 0.4, deal < 0.75 {
            innocent = "books"
        } else if seen.offersForOther > 0, seen.offersForOther == seen.offers, deal < 0.75 {
            innocent = "subscription"
        }
        // What is read as innocent is below the line, however much of it there is.
        if !innocent.isEmpty, innocent != "tip jar" { crypto = min(crypto * 0.6, Self.innocentMost) }
    }

    /// What boards tell of those who trade there, and shops of nobody.
    private static let keptWords: Set<String> = [
        "成交率", "完成率", "成单率", "30日成交", "30日成单", "平均放行", "广告方", "completion rate",
        "平均放币", "放币时效", "avg release", "avg. release", "average release", "total trades", "trades completed",
    ]

    private static let parties: Set<String> = ["卖家", "买家", "卖方", "买方"]

    /// Coins are bought and sold there, and how often whoever offers them has kept their word is told, or one of two
    /// parties lets them go: the ways to pay beside a coin are for it.
    private func isBoardOfTraders(_ seen: PageEvidence) -> Bool {
        guard seen.strongest("coin_offer") >= 0.3 else { return false }
        return seen.items.contains { item in
            guard item.code == "board_word" else { return false }
            return Self.keptWords.contains(item.quote.lowercased())
                || seen.speaksOfRelease && Self.parties.contains(item.quote)
        }
    }

    /// A desk whose terms are written out: what it takes coins for and gives them for, that they are sent once it is
    /// paid, and a code to pay by; and nothing of who wrote it.
    private func isQuoted(_ seen: PageEvidence, _ news: Double) -> Bool {
        news < 0.2 && seen.together(Self.hardCodes, most: 1) >= 0.5 && seen.strongest("coin_rate") >= 0.5
            && seen.strongest("coin_is_sold") >= 0.4
    }

    /// An article of a help centre that neither leads to a payment nor has rows of offers.
    private func isExplained(_ seen: PageEvidence) -> Bool {
        seen.together(["help", "help_prose"], most: 1) >= 0.5 && seen.together(Self.hardCodes, most: 1) == 0
            && seen.strongest("coin_offer") < 0.5 && seen.strongest("coin_is_sold") == 0
    }

    /// An entry of a book of reference, which leads to no payment.
    private func isDefinition(_ seen: PageEvidence) -> Bool {
        seen.isDefined && seen.together(Self.hardCodes, most: 1) == 0 && seen.strongest("coin_offer") < 0.5
    }

    /// A poster that speaks of cheats and courts, and has nobody to answer to and nothing to pay to. Rules of a board
    /// warn as well; they are long, or say what a remark must not.
    private func isWarning(_ seen: PageEvidence) -> Bool {
        seen.isPoster && seen.count("warning") + seen.count("warning_prose") >= 2
            && seen.together(Self.hardCodes, most: 1) == 0 && seen.count("no_remark") == 0
    }

    /// Who tells programmers how a gateway is asked names its coins, and sells none: nothing is priced or offered.
    private func isOfInterface(_ seen: PageEvidence) -> Bool {
        let offers: Set<String> = ["coin_offer", "coin_rate", "coin_is_sold", "coin_quote", "coin_leaflet"]
        return seen.count("interface") + seen.count("interface_prose") >= 3 && seen.together(offers, most: 1) == 0
    }

    /// Below `SiteFinding.line`.
    private static let innocentMost = 0.44
}
