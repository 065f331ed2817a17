import Testing

@testable import WeirSites

private let link = #"<a href="https://qr.alipay.com/fkx1234567890abcdefgh">付款</a>"#
private let wallet = "TR7NHqjeKQxGTCi8q8ZY4pL8otSzgjLj6t"

/// Pages whose coin no word names: a sign, a picture, an address.
@Suite struct SilentPageTests {
    @Test(arguments: [
        "<h1>¥ → ₿</h1>", "<p>₮ ⇄ ¥</p>", "<p>💵➡️₮ 7.19</p>", "<h2>₮ in, ¥ out</h2>", "<p>¥进 ₮出</p>", "<p>₮ 7.19</p>",
    ])
    func signsOfCoinAndYuan(_ body: String) {
        #expect(finding(body + link).isFinding, "\(body)")
        #expect(!finding(body).isFinding, "\(body)")
    }

    /// ₮ is the sign of Mongolia's money too; a converter converts, and who is given coins has them.
    @Test(arguments: [
        "<p>₮ 89,000 → ¥185</p>", "<p>₮ → ¥</p><p>1 CNY = 480 MNT</p>", "<p>₮25000</p>", "<p>¥ ₿</p>", "<h1>₿</h1>",
        "<h1>¥ → ₿ 换算器</h1><p>打赏作者</p>", "<p>¥ = ₿</p>", "<p>₮ 72.00</p>",
    ])
    func signsThatOfferNothing(_ body: String) {
        #expect(!finding(body + link).isFinding, "\(body)")
    }

    @Test(arguments: [
        #"<img src="usdt.png"><b>7.21</b><img src="alipay.png"><img src="wx.png"><p>买</p><p>卖</p>"#,
        ##"<svg><use href="#i-usdt"/></svg><b>7.21</b><i class="i-alipay"></i><i class="i-wx"></i><p>买</p><p>卖</p>"##,
        #"<i class="coin-usdt"></i><p>300 × 7.20 = 2160.00</p>"# + link, "<p>\(wallet)</p><p>1 : 7.04</p>" + link,
        "<p>\(wallet)</p><p>7.14</p><button>兑换</button>" + link,
        #"<p data-coin="USDT" data-price="7.2" data-pay="alipay,wechat" data-side="sell">-</p>"#,
    ])
    func picturesAndAddresses(_ body: String) {
        #expect(finding(body).isFinding, "\(body)")
    }

    /// Beside the pictures of ways to pay a coin's is one of them; a price and a button to buy are any shop's.
    @Test(arguments: [
        #"<p>7.20</p><button>兑换</button><img src="alipay.png"><img src="wx.png"><img src="usdt.png">"#,
        #"<i class="coin-usdt"></i><p>7.20</p><button>购买</button>"# + link,
        "<p>30 × 7.20 = 216.00</p>" + link, "<p>\(wallet)</p><p>7.20</p><button>已付款</button>" + link,
        #"<img src="usd.png"><b>7.18</b><i class="i-alipay"></i><p>买</p><p>卖</p>"#,
        #"<p data-sku="usdt" data-price="7.20" data-pay="alipay">红茶</p>"# + link,
    ])
    func picturesOfAShop(_ body: String) {
        #expect(!finding(body).isFinding, "\(body)")
    }

    /// A form that makes coins of money asks how many and where they go; one that gives gifts for points asks it too.
    @Test func formsOfExchange() {
        let fields = #"<input placeholder="数量"><input placeholder="TRC20 地址"><p>支付宝</p>"# + link
        #expect(finding("<h1>兑换</h1><form>\(fields)</form>").isFinding)
        #expect(!finding("<h1>积分</h1><p>兑换</p><form>\(fields)</form>").isFinding)
        #expect(!finding("<h1>设置</h1><form>\(fields)</form>").isFinding)
    }

    @Test func lettersThatAreCountedAndPriced() {
        let shop = "<button>支付宝</button><button>立即购买</button>"
        #expect(finding("<h3>100U 充值卡密</h3><p>¥724</p>" + shop).isFinding)
        #expect(!finding("<h3>100U 充值卡密</h3><p>¥15</p>" + shop).isFinding)
        #expect(!finding("<h3>送 50U 红包</h3><p>¥360</p>" + shop).isFinding)
        #expect(finding("<h1>卖U</h1><p>200U / 1436.00</p>" + link).isFinding)
        #expect(finding("<p>出 800 个</p><p>7.19</p><p>USDT</p><p>支付宝</p>").isFinding)
        #expect(!finding("<p>出 800 个</p><p>7.19</p><p>贴纸</p><p>USDT</p><p>支付宝</p>").isFinding)
    }

    /// A unit that no list names, priced in row after row of a board, or counted in a column beside one of money.
    @Test func unitsOfBoards() {
        let board = "<p>快捷区</p><p>自选区</p><p>单价</p><p>限额</p><p>支付宝</p><p>银行卡</p>"
        func rows(_ unit: String) -> String { ["7.18", "7.19", "7.21"].map { "<p>￥\($0) /\(unit)</p>" }.joined() }
        #expect(finding(board + rows("XQ")).isFinding)
        #expect(!finding(board + rows("KG")).isFinding)
        func order(_ unit: String) -> String {
            "<p>买家</p><p>卖家</p><p>交易数量(\(unit))</p><p>300.00</p><p>交易总价(CNY)</p><p>2154.00</p><p>交易单价</p>"
                + "<p>7.18</p><p>支付方式：支付宝</p><p>支付账号：13900000000</p><p>付款凭证</p>"
        }
        #expect(finding(order("XQB")).isFinding)
        #expect(!finding(order("MT")).isFinding)
    }

    /// What tells programmers how a gateway is asked names coins, and sells none.
    @Test func manualsOfGateways() {
        let body = "<h1>网关</h1><h2>收币</h2><p>USDT</p><h2>提币</h2><p>自动归集</p><h2>个码</h2><p>支付宝</p><p>微信收款</p>"
        let manual = body + "<p>接口下单，异步通知</p><h2>SDK</h2>"
        #expect(finding(body).isFinding)
        #expect(!finding(manual).isFinding)
    }

    /// A blank block is no end of a list of ways to pay.
    @Test func blanksPartNoList() {
        let order = "<p>订单 ¥72.00</p><p>支付宝</p><p>&nbsp;</p><p>USDT（TRC20）</p><p>\(wallet)</p><p>1 USDT = 7.20</p>"
        #expect(!finding(order + link).isFinding)
    }
}
