import Foundation
import Testing
import WeirText

@Suite struct RemarkTests {
    private let reader = RemarkReader()

    private func classify(_ text: String) -> RemarkClass {
        let bytes = Array(text.utf8)
        let span = bytes.span.bytes
        let result = reader.classify(span)
        return result
    }

    @Test(arguments: [
        "USDT", "ＵＳＤＴ", "ⓊⓈⒹⓉ", "𝐔𝐒𝐃𝐓", "u.s.d.t", "出U", "出·U", "收_u", "换 u", "比*特*币", "买\u{200B}币", "usdt 300",
        "跑分平台招人", "请放币", "承兑商",
    ])
    func findsTheTrade(text: String) { #expect(classify(text) == .a) }

    @Test(arguments: [
        "", "午饭", "游戏币", "买游戏币", "Q币", "U盘", "收U盘", "承兑汇票", "手机跑分", "人民币", "换硬币", "产业链", "U14球队", "BTS演唱会",
        "ETHAN", "busdtown", "Canon EOS", "coin laundry", "金币", "收金币", "电费",
    ])
    func leavesOrdinaryLifeAlone(text: String) { #expect(classify(text) == .none) }

    @Test(arguments: ["跑分", "承兑", "大饼", "搬砖", "btc"])
    func doubtfulWordsNeedContext(text: String) { #expect(classify(text) == .b) }

    @Test func referencesHaveNoWeight() {
        #expect(classify("482913") == .reference)
        #expect(classify("20261123456789") == .reference)
        #expect(classify("12") == .none)
    }

    @Test func spansAreThoseOfTheOriginal() {
        let text = "急 出·U 快"
        let bytes = Array(text.utf8)
        let spans = reader.terms(in: bytes.span.bytes).map { String(decoding: bytes[$0.span], as: UTF8.self) }
        #expect(spans == ["出·U"])
    }

    @Test func anyBytesAreSafe() {
        var state: UInt64 = 7
        let pieces: [[UInt8]] = [
            Array("出".utf8), Array("u".utf8), [0xE5, 0x87], [0xFF], [0x00], Array("Ⓤ".utf8), Array("币".utf8),
            [0xED, 0xA0, 0x80],
        ]
        for _ in 0..<50_000 {
            var bytes: [UInt8] = []
            for _ in 0..<8 {
                state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
                bytes += pieces[Int(state >> 33) % pieces.count]
            }
            for found in reader.terms(in: bytes.span.bytes) { #expect(found.span.upperBound <= bytes.count) }
        }
    }

    /// Public names and idioms: only real exchanges may look like the trade.
    @Test(.enabled(if: ProcessInfo.processInfo.environment["WEIR_TEST_DATA"] != nil, "WEIR_TEST_DATA is not set"))
    func innocentNamesDoNotAlarm() throws {
        let folder = try #require(ProcessInfo.processInfo.environment["WEIR_TEST_DATA"])
        for (file, allowed) in [("company-names", 0.0005), ("person-names", 0.0), ("idioms", 0.0)] {
            let text = try String(contentsOfFile: "\(folder)/text/\(file)-sample.txt", encoding: .utf8)
            let lines = text.split(whereSeparator: \.isNewline).map(String.init)
            let hits = lines.filter { classify($0) == .a }
            print("\(file): \(hits.count) of \(lines.count) look like the trade: \(hits.prefix(12))")
            #expect(Double(hits.count) <= Double(lines.count) * allowed)
        }
    }
}
