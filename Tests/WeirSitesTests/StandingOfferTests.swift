import Testing

@testable import WeirSites

/// Boards and orders whose halves stand apart: offers below each other, advertisements of one's own, a lone bank.
@Suite struct StandingOfferTests {
    private static func codes(_ body: String) -> Set<String> { Set(finding(body).evidence.map(\.code)) }

    private static func offers(_ prices: String..., verb: String = "购买") -> String {
        prices.map { "<div><p>数量：350</p><p>单价：\($0)</p><button>\(verb)</button></div>" }.joined()
    }

    /// What a market costs, again and again, with a button each: no limits are needed.
    @Test func offersBelowEachOther() {
        let coin = "<p>交易数量：1000 USDT</p><p>单价：7.31 CNY</p>"
        #expect(finding("<h2>C2C</h2>" + Self.offers("7.31", "7.30", "7.33") + coin).isFinding)
        // A shop's prices lie further apart, and what cannot be pressed is a ticker.
        #expect(!finding("<h2>C2C</h2>" + Self.offers("6.31", "7.90", "7.33") + coin).isFinding)
        #expect(!finding("<h2>C2C</h2>" + Self.offers("7.31", "7.30", "7.33", verb: "详情") + coin).isFinding)
        // Groceries at one price are no coins.
        #expect(!finding("<h2>C2C</h2>" + Self.offers("7.31", "7.30", "7.33") + "<p>单价：7.31 CNY</p>").isFinding)
    }

    /// Kinds of coins that are advertised need no name.
    @Test func boardsWithoutACoinsName() {
        let ways = "<p>支付宝</p><p>微信</p><p>银行卡</p>"
        let board = "<button>发布广告</button>" + Self.offers("7.14 CNY", "7.10 CNY", "7.11 CNY") + ways
        #expect(finding(board + "<p>交易币种</p>").isFinding)
        #expect(!finding(board).isFinding)
    }

    /// A bank account by itself is a way to pay for coins where a coin is bought for yuan and a way to pay is chosen.
    @Test func aLoneBank() {
        func form(_ head: String, _ sum: String) -> SiteFinding {
            finding(
                "<h1>Sell USDT</h1><p>Price \(sum)</p><p>Min: 100 USDT</p><p>\(head)</p><p>Bank Card</p>"
                    + "<p>You receive</p><p>Exchange rate</p><button>Continue</button>")
        }
        #expect(form("Payment Method", "CNY 7.27").isFinding)
        #expect(!form("Payment Method", "INR 92.7").isFinding)
    }

    /// The menus of exchanges lead to one's advertisements: a wallet below them is no board.
    @Test func advertisementsOfOnesOwn() {
        let menu = "<p>法币交易</p><p>收款方式</p><p>我的广告</p>"
        let wallet = "<p>USDT</p><p>≈ ¥5,908.2</p><button>充币</button><button>提币</button>"
        #expect(!Self.codes(menu + wallet).contains("fiat_board"))
        let advert = { (price: String) in "<p>USDT/CNY</p><p>广告类型</p><p>购买</p><p>价格单价</p><p>CNY\(price)</p>" }
        #expect(Self.codes(advert("7.34") + advert("7.33")).contains("fiat_board"))
    }

    /// Orders of one's own: a coin bought by its name, what one costs, and paying.
    @Test func aCoinThatIsPaidFor() {
        let order = "<p>购买 USDT</p><p>单价</p><p>7.32 CNY</p>"
        #expect(Self.codes(order + "<p>等待上传付款截图</p>").contains("fiat_board"))
        #expect(!Self.codes(order + "<p>等待确认</p>").contains("fiat_board"))
        // On a market orders meet each other, and nobody pays anybody.
        #expect(!Self.codes(order + "<p>等待上传付款截图</p><p>当前委托</p>").contains("fiat_board"))
    }

    /// Orders and adverts whose way to pay comes from elsewhere.
    @Test func whatIsPricedAndNotPaid() {
        let order = "<p>购买 USDT</p><p>单价</p><p>¥7.19</p><p>数量</p><p>1200 USDT</p>"
        #expect(Self.codes(order + "<p>总额</p><p>创建时间</p>").contains("fiat_board"))
        #expect(!Self.codes(order).contains("fiat_board"))
        let advert = { (rate: String) in "<p>USDT 出售</p><p>每笔最少：</p><p>200 USDT</p><p>\(rate) CNY / USDT</p>" }
        #expect(Self.codes(advert("7.06") + advert("7.08")).contains("fiat_board"))
        #expect(!Self.codes(advert("7.06") + advert("7.08") + "<p>当前委托</p>").contains("fiat_board"))
        let post = "<h2>发布广告</h2><button>我要购买</button><button>我要出售</button><p>USDT</p>"
        #expect(Self.codes(post + "<p>买币</p><label>支付方式</label>").contains("fiat_board"))
    }

    /// Coins in one column, yuan in another, and what becomes of an order.
    @Test func listsOfOrders() {
        let list = "<p>数量(USDT)</p><p>1200</p><p>交易总额(CNY)</p><p>8640</p><p>购买</p><p>出售</p><p>待支付</p>"
        #expect(finding(list + "<p>申诉中</p>").isFinding)
        #expect(!finding(list).isFinding)
        #expect(!finding(list + "<p>申诉中</p><p>当前委托</p>").isFinding)
    }

    /// What is called a board limits offer after offer, and needs no coin's name.
    @Test func limitsWithoutACoinsName() {
        func rows(_ price: String) -> String {
            (1...3).map { "<p>\(price)\($0) CNY</p><p>\($0)000 - 50000 CNY</p><button>出售</button>" }.joined()
        }
        #expect(finding("<h1>OTC</h1><p>限额</p>" + rows("7.1")).isFinding)
        #expect(!finding("<h1>二手</h1><p>限额</p>" + rows("7.1")).isFinding)
    }

    /// Money of states is dealt in for coins, where four words of boards say so as well.
    @Test func fiatWithoutACoinsName() {
        let ways = "<p>收款方式</p><p>微信 138****2201</p><p>支付宝 138****2201</p>"
        let form = "<p>自选区</p><label>出售数量</label><input><p>参考单价: CNY</p>" + ways
        #expect(finding("<h1>法币交易</h1>" + form).isFinding)
        #expect(!finding("<h1>二手交易</h1>" + form).isFinding)
    }

    /// Coins that are moved to an account once money has come.
    @Test func coinsThatAreMoved() {
        #expect(Self.codes("<p>商家在收到汇款后，会直接将USDT划转到您的账户里。</p><button>购买</button>").contains("coin_is_sold"))
        #expect(!Self.codes("<p>收到汇款后，财务会将款项划转到您的账户里。</p><button>提交</button>").contains("coin_is_sold"))
    }
}
