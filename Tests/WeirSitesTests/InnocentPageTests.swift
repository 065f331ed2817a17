import Testing

@testable import WeirSites

/// Ways to pay as a shop lists them.
private let methods = "<label>支付宝</label><label>微信支付</label>"

/// Pages on which coins and ways to pay stand side by side, and nobody deals in coins.
@Suite struct InnocentPageTests {
    @Test(arguments: [
        "<h2>开通季卡</h2><p>¥45.00</p>\(methods)<label>USDT支付</label><button>确认开通</button>",
        "<ul><li>支付宝充值</li><li>微信充值</li><li>USDT充值</li><li>充值USDT享九五折</li></ul>",
        "<p>¥18.80</p>\(methods)<label>USDT-TRC20</label><p>没有USDT？<a>如何购买USDT</a></p><button>购买</button>",
        "<h1>Your order</h1><p>Lamp ¥219.00</p><p>Alipay</p><p>Tether (TRC20)</p><p>1 USDT = ¥7.20 at checkout</p>",
        "<p>Total ¥640.00</p><p>Alipay</p><p>Pay with crypto (88.3 USDT)</p><a>Where to buy crypto</a>",
        "<p>余额 0 元</p>\(methods)<label>USDT充值</label><p>USDT充值请转账到以下地址，1USDT=7.1元</p>",
        "<h4>一年 ¥88.00 / 12 USDT</h4><h4>三年 ¥218.00 / 30 USDT</h4><p>付款：支付宝、USDT</p><button>下单</button>",
        "<td>1G</td><td>¥35.00</td><td>4.9 USDT</td><td>2G</td><td>¥58.00</td><td>8.1 USDT</td><p>支付宝 / USDT</p>",
        "<p>可提现 ¥356.20</p><option>支付宝</option><option>银行卡</option><option>USDT提现</option><button>申请提现</button>",
    ])
    func aCoinAmongWaysToPayIsNoGoods(_ body: String) {
        let page = finding(body)
        #expect(!page.isFinding && page.gateway >= 0.35 && page.crypto < SiteFinding.line, "\(page.crypto) \(body)")
    }

    /// A price within what a stablecoin costs is still a price of tea.
    @Test func goodsMayCostWhatACoinCosts() {
        #expect(!finding("<p>绿茶 ¥7.20</p><p>100 克</p>\(methods)<label>USDT</label><button>购买</button>").isFinding)
        #expect(!finding("<p>7.20 CNY</p><p>Alipay</p><p>WeChat Pay</p><p>We hold no USDT</p>").isFinding)
    }

    /// A list has them in the heading of each part; a heading of its own says what the page is for.
    @Test func aHeadingSaysWhatThePageIsFor() {
        let other = "<h3>支付宝充值</h3><p>¥100</p><h3>USDT 充值</h3><p>¥100</p>"
        #expect(finding("<h3>USDT 充值</h3>").evidence.contains { $0.code == "trade_word" })
        #expect(!finding(other).evidence.contains { $0.code == "trade_word" })
    }

    /// The same ways to pay below coins that are sold.
    @Test(arguments: [
        "<h3>USDT</h3><p>买入价 7.25 CNY</p><button>买入USDT</button><p>卖出价 7.16 CNY</p><button>卖出USDT</button>\(methods)",
        "<h4>比特币 0.001 BTC</h4><p>¥478.00</p><h4>比特币 0.01 BTC</h4><p>¥4,760.00</p>\(methods)<button>购买</button>",
        "<p>100U ¥728.00</p><p>300U ¥2,175.00</p><p>收款地址请填写 TRC20</p>\(methods)<button>下单</button>",
    ])
    func coinsThatAreSoldAreGoods(_ body: String) {
        #expect(finding(body).isFinding, "\(body)")
    }

    @Test func aDealCountsOnceAtItsPlace() {
        let words = finding("<p>购买USDT</p>").evidence.filter { $0.code.hasPrefix("trade_word") }
        #expect(words.map(\.quote) == ["购买USDT"])
        // What stands before a question mark belongs to another sentence.
        let asked = finding("<p>Short of USDT? <a>Buy USDT</a></p>").evidence.filter { $0.code == "trade_word" }
        #expect(asked.map(\.quote) == ["Buy USDT"])
        #expect(finding("<p>如何购买USDT</p>").evidence.allSatisfy { $0.code != "trade_word" })
    }

    @Test(arguments: [
        """
        <h1>USDT场外价跌破7.2元</h1><p>周二，USDT 场外买价报 7.18 元，卖价报 7.21 元。多家平台下架支付宝与微信收款方式，仅保留银行卡。</p>
        <p>分析人士认为，近期的需求减少是主要原因。</p><p>BTC ¥471,000</p><p>USDT ¥7.19</p><p>订阅 支付宝 微信</p>
        """,
        """
        <h1>卖出 USDT 收到赃款，法院这样判</h1><p>被告人王某通过场外交易出售 USDT 3000 个，单价 7.15 元，买家以支付宝转账 21,450 元。</p>
        <p>法院认为，王某明知对方资金异常仍继续交易，构成掩饰、隐瞒犯罪所得罪。</p><div>在线咨询 ¥99/次 支付宝 微信</div>
        """,
        """
        <h1>Tether trades at a premium in China</h1><p>Merchants quoted 7.32 yuan to buy and 7.26 yuan to sell USDT on
        Monday. Several desks stopped accepting Alipay and WeChat Pay.</p><p>Regulators repeated that who trades
        in virtual currency is not protected by the law, whatever was agreed between the parties.</p>
        <p>Support us with Alipay, WeChat Pay or card</p>
        """,
        "<div>10:22 USDT 场外买入价 7.31 元，卖出价 7.25 元</div><div>10:30 BTC 突破 468,200 元</div><p>会员开通：支付宝 微信</p>",
    ])
    func newsIsRead(_ body: String) {
        let page = finding(body)
        #expect(!page.isFinding && page.innocent == "news", "\(page.score) \(page.innocent) \(body)")
    }

    /// Sentences do not make a newspaper of a page with an order's buttons.
    @Test func rulesBelowABoardExcuseNothing() {
        let page = finding(
            """
            <h1>USDT 买卖专区</h1><p>买入价 7.21 元</p><button>买入USDT</button><p>卖出价 7.12 元</p><button>卖出USDT</button>
            <p>请使用本人实名认证的支付宝付款给商家，请勿使用他人账户。</p><p>付款后请及时点击按钮，商家核实后会在五分钟内放币给您。</p>
            """)
        #expect(page.isFinding && page.innocent.isEmpty)
    }

    /// What a board's help centre explains, and what programmers read of gateways.
    @Test func helpAndInterfacesOfferNothing() {
        let help = "<h1>P2P trading limits</h1><p>Daily 50,000 USDT. Alipay, WeChat, bank transfer.</p>"
        let asked = "<p>Was this article helpful?</p><button>Yes</button><button>No</button>"
        let page = finding(help + asked)
        #expect(!page.isFinding && page.innocent == "manual", "\(page.score) \(page.innocent)")
        // A code, or rows of offers, excuse nothing.
        let code = #"<a href="https://qr.alipay.com/fkx1234567890abcdefgh">付款</a>"#
        #expect(finding("<h1>出售 USDT</h1><p>7.21 元</p>" + code + asked).isFinding)
        let rows = "<p>7.21</p><p>500 - 20,000 CNY</p><p>支付宝</p><p>7.22</p><p>100 - 9,000 CNY</p><p>微信</p>"
        #expect(finding("<h1>USDT</h1><button>购买 USDT</button>" + rows + asked).isFinding)
        let docs = finding(
            "<h1>USDT 充值接口</h1><p>请求地址 /api/usdt/create</p><td>amount</td><td>金额（元）</td><p>支付宝、微信</p>")
        #expect(!docs.isFinding && docs.crypto < SiteFinding.line, "\(docs.crypto)")
        #expect(finding("<h3>USDT 充值</h3>").evidence.contains { $0.code == "trade_word" })
    }

    /// A label that an address follows gives one; who reads how something is done is asked for none.
    @Test(arguments: [
        "<p>觉得好用可以支持一下 ¥6.66</p><p>USDT 钱包地址：</p><p>TR7NHqjeKQxGTCi8q8ZY4pL8otSzgjLj6t</p>",
        "<p>¥30 a month.</p><label>BTC address</label><p>TR7NHqjeKQxGTCi8q8ZY4pL8otSzgjLj6t</p><button>Copy</button>",
        """
        <h1>布施｜广种福田</h1><h2>充币网络 BTC</h2><p>BTC-充币地址</p><p>bc1qw508d6qejxtdg4y5r3zarvary0c5xw7kv8f3t4</p>
        <button>复制</button><img src="a.png" alt="BTC地址"><p>一键布施</p><label>昵称</label><input name="n">
        <p>布施方式</p>
        """,
        "<h1>租能量省手续费</h1><li>填写 TRC20 地址</li><li>选择笔数，支付 TRX</li><p>一笔约 ¥3</p>",
    ])
    func addressesThatAreGiven(_ body: String) {
        let link = #"<a href="https://qr.alipay.com/fkx1234567890abcdefgh">赞</a>"#
        let page = finding(body + "<p>支付宝</p><p>微信支付</p>" + link)
        #expect(!page.isFinding && page.evidence.allSatisfy { $0.code != "coin_address_asked" }, "\(page.score)")
        let asked = finding("<input placeholder=\"TRC20 地址\"><p>¥726</p><button>下一步</button>" + methods)
        #expect(asked.evidence.contains { $0.code == "coin_address_asked" })
    }

    /// A sample of what an interface answers offers nothing, whatever stands in it.
    @Test func samplesOfAnswersOfferNothing() {
        let fields = "<td>coin</td><td>USDT</td><td>fiat</td><td>CNY</td><td>pay_type</td><td>alipay | wxpay</td>"
        let sample = #"{"coin":"USDT","amount":"100","price":"7.21","pay_type":"alipay"}"#
        let page = finding("<h1>Payment API</h1>\(fields)<pre>\(sample)</pre>")
        #expect(!page.isFinding && page.crypto < SiteFinding.line, "\(page.score)")
        #expect(page.evidence.allSatisfy { !["coin_quote", "coin_rate", "coin_offer"].contains($0.code) })
    }

    /// Wallets warn of those who ask for money in their name.
    @Test func whatIsNeverAskedForIsNoWayToPay() {
        let balance = "<h4>Balance</h4><p>Price ¥7.11</p><p>120 USDT</p><p>Send Receive</p>"
        #expect(!finding(balance + "<p>We never ask for Alipay transfers</p>").isFinding)
        #expect(!finding(balance + "<p>客服不会要求您支付宝转账</p>").isFinding)
        #expect(finding("<p>Price ¥7.11</p><p>120 USDT</p><p>Buy</p><p>Alipay</p>").gateway >= 0.45)
    }

    @Test func whoKeepsBooksDealsInNothing() {
        let page = finding(
            """
            <h1>加密资产记账</h1><button>买入</button><button>卖出</button><p>ETH 均价 ¥23,100 持有 1.2 ETH</p>
            <p>BTC 均价 ¥401,000 持有 0.1 BTC</p><p>专业版 ¥198/年 支付宝 微信</p>
            """)
        #expect(!page.isFinding && page.crypto < SiteFinding.line)
        let table = finding(
            "<td>BTC/CNY</td><td>470,110.00</td><td>USDT/CNY</td><td>7.23</td><p>行情 ¥15/月</p><p>支付宝</p><p>微信支付</p>")
        #expect(!table.isFinding && table.crypto < SiteFinding.line)
    }
}
