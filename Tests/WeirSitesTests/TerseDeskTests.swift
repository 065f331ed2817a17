import Testing

@testable import WeirSites

private let rails = "<p>支付宝</p><p>微信</p>"

/// Clauses as short as labels, and coins that stand in a row with ways to pay.
@Suite struct TerseDeskTests {
    @Test(arguments: [
        "<p>出U，7.18，支付宝秒到，量大私聊</p>", "<p>sell USDT, 7.19, alipay, instant</p>",
        "<p>shou U 7.08, chu U 7.18, zfb miao jie, jia wx</p>",
        "<h3>泰达币转让</h3><p>7.2元/个，可拆卖</p><p>付款：支付宝转账，先付后发，当天完成</p>",
        "<h3>USDT</h3><p>数量 600，成色全新</p><p>7.1 / 个</p><p>支付方式：支付宝，微信</p>",
        "<h1>USDT alım satımı</h1><p>Alipay ile teslim. Bugün 7,14</p><p>@example_yuan</p>",
        "<p>7.2 出 100 个 U</p><p>支付宝先付</p>", "<p>币圈老周</p><p>买卖 USDT、BTC、ETH</p><p>支付宝微信</p>",
        "<h1>Skup i sprzedaż USDT</h1><p>Alipay / WeChat, kurs 7,10</p>",
        "<h1>Купівля та продаж USDT</h1><p>Alipay / WeChat, курс 7,11</p>",
    ])
    func desks(_ body: String) {
        let page = finding(body)
        #expect(page.isFinding, "\(page.score) \(page.gateway) \(page.crypto) \(body)")
    }

    /// Diaries, questions, and what others are paid for so.
    @Test(arguments: [
        "<p>11-02 7.18 买 500U，支付宝，商家放得快。</p>", "<p>收U 7.1，出U 7.2，支付宝，这种靠谱吗？</p>",
        "<p>收U盘，7.2一个，支付宝结，量大上门</p>", "<p>出年付小鸡，7.2刀一月，支付宝USDT都收，先款</p>",
        "<p>7.2 出 100 个 杯子</p><p>支付宝先付</p>", "<p>币圈老周</p><p>买卖 USDT、BTC、ETH 都违法</p><p>支付宝微信</p>",
        "<p>手工皂，28一块，支付宝微信都行，包邮</p>", "<p>支付宝换U安全吗</p><p>7.2 的价</p>",
        "<h1>余额充值</h1><p>USDT 7.1，支付宝 1:1，微信 1:1，自动到账</p>",
    ])
    func noDesks(_ body: String) {
        let page = finding(body)
        #expect(!page.isFinding, "\(page.score) \(page.gateway) \(page.crypto) \(body)")
    }

    /// Ways to pay are offered in clauses of a word or two, where they are not denied.
    @Test func clausesOfAWordOrTwo() {
        func methods(_ text: String) -> Int {
            let bytes = FoldedText(text).bytes
            return MethodOffer.terse(EvidenceReader.methodRanges(bytes), in: bytes).count
        }
        #expect(methods("付款：支付宝转账，先付后发，当天完成") == 1)
        #expect(methods("先付后发，不收支付宝，当天完成") == 0)
        #expect(methods("付款：支付宝转账，先付后发") == 0)
        #expect(methods("付款，先付后发，买家昨天已经通过支付宝把全部货款都转过来了") == 0)
    }

    /// The same words beside a rail and beside a coin, a coin with its rate where an account is filled, one price or
    /// another of the same thing: the coin is paid with.
    @Test(arguments: [
        "<p>100 点 = 7.2 元</p><p>支付宝购买</p><p>USDT 购买</p>",
        "<h1>账户充值</h1>" + rails + "<p>USDT（1U = 7.2 元）</p><button>充值</button>",
        "<h1>Invoice</h1><p>420 USDT or ¥3,000</p><p>Alipay wu@example.org</p>",
        "<h1>出售域名</h1><p>一口价 3000 USDT（约 ¥21,500）</p><p>支付宝可，中介交易</p>",
        "<title>存款方式</title><div>银行卡</div><div>支付宝</div><div>USDT（推荐，汇率7.2）</div><button>下一步</button>",
        "<h3>设计费</h3><p>¥2,160.00</p><p>或 300 USDT</p><p>支付宝 pay@example.cn</p>",
    ])
    func coinsThatArePaidWith(_ body: String) {
        let page = finding(body)
        #expect(!page.isFinding, "\(page.score) \(page.gateway) \(page.crypto) \(body)")
    }

    /// Where one chooses how to be paid, a coin is one of the ways.
    @Test func coinsInTheListOfRails() {
        func form(_ options: String) -> Bool {
            finding("<h2>提现</h2><select><option>支付宝</option><option>微信</option>\(options)</select><button>提现</button>")
                .isFinding
        }
        #expect(!form("<option>USDT（1U≈7.10元）</option>"))
        #expect(form("</select><select><option>USDT（1U≈7.10元）</option><option>BTC</option>"))
    }

    /// A label that announces ways to pay offers them, whatever it says of them.
    @Test func waysToPayThatAreAnnounced() {
        func methods(_ text: String) -> Bool { finding("<p>\(text)</p>").evidence.contains { $0.code == "method" } }
        #expect(methods("支付方式：支付宝当面付（单笔五千）") && methods("He always pays with: WeChat Pay, from his own account"))
        #expect(!methods("客户说这家店铺的支付方式是支付宝当面付") && !methods("支付方式：不支持支付宝当面付"))
        #expect(finding("<h3>波场U 20个装</h3><p>价格：146.00</p><p>支付方式：支付宝当面付</p><button>提交订单</button>").isFinding)
        #expect(!finding("<h3>网易云 20 天</h3><p>价格：6.00</p><p>支付方式：支付宝当面付 / USDT</p><button>提交订单</button>").isFinding)
    }

    /// Seven point two, in words.
    @Test func pricesAsTheyAreSpoken() {
        func prices(_ text: String) -> [Double] { SpokenPrice.find(FoldedText(text).bytes) }
        #expect(prices("七点二") == [7.2] && prices("7块1") == [7.1] && prices("柒点贰") == [7.2])
        #expect(prices("七块一毛八").map { Int($0 * 100 + 0.5) } == [718])
        #expect(prices("十七点二").isEmpty && prices("七点二十分").isEmpty && prices("7点20分").isEmpty && prices("七点半").isEmpty)
        #expect(finding("<p>收米出U，收U出米，支付宝大额，七点二上下</p>").isFinding)
        #expect(!finding("<p>收旧书，支付宝，七点二上下收摊</p><p>USDT 不要</p>").isFinding)
    }

    /// The picture of a rail in the row of an offer offers it.
    @Test func picturesOfRailsInRows() {
        func row(_ goods: String, _ stock: String) -> Bool {
            finding(
                "<div>小鹿商家 成交 820 单</div><div>¥7.19</div><div>限额 ¥200 - ¥9,000</div><div>库存 \(stock)</div>"
                    + "<img src=/img/zfb.png><button>\(goods)</button>"
            ).isFinding
        }
        #expect(row("购买", "3,211.20 USDT"))
        #expect(!row("购买", "3,211 册"))
    }

    /// Where coins are dealt in by other words, the page that fills an account sells them.
    @Test func accountsFilledWithCoins() {
        #expect(finding("<h1>充值</h1><p>USDT（1U = 7.2 元）</p>" + rails + "<button>立即买币</button>").isFinding)
    }

    /// A coin in the name of something else is a badge, a book, a fee.
    @Test func goodsThatAreCalledByACoin() {
        func shop(_ name: String, _ price: String) -> Bool {
            finding("<h1>\(name)</h1><p>\(price)</p><p>支付宝</p><button>购买</button>").isFinding
        }
        #expect(shop("USDT 代充", "7.2 元/个") && shop("USDT", "¥7.2"))
        #expect(!shop("USDT 徽章 钥匙扣", "7.2 元/个") && !shop("TRON 能量 免 USDT 手续费", "¥7.2"))
    }

    /// A poster of the police names what it warns of, and can be neither paid nor written to.
    @Test func warningsOfferNothing() {
        let poster = "<h1>“帮忙收U”赚差价？小心变帮凶</h1><p>支付宝转账买 USDT，一单赚 50，背后是赃款</p>"
        #expect(!finding(poster).isFinding && finding(poster).innocent == "warning")
        // A desk that warns of cheats has somebody to write to.
        #expect(finding("<p>支付宝买USDT，7.2，小心骗子，只认本号</p><a href=https://t.me/x_example>下单</a>").isFinding)
    }
}
