import Testing

@testable import WeirSites

/// Deals that forms and tables make without a word of trade.
@Suite struct FormDealTests {
    /// A number's unit in brackets, before it or after it.
    @Test func unitsInBrackets() {
        func money(_ text: String) -> Int { OfferWindow.money(FoldedText(text).bytes) }
        #expect(money("交易价格(CNY)：7.19") == 1 && money("7.20（CNY）") == 1 && money("Total [RMB] 300") == 1)
        #expect(money("(2026) 300") == 0 && money("数量(USDT)：300") == 0 && money("30 (元/月)") == 0)
        #expect(OfferWindow.isQuantity(FoldedText("数量(USDT)：300").bytes))
        #expect(OfferWindow.isQuantity(FoldedText("300 [USDT]").bytes))
        #expect(!OfferWindow.isQuantity(FoldedText("数量(个)：300").bytes))
        #expect(!OfferWindow.isQuantity(FoldedText("¥72 (USDT 10)").bytes))
        let order = "<p>价格(CNY)：7.19</p><p>数量(USDT)：300</p><p>金额(CNY)：2157.00</p><p>付款方式：支付宝</p>"
        #expect(finding(order).isFinding)
        #expect(!finding(order.split(separator: "USDT").joined(separator: "箱")).isFinding)
    }

    @Test func goodsThatAreACoinByTheirHeading() {
        func shop(_ heading: String, _ count: String) -> SiteFinding {
            finding(
                "<h2>\(heading)</h2><p>Face value: \(count)</p><p>Price: ¥368.00</p><p>Alipay</p><p>WeChat Pay</p>"
                    + "<button>Buy now</button>")
        }
        #expect(shop("Exchange USDT Gift Card", "50 USDT").isFinding)
        #expect(shop("USDT Voucher", "50 USDT").evidence.contains { $0.code == "coin_is_sold" })
        #expect(!shop("USDT 支付", "50 USDT").evidence.contains { $0.code == "coin_is_sold" })
        #expect(!shop("USDT Voucher", "90 USDT").evidence.contains { $0.code == "coin_is_sold" })
    }
}
