import Testing

@testable import WeirSites

/// Words that say little one by one: see `LearnedTable`.
@Suite struct LearnedReadingTests {
    private static func read(_ text: String) -> LearnedReading? { LearnedReading.read(Array(text.utf8)) }

    private static func pieces(_ name: String) -> [String] {
        LearnedReading.pieces(of: Array(name.utf8)).map { String(decoding: $0, as: UTF8.self) }
    }

    @Test func wordsOfNames() {
        #expect(Self.pieces("maxLimit2") == ["max", "limit"])
        #expect(Self.pieces("otc_order-list") == ["otc", "order", "list"])
        #expect(Self.pieces("OTCOrderID") == ["otc", "order", "id"])
        #expect(Self.pieces("C2C") == ["c2c"])
        #expect(Self.pieces("a1_b2").isEmpty)
    }

    @Test func namesOfPrograms() {
        #expect(["coinName", "coin_list", "BuyCrypto"].allSatisfy(LearnedReading.isName))
        #expect(!["coin", "Bitcoin", "USDT", "比特币"].contains(where: LearnedReading.isName))
    }

    @Test func theTable() {
        let entries = LearnedTable.phrases.split(separator: "|").map { $0.split(separator: " ") }
        #expect(entries.count > 300 && entries.allSatisfy { $0.count == 2 && Int($0[1]) != nil })
        #expect(Set(entries.map { $0[0] }).count == entries.count)
    }

    /// Each counts once, in the order of the source, with its line; two words of a name count as a pair as well.
    @Test func phrases() throws {
        let reading = try #require(Self.read("usdt\n{{ maxLimit }} 支付宝 限额\n{{ max_limit }}限额"))
        #expect(reading.coin?.text == "usdt" && reading.coin?.line == 1)
        #expect(reading.money?.text == "支付宝" && reading.money?.line == 2)
        #expect(reading.phrases.count { $0.text == "限额" } == 1)
        #expect(reading.phrases.contains { $0.text == "maxLimit" && $0.line == 2 })
        #expect(!reading.phrases.contains { $0.text == "max_limit" })
        #expect(reading.strongest.first?.text == "限额")
        #expect(reading.score == LearnedTable.bias + reading.phrases.reduce(0) { $0 + $1.weight })
    }

    /// Traditional characters are the same words.
    @Test func characters() throws {
        let reading = try #require(Self.read("<p>幣種 USDT</p><p>限額 單價 數量 ¥</p>"))
        #expect(reading.phrases.map(\.text).contains("限额"))
        #expect(reading.money?.text == "¥")
    }

    /// Styles and comments are no words of the page, addresses and what begins like a comment are no comments.
    @Test func asides() throws {
        let text = "usdt cny<style>.限额{}</style><!-- 限额 --> /* 限额 */\n// 限额\nhttps://a.b/数量\"//单价\" image/* 出售"
        let found = try #require(Self.read(text)).phrases.map(\.text)
        #expect(!found.contains("限额"))
        #expect(found.contains("数量") && found.contains("单价") && found.contains("出售"))
    }

    /// Without a coin, or without yuan and a rail, there is nothing to weigh.
    @Test func whatIsNamed() {
        #expect(Self.read("<p>限额 单价 数量 出售 ¥</p>") == nil)
        #expect(Self.read("<p>USDT 限额 单价 数量 出售</p>") == nil)
        #expect(Self.read("<p>USDT 限额 单价 数量 出售 ¥</p>") != nil)
        #expect(Self.read("<p>c2c 支付宝</p>") == nil)
        #expect(Self.read("<p>c2c 支付宝 币</p>")?.coin?.text == "c2c")
        #expect(Self.read("<p>otc 支付宝</p>")?.coin?.text == "otc")
        #expect(Self.read("<p>USDT {{ aliPayAccount }}</p>")?.money?.text == "aliPayAccount")
        let way = Self.read("<p>USDT {{ payType }}</p>")
        #expect(way?.money == nil && way?.paying?.text == "payType")
    }

    private static let order = """
        <template><p>订单状态：等待付款，{{ minutes }} 分钟</p><p>单价 {{ unitPrice }} 数量 {{ coinName }}</p>
        <p>{{ nickname }} 已实名认证</p><p>{{ bankCard }}</p><a @click="cancel">1</a><a @click="appeal">2</a></template>
        """

    /// A part of a board, with the words that told.
    @Test func aPartOfABoard() {
        let found = finding(Self.order)
        #expect(found.isFinding)
        let words = found.evidence.filter { $0.code == "learned_words" }
        #expect(words.count == 4 && words.allSatisfy { $0.side == .crypto && $0.line > 0 })
        #expect(words.contains { $0.quote == "appeal" && $0.place == "source" })
        #expect(words.contains { $0.quote == "订单状态" && $0.place == "text" && $0.span != nil })
        #expect(found.evidence.contains { $0.code == "fiat_board" && $0.quote == "bankCard" })
    }

    /// What is paid with is left to the template's data.
    @Test func unnamedPayments() {
        let order = Self.order.replacing("bankCard", with: "payType")
        let found = finding(order)
        #expect(found.isFinding && found.evidence.contains { $0.code == "fiat_board" && $0.quote == "付款" })
        let unpaid = order.replacing("付款", with: "处理").replacing("payType", with: "note")
        #expect(!finding(unpaid).isFinding)
        // A board's own name is of money, whatever it is.
        let board = unpaid.replacing("coinName", with: "otcCoin").replacing("note", with: "limits merchant")
        #expect(finding(board).isFinding)
        // Abroad as well, where no yuan is meant.
        let names = [
            "unitPrice", "quantity", "coinName", "nickname", "minLimit", "maxLimit", "appeal", "merchant", "payType",
        ]
        let cells = names.map { "<td>{{ r.\($0) }}</td>" }.joined()
        #expect(!finding("<template><tr>\(cells)</tr></template>").isFinding)
    }

    /// The same words of a shop, of a market, of a bank that forbids coins, and in sentences.
    @Test func whatIsNone() {
        #expect(!finding(Self.order.replacing("coinName", with: "goodsName")).isFinding)
        #expect(!finding(Self.order.replacing("coinName", with: "c2c.goodsName")).isFinding)
        #expect(!finding(Self.order + "<p>当前委托</p>").isFinding)
        // Coins of a game, unless another is named.
        #expect(!finding(Self.order + "<p>我的金币</p>").isFinding)
        #expect(finding(Self.order + "<p>我的金币 USDT</p>").isFinding)
        let bank = "<p>订单状态：等待付款 单价 数量 已实名认证 分钟 银行卡 取消订单 备注 单笔 限额 户名</p>"
        #expect(!finding(bank + "<p>根据规定，本行账户不得用于买卖比特币等虚拟货币，违者后果自负。</p>").isFinding)
        #expect(!finding("<script>alert('商家没有填写这个币种的限额和单价，也没有填写收款方式')</script>").isFinding)
    }
}
