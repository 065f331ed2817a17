import Testing

@testable import WeirSites

private let address = "<code>TR7NHqjeKQxGTCi8q8ZY4pL8otSzgjLj6t</code>"

private func row(_ head: String, _ value: String) -> String { "<tr><th>\(head)</th><td>\(value)</td></tr>" }

/// Orders that give yuan for coins, that are made in a talk, or are of a token that no list names.
@Suite struct DeskOrderTests {
    /// Coins are paid, and money is given back at what one costs.
    @Test func ordersThatPayYuanOut() {
        func order(_ paid: String, _ head: String, _ got: String) -> SiteFinding {
            finding("<table>" + row("支付金额", paid) + row(head, got) + row("到账方式", "支付宝") + "</table>" + address)
        }
        #expect(order("300 USDT", "返现金额", "¥2340.00").isFinding)
        #expect(order("300 USDT", "到账金额", "2,133.00 元").isFinding)
        #expect(!order("300 USDT", "返现金额", "¥30.00").isFinding)
        #expect(!order("¥300.00", "返现金额", "¥23.40").isFinding)
        #expect(!order("300 USDT", "到账余额", "¥2,160.00").evidence.contains { $0.code == "coin_offer" })
        let rows = row("Вы отправляете", "400 USDT") + row("Вы получите", "2 836.00 CNY") + row("Кошелёк", "Alipay")
        #expect(finding("<table>\(rows)</table>" + address).isFinding)
    }

    /// So many coins, and a sum that comes to one a piece beside the account of a rail.
    @Test func ordersMadeInATalk() {
        func talk(_ count: String, _ sum: String) -> SiteFinding {
            finding("<p>来 \(count)</p><p>好的</p><p>\(sum)，支付宝 13912345678 周*</p><p>转过去了</p>")
        }
        #expect(talk("500u", "3590").isFinding)
        #expect(talk("500 USDT", "3590").isFinding)
        #expect(!talk("500u", "500").isFinding)
        #expect(!talk("2台 4U", "3590").isFinding)
        #expect(!talk("500个", "3590").isFinding)
    }

    /// A token that is issued by the piece; shares have no pieces.
    @Test func tokensThatAreIssued() {
        func issue(_ name: String, _ unit: String) -> Bool {
            finding(
                "<h1>\(name) 认购</h1><p>发行价 0.5 元</p><p>最低认购 1000 \(unit)</p><p>支付宝</p><p>银行卡</p>"
                    + "<button>立即认购</button>"
            ).isFinding
        }
        #expect(issue("WBC", "枚") && !issue("WBC", "股") && !issue("猴票", "枚"))
    }

    /// So much of a coin, to an account of one's own, at a rate that stands in a line.
    @Test func formsThatPayOut() {
        func form(_ rate: String) -> Bool {
            finding(
                "<h2>Withdraw to Alipay</h2><form><label>USDT amount</label><input name=a><p>\(rate)</p>"
                    + "<label>Alipay account</label><input name=b><button>Withdraw</button></form>"
            ).isFinding
        }
        #expect(form("You get ≈ 0.00 CNY at 7.08") && !form("Version 7.08"))
    }

    /// In the column that says how was paid WeChat is a way to pay.
    @Test func waysToPayInColumns() {
        func order(_ coin: String) -> Bool {
            finding(
                "<table><tr><th>Side</th><th>Coin</th><th>Price</th><th>Qty</th><th>Total</th><th>Paid by</th></tr>"
                    + "<tr><td>Sell</td>"
                    + "<td>\(coin)</td><td>7.11 CNY</td><td>500</td><td>3,555</td><td>WeChat</td></tr></table>"
            ).isFinding
        }
        #expect(order("USDT") && !order("Pens"))
    }

    /// A token under a name of its own is bought for 法币; nobody else calls yuan so in a form.
    @Test func tokensForLegalTender() {
        func form(_ token: String, _ money: String) -> SiteFinding {
            finding(
                "<h3>购买 \(token)</h3><label>\(money)</label><label>按 \(token) 数量</label>"
                    + "<p>支付宝</p><p>微信支付</p><button>创建订单</button>")
        }
        #expect(form("XPAY", "按法币金额").isFinding)
        #expect(!form("XPAY", "按金额").isFinding)
        #expect(!form("VIP", "按法币金额").isFinding)
        let order = row("购买GRT币", "3000") + row("法币金额", "210.00") + row("付款", "支付宝")
        #expect(finding("<table>\(order)</table><p>微信支付</p>").isFinding)
    }
}
