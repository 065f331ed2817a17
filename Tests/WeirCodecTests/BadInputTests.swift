import Foundation
import Testing
import WeirCodec
import WeirDomain

/// Each kind of bad input gets a refusal that names what and where; the rest goes on.
@Suite struct BadInputTests {
    private func with(_ field: String, _ json: String) -> String {
        let pattern = try? NSRegularExpression(pattern: "\"\(field)\":\"[^\"]*\"")
        let range = NSRange(goodLine.startIndex..., in: goodLine)
        let template = NSRegularExpression.escapedTemplate(for: "\"\(field)\":\(json)")
        return pattern?.stringByReplacingMatches(in: goodLine, range: range, withTemplate: template) ?? ""
    }

    @Test func theGoodLineIsGood() throws {
        let payment = try decode(goodLine).get()
        #expect(payment.amount.minor == 723_000)
        #expect(payment.at.rfc3339 == "2026-11-23T00:15:30.250Z")
    }

    @Test func truncatedJSON() {
        for length in 1..<goodLine.utf8.count {
            #expect(refusal(String(goodLine.prefix(length))).contains("is not a JSON object"))
        }
    }

    @Test func wrongTypes() {
        #expect(
            refusal(with("amount", "7230.00")) == #"amount must be a decimal string such as "7230.00", not a number"#)
        #expect(refusal(with("payer", "true")) == "payer must be a string, not true or false")
        #expect(refusal(with("payee", "12")) == "payee must be a string, not a number")
        #expect(refusal(with("id", "{}")).contains("id must not be an object"))
        #expect(refusal(with("id", "null")) == "id is missing")
        #expect(refusal("[]").contains("must be '{'"))
        #expect(refusal("17").contains("must be '{'"))
    }

    @Test(arguments: [
        ("1e309", "must be a decimal number"), ("-5", "not negative"), ("0.001", "more digits"),
        ("NaN", "must be a decimal"),
        ("0", "greater than 0"), ("", "is empty"), ("Infinity", "must be a decimal"), ("99999999999999999999", "limit"),
    ])
    func amounts(text: String, words: String) {
        let said = refusal(with("amount", "\"\(text)\""))
        #expect(said.hasPrefix("amount ") && said.contains(words), "\(said)")
    }

    @Test func unknownCurrency() {
        #expect(refusal(with("currency", "\"XXZ\"")).hasPrefix("currency must be an ISO 4217"))
    }

    @Test func timeWithoutZone() {
        #expect(refusal(with("at", "\"2026-11-23T08:15:30\"")).hasPrefix("at must be an RFC 3339 time with zone"))
    }

    @Test func idOf65Bytes() {
        let id = String(repeating: "x", count: 65)
        #expect(refusal(with("id", "\"\(id)\"")) == "id is longer than 64 bytes")
        #expect(refusal(with("id", "\"\(id.dropLast())\"")).isEmpty)
        #expect(refusal(with("id", "\"\(String(repeating: "汉", count: 22))\"")) == "id is longer than 64 bytes")
    }

    @Test(
        arguments: [
            [0xFF], [0xC0, 0xAF], [0xED, 0xA0, 0x80], [0xF4, 0x90, 0x80, 0x80], [0xE4, 0xB8], [0x80],
        ] as [[UInt8]])
    func invalidUTF8(bytes: [UInt8]) {
        let line = Array(goodLine.utf8).map { [$0] }.joined()
        var spoilt = Array(line)
        if let place = spoilt.firstIndex(of: UInt8(ascii: "p")) { spoilt.replaceSubrange(place...place, with: bytes) }
        if case .success = decode(spoilt) { Issue.record("accepted \(bytes)") }
    }

    @Test func nulAndControlCharacters() {
        #expect(refusal(with("payer", #""a\u0000b""#)) == "payer has a NUL character")
        #expect(refusal(with("payer", #""a\nb""#)) == "payer has a control character")
        #expect(refusal(goodLine.dropLast() + #","remark":"a\u0000"}"#) == "remark has a NUL character")
        #expect(refusal(goodLine.dropLast() + ",\"remark\":\"a\u{1}\"}").contains("control character"))
        #expect(refusal(goodLine.dropLast() + #","remark":"line\nbreak"}"#).isEmpty)
    }

    @Test func loneSurrogates() {
        #expect(refusal(with("payer", #""\ud800""#)).contains("surrogate"))
        #expect(refusal(with("payer", #""\ud83d\ude00""#)).isEmpty)
    }

    @Test func duplicateKeys() {
        #expect(refusal(goodLine.dropLast() + #","id":"p2"}"#) == "id appears twice")
        #expect(refusal(goodLine.dropLast() + #","x":1,"x":2}"#) == "x appears twice")
        // However it is written: others would pay what the second one says.
        #expect(refusal(goodLine.dropLast() + #","\u0061mount":"9.00"}"#) == "amount appears twice")
        #expect(refusal(goodLine.replacingOccurrences(of: #""amount""#, with: #""\u0061mount""#)).isEmpty)
    }

    /// Of an object that is read field by field elsewhere.
    @Test(arguments: [
        (#"{"a":1,"b":{"a":[1,{"a":2}]},"a":3}"#, "a"), (#" { "a" : "x" , "\u0061" : null } "#, "a"),
        (#"{"b":1,"a":"\"a\":","c":[{"b":1}]}"#, ""), ("{}", ""), ("[1]", ""), ("", ""),
        (#"{"a":1,"a""#, "a"), (#"{"a":1,,"a":2}"#, ""),
    ])
    func namesThatAreThereTwice(_ text: String, _ name: String) {
        let bytes = Array(text.utf8)
        let found = JSONNames.twice(in: bytes.span.bytes)
        #expect(found ?? "" == name)
    }

    @Test(arguments: [
        (#"{"a":1,"b":{"x":2}}"#, ""), (#"{"a":1,"\u0062":2}"#, ""),
        (#"{"b":1,"untl":[{"a":1}],"x":2}"#, "untl"), ("{}", ""), ("[1]", ""), ("", ""), (#"{"a":1,"x""#, "x"),
    ])
    func namesThatNobodyKnows(_ text: String, _ name: String) {
        let bytes = Array(text.utf8)
        let found = JSONNames.unknown(in: bytes.span.bytes, but: ["a", "b"])
        #expect(found ?? "" == name)
    }

    private static let objects: [(String, [String]?)] = [
        (#" {"a":1,"b":"x \u00e9 \" y","c":[1,{"a":2}],"d":true} "#, ["1", "x \u{e9} \" y", #"[1,{"a":2}]"#, "true"]),
        (#"{"a":1,"ver"#, nil), (#"{"a":1}{"b":2}"#, nil), (#"{"a":1,"a":1}"#, nil), ("{}", nil), ("[1]", nil),
        ("", nil), (#"{"a" 1}"#, nil), (#"{"a":1}"#, ["1"]),
    ]

    @Test(arguments: objects)
    func fieldsOfOneObject(_ text: String, _ values: [String]?) {
        let bytes = Array(text.utf8)
        let found = JSONNames.fields(of: bytes.span.bytes)
        #expect(found?.sorted { $0.key < $1.key }.map(\.value) == values)
    }

    @Test func aMillionNestedBrackets() {
        let nested = goodLine.dropLast() + ",\"x\":" + String(repeating: "[", count: 1_000_000)
        #expect(refusal(nested).contains("must not be an object or array"))
    }

    @Test func categoriesHaveFourDigits() {
        func category(_ text: String) -> String {
            refusal(goodLine.dropLast() + ",\"merchant_category\":\(text)}")
        }
        for good in ["\"5411\"", "\"0763\"", "\"\"", "5411", "763"] { #expect(category(good).isEmpty, "\(good)") }
        for bad in ["\"763\"", "\"54111\"", "\"54a1\"", "\"-541\""] {
            #expect(category(bad) == "merchant_category must be four digits (ISO 18245)", "\(bad)")
        }
    }

    @Test func missingAndEmptyFields() {
        #expect(refusal("{}") == "id is missing")
        #expect(refusal(with("payer", "\"\"")) == "payer is empty")
        #expect(refusal(with("rail", "\"AliPay\"")).hasPrefix("rail must be lower-case"))
        #expect(
            refusal(goodLine.dropLast() + #","channel":"carrier-pigeon"}"#).hasPrefix("channel must be one of transfer")
        )
        #expect(refusal(goodLine + "x").contains("after the end"))
    }

    @Test func railsBeginWithALetterOrADigit() {
        for good in ["bank", "3ds", "wechat-pay"] { #expect(refusal(with("rail", "\"\(good)\"")).isEmpty, "\(good)") }
        for bad in ["-", "-bank"] {
            #expect(refusal(with("rail", "\"\(bad)\"")) == "rail must begin with a letter or a digit", "\(bad)")
        }
    }

    /// A name with the dot of the root is the same name.
    @Test func sitesAreNamesBetweenDots() throws {
        func site(_ text: String) -> String { goodLine.dropLast() + ",\"site\":\"\(text)\"}" }
        for (text, read) in [("shop.example", "shop.example"), ("Shop.example.", "shop.example"), ("a", "a"), ("", "")]
        {
            #expect(try decode(site(text)).get().site == read, "\(text)")
        }
        for bad in [".", "..", "a..b", ".a", "a..", "a b"] {
            #expect(refusal(site(bad)) == "site must be a host name such as shop.example", "\(bad)")
        }
    }

    @Test func numbersBeyondReckoningAreRefused() {
        for (number, isGood) in [("1e308", true), ("-2.5e-400", true), ("1e999", false), ("-1e999", false)] {
            for field in ["\"n\":\(number)", "\"extra\":{\"n\":\(number)}"] {
                #expect(refusal(goodLine.dropLast() + ",\(field)}").isEmpty == isGood, "\(field)")
            }
        }
    }

    @Test func unknownFieldsAreKept() throws {
        let line = goodLine.dropLast() + #","store":"12","extra":{"b":true,"a":"ü"},"n":1.50}"#
        #expect(try decode(String(line)).get().extra == #"{"a":"ü","b":true,"n":1.50,"store":"12"}"#)
    }

    // MARK: Files

    @Test func aTenMegabyteLine() throws {
        let long = "{\"id\":\"" + String(repeating: "x", count: 10_000_000) + "\"}"
        let result = try withFile(Array("\(goodLine)\n\(long)\n\(goodLine)".utf8)) { readFile($0) }
        #expect(result.payments.count == 2)
        #expect(result.refusals.map(\.line) == [2])
        #expect(result.refusals.first?.reason.contains("65536 bytes") == true)
    }

    @Test func byteOrderMarkAndCarriageReturns() throws {
        let text = "\u{FEFF}\(goodLine)\r\n\r\n\(goodLine.replacingOccurrences(of: "p1", with: "p2"))\r\n"
        let result = try withFile(Array(text.utf8)) { readFile($0) }
        #expect(result.payments.map(\.id) == ["p1", "p2"] && result.refusals.isEmpty)
    }

    @Test(arguments: ["gzip", "zstd"])
    func compressedFiles(program: String) throws {
        let text =
            (0..<5_000).map { goodLine.replacingOccurrences(of: "p1", with: "p\($0)") }.joined(separator: "\n") + "\n"
        let packed = try pack(program, Array(text.utf8))
        let whole = try withFile(packed) { readFile($0) }
        #expect(whole.payments.count == 5_000 && whole.error == nil)
        let twice = try withFile(packed + packed) { readFile($0) }
        #expect(twice.payments.count == 10_000 && twice.error == nil)
        let cut = try withFile(Array(packed[..<(packed.count * 2 / 3)])) { readFile($0) }
        #expect(cut.payments.count > 0 && cut.payments.count < 5_000)
        #expect(cut.error?.contains("the \(program) stream is cut off after") == true)
    }

    @Test func emptyFilesAndDirectories() throws {
        let empty = try withFile([]) { readFile($0) }
        #expect(empty.payments.isEmpty && empty.refusals.isEmpty && empty.error == nil)
        #expect(readFile("/").error == "/: is a directory, not a file")
        #expect(readFile("/nowhere/x").error == "/nowhere/x: does not exist")
        let noise = try withFile([0x7F, 0x45, 0x4C, 0x46, 2]) { readFile($0) }
        #expect(noise.error?.contains("is neither NDJSON") == true)
    }

    // MARK: Fuzzing

    @Test func mutatedLinesNeverCrash() {
        var dice = Dice(state: 11)
        let seed = Array(
            (goodLine.dropLast() + #","remark":"出·U \u00e9\n","extra":{"a":1},"merchant_category":"5411"}"#).utf8)
        var accepted = 0
        for _ in 0..<200_000 {
            var line = seed
            for _ in 0...dice.below(4) {
                switch dice.below(3) {
                case 0: line[dice.below(line.count)] = UInt8(dice.below(256))
                case 1: line.remove(at: dice.below(line.count))
                default: line.insert(UInt8(dice.below(256)), at: dice.below(line.count))
                }
            }
            var decoder = PaymentJSON()
            var batch = RecordBatch()
            guard decoder.decode(line.span.bytes, line: 1, into: &batch) == nil else {
                #expect(batch.bytes.isEmpty && batch.isEmpty)
                continue
            }
            accepted += 1
            let isWhole = PaymentView.isWhole(batch.bytes.span.bytes)
            #expect(isWhole)
        }
        #expect(accepted > 1_000)
    }

    /// The quick way and the general one accept and refuse the same lines, and write the same records.
    @Test func bothWaysOfReadingAgree() {
        var dice = Dice(state: 23)
        let seeds = [
            goodLine,
            #"{"id":"p-1","at":"2026-03-01T16:00:00.277Z","rail":"wechat-pay","channel":"gateway","payer":"u1","#
                + #""payee":"m2","payee_kind":"merchant","amount":"68.09","currency":"CNY","remark":"谢谢 ok","#
                + #""payer_device":"d0","payer_ip":"10.0.0.1","payer_city":"天津","merchant_category":"5411","#
                + #""site":"shop.example"}"#,
            #"{"amount": "1.5", "currency": "USD", "payee": "b", "payer": "a", "rail": "bank", "id": "x", "#
                + #""at": "2026-03-01T00:00:00+08:00", "original": "y", "payer_kind": "person"}"#,
        ].map { Array($0.utf8) }
        var quick = PaymentJSON()
        var general = PaymentJSON(readsPlainLines: false)
        var accepted = 0
        for round in 0..<200_000 {
            var line = seeds[round % seeds.count]
            for _ in 0..<dice.below(4) {
                switch dice.below(4) {
                case 0: line[dice.below(line.count)] = UInt8(dice.below(256))
                case 1: line.remove(at: dice.below(line.count))
                case 2: line[dice.below(line.count)] = Array(#""\,:{} 09aZ-.é"#.utf8)[dice.below(13)]
                default: line.insert(line[dice.below(line.count)], at: dice.below(line.count))
                }
            }
            var (one, other) = (RecordBatch(), RecordBatch())
            let first = quick.decode(line.span.bytes, line: 1, into: &one)
            let second = general.decode(line.span.bytes, line: 1, into: &other)
            let isSame = first == second && one.bytes == other.bytes
            #expect(isSame, "\(String(decoding: line, as: UTF8.self))")
            if first == nil { accepted += 1 }
        }
        #expect(accepted > 50_000 && accepted < 150_000, "\(accepted)")
    }

    /// Who asks for no texts gets the same payments and refusals, with what names them alone.
    @Test func partiesAloneAreTheSameParties() {
        var dice = Dice(state: 29)
        let seed = Array(
            (#"{"id":"p-1","at":"2026-03-01T16:00:00.277Z","rail":"wechat-pay","channel":"gateway","payer":"u1","#
                + #""payee":"m2","payee_kind":"merchant","amount":"68.09","currency":"CNY","remark":"谢谢 ok","#
                + #""payer_device":"d0","payer_ip":"10.0.0.1","payer_city":"天津","merchant_category":"5411","#
                + #""site":"shop.example","original":"o"}"#).utf8)
        var all = PaymentJSON()
        var some = PaymentJSON(onlyParties: true)
        var accepted = 0
        for round in 0..<50_000 {
            var line = seed
            for _ in 0..<(round == 0 ? 0 : dice.below(3)) {
                if dice.below(2) == 0 {
                    line[dice.below(line.count)] = UInt8(dice.below(256))
                } else {
                    line.insert(line[dice.below(line.count)], at: dice.below(line.count))
                }
            }
            var (one, other) = (RecordBatch(), RecordBatch())
            let first = all.decode(line.span.bytes, line: 1, into: &one)
            let second = some.decode(line.span.bytes, line: 1, into: &other)
            let isSame = first == second && one.count == other.count
            #expect(isSame, "\(String(decoding: line, as: UTF8.self))")
            guard one.count == 1, other.count == 1 else { continue }
            accepted += 1
            let isWhole = PaymentView.isWhole(other[0].bytes)
            let isNamed = one[0].id.equals(other[0].id) && one[0].payer.equals(other[0].payer)
            let isPaid = one[0].payee.equals(other[0].payee) && one[0].amount == other[0].amount
            // The head but for the lengths: time, currency, channel, kinds and category.
            let isHead = one[0].bytes.extracting(0..<22).equals(other[0].bytes.extracting(0..<22))
            #expect(isWhole && isNamed && isPaid && isHead)
            if round == 0 { #expect(other[0].remark.byteCount == 0 && other.bytes.count < one.bytes.count) }
        }
        #expect(accepted > 10_000)
    }

    @Test func canonicalFormComesBack() throws {
        var dice = Dice(state: 5)
        let pieces = ["a", "汉", "\"", "\\", "\n", "😀", "ü", " ", "\t", "/", "é", "\u{7F}"]
        for i in 0..<3_000 {
            var payment = try decode(goodLine).get()
            payment.id = "id-\(i)"
            payment.remark = (0..<dice.below(30)).map { _ in pieces[dice.below(pieces.count)] }.joined()
            payment.amount = Amount(minor: Int64(dice.below(1_000_000_000) + 1))
            payment.channel = Channel.allCases[dice.below(6)]
            payment.payeeKind = dice.below(2) == 0 ? .person : .merchant
            payment.merchantCategory = UInt16(dice.below(10_000))
            payment.site = dice.below(2) == 0 ? "" : "shop.example"
            var text: [UInt8] = []
            let record = payment.encoded
            PaymentJSON.append(PaymentView(record.span.bytes), to: &text)
            #expect(try decode(text).get() == payment)
        }
    }
}
