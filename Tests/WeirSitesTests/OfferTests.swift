import Testing

@testable import WeirSites

/// Ways to pay in sentences, accounts beside them, coins without a name, the data of boards, pairs of rates.
@Suite struct OfferTests {
    private func offered(_ text: String) -> [String] {
        let bytes = FoldedText(text).bytes
        let methods = EvidenceReader.methodFinder.matches(bytes).map {
            (name: EvidenceReader.methodNames[$0.phrase], range: $0.range)
        }
        let found = MethodOffer.offered(methods, in: bytes)
        return methods.filter { found.contains($0.range) }.map(\.name)
    }

    @Test func sentencesThatOfferWaysToPay() {
        #expect(offered("2. 买入时请使用本人实名支付宝或银行卡向卖家转账。服务时间 9:00 - 21:00") == ["alipay", "bank"])
        #expect(offered("仅限使用实名认证的支付宝付款给商家，请勿使用他人账户。") == ["alipay"])
        #expect(offered("广告留言：支付宝秒付，不要备注。") == ["alipay"])
        #expect(offered("Transfer the sum to the seller with your own Alipay account, then click paid.") == ["alipay"])
        #expect(offered("支付宝、微信、银行卡都可以") == ["alipay", "wechat", "bank"])
        #expect(offered("支付宝、银行卡付款，卖家确认后放币") == ["alipay", "bank"])
        #expect(offered("Chuyển khoản qua Alipay cho người bán, sau đó bấm nút.") == ["alipay"])
        #expect(offered("Переведите на Alipay продавца.") == ["alipay"])
        #expect(offered("We accept Alipay, WeChat Pay.").contains("alipay"))
    }

    @Test(arguments: [
        "多家平台暂停支付宝、微信收款", "该平台将关闭支付宝、微信两种付款方式", "本站不再支持支付宝和微信付款", "支付宝已下架", "支付宝、微信付款维护中", "支付宝、微信收款受限",
        "买家通过支付宝转账 36,000 元", "我用支付宝买了两次", "The exchange removed Alipay and WeChat Pay.",
        "He paid with Alipay.",
    ])
    func sentencesThatTellOfThem(_ text: String) { #expect(offered(text).isEmpty) }

    @Test func aListNeedsNoVerb() {
        #expect(finding("<p>支付宝扫码、微信扫码、网银转账</p>").gateway >= 0.6)
        #expect(finding("<p>Alipay, WeChat, UnionPay cards</p>").gateway >= 0.6)
        #expect(finding("<p>支付宝、微信、网银均已停用</p>").gateway < 0.2)
    }

    /// What an order is for, what stands under "you get", what is said of one advertisement alone.
    @Test(arguments: [
        "<p>商品：USDT×80</p><p>金额：¥583.20</p><p>微信扫码付款</p><p>支付宝</p>",
        "<div>From</div><div>Alipay (CNY)</div><div>To</div><div>Tether (USDT)</div><p>Rate: 7.33</p>",
        "<h3>You sell</h3><p>1.5 ETH</p><h3>You receive</h3><p>¥36,150.00</p><p>Payout: Alipay</p>",
        "<p>472,300.00 CNY</p><p>Limit 1,000 - 50,000 CNY</p><p>Alipay, Bank transfer</p><button>Buy BTC</button>",
        "<h2>You are buying 0.015 BTC</h2><p>7,050.00 CNY</p><p>Alipay, WeChat</p><button>I have paid</button>",
        "<p>USDT 7.3/个</p><p>TRX 1.0/个</p><p>付款：微信 支付宝</p>",
        "<p>USDT seller since 2019</p><p>7.24 CNY</p><p>Accepts Alipay, WeChat</p><button>Start trade</button>",
        "<p>我有</p><option>支付宝余额</option><option>微信零钱</option><p>我要</p><option>USDT</option><button>兑换</button>",
    ])
    func ordersOfFewWords(_ body: String) { #expect(finding(body).isFinding, "\(body)") }

    @Test(arguments: [
        "<p>支付宝转账 账号 caiwu_in@126.com 户名 赵某某</p>", "<p>支付宝</p><p>账号：<span>138****8821</span></p>",
        "<p>张某&nbsp;支付宝</p><p>zhang_28@qq.com</p>", "<p>Alipay: studio@lin.example</p>",
        "<p>银行卡</p><p>户名 李某</p><p>卡号 6222 0212 3456 7890 12</p>",
    ])
    func accountsBesideAWayToPay(_ body: String) {
        #expect(finding(body).evidence.contains { $0.code == "pay_account" }, "\(body)")
    }

    @Test(arguments: [
        "<p>支付宝</p><p>微信</p><p>客服邮箱 help@shop.example</p>", "<p>支付宝</p><p>联系电话 13800001234</p>",
        "<p>微信 13800001234</p>", "<p>账号 x@mail.example</p><p>登录</p>",
    ])
    func contactsAreNoAccounts(_ body: String) {
        #expect(!finding(body).evidence.contains { $0.code == "pay_account" }, "\(body)")
    }

    @Test func accountsArePayees() {
        let payees = finding("<p>支付宝账号 caiwu_in@126.com</p><p>支付宝 收款 13800001234</p>").payees
        #expect(payees.contains(Payee(.mail, "caiwu_in@126.com")) && payees.contains(Payee(.phone, "13800001234")))
    }

    @Test func coinsThatNoListNames() {
        let page = finding(
            """
            <h3>购买GEC</h3><p>数量 320 GEC</p><p>单价 2.31 CNY</p><p>总额 739.20 CNY</p><p>卖家 等待放币</p>
            <p>支付方式</p><p>支付宝</p><button>我已付款</button>
            """)
        #expect(page.isFinding && page.evidence.contains { $0.code == "asset" && $0.quote == "GEC" })
    }

    @Test(arguments: [
        "<p>购买 DQ 点券</p><p>600 DQ 6.00 CNY</p><p>1200 DQ 12.00 CNY</p><p>卖家 自营</p>",
        "<p>数量 500 PCS</p><p>单价 1.005 CNY</p><p>买家 某公司</p><button>购买</button>",
        "<p>500 GB ¥60.00</p><p>购买GB</p><p>可用 USDT</p>",
    ])
    func unitsOfOtherGoods(_ body: String) {
        #expect(!finding(body + "<p>支付宝</p><p>银行卡</p>").isFinding, "\(body)")
    }

    @Test func boardsNameTheirWaysToPayInChinese() {
        let order = #"{"coin":"USDT","unitPrice":"7.19","minAmount":"500","maxAmount":"20000","payTypes":"微信|支付宝"}"#
        let page = finding(#"<script>var ads=[\#(order),\#(order)],fiat="CNY"</script>"#)
        #expect(page.isFinding)
        // The same data of a shop: no coin.
        let shop = order.split(separator: "USDT").joined(separator: "月卡")
        #expect(finding(#"<script>var ads=[\#(shop)],fiat="CNY"</script>"#).crypto < SiteFinding.line)
    }

    /// Prices as numbers, in a script or in an attribute of the element that an application fills.
    @Test func boardsGiveTheirPricesAsNumbers() {
        let desk = #"coin:"USDT",buyPrice:7.21,sellPrice:7.16,payList:[{name:"支付宝"},{name:"微信"}]"#
        #expect(finding("<script>window.C={\(desk)}</script>").isFinding)
        let ad = #"{"asset":"USDT","fiat":"CNY","price":7.21,"min":100,"max":20000,"pays":["alipay","bank"]}"#
        #expect(finding("<div id=app data-props='\(ad)'></div>").isFinding)
        // What is called a rate is one where words of the page deal in coins.
        let quick = #"{"symbol":"USDT","currency":"CNY","rate":7.23,"minAmount":100,"pay":["支付宝","微信支付"]}"#
        #expect(finding("<h1>快捷买币</h1><script>var c=\(quick)</script>").isFinding)
        #expect(!finding("<h1>余额充值</h1><script>var c=\(quick)</script>").isFinding)
    }

    @Test(arguments: [
        // A coin among the ways to pay, in a list of words or of entries.
        #"{"item":"tee","currency":"CNY","price":"7.21","min":1,"max":20,"pays":["alipay","usdt"]}"#,
        #"{"plan":"月付","price":7.2,"minAmount":10,"pays":[{"name":"支付宝"},{"name":"微信支付"},{"name":"USDT"}]}"#,
        // A ticker that is shared.
        #"{"coin":"USDT","currency":"CNY","price":7.23,"minChange":-1,"maxChange":5,"share":["wechat","weibo"]}"#,
        #"{"coin":"USDT","currency":"CNY","price":7.23,"min":7.1,"max":7.3,"share":["wechat"]}"#,
        #"{"goods":"会员","amount":72.00,"pays":["支付宝","微信"],"usdtAmount":10.02}"#,
    ])
    func dataThatAreNoBoard(_ data: String) {
        let script = finding("<script>var d=\(data)</script>")
        let attribute = finding("<div id=app data-d='\(data)'></div>")
        #expect(!script.isFinding && !attribute.isFinding && script.crypto < SiteFinding.line, "\(data)")
    }

    @Test func ordersAndWordsOfBoardsInScripts() {
        let order = #"{"goods":"USDT","num":300,"amount":2169.00,"url":"https://qr.alipay.com/fkx1abcdefghijk23456"}"#
        #expect(finding("<script>var o=\(order)</script>").isFinding)
        let words = #"a:"我要买",b:"我要卖",coin:"USDT",c:"单价",d:"限额",e:"支付宝",f:"微信",g:"我已付款",h:"等待放币""#
        #expect(finding("<script>var l={\(words)}</script>").isFinding)
        let shop = #"a:"购买",b:"在售",coin:"USDT",c:"单价",d:"限购",e:"支付宝",f:"微信",g:"下单""#
        #expect(!finding("<script>var l={\(shop)}</script>").isFinding)
    }

    @Test(arguments: [
        "<li>RMB → USDT：7.28</li><li>USDT → RMB：7.10</li>", "<li>人民币换USDT 7.26</li><li>USDT换人民币 7.15</li>",
        "<td>RMB 兑 USDT</td><td>7.29</td><td>USDT 兑 RMB</td><td>7.11</td>", "<p>人民币→U 7.30</p><p>U→人民币 7.12</p>",
    ])
    func ratesEachWay(_ body: String) {
        let page = finding(body + "<p>支付宝</p><p>微信</p>")
        #expect(page.isFinding && page.evidence.contains { $0.code == "coin_rate" }, "\(body)")
    }

    @Test(arguments: ["<li>RMB → USD：7.18</li><li>USD → RMB：7.12</li>", "<p>USDT/CNY 7.23</p><p>USDT/USD 1.00</p>"])
    func ratesOfMoneyAndOfMarkets(_ body: String) { #expect(!finding(body + "<p>支付宝</p><p>微信</p>").isFinding) }

    @Test func coinsAreKeptOutOfRemarks() {
        func isSecret(_ text: String) -> Bool { TradeSigns.secrecy(in: FoldedText(text).bytes) != nil }
        #expect(isSecret("转账时请勿备注任何与数字货币相关的信息"))
        #expect(isSecret("转账备注不要写任何与数字货币有关的内容"))
        #expect(isSecret("实在控制不住，就备注数字，千万不要出现虚拟币相关的数字字母"))
        #expect(isSecret("In the payment note never mention USDT."))
        #expect(!isSecret("请备注会员号，禁止用于虚拟币交易"))
        #expect(!isSecret("请勿备注其他内容"))
    }
}
