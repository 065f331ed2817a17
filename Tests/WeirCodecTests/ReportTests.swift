import Foundation
import Testing
import WeirCodec
import WeirDomain

/// What banks say of payments without making any: `pacs.002` and `camt.056`.
@Suite struct ReportTests {
    private struct Found {
        var payments: [Payment] = []
        var refusals: [Refusal] = []
        var reports: [PaymentReport] = []
    }

    private func read(_ text: String) throws -> Found { try read(Array(text.utf8)) }

    private func read(_ bytes: [UInt8]) throws -> Found {
        try withFile(bytes, "m.xml") { path in
            var found = Found()
            var reports: [PaymentReport] = []
            let source = try PaymentSource(path: path)
            source.onReport = { reports.append($0) }
            var isMore = true
            while isMore {
                var batch = RecordBatch()
                isMore = try source.read(into: &batch, maximum: 1_000) { refusal, _ in found.refusals.append(refusal) }
                for i in 0..<batch.count { found.payments.append(Payment(batch[i])) }
            }
            #expect(source.reports == reports.count)
            found.reports = reports
            return found
        }
    }

    private func status(_ body: String) -> String {
        """
        <Document xmlns="urn:iso:std:iso:20022:tech:xsd:pacs.002.001.10"><FIToFIPmtStsRpt>
        <GrpHdr><MsgId>S1</MsgId><CreDtTm>2026-11-23T09:00:00+01:00</CreDtTm></GrpHdr>\(body)</FIToFIPmtStsRpt></Document>
        """
    }

    private let rejected = """
        <TxInfAndSts><StsId>ST1</StsId><OrgnlGrpInf><OrgnlMsgId>M1</OrgnlMsgId></OrgnlGrpInf>
        <OrgnlInstrId>I1</OrgnlInstrId><OrgnlEndToEndId>E1</OrgnlEndToEndId><OrgnlTxId>T1</OrgnlTxId>
        <TxSts>RJCT</TxSts><StsRsnInf><Orgtr><Id><OrgId><Othr><SchmeNm><Cd>BANK</Cd></SchmeNm></Othr></OrgId></Id></Orgtr>
        <Rsn><Cd>AC04</Cd></Rsn><AddtlInf>account</AddtlInf><AddtlInf>closed</AddtlInf></StsRsnInf>
        <OrgnlTxRef><IntrBkSttlmAmt Ccy="EUR">12.500</IntrBkSttlmAmt></OrgnlTxRef></TxInfAndSts>
        """

    @Test func aStatusNamesItsPayment() throws {
        let done =
            "<TxInfAndSts><OrgnlEndToEndId>NOTPROVIDED</OrgnlEndToEndId><OrgnlTxId>T2</OrgnlTxId>"
            + "<TxSts>ACSC</TxSts></TxInfAndSts>"
        let found = try read(status(rejected + done))
        #expect(found.payments.isEmpty && found.refusals.isEmpty)
        #expect(found.reports.map(\.payment) == ["E1", "T2"] && found.reports.map(\.status) == ["RJCT", "ACSC"])
        #expect(found.reports.map(\.isRefused) == [true, false] && found.reports.map(\.line) == [1, 2])
        let report = try #require(found.reports.first)
        #expect(report.kind == .status && report.reasons == ["AC04"] && report.text == "account closed")
        #expect(report.amount == "12.50" && report.currency == "EUR" && report.originalMessage == "M1")
        #expect(
            String(decoding: report.json(file: "m.xml"), as: UTF8.self)
                == #"{"kind":"status","at":"2026-11-23T08:00:00.000Z","payment_id":"E1","status":"RJCT","#
                + #""reasons":["AC04"],"text":"account closed","amount":"12.50","currency":"EUR","id":"ST1","#
                + #""message":"S1","original_message":"M1","file":"m.xml","entry":1}"#)
    }

    /// A whole message may be turned down: no payment is named then.
    @Test func aStatusOfAWholeMessage() throws {
        let group = """
            <OrgnlGrpInfAndSts><OrgnlMsgId>M7</OrgnlMsgId><OrgnlMsgNmId>pacs.008.001.08</OrgnlMsgNmId>
            <GrpSts>RJCT</GrpSts><StsRsnInf><Rsn><Prtry>118</Prtry></Rsn></StsRsnInf></OrgnlGrpInfAndSts>
            """
        let found = try read(status(group))
        #expect(found.reports.count == 1 && found.refusals.isEmpty)
        let report = try #require(found.reports.first)
        #expect(report.payment.isEmpty && report.originalMessage == "M7" && report.isRefused)
        #expect(report.reasons == ["118"])
        // A head that only names the message, before the payments in it, is no report of its own.
        let named = "<OrgnlGrpInfAndSts><OrgnlMsgId>M7</OrgnlMsgId></OrgnlGrpInfAndSts>"
        #expect(try read(status(named + rejected)).reports.map(\.payment) == ["E1"])
    }

    private func cancellation(_ body: String) -> String {
        """
        <Document xmlns="urn:iso:std:iso:20022:tech:xsd:camt.056.001.08"><FIToFIPmtCxlReq>
        <Assgnmt><Id>A1</Id><CreDtTm>2026-11-24T09:00:00</CreDtTm></Assgnmt><Undrlyg>\(body)</Undrlyg>
        </FIToFIPmtCxlReq></Document>
        """
    }

    @Test func aRequestToCancelNamesItsPayment() throws {
        let wanted = """
            <TxInf><CxlId>C1</CxlId><Case><Id>K1</Id></Case><OrgnlEndToEndId>E1</OrgnlEndToEndId>
            <OrgnlIntrBkSttlmAmt Ccy="EUR">12.50</OrgnlIntrBkSttlmAmt>
            <CxlRsnInf><Rsn><Cd>FRAD</Cd></Rsn><AddtlInf>the payer was deceived</AddtlInf></CxlRsnInf>
            <OrgnlTxRef><Dbtr><Pty><Nm>Ann</Nm></Pty></Dbtr></OrgnlTxRef></TxInf>
            """
        let found = try read(cancellation(wanted))
        #expect(found.payments.isEmpty && found.refusals.isEmpty && found.reports.count == 1)
        let report = try #require(found.reports.first)
        #expect(report.kind == .cancellation && report.payment == "E1" && report.reasons == ["FRAD"])
        #expect(report.at.rfc3339 == "2026-11-24T09:00:00.000Z" && report.amount == "12.50" && !report.isRefused)
        #expect(report.message == "A1" && report.id == "C1" && report.text == "the payer was deceived")
        let group = "<OrgnlGrpInfAndCxl><OrgnlMsgId>M7</OrgnlMsgId><GrpCxl>true</GrpCxl></OrgnlGrpInfAndCxl>"
        #expect(try read(cancellation(group)).reports.map(\.originalMessage) == ["M7"])
        #expect(try read(cancellation(group.replacing("true", with: "false"))).reports.isEmpty)
    }

    @Test func whatDoesNotFitIsNamed() throws {
        func words(_ body: String) throws -> String { try read(body).refusals.first?.message ?? "" }
        let nameless = "<TxInfAndSts><TxSts>RJCT</TxSts></TxInfAndSts>"
        let found = try read(status(nameless + rejected))
        #expect(found.refusals.map(\.line) == [1] && found.reports.map(\.payment) == ["E1"])
        #expect(try words(status(nameless)).hasPrefix("OrgnlEndToEndId is missing, and so is every other id"))
        #expect(try words(status(rejected.replacing("<TxSts>RJCT</TxSts>", with: ""))) == "TxSts is missing")
        #expect(try words(status("")) == "says nothing of any payment")
        let timeless = status(rejected).replacing("2026-11-23T09:00:00+01:00", with: "today")
        #expect(try words(timeless) == "CreDtTm is no time: 'today'")
        #expect(try words(status(rejected.replacing("12.500", with: "-1"))).hasPrefix("IntrBkSttlmAmt must be greater"))
        #expect(try words(status(rejected.replacing("EUR", with: "EU"))).hasPrefix("IntrBkSttlmAmt must have an ISO"))
        let long = String(repeating: "x", count: 65)
        #expect(try words(status(rejected.replacing("E1<", with: long + "<"))).contains("is longer than 64 bytes"))
    }

    /// In one wrapper with payments: neither is taken for the other.
    @Test func besidePayments() throws {
        let transfer = """
            <Document xmlns="urn:iso:std:iso:20022:tech:xsd:pacs.008.001.08"><FIToFICstmrCdtTrf>
            <GrpHdr><MsgId>M1</MsgId><CreDtTm>2026-11-23T08:15:30</CreDtTm></GrpHdr>
            <CdtTrfTxInf><PmtId><EndToEndId>E1</EndToEndId></PmtId><IntrBkSttlmAmt Ccy="EUR">12.5</IntrBkSttlmAmt>
            <DbtrAcct><Id><IBAN>DE02</IBAN></Id></DbtrAcct><CdtrAcct><Id><IBAN>DE03</IBAN></Id></CdtrAcct></CdtTrfTxInf>
            </FIToFICstmrCdtTrf></Document>
            """
        for parts in [[transfer, status(rejected)], [status(rejected), transfer]] {
            let found = try read("<Batch>" + parts.joined() + "</Batch>")
            #expect(found.payments.map(\.id) == ["E1"] && found.reports.map(\.payment) == ["E1"])
            #expect(found.refusals.isEmpty, "\(found.refusals)")
        }
        // Where nobody asks for reports, they are refused by name.
        let alone = try withFile(Array(status(rejected).utf8), "m.xml") { readFile($0) }
        #expect(alone.refusals.first?.reason.contains("of another kind (FIToFIPmtStsRpt)") == true)
        let other = try read("<Document><BkToCstmrStmt/></Document>")
        #expect(other.refusals.first?.reason.contains("pacs.002 and camt.056 are read") == true)
    }

    /// Cut anywhere: never a crash, never half a report.
    @Test func tornMessages() throws {
        let whole = Array(status(rejected + rejected).utf8)
        for count in stride(from: 1, to: whole.count, by: 17) {
            let found = try read(Array(whole.prefix(count)))
            #expect(found.payments.isEmpty && !found.refusals.isEmpty, "\(count)")
            #expect(found.reports.allSatisfy { $0.payment == "E1" && $0.reasons == ["AC04"] })
        }
    }

    @Test(
        .enabled(if: ProcessInfo.processInfo.environment["WEIR_TEST_DATA"] != nil, "WEIR_TEST_DATA is not set"))
    func aPublicMessage() throws {
        let folder = try #require(ProcessInfo.processInfo.environment["WEIR_TEST_DATA"])
        let bytes = try Data(contentsOf: URL(filePath: "\(folder)/iso20022/pacs.002-CDATA.xml"))
        let found = try read(Array(bytes))
        #expect(found.refusals.isEmpty && found.reports.count == 1)
        #expect(found.reports.first?.isRefused == true && found.reports.first?.reasons == ["118"])
    }
}
