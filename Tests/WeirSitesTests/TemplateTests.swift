import Testing

@testable import WeirSites

/// Pages that nobody has filled in: what the names of their data and messages say.
@Suite struct TemplateTests {
    private static func codes(_ body: String) -> Set<String> { Set(finding(body).evidence.map(\.code)) }

    private static func rows(_ names: String...) -> String {
        "<template><div v-for=\"row in rows\" :key=\"row.id\">"
            + names.map { "<p>{{ row.\($0) }}</p>" }.joined() + "</div></template>"
    }

    @Test func aBoard() {
        let board = Self.rows("sellerName", "unitPrice", "minTradeLimit", "coinName", "otcBuy", "alipay_account")
        let found = finding(board)
        #expect(found.isFinding)
        #expect(found.evidence.contains { $0.place == "template" && $0.line == 1 && $0.quote.contains("sellerName") })
    }

    /// Yuan that are paid in whatever way.
    @Test func yuan() {
        #expect(finding(Self.rows("buyerName", "price", "maxAmount", "coinType", "release", "cny", "payWay")).isFinding)
        #expect(!finding(Self.rows("buyerName", "price", "maxAmount", "coinType", "release", "inr", "upi")).isFinding)
    }

    /// Shops have ways to pay, markets coins and limits, second-hand goods sellers and buyers.
    @Test func whatIsNoBoard() {
        #expect(!finding(Self.rows("title", "price", "alipay", "wechat", "buyNow", "currency_symbol")).isFinding)
        #expect(!finding(Self.rows("coinName", "price", "minAmount", "buy", "sell", "cny")).isFinding)
        #expect(!finding(Self.rows("c2c", "seller", "price", "buy", "sell", "alipay")).isFinding)
        #expect(!finding(Self.rows("coinName", "alipay", "wechat", "merchantId", "minAmount")).isFinding)
    }

    /// A page that has been filled in has classes, and no names that ask for anything.
    @Test func whatIsFilledIn() {
        let page = "<div class=\"otc seller minLimit coinName unitPrice alipay buy\">{{ a }}</div>"
        #expect(Self.codes(page).isDisjoint(with: ["coin_offer", "fiat_board"]))
    }

    /// Messages that are called tips ask for none.
    @Test func tipsAreHints() {
        let board = Self.rows("sellerName", "price", "minLimit", "coinName", "otcSell", "bankName", "alipay")
        #expect(!Self.codes(board + "<p>{{ $t('otc.tips') }}</p>").contains("donation"))
        #expect(Self.codes(board + "<p>打赏</p>").contains("donation"))
    }

    /// Code for the server is taken out of the page; what it would have put there is a name as well.
    @Test func servers() {
        let cells = ["seller", "price", "min_limit", "coin_name", "buy_url", "alipay"].map {
            "<td><?= $row['\($0)'] ?></td>"
        }
        #expect(finding("<table><tr>" + cells.joined() + "</tr></table>").isFinding)
        let words = "<p>seller, price, min_limit, coin_name, buy_url, alipay</p>"
        #expect(!finding("<table><?= $a ?><?= $b ?><?= $c ?><?= $d ?></table>" + words).isFinding)
    }

    /// The columns of a table stand in a script, by the messages that head them.
    @Test func messagesOfScripts() {
        let table = "<template><Table v-if=\"a\" :data=\"rows\"/><p v-if=\"b\">支付宝</p>{{ c }}{{ d }}</template>"
        let heads = ["seller", "price", "quota", "buy", "coinType"].map { "{title: this.$t('otc.\($0)')}" }
        #expect(finding(table + "<script>var columns = [" + heads.joined(separator: ",") + "]</script>").isFinding)
        #expect(!finding(table + "<script>var columns = ['seller', 'price', 'quota', 'otc']</script>").isFinding)
    }

    /// They stand there in words as well; sentences are what a script says when something goes wrong.
    @Test func headsInScripts() {
        let table = "<template><Table v-if=\"a\" :data=\"rows\"/><p v-if=\"b\">支付宝</p>{{ c }}{{ d }}</template>"
        let heads = ["商家", "币种", "限额", "单价", "我要购买", "收款方式"].map { "{title: '\($0)'}" }
        #expect(finding(table + "<script>var heads = [" + heads.joined(separator: ",") + "]</script>").isFinding)
        let said = "商家没有填写这个币种的限额和单价，也没有填写收款方式，所以现在还不能购买"
        #expect(!finding(table + "<script>alert('\(said)')</script>").isFinding)
    }

    /// What a function draws of a row, and messages that a script looks up by another name.
    @Test func rowsInScripts() {
        let table = "<template><Table v-if=\"a\" :data=\"rows\"/><p v-if=\"b\">支付宝</p>{{ c }}{{ d }}</template>"
        let names = ["sellerName", "price", "minLimit", "coinName"]
        let cells = names.map { "h('p', params.row.\($0))" }
        let tabs = "[this.$i18n.t('otc.buy'), this.$i18n.t('otc.sell')]"
        #expect(finding(table + "<script>\(tabs); \(cells.joined(separator: "; "))</script>").isFinding)
        #expect(finding(table + "<script>\(cells.joined(separator: "; "))</script>").isFinding)
        // Without anybody who sells it is a price list.
        #expect(!finding(table + "<script>\(cells.dropFirst().joined(separator: "; "))</script>").isFinding)
    }

    /// One's own adverts name coins, prices, limits and both ways, and no rail; a banner is a lone advert.
    @Test func ownAdverts() {
        let names = ["coinName", "price", "minQuota", "buyCount", "sellCount"].map { "<p>{{ row.\($0) }}</p>" }
        let rows = "<div v-for=\"row in rows\">" + names.joined() + "</div>"
        #expect(finding("<template><h2>我的广告</h2><a>发布广告</a>\(rows)</template>").isFinding)
        #expect(!finding("<template><img v-if=\"advert\">\(rows)</template>").isFinding)
        // Whose the offers are, and where the data come from.
        let loads = "<script>export default { mounted() { this.$http.get(this.api.otc.list) } }</script>"
        #expect(finding("<template>\(rows)<p>{{ row.sellerName }}</p></template>" + loads).isFinding)
    }

    /// What a field shows may depend on something.
    @Test func boundTexts() {
        let texts = PageReader.boundTexts((name: ":place" + "holder", value: "side == 1 ? '购买数量' : '出售数量'"))
        #expect(texts == ["购买数量", "出售数量"])
        #expect(PageReader.boundTexts((name: ":class", value: "side == 1 ? '购买' : '出售'")).isEmpty)
        #expect(PageReader.boundTexts((name: "v-model", value: "form['数量']")).isEmpty)
    }

    /// The least and the most of what is traded, whatever they are called.
    @Test func bounds() throws {
        func kinds(_ name: String) throws -> Int {
            try #require(TemplateTally.read(Array(Self.rows(name, "a", "b", "c").utf8))).kinds
        }
        #expect(try kinds("goods_min") == 1)
        #expect(try kinds("maxVolume") == 1)
        #expect(try kinds("width_min") == 0)
        #expect(try kinds("maxLength") == 0)
        #expect(try kinds("order_limit") == 1)
        #expect(try kinds("order_limited_price") == kinds("order_price"))
    }

    /// Orders that are grabbed, over codes of one's own: what is owned in coins is yet to be filled in.
    @Test func runningPoints() {
        let rows = "<p>接单余额 {{ balance }} USDT</p><p>佣金 {{ o.fee }}</p><button>抢单</button><p>我的收款码</p>"
        let rails = "<p>支付宝</p><p>微信</p>"
        #expect(finding(rows + rails).evidence.contains { $0.code == "coin_offer" })
        #expect(!finding(rows.replacing("USDT", with: "元") + rails).evidence.contains { $0.code == "coin_offer" })
    }

    @Test func names() throws {
        let text = "{{a}}{{b}}{{c}}{{d.bank_card_no}}<!-- {{ d.alipay }} --><script>x.otc=1</script>"
        let tally = try #require(TemplateTally.read(Array(text.utf8)))
        #expect(tally.methods == ["bank"] && tally.kinds == 0 && tally.way == nil)
        #expect(TemplateTally.read(Array("{{a}} {{b}} {{c}}".utf8)) == nil)
        let disputed = try #require(TemplateTally.read(Array(Self.rows("on_complain", "a", "b", "c").utf8)))
        #expect(disputed.kinds == 1)
    }
}
