import Testing

@testable import WeirSites

/// Coins that a page names to say that it does not deal in them, or to warn of those who do; and a few more words of
/// those who do.
@Suite struct RefusedCoinTests {
    private func bytes(_ text: String) -> [UInt8] { FoldedText(text).bytes }

    /// A money changer's table has a row for what customers ask for in vain.
    @Test func aTableSaysWhatIsNotChanged() {
        func table(_ cells: String) -> SiteFinding {
            finding(
                "<h1>找换店 今日汇率</h1><table><tr><td>货币</td><td>买入</td><td>卖出</td></tr><tr><td>CNY</td><td>107.9</td>"
                    + "<td>108.6</td></tr><tr><td>USDT</td>\(cells)</tr></table><p>接受现金、支付宝HK、微信支付</p>")
        }
        #expect(!table("<td>不設兌換</td><td>—</td>").isFinding)
        #expect(table("<td>7.10</td><td>7.24</td>").crypto > table("<td>不设兑换</td><td>—</td>").crypto)
        #expect(DeniedDeals.isRefusal(bytes("不設兌換")) && !DeniedDeals.isRefusal(bytes("人民币不设兑换上限，欢迎查询")))
    }

    @Test(arguments: [
        "騙徒以高價收購 USDT 為名，要求受害人先付支付寶。請致電 18222。", "本行現可買賣比特幣及以太幣現貨ETF，佣金 0.2%，存款支援支付寶HK。",
        "Bạn có thể trả bằng Alipay. Cảnh giác với người rao đổi USDT.",
    ])
    func warningsAndFundsOfferNoCoins(_ text: String) {
        let page = finding("<h1>提示</h1><p>\(text)</p>")
        #expect(!page.isFinding, "\(page.score) \(text)")
    }

    /// Desks warn of cheats too, by other words.
    @Test func whoTellsOfVictims() {
        #expect(CoinDeal.tellsOfCourts(bytes("騙徒以高價收購 USDT")) && CoinDeal.tellsOfCourts(bytes("受害人付款后被拉黑")))
        #expect(!CoinDeal.tellsOfCourts(bytes("谨防骗子冒充客服")))
    }

    @Test func wordsOfThoseWhoDeal() {
        #expect(CoinDeal.range(in: bytes("отдам за USDT"), []) != nil)
        #expect(!EvidenceReader.trade.matches(bytes("我已打款给卖家，卖家未打币")).isEmpty)
        #expect(EvidenceReader.trade.matches(bytes("游戏打币攻略")).isEmpty)
        #expect(CoinForRail.find(in: bytes("Nạp ví Alipay bằng USDT"))?.method == "alipay")
        #expect(CoinForRail.find(in: bytes("Alipay bằng tiền mặt, USDT")) == nil)
    }
}
