import Testing

@testable import WeirSites

/// What templates of many hands do otherwise: elements of their own, other languages, hints.
@Suite struct ManyHandsTests {
    private static func codes(_ body: String) -> Set<String> { Set(finding(body).evidence.map(\.code)) }

    /// The price in one element, what it is the price of in the next.
    @Test func unitsInElementsOfTheirOwn() {
        let row = "<p>￥7.15</p><p>/KLC</p><button>去购买</button>"
        let board = "<p>自选区</p><p>快捷区</p><p>限额</p><p>收款方式</p><p>支付宝</p>"
        #expect(Self.codes(board + row + row + row).contains("coin_offer"))
        #expect(!Self.codes(board + row).contains("coin_offer"))
        let plan = "<p>￥30</p><p>/mo</p><button>购买</button>"
        #expect(!Self.codes(board + plan + plan + plan).contains("coin_offer"))
    }

    /// Tips to whoever trades are no tip jar.
    @Test func hints() {
        #expect(!Self.codes("<h3>Tips for a safe trade</h3>").contains("donation"))
        #expect(!Self.codes("<h3>Safety tips</h3>").contains("donation"))
        #expect(Self.codes("<h3>Tips</h3>").contains("donation"))
    }

    /// A reader is told to change money of a rail for a coin; who asks how is not.
    @Test(arguments: [
        "Convierte tu Alipay a USDT con el mejor soporte del mercado.",
        "Convert your USDT to Alipay in minutes, whenever you want it.",
    ])
    func imperatives(_ sentence: String) {
        #expect(Self.codes("<p>\(sentence)</p><button>OK</button>").contains("coin_offer"), "\(sentence)")
    }

    @Test(arguments: [
        "How to convert your USDT to Alipay? We do not know, and nobody should.",
        "They convert your USDT to Alipay, she said, and the court did not believe it.",
        "Convert your euros to yuan, then pay by Alipay or in USDT as you like.",
    ])
    func noImperatives(_ sentence: String) {
        #expect(!Self.codes("<p>\(sentence)</p><button>OK</button>").contains("coin_offer"), "\(sentence)")
    }

    /// A U is a coin's letter, and the first of a dollar's.
    @Test func dollarsByTheirPrice() {
        #expect(Self.codes("<p>7.12 CNY/U</p><p>支付宝</p>").contains("coin_rate"))
        #expect(!Self.codes("<p>7.12 CNY/USD</p><p>支付宝</p>").contains("coin_rate"))
    }

    /// An offer in yuan whose way to pay is chosen later is paid over some rail; one in euros over none of these.
    @Test func waysToPayThatComeLater() {
        func form(_ unit: String) -> String {
            "<h1>创建一个广告交易</h1><p>交易价格 7.08 (\(unit))/USDT</p><label>溢价</label><label>最小交易额</label>"
                + "<label>最大交易额</label><label>付款方式</label><select><option>请选择</option></select><p>我的广告</p>"
        }
        #expect(Self.codes(form("CNY")).contains("fiat_board"))
        #expect(!Self.codes(form("EUR")).contains("fiat_board"))
    }
}
