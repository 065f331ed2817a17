import Testing

@testable import WeirSites

private let code = #"<a href="https://qr.alipay.com/fkx1234567890abcdefgh">付款</a>"#
private let rails = "<select><option>支付宝</option><option>微信</option></select>"

/// Deals that forms and tables make without a word of trade.
@Suite struct FormDealTests {
    /// What is given is chosen in one list, what is got in another.
    @Test(arguments: [
        rails + "<select><option>USDT-TRC20</option><option>TRX</option></select><input placeholder=金额>",
        "<select><option>USDT</option><option>BTC</option></select>" + rails + "<button>Continue</button>",
        "<select><option>请选择</option><option>CNY - Alipay</option></select><select><option>USDT</option></select>",
    ])
    func aListOfRailsAndOneOfCoins(_ body: String) {
        let page = finding(body + "<button>提交</button><p>支付宝</p><p>微信</p>")
        #expect(page.isFinding && page.evidence.contains { $0.code == "coin_offer" }, "\(page.score) \(body)")
    }

    /// Coins and networks that one pays by are chosen so too.
    @Test(arguments: [
        "<select><option>支付宝</option><option>USDT</option></select><select><option>TRC20</option></select>",
        "<select><option>支付宝</option><option>微信</option><option>USDT TRC20</option></select><select><option>¥72</option></select>",
        rails + "<select><option>月付</option><option>年付</option></select><p>USDT</p>",
    ])
    func listsOfWaysToPay(_ body: String) {
        let page = finding("<h1>充值</h1>" + body + "<button>提交</button>")
        #expect(!page.isFinding && page.crypto < SiteFinding.line, "\(page.score) \(body)")
    }

    @Test func offersThatArePublished() {
        func form(_ goods: String, _ button: String) -> SiteFinding {
            finding(
                "<label>\(goods)</label><label>单价(元)</label><input><label>最小量</label><input><label>最大量</label><input>"
                    + "<label>支付宝</label><label>微信</label><button>\(button)</button>")
        }
        #expect(form("币种(USDT)", "发布").isFinding)
        #expect(!form("品种(茶)", "发布").isFinding)
        #expect(!form("币种(USDT)", "搜索").isFinding)
    }

    /// Coins for money to an account of whoever fills the form in.
    @Test func coinsThatArePaidOut() {
        func form(_ coin: String, _ account: String) -> SiteFinding {
            finding(
                "<label>币</label><option>\(coin)</option><label>数量</label><input><label>\(account)</label><input>"
                    + "<label>姓名</label><input><label>手机</label><p>7.08</p><button>提交</button>")
        }
        #expect(form("USDT", "你的支付宝").isFinding)
        #expect(!form("话费", "你的支付宝").isFinding)
        #expect(!form("USDT", "昵称").isFinding)
    }

    @Test func packsWhoseUnitStandsElsewhere() {
        func table(_ cells: [String], _ rest: String) -> SiteFinding {
            finding("<table>" + cells.map { "<td>\($0)</td>" }.joined() + "</table><p>\(rest)</p>" + code)
        }
        #expect(table(["100", "721", "500", "3595"], "TRC20，付款后填地址").isFinding)
        #expect(table(["50个 / 363", "100个 / 725"], "USDT").isFinding)
        #expect(!table(["100", "721", "500", "3595"], "点券，付款后填账号").isFinding)
        #expect(!table(["100", "98", "500", "490"], "TRC20").isFinding)
        #expect(!table(["$10", "72", "$50", "360"], "USDT 也可").isFinding)
        #expect(!table(["100", "721", "500", "3595"], "USDT 美元礼品卡").isFinding)
    }

    /// Elements of a library's own show what stands in their attributes.
    @Test func elementsWithNamesOfTheirOwn() {
        let page = finding(#"<van-field placeholder="收币数量"></van-field><van-bar button-text="买入 USDT"></van-bar>"#)
        #expect(page.evidence.contains { $0.code == "trade_word" && $0.quote == "买入 USDT" })
        #expect(finding(#"<p data-load-text="买入 USDT">x</p>"#).evidence.allSatisfy { $0.code != "trade_word" })
    }

    /// A number's unit in brackets, before it or after it.
    @Test func unitsInBrackets() {
        func money(_ text: String) -> Int { OfferWindow.money(FoldedText(text).bytes) }
        #expect(money("交易价格(CNY)：7.19") == 1 && money("7.20（CNY）") == 1 && money("Total [RMB] 300") == 1)
        #expect(money("(2026) 300") == 0 && money("数量(USDT)：300") == 0 && money("30 (元/月)") == 0)
        #expect(OfferWindow.isQuantity(FoldedText("数量(USDT)：300").bytes))
        #expect(OfferWindow.isQuantity(FoldedText("300 [USDT]").bytes))
        #expect(!OfferWindow.isQuantity(FoldedText("数量(个)：300").bytes))
        #expect(!OfferWindow.isQuantity(FoldedText("¥72 (USDT 10)").bytes))
        let order = "<p>价格(CNY)：7.19</p><p>数量(USDT)：300</p><p>金额(CNY)：2157.00</p><p>付款方式：支付宝</p>"
        #expect(finding(order).isFinding)
        #expect(!finding(order.split(separator: "USDT").joined(separator: "箱")).isFinding)
    }

    @Test func goodsThatAreACoinByTheirHeading() {
        func shop(_ heading: String, _ count: String) -> SiteFinding {
            finding(
                "<h2>\(heading)</h2><p>Face value: \(count)</p><p>Price: ¥368.00</p><p>Alipay</p><p>WeChat Pay</p>"
                    + "<button>Buy now</button>")
        }
        #expect(shop("Exchange USDT Gift Card", "50 USDT").isFinding)
        #expect(shop("USDT Voucher", "50 USDT").evidence.contains { $0.code == "coin_is_sold" })
        #expect(!shop("USDT 支付", "50 USDT").evidence.contains { $0.code == "coin_is_sold" })
        #expect(!shop("USDT Voucher", "90 USDT").evidence.contains { $0.code == "coin_is_sold" })
    }
}
