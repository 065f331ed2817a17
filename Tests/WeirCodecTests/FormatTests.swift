import Foundation
import Testing
import WeirCodec
import WeirDomain

@Suite struct CSVTests {
    private let header = "id,at,rail,payer,payee,amount,currency,remark,branch\n"

    private func read(_ text: String) throws -> FileResult {
        try withFile(Array(text.utf8), "payments.csv") { readFile($0) }
    }

    @Test func quotesNewlinesAndUnknownColumns() throws {
        let row = "p1,2026-11-23T08:15:30Z,bank,a,b,10.50,CNY,\"say \"\"hi\"\",\r\nthere\",Hangzhou\r\n"
        let result = try read(header + row + "p2,2026-11-23T08:15:30Z,bank,a,b,1,CNY,,\n")
        #expect(result.refusals.isEmpty)
        #expect(result.payments.map(\.id) == ["p1", "p2"])
        #expect(result.payments.first?.remark == "say \"hi\",\r\nthere")
        #expect(result.payments.first?.extra == #"{"branch":"Hangzhou"}"#)
        #expect(result.payments.last?.extra == "")
    }

    @Test func badRowsAreNamedAndTheRestGoesOn() throws {
        let good = "p9,2026-11-23T08:15:30Z,bank,a,b,1,CNY,,\n"
        let result = try read(header + "p1,2026-11-23T08:15:30,bank,a,b,1,CNY,,\np2,x\n" + good)
        #expect(result.payments.map(\.id) == ["p9"])
        #expect(result.refusals.map(\.line) == [2, 3])
        #expect(result.refusals.first?.field == "at")
        #expect(result.refusals.last?.reason == "has 2 cells where the header has 9")
    }

    @Test func headersAreChecked() throws {
        #expect(try read("id,id\n").error?.contains("id appears twice") == true)
        #expect(try read("foo,bar\n1,2\n").error?.contains("id is missing from the header") == true)
        // Also where the header is all that there is, and has no line end.
        #expect(try read("hello").error?.contains("id is missing from the header") == true)
        #expect(try read(String(header.dropLast())).error == nil)
    }

    /// As spreadsheets write them: what is said is said of the file.
    @Test func filesOfSpreadsheetsAreNamed() throws {
        let header = "id,at,rail,payer,payee,amount,currency\n"
        for (text, words) in [
            (header.replacingOccurrences(of: ",", with: ";"), "by semicolons: commas are wanted"),
            (header.replacingOccurrences(of: ",", with: "\t"), "by tabs: commas are wanted"),
            (header.replacingOccurrences(of: ",", with: ", "), "has ' at', and names are written in small letters"),
            (header.replacingOccurrences(of: "id", with: "ID"), "has 'ID', and names"),
        ] {
            let found = try read(text)
            #expect(found.error?.contains(words) == true, "\(found.error ?? "")")
        }
        var (little, big): ([UInt8], [UInt8]) = ([], [])
        for letter in header.utf8 {
            little += [letter, 0]
            big += [0, letter]
        }
        let marked: [UInt8] = [0xFF, 0xFE] + little
        let archive: [UInt8] = [0x50, 0x4B, 3, 4, 20, 0]
        for (bytes, words) in [
            (little, "is UTF-16"), (big, "is UTF-16"), (marked, "is UTF-16"), (archive, "is a ZIP archive"),
        ] {
            let found = try withFile(bytes, "p.csv") { readFile($0) }
            #expect(found.error?.contains(words) == true, "\(found.error ?? "")")
            let flaw = #expect(throws: SourceError.self) { try CompanionCSV.prices(bytes: bytes) { _ in } }
            #expect(flaw?.reason.contains(words) == true)
        }
        let prices = #expect(throws: SourceError.self) {
            try CompanionCSV.prices(bytes: Array("at;asset;currency;price\n".utf8)) { _ in }
        }
        #expect(prices?.reason.contains("the header separates its cells by semicolons") == true)
    }

    @Test func companionsWithoutAHeaderAreRefused() throws {
        for text in ["", "\u{FEFF}"] {
            #expect(throws: SourceError.self) { try CompanionCSV.prices(bytes: Array(text.utf8)) { _ in } }
        }
        let flaw = #expect(throws: SourceError.self) {
            try withFile([], "accounts.csv") { try CompanionCSV.accounts(path: $0) { _ in } }
        }
        #expect(flaw?.reason.contains("is empty") == true && flaw?.path.hasSuffix("accounts.csv") == true)
        #expect(try CompanionCSV.prices(bytes: Array("at,asset,currency,price".utf8)) { _ in }.isEmpty)
    }

    /// A decimal comma makes one cell more: what it means is not guessed, nor what a cell too few would have been.
    @Test func rowsOfOtherLengthsAreRefused() throws {
        var refusals: [Refusal] = []
        let prices =
            "at,asset,currency,price\n2026-11-02T00:00:00Z,USDT,CNY,7,2\n2026-11-02T00:00:00Z,USDT\n"
            + "2026-11-02T00:00:00Z,USDT,CNY,\"7,2\"\n2026-11-02T00:00:00Z,USDT,CNY,7.21\n"
        let quotes = try CompanionCSV.prices(bytes: Array(prices.utf8)) { refusals.append($0) }
        #expect(quotes.count == 1 && refusals.map(\.line) == [2, 3, 4])
        #expect(refusals[0].reason == "has 5 cells where the header has 4")
        #expect(refusals[1].reason == "has 2 cells where the header has 4" && refusals[2].field == "price")
        refusals = []
        let accounts = "account,kind,opened\na,person\nb,merchant,\nc,person,,5411\n"
        let facts = try withFile(Array(accounts.utf8)) { path in
            try CompanionCSV.accounts(path: path) { refusals.append($0) }
        }
        #expect(facts.map(\.account) == ["b"] && refusals.map(\.line) == [2, 4])
        let twice = #expect(throws: SourceError.self) {
            try CompanionCSV.prices(bytes: Array("at,asset,currency,price,price\n".utf8)) { _ in }
        }
        #expect(twice?.reason == "price appears twice in the header")
    }

    /// Which of two prices is true would be left to their order; one that is said twice is one.
    @Test func aMomentHasOnePrice() throws {
        var refusals: [Refusal] = []
        let prices =
            "at,asset,currency,price\n2026-01-02T00:00:00Z,USDT,CNY,6.85\n2026-01-02T00:00:00Z,usdt,cny,6.850\n"
            + "2026-01-02T08:00:00+08:00,USDT,CNY,7.2\n2026-01-02T00:00:00Z,USDC,CNY,7.2\n"
        let quotes = try CompanionCSV.prices(bytes: Array(prices.utf8)) { refusals.append($0) }
        #expect(quotes.map(\.asset.name) == ["USDT", "USDT", "USDC"])
        #expect(refusals.map(\.line) == [4])
        #expect(refusals.first?.message == "price is 7.20, and was 6.85 at the same moment")
    }

    @Test func anAccountIsOneThing() throws {
        var refusals: [Refusal] = []
        let accounts = "account,kind,opened\na,person,\nb,merchant,2020-05-01\na,person,\nb,person,2020-05-01\n"
        let facts = try withFile(Array(accounts.utf8)) { path in
            try CompanionCSV.accounts(path: path) { refusals.append($0) }
        }
        #expect(facts.map(\.account) == ["a", "b"] && facts.map(\.kind) == [.person, .merchant])
        #expect(refusals.map(\.message) == ["account 'b' is there twice, and otherwise the second time"])
        #expect(refusals.map(\.line) == [5])
    }

    @Test func companionsAreRead() throws {
        let prices =
            "at,asset,currency,price\n2026-01-02T00:00:00Z,USDT,CNY,6.85\n2026-01-01T00:00:00Z,USD,CNY,6.8123\nx,USDT,CNY,1\n"
        var refusals: [Refusal] = []
        let quotes = try CompanionCSV.prices(bytes: Array(prices.utf8)) { refusals.append($0) }
        #expect(quotes.map(\.asset.name) == ["USD", "USDT"])
        #expect(refusals.map(\.line) == [4] && refusals.first?.field == "at")
        let accounts =
            "account,kind,opened,merchant_category\na,person,2020-05-01,\nb,merchant,,5411\nc,alien,,\n"
            + "d,merchant,,763\n"
        refusals = []
        let facts = try withFile(Array(accounts.utf8)) { path in
            try CompanionCSV.accounts(path: path) { refusals.append($0) }
        }
        #expect(facts.map(\.account) == ["a", "b"] && refusals.map(\.field) == ["kind", "merchant_category"])
    }
}

@Suite struct XMLTests {
    private func message(_ body: String) -> String {
        """
        <?xml version="1.0"?><Document xmlns="urn:iso:std:iso:20022:tech:xsd:pacs.008.001.08"><FIToFICstmrCdtTrf>
        <GrpHdr><MsgId>M1</MsgId><CreDtTm>2026-11-23T08:15:30</CreDtTm></GrpHdr>\(body)</FIToFICstmrCdtTrf></Document>
        """
    }

    private let transfer = """
        <CdtTrfTxInf><PmtId><EndToEndId>E1</EndToEndId></PmtId><IntrBkSttlmAmt Ccy="EUR">12.5</IntrBkSttlmAmt>
        <Dbtr><Nm>Ann</Nm></Dbtr><DbtrAcct><Id><IBAN>DE02120300000000202051</IBAN></Id></DbtrAcct>
        <CdtrAcct><Id><Othr><Id>77</Id></Othr></Id></CdtrAcct><Cdtr><Nm>Bob &amp; Co</Nm></Cdtr>
        <RmtInf><Ustrd>one</Ustrd><Ustrd>two</Ustrd></RmtInf></CdtTrfTxInf>
        """

    private func read(_ text: String) throws -> FileResult {
        try withFile(Array(text.utf8), "m.xml") { readFile($0) }
    }

    @Test func transfersAreMapped() throws {
        let result = try read(message(transfer + transfer))
        #expect(result.refusals.isEmpty)
        #expect(result.payments.map(\.id) == ["E1", "E1#2"])
        let payment = try #require(result.payments.first)
        #expect(payment.payer == "DE02120300000000202051" && payment.payee == "77")
        #expect(payment.amount.minor == 1250 && payment.currency.code == "EUR" && payment.remark == "one two")
        #expect(payment.at.rfc3339 == "2026-11-23T08:15:30.000Z")
    }

    /// In groups of four, as it is printed, it is the same account; an id of another kind is what it is.
    @Test func numbersOfAccountsHaveNoBlanks() throws {
        let spaced = transfer.replacingOccurrences(of: "DE02120300000000202051", with: "de02 1203 0000 0000 2020 51")
            .replacingOccurrences(of: ">77<", with: ">7 7<")
        let payment = try #require(try read(message(spaced)).payments.first)
        #expect(payment.payer == "DE02120300000000202051" && payment.payee == "7 7")
    }

    private func returned(_ body: String) -> String {
        """
        <Document xmlns="urn:iso:std:iso:20022:tech:xsd:pacs.004.001.09"><PmtRtr>
        <GrpHdr><MsgId>R1</MsgId><CreDtTm>2026-11-24T09:00:00+01:00</CreDtTm></GrpHdr>\(body)</PmtRtr></Document>
        """
    }

    /// A return is a refund: the money goes back from the original's creditor to its debtor.
    @Test func returnsAreRefunds() throws {
        let parties = """
            <OrgnlTxRef><Dbtr><Pty><Nm>Ann</Nm></Pty></Dbtr><DbtrAcct><Id><IBAN>DE02</IBAN></Id></DbtrAcct>
            <Cdtr><Pty><Nm>Bob</Nm><PstlAdr><TwnNm>Bonn</TwnNm></PstlAdr></Pty></Cdtr></OrgnlTxRef>
            """
        let whole = """
            <TxInf><RtrId>RT1</RtrId><OrgnlEndToEndId>E1</OrgnlEndToEndId><OrgnlTxId>T1</OrgnlTxId>
            <OrgnlIntrBkSttlmAmt Ccy="EUR">12.50</OrgnlIntrBkSttlmAmt>
            <RtrdIntrBkSttlmAmt Ccy="EUR">12.00</RtrdIntrBkSttlmAmt>
            <RtrRsnInf><Rsn><Cd>AC04</Cd></Rsn></RtrRsnInf>\(parties)</TxInf>
            """
        let nameless = """
            <TxInf><OrgnlTxId>T2</OrgnlTxId><RtrdIntrBkSttlmAmt Ccy="EUR">1</RtrdIntrBkSttlmAmt></TxInf>
            """
        let result = try read(returned(whole + nameless))
        #expect(result.payments.count == 1)
        let payment = try #require(result.payments.first)
        #expect(payment.id == "RT1" && payment.original == "E1" && payment.channel == .refund)
        #expect(payment.payer == "name:Bob" && payment.payee == "DE02" && payment.payerCity == "Bonn")
        #expect(payment.amount.minor == 1200 && payment.at.rfc3339 == "2026-11-24T08:00:00.000Z")
        #expect(result.refusals.map(\.line) == [2] && result.refusals.first?.field == "CdtrAcct")
        let group = try read(returned("<OrgnlGrpInf><OrgnlMsgId>M1</OrgnlMsgId></OrgnlGrpInf>"))
        #expect(group.payments.isEmpty && group.refusals.first?.reason.contains("whole group") == true)
    }

    @Test func aTransferThatDoesNotFitIsNamed() throws {
        let bad = "<CdtTrfTxInf><PmtId><EndToEndId>E2</EndToEndId></PmtId></CdtTrfTxInf>"
        let result = try read(message(bad + transfer))
        #expect(result.payments.map(\.id) == ["E1"])
        #expect(result.refusals.map(\.message) == ["IntrBkSttlmAmt is missing"])
    }

    @Test func documentTypesAndBombsAreRefused() throws {
        let bomb = "<!DOCTYPE x [<!ENTITY a \"ha\"><!ENTITY b \"&a;&a;&a;\">]>"
        let result = try read("<?xml version=\"1.0\"?>\(bomb)<Document>&b;</Document>")
        #expect(result.payments.isEmpty && result.refusals.first?.reason == "has a DOCTYPE, which is never read")
        let entity = try read(message("<CdtTrfTxInf>&secret;</CdtTrfTxInf>"))
        #expect(entity.payments.isEmpty && entity.refusals.first?.reason.contains("not well-formed") == true)
    }

    @Test func deepAndTruncatedDocuments() throws {
        let deep = try read(String(repeating: "<a>", count: 100_000))
        #expect(deep.refusals.first?.reason == "has elements nested deeper than 64")
        let whole = message(transfer + transfer)
        let cut = try read(String(whole.prefix(whole.count - 200)))
        #expect(cut.payments.count == 1 && cut.refusals.first?.reason.contains("not well-formed") == true)
    }

    @Test(
        .enabled(if: ProcessInfo.processInfo.environment["WEIR_TEST_DATA"] != nil, "WEIR_TEST_DATA is not set"),
        arguments: [("pacs.008.001.07", 1), ("pain001_001_08", 1), ("musterfile_pain.001_Nov2020", 8)])
    func publicMessages(name: String, count: Int) throws {
        let folder = try #require(ProcessInfo.processInfo.environment["WEIR_TEST_DATA"])
        let result = readFile("\(folder)/iso20022/\(name).xml")
        #expect(result.payments.count == count && result.refusals.isEmpty && result.error == nil)
    }

    @Test(
        .enabled(if: ProcessInfo.processInfo.environment["WEIR_TEST_DATA"] != nil, "WEIR_TEST_DATA is not set"),
        arguments: ["camt.053.001.07", "pacs.002-CDATA"])
    func otherMessagesAreNamed(name: String) throws {
        let folder = try #require(ProcessInfo.processInfo.environment["WEIR_TEST_DATA"])
        let result = readFile("\(folder)/iso20022/\(name).xml")
        #expect(result.payments.isEmpty && result.refusals.first?.reason.contains("of another kind") == true)
    }
}

@Suite struct OutputTests {
    private func line(_ decision: Decision) -> String {
        var out: [UInt8] = []
        let id = Array("p-1".utf8)
        DecisionJSON.append(
            id: id.span.bytes, at: Instant(milliseconds: 0), decision: decision, rulesVersion: "r1", to: &out)
        return String(decoding: out, as: UTF8.self)
    }

    @Test func decisionLine() {
        #expect(
            line(Decision())
                == #"{"payment_id":"p-1","at":"1970-01-01T00:00:00.000Z","decision":"allow","score":0,"reasons":[],"typologies":[],"rules_version":"r1","defaulted":false}"#
        )
        let reason = Reason(code: "fan_in", kind: .people, weight: 4150, text: "x")
        let hold = Decision(
            outcome: .hold, score: 950, reasons: [reason],
            typologies: [TypologyScore(typology: .otcDealer, score: 950)],
            late: true)
        #expect(
            line(hold)
                == #"{"payment_id":"p-1","at":"1970-01-01T00:00:00.000Z","decision":"hold","score":950,"reasons":[{"code":"fan_in","kind":"people","weight":4.15,"text":"x"}],"typologies":[{"name":"otc_dealer","score":950}],"rules_version":"r1","defaulted":false,"late":true}"#
        )
    }

    /// Where a rule says it in Chinese as well.
    @Test func reasonsInTwoLanguages() {
        let reason = Reason(code: "rule:large", kind: .flow, weight: 0, text: "large", textChinese: "金额\"大\"")
        #expect(
            line(Decision(outcome: .warn, reasons: [reason])).contains(
                #"[{"code":"rule:large","kind":"flow","weight":0,"text":"large","text_zh":"金额\"大\""}]"#))
    }

    /// A payer is told in both languages what to heed, and nothing of what was counted on the other side.
    @Test func aWarningHasWordsForThePayer() {
        let reason = Reason(code: "fan_in", kind: .people, weight: 4150, text: "12 strangers paid the account.")
        let found = line(Decision(outcome: .warn, score: 800, reasons: [reason]))
        let words = found.split(separator: "\"warning\":").last.map(String.init) ?? ""
        #expect(words.hasPrefix(#"{"en":"Be careful before you pay: "#) && words.hasSuffix("。\"}}"), "\(found)")
        #expect(words.contains(#","zh":"付款前请注意"#) && !words.contains("strangers"))
        // Where a measure warns payers its own words go first.
        let measure = Reason(
            code: Decision.warningCode, kind: .list, weight: 0, text: "The payee.", textChinese: "收款人。")
        let warned = line(Decision(outcome: .warn, reasons: [reason, measure]))
        #expect(warned.hasSuffix(#","defaulted":false,"warning":{"en":"The payee.","zh":"收款人。"}}"#), "\(warned)")
        for outcome in [Outcome.allow, .hold, .decline] {
            #expect(!line(Decision(outcome: outcome, score: 1, reasons: [measure])).contains("\"warning\""))
        }
    }

    @Test func alertLine() {
        let reading = IndicatorReading(
            code: "price_lattice", kind: .price, value: 610, weight: -20, evidence: [7, 9], text: "seen",
            textChinese: "已见")
        let alert = Alert(
            account: "u1", typology: .runningPoints, score: 991, at: Instant(milliseconds: 0), sequence: 9,
            paymentsBefore: 3, measures: [.suspendTransfers], indicators: [reading], explanation: "why")
        let text = String(decoding: AlertJSON.object(alert) { "p\($0)" }.closed, as: UTF8.self)
        #expect(
            text
                == #"{"account":"u1","typology":"running_points","score":991,"at":"1970-01-01T00:00:00.000Z","payment_id":"p9","payments_before":3,"measures":["suspend_transfers"],"indicators":[{"code":"price_lattice","kind":"price","value":0.61,"weight":-0.02,"evidence":["p7","p9"],"text":"seen","text_zh":"已见"}],"explanation":"why"}"#
        )
    }

    @Test func framerCutsLinesWhereverChunksFall() {
        let text = Array("one\ntwo\r\n\nfour".utf8)
        for size in 1...text.count {
            var framer = LineFramer()
            var lines: [String] = []
            for start in stride(from: 0, to: text.count, by: size) {
                let chunk = Array(text[start..<min(start + size, text.count)])
                framer.feed(chunk.span.bytes) { line, _, _ in lines.append(line.text) }
            }
            framer.end { line, _, _ in lines.append(line.text) }
            #expect(lines == ["one", "two", "", "four"])
        }
    }
}
