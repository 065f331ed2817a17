import Testing

@testable import WeirSites

private let code = "https://qr.alipay.com/fkx1234567890abcdefgh"

/// Offers and orders in the data of a script, told by what stands in one object.
@Suite struct ScriptOfferTests {
    private func offer(_ script: String, takesRate: Bool = false) -> (coin: String, methods: [String])? {
        ScriptOffers.find(in: script, takesRate: takesRate)
    }

    @Test(arguments: [
        #"{"order":{"asset":"USDT","quantity":"500","price":"7.21","total":"3605.00","payee":{"type":"alipay"}}}"#,
        #"var s={coin:"usdt",buy:{price:"7.19"},sell:{price:"7.06"},ways:[{k:"zfb"},{k:"wx"}]}"#,
        #"g=[{n:"小王",c:"USDT",p:7.22,lo:500,hi:9000,w:["支付宝","微信"]}]"#,
        #"{"side":"sell","token":"USDT-TRC20","unitPrice":7.2,"num":40,"pay":["alipay"]}"#,
        #"{"symbol":"USDT","fiat":"CNY","price":7.2,"lo":100,"hi":5000,"qr":"https://qr.alipay.com/fkx12345678"}"#,
        #"cb({"list":[{"c":"USDT","b":7.18,"s":7.25,"lim":"100-20000","pm":"alipay,wxpay"}]})"#,
        #"{coin:"USDT_TRC20",side:"BUY",fiat:"CNY",channel:["ALIPAY","WXPAY"],unit:"7.23"}"#,
        #"{"pairs":[{"from":"CNY","to":"USDT","rate":7.22,"via":["支付宝","云闪付"]}]}"#,
        #"JSON.parse("{\"coin\":\"USDT\",\"price\":\"7.2\",\"a\":\"100\",\"b\":\"5000\",\"w\":\"\u652f\u4ed8\u5b9d\"}")"#,
    ])
    func offersByWhateverName(_ script: String) {
        #expect(offer(script)?.coin == "usdt", "\(script)")
        #expect(finding("<div id=app></div><script>\(script)</script>").crypto >= SiteFinding.line, "\(script)")
    }

    /// A coin in a list, or the money that something is priced in; a market's figures; a rate at which a shop takes
    /// coins; a code to tip whoever wrote the page.
    @Test(arguments: [
        #"{"name":"cup","price":7.2,"from":100,"upTo":5000,"pay":["alipay","usdt"]}"#,
        #"{"item":"cup","currency":"USDT","price":"7.20","qty":"10","total":"72.00","pay":["alipay"]}"#,
        #"{"coin":"USDT","price":7.2,"low":7100,"high":72000,"pay":"alipay"}"#,
        #"{"coin":"USDT","rate":"7.20","amount":"72.00","coins":"10.00","pay":"alipay"}"#,
        #"{"coin":"USDT","buyPrice":7.2,"sellPrice":7.19,"donate":{"alipay":"https://qr.alipay.com/fkx1234567890ab"}}"#,
        #"{"coin":"USDT","price":7.2,"a":100,"b":5000,"share":["wechat","weibo"]}"#,
        #"{"from":"CNY","to":"USDT","rate":7.2,"pays":["alipay","usdt"]}"#,
        #"{"rates":{"from":"CNY","to":"USDT","rate":7.2},"pays":["alipay","wxpay"],"min":1}"#,
        #"{"coin":"USDT","price":7.2,"day":"2026-11-29","pay":"alipay"}"#,
        #"{"coin":"USDT","price":1.0,"a":100,"b":5000,"pay":"alipay"}"#, #"{"coin":"USDT"}"#, "{{{{[[", "", "}]}]",
    ])
    func whatIsNoOffer(_ script: String) {
        #expect(offer(script) == nil, "\(script)")
        #expect(!finding("<p>赞助</p><script>\(script)</script><a href=\"\(code)\">x</a>").isFinding, "\(script)")
    }

    @Test func aRateIsAPriceWhereWordsDeal() {
        let script = #"{"coin":"USDT","rate":7.2,"a":100,"b":5000,"pay":"alipay"}"#
        #expect(offer(script) == nil && offer(script, takesRate: true)?.methods == ["alipay"])
    }

    /// Nothing that is sent takes long: brackets without end, strings within strings.
    @Test func muchDataIsReadInTime() {
        let deep = String(repeating: #"{"usdt":["#, count: 60_000)
        let wide = "[" + String(repeating: #"{"c":"USDT","p":7.2,"m":"alipay","x":[1,2,3]},"#, count: 20_000) + "]"
        #expect(offer(deep) == nil && offer(wide) == nil)
    }
}
