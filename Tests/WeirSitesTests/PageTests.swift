import Foundation
import Testing

@testable import WeirSites

@Suite struct PageTests {
    @Test func eitherSideAloneIsNoFinding() {
        let gateway =
            #"<form action="https://openapi.alipay.com/gateway.do"></form><label>支付宝</label><label>银行卡</label>"#
        let coins = "<h2>法币交易</h2><ul><li>USDT</li><li>限额</li><li>单价 7.05 CNY/USDT</li></ul><button>购买USDT</button>"
        #expect(!finding(gateway).isFinding && finding(gateway).gateway > 0.8)
        #expect(!finding(coins).isFinding && finding(coins).crypto > 0.8)
        #expect(finding(gateway + coins).isFinding)
    }

    @Test func payeesAreNamed() {
        let page = finding(
            """
            <a href="alipays://platformapi/startapp?saId=10000007&qrcode=https%3A%2F%2Fqr.alipay.com%2Ffkx0123456789abc">付款</a>
            <script>var pay = "wxp:\\/\\/f2f0AbCdEf0123456789xyz";</script>
            <p>支付宝账号 2088123412341234</p><p>卡号 6222 0212 3456 7890 128</p><p>QQ：123456789 电报：@coin_seller t.me/coin_shop</p>
            <form action="https://pay.example.top/submit.php"><input name=pid value=1001><input name=out_trade_no value=1>
            <input name=notify_url value=x><input name=money value=1.00><input name=sign value=y></form>
            """)
        let payees = page.payees.map { "\($0.kind.rawValue) \($0.value)" }
        #expect(payees.contains("alipay_code fkx0123456789abc"))
        #expect(payees.contains("wechat_code f2f0AbCdEf0123456789xyz"))
        #expect(payees.contains("alipay_id 2088123412341234"))
        #expect(payees.contains("qq 123456789") && payees.contains("telegram coin_seller"))
        #expect(payees.contains("telegram coin_shop") && payees.contains("gateway_merchant 1001@pay.example.top"))
    }

    @Test func contestsAreNoGateways() {
        // The same path with a parameter of the same name, on sites where programmers submit solutions.
        #expect(finding(#"<a href="submit.php?pid=1658">提交</a><p>USDT 法币交易 买币</p>"#).gateway < 0.2)
    }

    @Test func oldCharacterSetsAreRead() {
        let gbk: [UInt8] = [0xD6, 0xA7, 0xB8, 0xB6, 0xB1, 0xA6]  // 支付宝
        let head = Array(#"<meta charset="gb2312"><p>"#.utf8)
        #expect(SiteReader.page(head + gbk, address: "").text.contains("支付宝"))
        #expect(SiteReader.page(Array("<p>".utf8) + gbk, address: "").text.contains("支付宝"))
        #expect(SiteReader.page(Array("<p>".utf8) + gbk, address: "", charset: "gbk").text.contains("支付宝"))
    }

    /// Pages of Hong Kong and Taiwan that do not say so, or say that they are something else.
    @Test func big5IsKnownByItsBytes() {
        let big5: [UInt8] = [
            0xA5, 0x58, 0xB0, 0xE2, 0x20, 0x55, 0x53, 0x44, 0x54, 0xA1, 0x41, 0xA4, 0xE4, 0xA5,
            0x49, 0xC4, 0x5F, 0xA5, 0x49, 0xB4, 0xDA, 0x20, 0x37, 0x2E, 0x32, 0x31, 0xA1, 0x41,
            0xB7, 0x4C, 0xAB, 0x48, 0xA4, 0x5D, 0xA5, 0x69, 0xA5, 0x48, 0xA1, 0x41, 0xA7, 0xDA,
            0xAD, 0xCC, 0xA6, 0xB3, 0xB2, 0x7B, 0xB3, 0x66,
        ]
        for head in ["<p>", #"<meta charset="utf-8"><p>"#] {
            let text = SiteReader.page(Array(head.utf8) + big5, address: "").text
            #expect(text.contains("支付寶付款") && text.contains("我們有現貨"), "\(text)")
        }
        // 出售支付宝微信
        let gbk: [UInt8] = [0xB3, 0xF6, 0xCA, 0xDB, 0xD6, 0xA7, 0xB8, 0xB6, 0xB1, 0xA6, 0xCE, 0xA2, 0xD0, 0xC5]
        #expect(Charset.isBig5(big5) && !Charset.isBig5(gbk))
    }

    /// One byte that is none of UTF-8, or an end in the middle of a character, leaves the rest what it is; pages in other
    /// sets that say they are UTF-8 stay in theirs.
    @Test func aFewStrayBytesChangeNoWord() {
        let board = Array("<p>出售 USDT，单价 7.12 元，支持支付宝与微信付款，先付款后放币，量大从优。</p>".utf8)
        let strays: [[UInt8]] = [[0xFF], [0xC0, 0xAF], [0xED, 0xA0, 0x80], [0xE5, 0x95]]
        for stray in strays {
            let said = Array(#"<meta charset="utf-8"><p>"#.utf8) + stray + board
            #expect(SiteReader.page(said, address: "").text.contains("支付宝与微信付款"), "\(stray)")
        }
        #expect(SiteReader.page(Array("<p>".utf8) + board + [0xFF], address: "").text.contains("支付宝与微信付款"))
        // 付 without its last byte.
        let cut = Array("<p>支持支付".utf8.dropLast())
        #expect(SiteReader.page(cut, address: "").text.contains("支持支"))
        // 出售支付宝微信, in GBK.
        let gbk: [UInt8] = [0xB3, 0xF6, 0xCA, 0xDB, 0xD6, 0xA7, 0xB8, 0xB6, 0xB1, 0xA6, 0xCE, 0xA2, 0xD0, 0xC5]
        let other = Array(#"<meta charset="utf-8"><p>"#.utf8) + gbk
        #expect(SiteReader.page(other, address: "").text.contains("支付宝微信"))
    }

    @Test func twoBytesACharacterAreRead() {
        let text = "<p>出售 USDT，支付宝</p>"
        let little = text.utf16.flatMap { [UInt8($0 & 0xFF), UInt8($0 >> 8)] }
        let big = text.utf16.flatMap { [UInt8($0 >> 8), UInt8($0 & 0xFF)] }
        for bytes in [little, big] { #expect(SiteReader.page(bytes, address: "").text.contains("支付宝")) }
        #expect(SiteReader.page([0x20, 0] + little, address: "", charset: "utf-16le").text.contains("支付宝"))
    }

    @Test func serverCodeIsTakenOut() {
        let page = finding(
            """
            <%@ page contentType="text/html" %>
            <h1>买币</h1><?php $title = "法币交易"; ?>
            <p>USDT</p>
            """)
        #expect(page.evidence.contains { $0.quote == "买币" && $0.line == 2 })
        #expect(page.evidence.contains { $0.quote == "法币交易" && $0.place == "script" })
        #expect(page.evidence.contains { $0.quote == "USDT" && $0.line == 3 })
    }

    @Test func hostilePagesEnd() {
        let deep = String(repeating: "<div>", count: 300_000)
        #expect(SiteReader.page(Array(deep.utf8), address: "").cut?.contains("nest deeper") == true)
        let wide = String(repeating: "<b></b>", count: 600_000)
        #expect(SiteReader.page(Array(wide.utf8), address: "").cut?.contains("elements") == true)
        let bytes = (0..<200_000).map { UInt8(truncatingIfNeeded: $0 &* 2_654_435_761 >> 7) }
        #expect(SiteReader.page(bytes, address: "").blocks.count < 200_000)
        for cut in ["<", "<!", "<!--", "<a href=\"", "<script>", "<?", "<%", "&#x", "<svg", "<p\0>", "]]>"] {
            _ = SiteReader.finding(Array(cut.utf8), address: "")
        }
    }

    /// Elements around a page that nobody needs: it is read all the same, and said to be read in another way.
    @Test func deepPagesAreReadFlat() {
        let board =
            "<h2>法币交易</h2><ul><li>USDT</li><li>单价 7.05 CNY/USDT</li></ul><button>购买USDT</button><label>支付宝</label>"
            + "<label>银行卡</label><a href=\"https://qr.alipay.com/fkx0123456789abc\">付款</a>"
        let ends = String(repeating: "</div>", count: 600)
        let found = finding(String(repeating: "<div>", count: 600) + board + ends + "<p>尾</p>")
        #expect(found.isFinding && found.cut?.contains("side by side") == true)
        #expect(found.payees.contains(Payee(.alipayCode, "fkx0123456789abc")))
        #expect(finding(board).cut == nil)
        // What is hidden stays hidden, however deep.
        let hidden = finding(
            String(repeating: "<div>", count: 600) + "<div style=\"display:none\">报道 据悉 新闻</div>" + board)
        #expect(hidden.isFinding)
        // A page that was not read whole is no page without a finding.
        let empty = finding(String(repeating: "<div>", count: 600))
        #expect(!empty.isFinding && empty.isSuspect && !finding("<p>x</p>").isSuspect)
    }

    @Test func hostilePicturesAreRefused() {
        // A head that promises 60,000 by 60,000 pixels, and no more.
        let png: [UInt8] = [
            0x89, 0x50, 0x4E, 0x47, 13, 10, 26, 10, 0, 0, 0, 13, 0x49, 0x48, 0x44, 0x52, 0, 0, 0xEA, 0x60, 0, 0, 0xEA,
            0x60, 8, 2,
            0, 0, 0, 0x40, 0x37, 0x5B, 0x9E,
        ]
        #expect(throws: Picture.Flaw.self) { _ = try QRFinder.codes(in: png) }
        for head: [UInt8] in [Array("GIF89a".utf8), [0xFF, 0xD8, 0xFF, 0xE0], Array("RIFF0000WEBPVP8 ".utf8), []] {
            for filler in [UInt8(0), 0xFF, 0x5A] {
                #expect(throws: Picture.Flaw.self) {
                    _ = try QRFinder.codes(in: head + [UInt8](repeating: filler, count: 3_000))
                }
            }
        }
    }

    @Test func templatesAreRecognised() {
        func board(_ name: String, _ price: String) -> Page {
            let row = "<tr class=r><td class=m>\(name)</td><td>\(price)</td><td><b>支付宝</b></td></tr>"
            return SiteReader.page(
                Array("<div class=head><h1>\(name)</h1></div><table>\(String(repeating: row, count: 9))</table>".utf8),
                address: "")
        }
        let one = PageLikeness(board("甲", "7.01"))
        let two = PageLikeness(board("乙", "6.98"))
        #expect(one.isSameTemplate(two) && one.exact != two.exact)
        let shop = SiteReader.page(
            Array("<ul><li><p>茶</p></li><li><img src=a></li></ul><form><input></form>".utf8), address: "")
        #expect(!one.isSameTemplate(PageLikeness(shop)))
    }

    @Test func drawingsOfCodesAreRead() throws {
        // Three finder patterns are enough to see that rectangles are drawn in their place.
        let svg =
            #"<svg viewBox="0 0 10 10"><rect width="10" height="10" fill="white"/><rect x="2" y="2" width="4" height="4"/></svg>"#
        let picture = try Picture(Array(svg.utf8))
        let grey = picture.grey(.luma)
        #expect(grey.pixels[300 * 1000 + 300] == 0 && grey.pixels[800 * 1000 + 800] == 255)
    }

    @Test func archivesAreRead() throws {
        let page = "<p>买币</p>"
        let http = "HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n\r\n" + page
        let record =
            "WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: https://a.example/x\r\nContent-Length: \(http.utf8.count)\r\n\r\n"
            + http + "\r\n\r\n"
        let path = "\(NSTemporaryDirectory())weir-\(UUID().uuidString).warc"
        defer { try? FileManager.default.removeItem(atPath: path) }
        try ("WARC/1.0\r\nWARC-Type: warcinfo\r\nContent-Length: 3\r\n\r\nabc\r\n\r\n" + record + record)
            .write(toFile: path, atomically: true, encoding: .utf8)
        let archive = try WARCReader(path: path)
        let first = try #require(try archive.next())
        #expect(first.address == "https://a.example/x" && first.charset == "utf-8" && first.bytes == Array(page.utf8))
        #expect(try archive.next() != nil)
        #expect(try archive.next() == nil)
        try String(record.prefix(record.count - 20)).write(toFile: path, atomically: true, encoding: .utf8)
        #expect(throws: (any Error).self) { _ = try WARCReader(path: path).next() }
        // A damaged record, and a large one: what stands before is there, and so is the large one's beginning.
        let large = "<p>x</p>" + String(repeating: " ", count: SiteLimits.recordBytes)
        let long =
            "WARC/1.0\r\nWARC-Type: resource\r\nContent-Type: text/html\r\nWARC-Target-URI: https://b.example/\r\n"
            + "Content-Length: \(large.utf8.count)\r\n\r\n" + large + "\r\n\r\n"
        try (record + long + record + "nonsense\r\n\r\n" + record).write(
            toFile: path, atomically: true, encoding: .utf8)
        let damaged = try WARCReader(path: path)
        #expect(try damaged.next()?.isCut == false)
        let cut = try #require(try damaged.next())
        #expect(cut.isCut && cut.bytes.count == SiteLimits.recordBytes)
        #expect(try damaged.next()?.address == "https://a.example/x")
        #expect(throws: (any Error).self) { _ = try damaged.next() }
    }
}
