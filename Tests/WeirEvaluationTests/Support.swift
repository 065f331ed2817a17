import Testing
import WeirCodec
import WeirDomain

#if canImport(Glibc)
    import Glibc
#endif

/// A file that goes away with the value.
final class Scratch {
    let path: String

    init(_ text: String) throws {
        var template = Array("/tmp/weir-evaluate-XXXXXX".utf8CString)
        let file = mkstemp(&template)
        try #require(file >= 0)
        path = String(decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
        let bytes = Array(text.utf8)
        try #require(write(file, bytes, bytes.count) == bytes.count)
        close(file)
    }

    deinit { unlink(path) }

    static func read<T>(_ text: String, _ body: (String) throws -> T) throws -> T {
        let file = try Scratch(text)
        return try withExtendedLifetime(file) { try body(file.path) }
    }
}

/// Two dealers, a mule, a buyer and four honest accounts over ten days.
enum Small {
    static let labels = """
        account,role,start_day
        d1,otc:otc_dealer,0
        d2,otc:otc_dealer,2
        r1,otc:running_points,0
        b1,buyer,1
        h1,honest,0
        h2,honest,0
        s1,honest:market_stall,0
        s2,honest:market_stall,0

        """

    /// d1 is alerted on day 3 and suspended on day 5; d2 is only alerted; r1 is silent; the stall s1 is limited.
    static let alerts = """
        {"account":"d1","typology":"otc_dealer","score":700,"at":"2026-03-04T00:00:00Z","payment_id":"p3","payments_before":2,"measures":[],"indicators":[{"code":"price_lattice","evidence":["p1",{"x":[1,2]}]}],"explanation":"a \\"quoted\\" word"}
        {"account":"d1","typology":"otc_dealer","score":990,"at":"2026-03-06T00:00:00Z","payment_id":"p5","payments_before":4,"measures":["suspend_transfers"],"explanation":""}
        {"account":"d2","typology":"otc_dealer","score":600,"at":"2026-03-07T00:00:00Z","payment_id":"p6","measures":["warn_payer"]}

        {"account":"s1","typology":"running_points","score":800,"at":"2026-03-08T00:00:00Z","measures":["limit_collection"],"explanation":"many strangers"}
        {"account":"b1","typology":"otc_dealer","score":500,"at":"2026-03-08T00:00:00Z","measures":[]}
        {"account":"nobody","typology":"otc_dealer","score":999,"at":"2026-03-08T00:00:00Z","measures":["suspend_transfers"]}
        {"site":"bad.example","typology":"fourth_party_site","score":900,"at":"2026-03-08T00:00:00Z","measures":["block_site"]}

        """

    /// From 1 March 00:00:20 to 10 March 12:00: ten days begin.
    static let payments = """
        {"id":"p1","at":"2026-03-01T00:00:20Z","rail":"alipay","payer":"h1","payee":"d1","amount":"100.00","currency":"CNY"}
        {"id":"p2","at":"2026-03-02T00:00:00Z","rail":"alipay","payer":"d1","payee":"b1","amount":"50.00","currency":"CNY"}
        {"id":"p3","at":"2026-03-02T12:00:00Z","rail":"alipay","payer":"h1","payee":"d2","amount":"7.00","currency":"CNY"}
        {"id":"p4","at":"2026-03-04T00:00:00Z","rail":"alipay","payer":"h2","payee":"d2","amount":"40.00","currency":"CNY"}
        {"id":"p5","at":"2026-03-05T00:00:00Z","rail":"alipay","payer":"h2","payee":"d1","amount":"25.00","currency":"CNY"}
        {"id":"p6","at":"2026-03-06T00:00:00Z","rail":"alipay","payer":"h2","payee":"d1","amount":"25.00","currency":"CNY"}
        {"id":"p7","at":"2026-03-07T00:00:00Z","rail":"alipay","payer":"d1","payee":"h2","amount":"200.00","currency":"CNY","site":""}
        {"id":"p8","at":"2026-03-08T00:00:00Z","rail":"alipay","channel":"gateway","payer":"h2","payee":"r1","amount":"30.00","currency":"CNY","site":"bad.example"}
        {"id":"p9","at":"2026-03-08T00:00:01Z","rail":"alipay","channel":"gateway","payer":"h2","payee":"s2","amount":"30.00","currency":"CNY","site":"good.example"}
        {"id":"p10","at":"2026-03-10T12:00:00Z","rail":"alipay","payer":"r1","payee":"h2","amount":"8.00","currency":"USD"}
        {"id":"p11","at":"2026-03-10T12:00:00Z","rail":"alipay","payer":"r1","payee":"h2","amount":"-8","currency":"CNY"}

        """
}
