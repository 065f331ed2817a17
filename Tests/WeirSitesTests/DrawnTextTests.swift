import Testing

@testable import WeirSites

/// Pages that are nothing before render functions hand out their words.
@Suite struct DrawnTextTests {
    private static let words = ["购买 USDT", "单价 7.12 CNY", "限额 500 - 20000 CNY", "付款方式", "支付宝", "微信"]

    private static func shell(_ words: [String], _ call: String = "h", body: String = "") -> String {
        let parts = words.map { "\(call)(\"p\",\"\($0)\")" }.joined(separator: ",")
        return "<body>\(body)<div id=app></div><script>var page=\(call)(\"div\",[\(parts)])</script></body>"
    }

    @Test(arguments: ["h", "_c", "createElementVNode"])
    func aDrawnBoard(_ call: String) {
        let page = SiteReader.page(Array(Self.shell(Self.words, call).utf8), address: "test")
        #expect(page.isDrawn && page.text.contains("单价 7.12 CNY"))
        #expect(finding(Self.shell(Self.words, call)).isFinding)
    }

    /// The words of every page of an application say nothing of one; nor do those beside a page that has its own.
    @Test func whatIsLeftAlone() {
        func isDrawn(_ html: String) -> Bool { SiteReader.page(Array(html.utf8), address: "test").isDrawn }
        #expect(!isDrawn(Self.shell((0..<400).map { "第 \($0) 条" })))
        #expect(!isDrawn(Self.shell(Self.words, body: "<p>今天我们介绍一家小店的早餐，豆浆和油条都是现做的。</p>")))
        #expect(!isDrawn(Self.shell(Self.words, "config")))
    }

    @Test func aDrawnShop() {
        let words = ["豆浆", "单价 7.12 元", "加入购物车", "付款方式", "支付宝", "微信"]
        #expect(!finding(Self.shell(words)).isFinding)
    }
}
