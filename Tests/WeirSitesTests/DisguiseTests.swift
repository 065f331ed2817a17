import Foundation
import Testing

@testable import WeirSites

/// Pages that hide what they sell from scanners, read without running anything.
@Suite struct DisguiseTests {
    @Test(.fixtures) func mostDisguisesAreSeenThroughInTheSource() throws {
        let root = try #require(siteFixtures) + "/disguises/"
        var counts: [String: (found: Int, all: Int)] = [:]
        for kind in ["trade", "honest"] {
            for name in try FileManager.default.contentsOfDirectory(atPath: root + kind).sorted()
            where name.hasSuffix(".html") && !name.contains("@") {
                let bytes = try read(root + kind + "/" + name)
                let finding = SiteReader.finding(bytes, address: name) { address in
                    FileManager.default.contents(atPath: root + kind + "/" + address).map { [UInt8]($0) }
                }
                counts[kind, default: (0, 0)].all += 1
                if finding.isFinding { counts[kind, default: (0, 0)].found += 1 }
                if finding.isFinding != (kind == "trade") {
                    print("Disguises, source: \(kind) \(name) \(finding.gateway) \(finding.crypto)")
                }
            }
        }
        let (trade, honest) = (counts["trade"] ?? (0, 0), counts["honest"] ?? (0, 0))
        print("Disguises, source: \(trade.found) of \(trade.all) found, \(honest.found) of \(honest.all) honest ones")
        #expect(trade.found * 100 >= trade.all * 65 && honest.found == 0)
    }

    @Test func marksBetweenCharactersAreTakenOut() {
        func folded(_ text: String) -> String { String(decoding: FoldedText(text).bytes, as: UTF8.self) }
        #expect(folded("支·付·宝") == "支付宝")
        #expect(folded("U·S·D·T 出*售") == "usdt 出售")
        #expect(folded("u s d t") == "usdt" && folded("Ｕ Ｓ Ｄ Ｔ") == "usdt")
        #expect(folded("支付宝-微信") == "支付宝-微信" && folded("buy usdt now") == "buy usdt now")
        #expect(folded("7.05元/个USDT") == "7.05元/个usdt" && folded("1-2-3") == "1-2-3")
        #expect(folded("UЅDТ") == "usdt" && folded("𝐔𝐒𝐃𝐓") == "usdt" && folded("ⓊⓈⒹⓉ") == "usdt")
        let text = "买 支·付·宝"
        let whole = FoldedText(text)
        let range = Scan.range(of: "支付宝", in: whole.bytes)
        #expect(
            range.map { String(decoding: Array(text.utf8)[whole.original($0, of: text)], as: UTF8.self) } == "支·付·宝")
    }

    /// Words of boards, of newspapers and of warnings are one in the characters of Hong Kong and Taiwan.
    @Test(arguments: [
        ("創建一個廣告交易", "创建一个广告交易"), ("騙徒與詐騙", "骗徒与诈骗"), ("記者編輯報導", "记者编辑报导"), ("不設兌換", "不设兑换"),
        ("結算、違法、凍結", "结算、违法、冻结"), ("實名認證後請耐心等待審核", "实名认证后请耐心等待审核"),
    ])
    func traditionalCharacters(_ traditional: String, _ simplified: String) {
        #expect(FoldedText(traditional).bytes == FoldedText(simplified).bytes)
    }

    @Test func whatScriptsPutTogetherIsTold() {
        func texts(_ script: String) -> [String] { ScriptDecoder.texts(in: script) }
        #expect(texts("x='出售'+'USD'+'T'") == ["出售USDT"])
        #expect(texts(#"x="\u51fa\u552e" + "U""#) == ["出售U"])
        #expect(texts("String.fromCharCode(20986,21806,85,83,68,84)") == ["出售USDT"])
        #expect(texts("[0x51fa,0x552e,85,83,68,84].map(f)") == ["出售USDT"])
        #expect(texts("atob('\(Data("<p>出售USDT</p>".utf8).base64EncodedString())')") == ["<p>出售USDT</p>"])
        #expect(texts("unescape('%u51FA%u552E%E5%B8%81')") == ["出售币"])
        #expect(texts("'TDSU售出'.split('').reverse().join('')").contains("出售USDT"))
        #expect(texts("var a=[1,2,3,4,5,6,7];f('path/to','a')") == [])
        #expect(
            ScriptDecoder.parsed(in: #"x=JSON.parse("{\"coin\":\"USDT\",\"t\":\"\\u51fa\"}");y=JSON.parse(text)"#)
                == [#"{"coin":"USDT","t":"\u51fa"}"#])
        #expect(ScriptDecoder.parsed(in: "JSON.parse(decodeURIComponent('%7B%22a%22%3A1%7D'))") == [#"{"a":1}"#])
        let page = SiteReader.page(Array(#"<script>a=JSON.parse("{\"coin\":\"USDT\"}")</script>"#.utf8), address: "")
        #expect(page.scripts.contains { $0.text == #"{"coin":"USDT"}"# })
        #expect(ScriptDecoder.redirects(in: "if(x){window.location.href = '/pay.html'}") == ["/pay.html"])
        #expect(ScriptDecoder.redirects(in: "location.replace(\"//b.example/\");locations=['x']") == ["//b.example/"])
    }

    @Test func stylesHide() {
        for style in [
            "display: none", "DISPLAY:NONE;color:red", "visibility:hidden", "font-size:0", "opacity:0;",
            "position:absolute; left:-9999px", "text-indent:-5000px", "color:#fff;background:#ffffff",
        ] { #expect(Hiding.hides(style), "\(style)") }
        for style in ["display:block", "opacity:0.5", "left:-10px", "font-size:0.9em", "color:#fff;background:#000"] {
            #expect(!Hiding.hides(style), "\(style)")
        }
        var hiding = Hiding()
        hiding.read(
            Array(".a,.b{display:none}.c:hover{display:none}.d .e{display:none}.f::before{content:\"出售\"}".utf8))
        #expect(hiding.classes == ["a", "b"] && hiding.contents == ["出售"])
    }
}
