import Testing

@testable import WeirSites

private let code = #"<a href="https://qr.alipay.com/fkx1234567890abcdefgh">.</a>"#
private let rails = "<p>支付宝</p><p>微信</p>"

/// Desks in few words: a coin, what one costs and what one does there, in whatever order, language and spelling.
@Suite struct FewWordDeskTests {
    @Test(arguments: [
        "<h3>当日 7.18</h3><p>出 U，一手二手都有</p>" + code,
        "<h2>Юани за USDT</h2><p>Alipay 7,04 · WeChat 7,02</p><a href=https://t.me/x_example>Обменять</a>",
        "<ul><li>7.20 ｜ 500—20000 ｜ 支付宝</li><li>7.21 ｜ 1000—50000 ｜ 银行卡</li></ul><p>T网U</p>",
        "<p>💵 → 🟢₮</p><p>1 : 7.21</p><p>支付宝 ✅ 微信 ✅</p><a href=https://t.me/x_example>下单</a>",
        "<img src=/i/usdt-logo.png><b>7.23</b><img src=/i/icon-alipay.svg><img src=/i/icon-wechat.svg><button>买</button>",
        "<h2>รับแลก USDT</h2><p>Alipay / WeChat</p><p>เรทวันนี้ 7.12</p>",
        "<h2>Jual beli USDT</h2><p>Alipay / WeChat</p><p>Kurs 7.10 · 7.24</p>",
        "<h3>U for sale</h3><p>7.20 each</p><p>Alipay / WeChat</p>",
        "<p>USDT</p><select><option>全部支付方式</option><option>微信</option><option>支付宝</option></select>"
            + "<p>OTC可用余额</p><p>500.00 USDT</p><p>OTC冻结金额</p>",
        "<h1>收購泰達幣</h1><p>今日 7.05</p><p>支付寶、微信</p>",
    ])
    func desks(_ body: String) {
        let page = finding(body)
        #expect(page.isFinding, "\(page.score) \(page.gateway) \(page.crypto) \(body)")
    }

    /// The same parts, and something that they belong to instead.
    @Test(arguments: [
        "<h1>理财</h1><p>可用余额</p><p>500.00 USDT</p><p>冻结金额</p><p>年化 7.20%</p>" + rails,
        "<h1>今日牌价</h1><p>USD 7.10 7.24</p><p>现钞兑换</p>" + rails,
        "<h2>充值</h2><p>¥7.2 = $1</p><p>支付宝 / 微信 / USDT</p><button>购买</button>",
        "<h1>USDT 换算器</h1><p>7.21</p><p>兑换</p>" + rails,
        "<h2>USDT 钱包</h2><p>1 USDT ≈ 7.21 CNY</p><button>兑换</button><p>不支持支付宝、微信</p>",
        "<h2>U 币商城</h2><p>任务得 U 币，100 U 币 = 7.2 元话费</p><p>支付宝 微信</p><button>兑换</button>",
        "<h2>魔兽金币</h2><p>¥7.20</p><p>支付宝 / 微信 / USDT</p><button>购买金币</button>",
        "<p>U盘 批发 7.2元/个</p><button>购买</button>" + rails,
        "<h3>请支付 10.02 USDT</h3><p>TRC20</p><p>订单金额 ¥72.00，汇率 7.19</p><p>支付宝</p>",
        "<h2>代充 1 个月</h2><p>￥158 / 22 USDT</p><p>支付宝、微信扫码付款</p>" + code,
    ])
    func noDesks(_ body: String) {
        let page = finding(body)
        #expect(!page.isFinding, "\(page.score) \(page.gateway) \(page.crypto) \(body)")
    }

    /// Whoever offers it in a sentence, to somebody; and not whoever tells of it.
    @Test(arguments: [
        "<h1>恒通</h1><p>我们收取客户的 USDT，并按当日汇率将人民币打入客户指定的支付宝、微信或银行卡账户，5 分钟以内到账。</p><p>单笔 1,000 元起，服务时间为每日 9 点至 24 点。</p>",
        "<h1>Express</h1><p>Sell us your USDT and get yuan on Alipay in minutes.</p><p>Today: 1 USDT = 7.08 yuan</p>",
        "<h1>YuanYa</h1><p>Compramos tus USDT. Te pagamos en yuanes por Alipay o WeChat Pay.</p><p>1 USDT = 7.08 CNY</p>",
        "<h1>¿Yuanes?</h1><p>Recibimos USDT por TRC20 y pagamos a tu fábrica por Alipay o transferencia bancaria el mismo día.</p><p>1 USDT = 7.08 CNY</p>",
    ])
    func statements(_ body: String) {
        let page = finding(body)
        #expect(page.isFinding, "\(page.score) \(page.gateway) \(page.crypto) \(body)")
    }

    @Test(arguments: [
        "<h1>男子获刑</h1><p>记者获悉，李某通过支付宝收款，为他人将 USDT 兑换成人民币，法院认定其行为构成非法经营罪。</p><p>其累计流水 2200 余万元。</p>",
        "<h1>云主机</h1><p>我们收支付宝、微信，也收 USDT 作为余额充值，打到您的余额。</p><button>购买</button>",
        "<h1>第一次用链上转账</h1><p>上周用支付宝在交易所买了 100 USDT，付了 722 元，五分钟就到账。</p><p>写给自己看的。</p>",
        "<h1>Tienda</h1><p>Recibimos USDT y Alipay como pago de nuestras fundas; enviamos a tu casa el mismo día.</p><button>Comprar</button>",
    ])
    func whatIsToldOfOthers(_ body: String) {
        let page = finding(body)
        #expect(!page.isFinding, "\(page.score) \(page.gateway) \(page.crypto) \(body)")
    }

    /// What one costs, how many and the sum, on a page whose words are those of people who deal in coins.
    @Test func ordersByTheirNumbers() {
        func order(_ price: String, _ button: String) -> SiteFinding {
            finding(
                "<div><span>¥ \(price)</span><span>单价</span><span>500.00</span><span>数量</span>"
                    + "<span>¥ 3600.00</span><span>总额</span></div>" + rails + "<p>收款二维码</p><button>\(button)</button>")
        }
        #expect(order("7.20", "等待确认放币").isFinding)
        #expect(!order("7.21", "等待确认放币").evidence.contains { $0.code == "coin_offer" })
        #expect(!order("7.20", "确认收货").isFinding)
    }

    /// A coin under another name, counted, and a sum that comes to one a piece.
    @Test func goodsByOtherNames() {
        func goods(_ name: String, _ sum: String) -> SiteFinding {
            finding("<p>收款方：优诺科技</p><p>¥\(sum)</p><p>商品名称：\(name)</p>" + code + "<p>支付宝扫一扫</p>")
        }
        #expect(goods("数字代币*100", "721.00").isFinding)
        #expect(!goods("数字代币*100", "98.00").isFinding)
        #expect(!goods("纸巾*100", "721.00").isFinding)
    }

    /// Orders that are grabbed, a deposit in coins, a commission, a code of one's own.
    @Test func collectionCodesThatAreLent() {
        func hall(_ deposit: String, _ work: String) -> SiteFinding {
            finding(
                "<h2>\(work)</h2><li>收款码管理</li><p>\(deposit)</p><table><tr><th>通道</th><th>佣金</th></tr>"
                    + "<tr><td>支付宝</td><td>1.2%</td></tr><tr><td>微信</td><td>1.5%</td></tr></table><button>接单</button>")
        }
        #expect(hall("押金 2,310.55 U", "接单大厅").isFinding)
        #expect(!hall("押金 200 元", "接单大厅").isFinding)
        #expect(!hall("押金 500 U", "外卖骑手接单").isFinding)
    }

    /// Pages that are nothing before their script runs.
    @Test(arguments: [
        #"<div id=app></div><script type="text/x-template"><b>{{a.price}} CNY</b><img src=/i/zfb.png><img src=/i/wx.png><button>购买{{coin}}</button></script><script>var ads=[{price:7.2,min:500,max:9000,ali:1,wx:1}],coin="USDT";</script>"#,
        #"<title>快捷买币</title><div id=x></div><script>f=(function(a,b){return {data:[{coin:a,quote:{buy:"7.23",sell:"7.09"},channels:["alipay","wechat","bank"]}]}}("usdt","cny"))</script>"#,
        #"<div id=app></div><script>s={"zh":{"pay":"付款方式","ali":"支付宝","wx":"微信支付","card":"银行卡","paid":"我已付款","release":"放币","appeal":"申诉","limit":"限额"},"coins":["USDT","BTC"]}</script>"#,
        #"<title>优币</title><meta name=description content="法币交易，买币卖币秒放币，支付宝、微信、银行卡收付 USDT"><div id=app></div>"#,
    ])
    func shells(_ body: String) {
        let page = finding(body)
        #expect(page.isFinding, "\(page.score) \(page.gateway) \(page.crypto) \(body)")
    }

    @Test(arguments: [
        #"<div id=app></div><script>c={"channels":[{"k":"alipay","min":100,"max":5000},{"k":"usdt","min":100,"max":50000,"rate":7.2}]}</script>"#,
        #"<div id=app></div><script>c={"coin":"USDT","buyPrice":7.2,"sellPrice":7.19,"change":-0.1,"donate":{"alipay":"https://qr.alipay.com/fkx1234567890ab"}}</script>"#,
        #"<title>资讯</title><meta name=description content="比特币资讯、行情、快讯"><div id=app></div>"#,
    ])
    func otherShells(_ body: String) {
        let page = finding(body)
        #expect(!page.isFinding, "\(page.score) \(page.gateway) \(page.crypto) \(body)")
    }
}
