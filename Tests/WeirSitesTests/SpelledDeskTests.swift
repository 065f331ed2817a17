import Testing

@testable import WeirSites

private let rails = "<p>支付宝</p><p>微信</p>"
private let code = #"<a href="https://qr.alipay.com/fkx19spelled0a1b2c3d4">付款</a>"#

/// Desks whose words are spelt another way, drawn, or kept where only a browser puts them; and honest pages.
@Suite struct SpelledDeskTests {
    private func bytes(_ text: String) -> [UInt8] { FoldedText(text).bytes }

    /// One word, however it is written: ПРОДАМ, Продам, продам. A capital that looks Latin stays so in a Latin word.
    @Test func capitalsOfCyrillic() {
        #expect(bytes("Меняем") == bytes("меняем") && bytes("МЕНЯЕМ") == bytes("меняем"))
        #expect(bytes("ПРОДАМ") == bytes("продам") && bytes("Обмен") == bytes("ОБМЕН"))
        #expect(bytes("USDТ") == Array("usdt".utf8) && bytes("ВТС") == Array("btc".utf8))
    }

    /// Digits that have an element or a picture each are one number; numbers of pages are not.
    @Test func digitsOneByOne() {
        #expect(bytes("USDT 7 . 2 4") == Array("usdt 7.24".utf8) && bytes("1 2 3 4") == Array("1 2 3 4".utf8))
        #expect(bytes("v 7.2 4") == Array("v 7.2 4".utf8) && bytes("10 . 2 4") == Array("10 . 2 4".utf8))
    }

    @Test(arguments: [
        "<p>收U7.14 出U7.25 支/微 秒付</p>", "<p>收優 出優，七塊一毛八，zfb wx 秒到，老客九五折</p>",
        "<p>收油出油 7.25，枝付堡、薇芯都可以，优斯迪走波场</p>", "<p>BTC 换 RMB，支付宝到账，量大从优</p>",
        "<p>出.U.S.D.T 七块二 支-付-宝 微-信 都行</p>", "<p>[H] 1,200 USDT TRC20 [W] Alipay balance. Rate 7.15.</p>",
        "<p>ビットコイン・テザー買取、代金はアリペイ残高で即払い。@example_jp</p>",
        "<h1>Продам USDT</h1><p>Алипей, Вичат. Курс 7,12</p>",
        #"<p>USDT 现价 <img src="7.png" alt="7"><img src="d.png" alt="."><img src="2.png" alt="2"> 元</p>"# + rails
            + "<button>立即购买</button>",
        #"<img src="/i/usdt.png" alt="USDT"><img src="/i/arrow.png"><img src="/i/zfb.png" alt="支付宝"><p>7.20</p>"#
            + #"<a class="btn">立即兑换</a>"#,
        "<p>USDT</p><p>7.24</p><p>出 / 收</p>" + rails,
        "<p>充值地址 TR7NHqjeKQxGTCi8q8ZY4pL8otSzgjLj6t</p><p>转入后10分钟内到您的支付宝，1:7.1</p>"
            + #"<form><input name="a" placeholder="支付宝账号"><button>提交</button></form>"#,
    ])
    func desks(_ body: String) {
        let page = finding(body)
        #expect(page.isFinding, "\(page.score) \(page.gateway) \(page.crypto) \(body)")
    }

    @Test(arguments: [
        "<p>支付保证金 500 元，比特币之父爆料，致富宝典</p>", "<p>支付 / 微信 / 7.25 起</p>",
        "<li>修复卖出 BTC 时成本错误</li><li>新增支付宝、微信账单导入</li><li>USDT 按当日价折算</li>",
        "<h1>C2C交易</h1><p>C2C交易指个人与个人之间的数字资产买卖，常见于交易所。买方通过支付宝、微信支付付款，卖方放币。</p>"
            + "<h2>参见</h2><li>场外交易</li>",
        "<p>支付宝封禁买卖比特币的账户，微信跟进</p>",
        "<p>ビットコインの歴史。投げ銭はアリペイでどうぞ</p>" + code, "<p>收支/微利分析 7.14</p>" + rails,
    ])
    func noDesks(_ body: String) {
        let page = finding(body)
        #expect(!page.isFinding, "\(page.score) \(page.gateway) \(page.crypto) \(body)")
    }

    /// What one gives and what one gets, as exchangers in other languages head their lists.
    @Test func givenAndGot() {
        let fields = { (one: String, other: String) in
            "<h3>1. \(one)</h3><label>Bitcoin</label><label>Tether</label><h3>2. \(other)</h3><label>Alipay CNY</label>"
        }
        for page in [fields("Отдаёте", "Получите"), fields("Bạn gửi", "Bạn nhận")].map(finding) {
            #expect(page.evidence.contains { $0.code == "coin_offer" }, "\(page.evidence.map(\.code))")
        }
    }

    /// An order of an exchange, with its long advice, in languages that its buttons are read in as well; the same order
    /// in another money has no rail of the platform.
    @Test func ordersInOtherLanguages() {
        func order(_ pay: String, _ sums: String, _ button: String) -> SiteFinding {
            let advice =
                "<h1>Sugerencias de operación</h1><p>Complete el pago de acuerdo con la cuenta proporcionada por "
                + "la otra parte dentro del límite de tiempo y haga clic en esta página.</p><p>Después de recibir "
                + "el pago, el vendedor confirmará el pago en el sitio web y el sistema enviará los activos.</p>"
            return finding(advice + sums + "<div>\(pay)</div><button>\(button)</button>")
        }
        func sums(_ price: String, _ money: String, _ currency: String) -> String {
            "<h5>\(price)</h5><p>Precio (\(currency))</p><h5>500</h5><p>Número (USDT)</p><h5>\(money)</h5>"
                + "<p>Importe (\(currency))</p>"
        }
        for button in ["Pago completado", "입금 확인", "お支払い完了", "Подтвердить", "Zahlung bestätigen", "Paiement effectué"] {
            let page = order("Alipay</div><div>WeChat Pay", sums("7.21", "3605.00", "CNY"), button)
            #expect(page.isFinding, "\(button) \(page.score)")
        }
        #expect(order("Bank transfer", sums("0.92", "460.00", "EUR"), "Pago completado").gateway < SiteFinding.line)
    }

    /// The form that creates an advertisement, in languages.
    @Test(arguments: [
        ("Разместить объявление", "Премиум", "Минимальная сумма", "Максимальная сумма"),
        ("Crear un anuncio", "Precio", "Importe mínimo", "Importe máximo"), ("広告を作成", "価格", "最小取引額", "最大取引額"),
        ("광고 등록", "가격", "최소 금액", "최대 금액"),
    ])
    func advertisements(_ title: String, _ price: String, _ least: String, _ most: String) {
        let form = "<h2>\(title)</h2><p>USDT</p><label>\(price)</label><label>\(least)</label><label>\(most)</label>"
        #expect(finding(form + "<button>OK</button><ul><li>Alipay</li><li>WeChat Pay</li></ul>").isFinding)
        #expect(
            !finding("<h2>\(title)</h2><label>\(price)</label><ul><li>Alipay</li><li>WeChat Pay</li></ul>").isFinding)
    }

    /// Who speaks to the reader offers; who tells what happened to them does not.
    @Test func saidToTheReader() {
        func article(_ text: String) -> SiteFinding {
            finding("<h1>十年老币民，聊聊换币这件事</h1><p>找我换币的朋友越来越多，索性就当成了主业，说说我的规矩。</p><p>\(text)</p>")
        }
        #expect(article("规矩很简单：你要币，支付宝或者微信把钱转给我，我马上放币给你，今天的价是七块二。").isFinding)
        #expect(article("出金很简单：你把USDT转到我的波场地址，我用支付宝或者微信实时转账，十分钟以内。").isFinding)
        #expect(!article("对方说你把USDT转到我的地址，我用支付宝打款给你，结果被骗走三千个。").isFinding)
        #expect(!article("我用支付宝在交易所买过一些USDT，后来转到我的冷钱包里放着没有动。").isFinding)
    }

    /// A place of running points that a page to be read invites to, and a newspaper that tells of one.
    @Test func invitedToRunPoints() {
        let said = "注册以后充值 500 USDT 作为押金，上传自己的支付宝或者微信收款码，系统自动派单，收到客户的钱以后点确认，每单佣金百分之一点五，当日结算。"
        let more = "<p>一天做二十单，轻松三百块，多号多码，多劳多得，押金随时可退。</p>"
        #expect(finding("<h1>手机闲置也能赚钱</h1><p>\(said)</p>\(more)<a class=btn>立即注册</a>").isFinding)
        #expect(!finding("<h1>警方提醒：兼职接单有陷阱</h1><p>\(said)</p><p>警方表示，这是为诈骗团伙转移赃款，已抓获三十一人。</p>").isFinding)
    }

    /// A code that is there to be paid, and a stablecoin that stands by itself.
    @Test func codesForCoins() {
        let order = "<p>订单支付</p><p>充值币种：</p><p>USDT</p><p>请按 500.91 付款</p>"
        #expect(finding(order + code).isFinding && !finding(order).isFinding)
        #expect(!finding("<p>订单支付</p><p>USDT 贴纸</p><p>请按 7.20 付款</p>" + code).isFinding)
        #expect(!finding("<h3>打赏</h3><p>USDT</p>" + code).isFinding)
        let frame = #"<p>1 USDT ≈ 7.24 CNY</p><iframe src="https://pay.example/submit.php?pid=1&type=wxpay&"#
        #expect(finding("<title>买币</title>" + frame + #"out_trade_no=8&money=724.00"></iframe>"#).isFinding)
    }

    /// Goods that the heading counts at a coin's price a piece; a shop's other goods are not.
    @Test func goodsByTheCount() {
        func goods(_ name: String, _ price: String) -> SiteFinding {
            finding("<h1>\(name)</h1><p>¥\(price) CNY</p><button>Add to cart</button><p>Alipay</p><p>WeChat Pay</p>")
        }
        #expect(goods("Tether 50", "368.00").isFinding && goods("USDT × 200", "1,448.00").isFinding)
        #expect(!goods("Tether poster 50 cm", "68.00").isFinding && !goods("USDT T-shirt", "72.00").isFinding)
    }

    /// A board whose values its server wrote as what a function is called with.
    @Test func valuesThatAFunctionIsGiven() throws {
        let script =
            "window.__NUXT__=(function(a,b,c){return {ads:[{coin:a,price:7.21,min:200,max:9000,pay:[b,c],"
            + "side:\"sell\"}]}}"
            + "(\"USDT\",\"支付宝\",\"微信\"));"
        let applied = try #require(ScriptArguments.applied(script))
        #expect(applied.contains(#"coin:"USDT""#) && applied.contains(#"pay:["支付宝","微信"]"#))
        #expect(finding("<title>C2C</title><div id=app></div><script>\(script)</script>").isFinding)
        #expect(ScriptArguments.applied("(function(a){return a})(1)") == nil)
        #expect(ScriptArguments.applied("x=(function(){return {a:1}}())") == nil)
    }
}
