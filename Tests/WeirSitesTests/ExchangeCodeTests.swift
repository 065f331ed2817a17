import Testing

@testable import WeirSites

/// Exchangers' codes, and boards on which persons deal for yuan.
@Suite struct ExchangeCodeTests {
    private static func codes(in body: String) -> [String] {
        finding(body).evidence.filter { $0.code == "coin_offer" }.map(\.quote)
    }

    @Test(arguments: [
        #"<script>var d={"from":"USDTTRC20","to":"ALPCNY","rate":7.05}</script>"#,
        #"<script>var d=[{give_code:'usdtbep20', get_code:'wctcny'}]; var t = "don't";</script>"#,
        #"<script>// it's what "a name that is longer than any code is" says"# + "\n"
            + #"x={"note":"a long text, and not a code","from":"BTC","to":"CARDCNY"}</script>"#,
        #"<a href="/exchange_USDTTRC20_to_ALPCNY/">x</a>"#, #"<a href="/?from=ALPCNY&to=USDTERC20">x</a>"#,
        "<p>WCTCNY → USDTTRC20</p>", #"<div data-pair="btc-to-alpcny">x</div>"#,
    ])
    func oneForTheOther(_ body: String) {
        #expect(Self.codes(in: body).contains { $0.contains(" → ") && $0.contains("CNY") }, "\(body)")
    }

    /// Ways to pay, other moneys, and tables of codes pair nothing.
    @Test(arguments: [
        #"<script>var d=[{"code":"ALPCNY"},{"code":"USDTTRC20"}]</script>"#,
        #"<script>var d={"alipay":"ALPCNY","tether":"USDTTRC20"}</script>"#,
        #"<script>var d={"from":"USDTTRC20","to":"SBERRUB"}</script>"#,
        #"<script>var d={"from":"USDTTRC20","to":"ALPCNY","get":"WCTCNY"}</script>"#,
        "<p>ALPCNY, USDTTRC20</p>", "<p>ALPCNY / USDTTRC20</p>", #"<a href="/pay?a=ALPCNY&b=USDTTRC20">x</a>"#,
    ])
    func listsOfThem(_ body: String) {
        #expect(Self.codes(in: body).isEmpty, "\(body)")
    }

    /// Links to one exchanger or to several are none of the page's own; those of a saved page name its host, all of them.
    @Test func linksToOthers() {
        func links(_ addresses: String...) -> [String] {
            Self.codes(in: addresses.map { "<a href=\"\($0)\">x</a>" }.joined())
        }
        let (one, two) = ("https://one.example/USDTTRC20-ALPCNY", "https://two.example/USDTTRC20-ALPCNY")
        #expect(links(one).isEmpty && links(one, two).isEmpty)
        #expect(!links(one, "https://one.example/BTC-WCTCNY").isEmpty)
    }

    private static func board(_ unit: String, _ head: String, limits: Bool = true) -> SiteFinding {
        let rows = [(7.21, 500), (7.22, 1_000), (7.24, 200)].map { price, least in
            "<p>USDT</p><p>\(price) \(unit)</p><p>数量 \(least).00 USDT</p>"
                + (limits ? "<p>限额 \(unit)\(least)-\(unit)\(least * 40)</p>" : "") + "<button>购买</button>"
        }
        return finding("<h1>\(head)</h1>" + rows.joined())
    }

    /// Whoever deals with strangers for yuan is paid over a rail; an exchange's own market is not.
    @Test func boardsThatNameNoWayToPay() {
        let found = Self.board("CNY", "OTC交易 商家")
        #expect(found.isFinding && found.evidence.contains { $0.code == "fiat_board" }, "\(found.score)")
        #expect(!Self.board("EUR", "OTC交易 商家").isFinding)
        #expect(Self.board("CNY", "行情").isFinding)
        // Without limits it is one by what it calls itself.
        #expect(!Self.board("CNY", "行情", limits: false).evidence.contains { $0.code == "fiat_board" })
        #expect(!Self.board("CNY", "OTC 商家 24h 涨跌幅", limits: false).evidence.contains { $0.code == "fiat_board" })
        #expect(Self.board("CNY", "OTC 商家 行情", limits: false).evidence.contains { $0.code == "fiat_board" })
    }

    /// The coin stands in what one searches by, beside a way to pay.
    @Test func offersWhoseCoinStandsElsewhere() {
        let row = "<p>木木</p><p>支付宝</p><p>500 - 50000 CNY</p><p>7.21</p><button>购买</button>"
        #expect(finding(row + "<p>USDT</p><p>支付宝</p><p>搜索</p><p>限额</p><p>价格</p>").isFinding)
        let japanese = "<p>Lucky888</p><p>7.21 CNY</p><p>¥500 - ¥9,000</p><p>Alipay WeChat</p><button>USDTを購入</button>"
        #expect(finding(japanese).isFinding)
        #expect(!finding(row + "<p>美元</p><p>支付宝</p><p>搜索</p><p>限额</p><p>价格</p>").isFinding)
    }

    /// An order of a board that names no coin: whoever has paid waits for it to be let go.
    @Test func ordersThatNameNoCoin() {
        let order = "<p>卖家收款方式</p><p>支付宝</p><p>微信</p><p>30日成单率 98%</p><p>总价 3605 CNY</p><button>申诉</button>"
        #expect(finding(order + "<button>确认放行</button>").isFinding)
        #expect(!finding(order + "<button>确认收货</button>").isFinding)
    }

    /// Rails that an order names only to say how they are not to be used.
    @Test func ordersThatAskForNoRemark() {
        let order =
            "<p>承兑商家: 老周</p><p>卖出ZC，订单总金额 500.00 CNY</p><p>单价： 7.21 CNY</p><p>数量： 69.35 ZC</p><button>我已付款</button>"
            + "<p>3、请勿使用非平台实名的银行卡/支付宝等进行转款；</p>"
        let secret = "<p>5、在转账过程中请勿备注类似BTC、USDT、火币等信息，防止造成您的汇款被拦截等问题。</p>"
        #expect(finding(order + secret).isFinding)
        #expect(!finding(order).evidence.contains { $0.code == "fiat_board" })
    }

    /// Coins that follow a payment, and coins that pay.
    @Test func coinsThatAccountsAreFilledWith() {
        func sold(_ text: String) -> Bool {
            finding("<p>\(text)</p>").evidence.contains { $0.code == "coin_is_sold" }
        }
        #expect(sold("3.卖家确认收到款后，自动充值USDT。如超过24小时未收到币，请向客服反馈解决；"))
        #expect(!sold("付款：用 USDT 自动充值话费，三分钟内完成。"))
        #expect(!sold("卖家确认收到款后，自动充值话费。"))
    }

    /// Quotation marks that no other one closes, a hundred thousand on a line, are looked at once each.
    @Test func marksWithoutAnEndCostNothing() {
        let line = "/*cny*/" + String(repeating: "\\'", count: 300_000) + String(repeating: "\\\"", count: 300_000)
        let start = ContinuousClock.now
        #expect(!finding("<script>" + line + "</script>").isFinding)
        #expect(ContinuousClock.now - start < .seconds(20))
    }

    /// A page to take coins out of an exchange, on which a way to pay is named for nothing.
    @Test func coinsThatAreOnlyMoved() {
        let wallet =
            "<h1>提币</h1><label>提币地址</label><input><label>提币数量</label><input><p>手续费 5 USDT</p><p>到账 0 USDT</p>"
            + "<a href=/in>充币</a><p>支付宝</p>"
        #expect(!finding(wallet).isFinding)
        #expect(finding(wallet + "<p>微信支付</p><button>卖出USDT</button>").isFinding)
    }
}
