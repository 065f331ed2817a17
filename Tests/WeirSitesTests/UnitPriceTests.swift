import Testing

@testable import WeirSites

/// What prices are counted in, in templates.
@Suite struct UnitPriceTests {
    private static let bar = "<a>快捷买币</a><a>快捷卖币</a>"

    private static func hasPrice(_ body: String) -> Bool {
        finding(body).evidence.contains { $0.side == .gateway && $0.code == "fiat_board" }
    }

    @Test func units() {
        #expect(Self.hasPrice(Self.bar + "<p>参考单价 {{ price }} 元/USDT</p>"))
        #expect(Self.hasPrice(Self.bar + "<p>{$rate} CNY / BTC</p>"))
    }

    /// A number is read elsewhere; a book of orders, and pages that deal in nothing.
    @Test func others() {
        #expect(!Self.hasPrice(Self.bar + "<p>参考单价 {{ price }} USDT</p>"))
        #expect(!Self.hasPrice(Self.bar + "<p>{{ price }} CNY/USDT</p><p>当前委托</p>"))
        #expect(!Self.hasPrice("<p>行情</p><p>{{ price }} 元/USDT</p>"))
    }
}
