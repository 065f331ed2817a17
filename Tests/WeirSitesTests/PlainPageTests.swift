import Testing

@testable import WeirSites

private let methods = "<p>支付宝</p><p>微信</p><p>银行卡</p>"
private let code = #"<a href="https://qr.alipay.com/fkx1234567890abcdefgh">付款</a>"#

/// Pages of few words: prices that are no coin's, and coins that are sold without a verb.
@Suite struct PlainPageTests {
    /// What has two prices, or one a piece, and is no coin.
    @Test(arguments: [
        "<h1>美金</h1><p>收 7.28</p><p>出 7.33</p>", "<h1>苹果</h1><p>今日收 6.80 出 7.10 元/斤</p>",
        "<h1>邮票</h1><p>猴票 12000元/枚</p><p>收购 出售</p>", "<h1>纽扣</h1><p>0.12元/枚</p><p>购买数量</p>",
        "<h1>纪念币</h1><p>泰山币 8元/枚</p><p>生肖币 13元/枚</p>", "<h1>机柜租用</h1><p>500元/U 每月</p><p>带宽 100元/M</p>",
        "<h1>券商</h1><p>买入 7.12</p><p>卖出 7.15</p><p>限额 500-50000 元</p><button>买入</button><button>卖出</button>",
        "<h1>抓娃娃</h1><p>买币 10 元 20 枚</p><p>存币 取币 卖币</p>", "<h1>代币</h1><p>出币机 收币</p><p>100 枚 60 元</p>",
    ])
    func pricesOfWhatIsNoCoin(_ body: String) {
        let page = finding(body + methods)
        #expect(!page.isFinding && page.crypto < SiteFinding.line, "\(page.crypto) \(body)")
    }

    /// The same prices beside a coin's name.
    @Test(arguments: [
        "<h1>USDT</h1><p>收 7.06</p><p>出 7.18</p>", "<h1>派币</h1><p>收 PI：2.1 元/枚</p><p>出 PI：2.6 元/枚</p>",
        "<p>个人 U 商，6.98 进 7.08 出，当面点清</p>", "<p>U 7.15 元/U</p>",
    ])
    func pricesOfCoins(_ body: String) {
        #expect(finding(body + methods).evidence.contains { $0.code == "coin_rate" }, "\(body)")
    }

    /// A comma before the fraction, as in Russian and Vietnamese, and commas between thousands.
    @Test func figuresWithCommas() {
        func read(_ text: String) -> Figure? { Figure(Array(text.utf8)[...]) }
        #expect(read("7,24")?.value == 7.24 && read("7,24")?.isPrice == true)
        #expect(read("1,450.00")?.value == 1450 && read("7,240")?.value == 7240 && read("1,234,56")?.value == 123_456)
        #expect(read("7.2")?.decimals == 1 && read("7")?.isPrice == false && read("1.2.3") == nil)
        let page = finding("<h1>Купить USDT</h1><p>7,19 CNY</p>" + methods)
        #expect(page.isFinding && page.evidence.contains { $0.code == "coin_rate" })
        #expect(!finding("<h1>Юани</h1><p>12,15 ₽</p><p>7,19 CNY</p>" + methods).isFinding)
    }

    /// Names spelt with a letter for a character.
    @Test func namesSpeltWithLetters() {
        #expect(finding("<p>ＵＳＤＴ・人民币 互换</p><p>Ｚ付Ｂ｜Ｖ信｜卡</p><p>进７.０６ 出７.２１</p>").isFinding)
        #expect(finding("<p>泰d 现货</p>").evidence.contains { $0.code == "asset" })
        #expect(finding("<p>pdf宝典</p>").gateway == 0)
    }

    /// One goes in and the other comes out; `U` beside money of a rail is a coin.
    @Test(arguments: [
        "<p>RMB in, USDT out</p><p>WeChat / Alipay</p>", "<h1>CNY in. USDT out.</h1>" + code, "<p>微信进 U出</p>",
        "<p>支付宝进，U出，7.2，500起。电报同号</p>", "<p>CNY → U</p><p>支付宝/微信</p>",
        "<h2>테더 ↔ 위안</h2><p>살때 7.26 / 팔때 7.10</p><p>알리페이·위챗페이</p>",
    ])
    func oneInAndTheOtherOut(_ body: String) { #expect(finding(body).isFinding, "\(finding(body).score) \(body)") }

    @Test(arguments: [
        "微信进群，USDT 行情", "支付宝进账提醒, USDT 支出", "可支付宝付，也收 USDT", "车辆进，人员出", "log in with Alipay, USDT out of stock",
    ])
    func whatNeitherGoesInNorOut(_ text: String) {
        #expect(CoinForRail.flow(in: FoldedText(text).bytes) == nil, "\(text)")
    }

    /// A price each way, in the words of other languages; dollars have two as well.
    @Test(arguments: [
        "USDT 살때 7.25 팔때 7.08", "USDT покупка 7,02 продажа 7,20", "USDT: compra 7,02 - venta 7,20", "U商 7.19出 7.08回",
    ])
    func aPriceEachWay(_ text: String) {
        let rates = finding("<p>\(text)</p>" + methods).evidence.filter { $0.code == "coin_rate" }
        #expect(rates.contains { $0.weight == 0.5 }, "\(text)")
        let dollars = finding("<p>美元 买入 7.12 卖出 7.24</p><p>另收 USDT</p>" + methods)
        #expect(dollars.evidence.allSatisfy { $0.code != "coin_rate" })
    }

    @Test func aSumAndTheCoinsForIt() {
        func swap(_ text: String) -> Bool { PlainDeals.swap(in: FoldedText(text).bytes) != nil }
        #expect(swap("付 726 得 100 U") && swap("720 → 100U") && swap("100 USDT = 723") && swap("转1440换200个U"))
        #expect(!swap("付 20 得 2 杯") && !swap("转 950 得 1000 元油卡") && !swap("720 积分换 100U") && !swap("付 72 得 100U"))
        #expect(!swap("应付 100 USDT = 720 元") && !swap("送 100U = 720 元"))
        #expect(finding("<p>付 726 得 100 U</p>" + code).isFinding)
        #expect(finding("<p>购 USDT 200 枚</p><p>应付 ¥1,444.00</p><p>支付宝扫码</p>").isFinding)
    }

    @Test func alipayIsNoWordOfPaying() {
        let sold = finding("<p>向支付宝账户转 721 元，得 100 USDT</p>")
        #expect(sold.evidence.contains { $0.code == "coin_rate" })
        #expect(!finding("<p>支付 17.9 USDT 或 128 元</p>").evidence.contains { $0.code == "coin_rate" })
    }

    /// Cashiers hide what an order is for until somebody asks; block by block it reads as it would be shown.
    @Test func whatAnOrderIsForMayBeHidden() {
        func cashier(_ goods: String, style: String = "display:none") -> SiteFinding {
            finding(
                "<h1>￥722.00</h1>\(code)<p>请使用支付宝扫一扫</p><div style=\"\(style)\"><dl><dt>商品：</dt><dd>\(goods)</dd>"
                    + "<dt>单号</dt><dd>2026112930001</dd><dt>状态</dt><dd>等待支付</dd></dl></div><p>5分钟内有效</p>")
        }
        for goods in ["USDT 100 枚", "购买 USDT 100 个（TRC20）", "泰达币×100", "100U"] {
            #expect(cashier(goods).isFinding, "\(goods)")
            #expect(cashier(goods, style: "").evidence.contains { $0.code == "coin_is_sold" }, "\(goods)")
        }
        for goods in ["VIP 月卡", "USDT 主题T恤 黑色", "U盘 64G", "不收 USDT", "什么是USDT"] {
            #expect(!cashier(goods).isFinding, "\(goods)")
        }
        // Blocks that are hidden stay apart from each other and from what is seen.
        let html = "<p>支<i hidden>x</i>付宝</p><div hidden><p>一二</p><p>三四</p></div>"
        let blocks = SiteReader.page(Array(html.utf8), address: "").blocks
        #expect(blocks.filter(\.isHidden).map(\.text) == ["一二", "三四"] && blocks.count == 3)
    }

    /// A way to pay in the title makes no way to pay of the coin that the page begins with.
    @Test func titlesBeginNoList() {
        #expect(finding("<title>USDT Alipay</title><p>USDT</p><p>7,22 CNY</p><p>Alipay</p>").isFinding)
        #expect(!finding("<title>支付宝 USDT</title><p>¥15 月卡</p><label>支付宝</label><label>USDT</label>").isFinding)
    }

    @Test func aCoinAndItsPriceInOneLabel() {
        #expect(finding("<p>USDT 7.21</p><p>100 ~ 30000</p><p>支付宝</p>").isFinding)
        let ticker = finding("<p>USDT 7.21 ▲0.1%</p><p>BTC 651,000 ▼1.2%</p><p>ETH 23,400</p><p>支付宝</p>")
        #expect(!ticker.isFinding, "\(ticker.score)")
        #expect(!finding("<p>USDT/CNY 7.23</p><p>USDT/USD 1.00</p><p>支付宝</p>").isFinding)
        #expect(!finding("<p>USDT 1.00</p><p>USD 7.21</p><p>支付宝</p>").isFinding)
    }

    /// A verb, and the coin in the label after it.
    @Test func verbsAndCoinsInLabelsOfTheirOwn() {
        let rail = "<p>收款到</p><select><option>支付宝</option><option>微信</option></select><button>提交</button>"
        let sale = "<h1>卖出</h1><option>USDT</option><option>BTC</option><p>100-5000</p>" + rail
        #expect(finding(sale).isFinding && finding(sale).evidence.contains { $0.code == "trade_word" })
        for body in [
            "<h1>卖出</h1><option>手机</option><p>100-5000</p>" + rail,
            "<h1>购买</h1><p>月卡</p><p>¥15</p><button>支付宝</button><button>USDT</button>",
            "<button>购买</button><label>USDT</label><label>支付宝</label><p>¥15</p>",
        ] { #expect(!finding(body).isFinding, "\(finding(body).score) \(body)") }
    }

    @Test func packsWithoutASignOfMoney() {
        let packs = finding("<h1>充U</h1><p>100U 726</p><p>500U 3620</p>" + code)
        #expect(packs.isFinding && packs.evidence.contains { $0.code == "coin_rate" }, "\(packs.score)")
        #expect(!finding("<h1>话费</h1><p>100 98</p><p>500 490</p>" + code).isFinding)
        #expect(!finding("<h1>机柜</h1><p>42U 300</p><p>24U 170</p>" + code).isFinding)
    }

    @Test func goodsThatAreCountedAfterTheirName() {
        let shop = "<p>¥72.50</p><p>库存 88</p><button>支付宝</button><button>微信</button><button>购买</button>"
        #expect(finding("<h1>USDT 10个</h1>" + shop).isFinding)
        #expect(!finding("<h1>U盘 10个</h1>" + shop).isFinding)
        #expect(!finding("<h1>送 USDT 10个</h1>" + shop).evidence.contains { $0.code == "coin_is_sold" })
    }

    /// A price without a verb, on a page that is nothing but an offer.
    @Test(arguments: [
        "<p>今日 7.19，量大可谈，USDT 走波场。</p>", "<p>代充 USDT，报 UID 内转，价 7.22，先款。</p>",
        "<p>余额以 USDT 显示，比例 7.2:1，最低 500 元。</p>",
    ])
    func aPriceIsAnOfferWhereNothingElseIsSaid(_ body: String) {
        #expect(finding(body + code).isFinding, "\(body)")
        #expect(!finding(body).isFinding)
        #expect(!finding(body + code + "<p>打赏作者</p>").isFinding)
        #expect(!finding("<label>支付宝</label><label>USDT</label>" + body + code).isFinding)
    }

    /// A coin and its price in labels of their own, and one way to pay.
    @Test(arguments: [
        "<h1>USDT</h1><h2>¥7.22</h2><p>支付宝</p>", "<div>USDT 現貨</div><div>7.21</div><div>微信支付</div>",
        "<p>泰达币</p><p>7.23</p><p>zfb vx</p>", "<p>USDT</p><p>7,12 ¥</p><p>Alipay, WeChat</p>",
        "<p>USDT</p><p>7.18 / 7.25</p><p>支付宝</p>", "<p>Tether (TRC20)</p><p>¥ 7.26 each</p><p>WeChat Pay</p>",
        "<p>ETH 现货 23,800 元</p><p>支付宝 微信</p>", "<p>100 USDT = 723</p><p>微信</p><p>支付宝</p>",
        "<p>出比特币</p><p>65.8万</p><p>微信转账</p>", "<h3>提U秒到</h3><p>7.26</p><p>支付宝</p>",
        "<h2>USDT 出金到支付寶</h2><p>7.15</p>",
    ])
    func aCoinAndItsPriceInLabelsOfTheirOwn(_ body: String) {
        #expect(finding(body).isFinding, "\(finding(body).score) \(body)")
        #expect(!finding(body + "<p>打赏作者</p>").isFinding)
        #expect(!finding(body + "<p>USDT 今日行情，更新于 12:00</p>").evidence.contains { $0.code == "coin_leaflet" })
    }

    /// The same numbers beside what is no coin, beside a coin that is paid with, and in lists of markets.
    @Test(arguments: [
        "<h1>USDT</h1><h2>$1.0002</h2><p>支付宝</p>", "<div>U盘 现货</div><div>7.21</div><div>微信支付</div>",
        "<p>泰达时尚广场停车</p><p>7.00 元</p><p>微信 支付宝</p>", "<p>Tỷ giá USD</p><p>7,25 tệ</p><p>Alipay</p>",
        "<p>VPS 1C1G</p><p>7.2 USDT</p><p>支付宝亦可</p>", "<p>USDT 收款地址</p><p>7.23</p><p>支付宝</p>",
        "<td>USDT</td><td>7.23</td><td>BTC</td><td>652,100</td><td>ETH</td><td>23,100</td><p>支付宝</p>",
        "<p>USDT 矿池收益</p><p>7.21</p><p>支付宝</p>", "<p>100 积分 = 723</p><p>微信</p><p>支付宝</p>",
        "<p>BTC 现货交易</p><p>658,000 元</p><p>支付宝</p>", "<h1>USDT 提现</h1><p>100 元起</p><p>支付宝</p>",
        "<p>显卡现货 可挖 ETH ¥2,300</p><p>支付宝 微信</p>", "<p>比特币现货ETF 指南</p><p>¥79 元</p><p>支付宝 微信</p>",
        "<p>不收 USDT</p><p>7.21</p><p>支付宝</p>", "<p>苹果</p><p>7.23</p><p>支付宝</p>",
    ])
    func pricesBesideWhatIsNoOffer(_ body: String) {
        #expect(!finding(body).isFinding, "\(finding(body).score) \(body)")
    }

    @Test(arguments: [
        "天津泰达股份 7.20 元", "USDT 涨至 7.20 元", "USDT 结算价 7.20，支持USDT付款", "USDT 活动 7.19 日", "u盘 7.20 元", "USDT 到账 7.2%",
    ])
    func numbersThatAreNoPrice(_ text: String) {
        #expect(PlainDeals.quote(in: FoldedText(text).bytes) == nil, "\(text)")
    }

    /// Rules of those who take payments for others, and of changers of money.
    @Test(arguments: [
        "<p>不收 USDT，不做虚拟币交易</p>", "<p>禁止买卖USDT，违者封号</p>", "<li>禁止用于：虚拟货币交易</li><li>禁止用于：USDT买卖</li>",
        "<p>We do not sell crypto</p>",
    ])
    func whatIsForbiddenIsNoOffer(_ body: String) {
        let page = finding("<h1>外币兑换</h1><p>美元 收 7.28 出 7.33</p>" + body + methods)
        #expect(!page.isFinding && page.evidence.allSatisfy { $0.code != "trade_word" }, "\(page.crypto) \(body)")
    }

    @Test(arguments: [
        "拒绝黑钱 USDT 秒放", "请勿备注USDT", "不要急，收USDT", "不收手续费买卖USDT", "不做实名买USDT", "Never late: buy USDT",
    ])
    func whatTradersRefuseIsNoDenial(_ text: String) {
        #expect(DeniedDeals.ranges(in: FoldedText(text).bytes).isEmpty, "\(text)")
    }

    @Test func calculatorsAndCoinsOfGames() {
        let rate = "<p>1 USDT = 7.13 元</p><input name=a><button>换算</button>" + code
        #expect(!finding("<h1>USDT 汇率计算器</h1>" + rate).isFinding)
        #expect(finding("<h1>USDT 汇率计算器</h1><button>买入USDT</button>" + rate).isFinding)
        #expect(!finding("<h1>Buy coins</h1><p>FIFA coins 100K ¥60</p><p>Sell coins</p>" + methods).isFinding)
    }

    @Test func headlinesOfCourts() {
        #expect(finding("<h1>出售 USDT 被判刑，法院这样认定</h1>").evidence.allSatisfy { $0.code != "trade_word" })
        #expect(finding("<h1>出售 USDT</h1>").evidence.contains { $0.code == "trade_word" })
    }

    /// Coins that pay for another coin.
    @Test func tokensAreSoldForCoins() {
        let ways = "<p>付款方式</p><label>支付宝</label><label>ETH</label><label>USDT</label>"
        #expect(finding("<h2>代币认购</h2>" + ways).isFinding)
        #expect(!finding("<h2>年度会员</h2>" + ways).isFinding)
    }

    @Test func railsInRussian() {
        #expect(finding("<h1>Обмен Alipay на USDT</h1>").evidence.contains { $0.code == "coin_offer" })
    }

    @Test func rankingsOfOtherPeoplesExchanges() {
        let list = "<li>Binance：C2C 买币，支付宝、微信</li><li>OKX：法币交易</li><li>Gate.io：支付宝</li>"
        #expect(!finding("<h1>十大交易所排名</h1><ol>\(list)</ol>").isFinding)
        // A code of one's own is no ranking.
        #expect(finding("<h1>十大交易所排名</h1><ol>\(list)</ol>" + code).isFinding)
    }

    @Test func whoAsksForACollectionCode() {
        let page = finding("<h1>USDT 接单</h1><button>上传收款码</button>")
        #expect(page.gateway >= SiteFinding.line && page.evidence.contains { $0.code == "code_asked" })
    }

    @Test func tagsOfAThousandAttributes() {
        let many = (0..<1000).map { " a\($0)=\"1\"" }.joined()
        let (page, isCut) = LongTags.shortened(Array("<p\(many)>USDT</p>".utf8))
        let text = String(decoding: page, as: UTF8.self)
        #expect(isCut && text.hasSuffix(">USDT</p>") && text.contains("a511=") && !text.contains("a512="))
        let script = "<SCRIPT>if(i<b\(many)</SCRIPT><p>USDT</p>"
        #expect(!LongTags.shortened(Array(script.utf8)).isCut)
        #expect(finding("<p\(many)>买卖 USDT</p>").cut != nil)
    }
}
