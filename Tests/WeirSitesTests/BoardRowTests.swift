import Testing

@testable import WeirSites

/// Boards whose rows hold everything in one block: who, a price, limits, a coin, ways to pay.
@Suite struct BoardRowTests {
    private func board(_ price: String, _ unit: String, _ ways: String..., other: String = "") -> SiteFinding {
        let tags = ways.map { "<i>\($0)</i>" }.joined(separator: " ")
        let row = { (name: String, sum: String) in
            "<li>\(name) 98% <b>\(sum) \(unit)</b> 500-20000 USDT \(tags)</li>"
        }
        return finding("<ul>" + row("张**", price + "1") + row("liu", price + "2") + "</ul>" + other)
    }

    /// A coin beside the ways to pay is one of them below any goods; in the row of an offer it is what is sold.
    @Test(arguments: [["支付宝", "微信"], ["알리페이", "위챗"], ["アリペイ", "WeChat Pay"]])
    func theCoinOfARowIsSold(_ ways: [String]) {
        let page = board("7.2", "CNY", ways[0], ways[1])
        #expect(page.isFinding && page.evidence.contains { $0.code == "coin_offer" }, "\(page.score) \(ways)")
    }

    @Test(arguments: [
        "<p>支付宝 / 微信 / USDT（1U = 7.20 元）</p>", "<p>USDT 支付宝 微信，汇率 7.20，会员 50 元起</p>",
        "<p>支持 支付宝 微信 USDT</p><p>套餐 100 - 5000 元</p>",
    ])
    func aListOfWaysToPayHasNoLimits(_ body: String) {
        let page = finding("<h1>账户充值</h1>" + body + "<button>提交</button>")
        #expect(!page.isFinding, "\(page.score) \(body)")
    }

    @Test func aRowByItsNumbers() {
        func isRow(_ text: String) -> Bool { OfferRows.isRow(FoldedText(text).bytes) }
        #expect(isRow("li** 98% 7.21 CNY 500-20000 USDT 支付宝"))
        #expect(!isRow("li** 98% 5.61 BRL 500-20000 USDT PIX"))
        #expect(!isRow("USDT 7.21 支付宝 微信"))
        #expect(!isRow("限额 500-20000 USDT 支付宝"))
    }

    /// A board in reais names yuan in its list of moneys, and in the empty sum of a form.
    @Test func sumsTellInWhichMoneyIsDealt() {
        let form =
            "<h1>法币交易</h1><select><option>CNY</option><option>BRL</option></select><p>支付方式</p><p>银行卡</p>"
            + "<p>单价</p><p>限额</p><button>购买</button><button>出售</button>"
        let reais = board("5.6", "BRL", "PIX", other: form + "<p>交易总额 ￥0.00</p>")
        let yuan = board("7.2", "CNY", "银行卡", other: form + "<p>交易总额 ￥0.00</p>")
        #expect(!reais.isFinding && reais.gateway == 0, "\(reais.score) \(reais.gateway)")
        #expect(yuan.isFinding, "\(yuan.score)")
    }

    /// Whoever deals in yuan names them: a board in dollars over a bank is none of the platform's.
    @Test func dollarsAreOtherMoney() {
        func market(_ sum: String) -> SiteFinding {
            finding(
                "<h1>P2P trade</h1><p>Buy BTC</p><p>Sell BTC</p><p>Release coins</p><p>Completion rate</p><p>Limits</p>"
                    + "<p>Payment method</p><p>Bank transfer</p><p>Card 6225 **** 0123</p><p>\(sum)</p>"
                    + "<button>Buy USDT</button>")
        }
        #expect(market("$61,980").gateway == 0 && market("6,198 USD").gateway == 0)
        #expect(market("¥61,980").gateway > 0)
    }

    /// Where people are paid by PIX they are asked for its code as well.
    @Test func codesOfOtherMoney() {
        func order(_ unit: String, _ sum: String) -> SiteFinding {
            finding(
                "<h2>订单</h2><p>购买 500 USDT</p><p>交易金额(\(unit)) \(sum)</p><p>卖家</p><p>确认放行</p><p>上传您的收款码</p>"
                    + "<p>收款方式</p><button>我已付款</button>")
        }
        #expect(order("EUR", "460.00 EUR").gateway == 0)
        #expect(order("CNY", "3605.00 CNY").gateway > 0.4)
    }
}
