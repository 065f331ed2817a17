import Foundation
import Testing

/// Messages of ISO 20022 as banks send them: payments, and words on payments.
@Suite(.program, .serialized) struct MessageTests {
    private let transfer = """
        <Document xmlns="urn:iso:std:iso:20022:tech:xsd:pacs.008.001.08"><FIToFICstmrCdtTrf>
        <GrpHdr><MsgId>M1</MsgId><CreDtTm>2026-11-23T08:15:30Z</CreDtTm></GrpHdr>
        <CdtTrfTxInf><PmtId><EndToEndId>E1</EndToEndId></PmtId><IntrBkSttlmAmt Ccy="EUR">12.5</IntrBkSttlmAmt>
        <DbtrAcct><Id><IBAN>DE02</IBAN></Id></DbtrAcct><CdtrAcct><Id><IBAN>DE03</IBAN></Id></CdtrAcct></CdtTrfTxInf>
        <CdtTrfTxInf><PmtId><EndToEndId>E2</EndToEndId></PmtId></CdtTrfTxInf>
        </FIToFICstmrCdtTrf></Document>
        """
    private let rejected = """
        <Document xmlns="urn:iso:std:iso:20022:tech:xsd:pacs.002.001.10"><FIToFIPmtStsRpt>
        <GrpHdr><MsgId>S1</MsgId><CreDtTm>2026-11-23T09:00:00Z</CreDtTm></GrpHdr><TxInfAndSts>
        <OrgnlEndToEndId>E1</OrgnlEndToEndId><TxSts>RJCT</TxSts><StsRsnInf><Rsn><Cd>AC04</Cd></Rsn></StsRsnInf>
        </TxInfAndSts></FIToFIPmtStsRpt></Document>
        """
    private let wanted = """
        <Document xmlns="urn:iso:std:iso:20022:tech:xsd:camt.056.001.08"><FIToFIPmtCxlReq>
        <Assgnmt><Id>A1</Id><CreDtTm>2026-11-24T09:00:00Z</CreDtTm></Assgnmt><Undrlyg><TxInf>
        <OrgnlEndToEndId>E1</OrgnlEndToEndId><CxlRsnInf><Rsn><Cd>FRAD</Cd></Rsn></CxlRsnInf></TxInf></Undrlyg>
        </FIToFIPmtCxlReq></Document>
        """

    private func post(_ server: RunningServer, _ text: String) async throws -> RunningServer.Answer {
        try await server.request("POST", "/v1/messages", text, type: "application/xml; charset=utf-8")
    }

    @Test func aMessageIsDecidedOrKept() async throws {
        let folder = try Folder()
        let server = try RunningServer(folder.file("data"))
        // What is said of a payment may come first.
        let early = try await post(server, rejected)
        #expect(early.status == 200, "\(early.body)")
        #expect(
            early.body == #"{"decisions":[],"refused":[],"status_reports":1,"cancellation_requests":0}"#,
            "\(early.body)")
        let paid = try await post(server, transfer)
        #expect(paid.status == 200 && paid.body.contains(#""decisions":[{"payment_id":"E1""#), "\(paid.body)")
        #expect(paid.body.contains(#""refused":[{"entry":2,"field":"IntrBkSttlmAmt","detail":"#), "\(paid.body)")
        let asked = try await post(server, "<Batch>\(wanted)\(rejected)</Batch>")
        #expect(asked.body.contains(#""status_reports":1,"cancellation_requests":1"#), "\(asked.body)")
        let said = try await server.request("GET", "/v1/decisions/E1/reports")
        #expect(said.status == 200 && said.body.hasPrefix(#"{"items":[{"kind":"status""#), "\(said.body)")
        #expect(
            said.body.contains(#""status":"RJCT","reasons":["AC04"]"#) && said.body.contains(#""reasons":["FRAD"]"#))
        #expect(said.body.split(separator: #""kind":"#).count == 3, "the same words again are not kept twice")
        #expect(try await server.request("GET", "/v1/decisions/E2/reports").body == #"{"items":[],"next":null}"#)
        // No payment has come of it, and the decision is what it was.
        #expect(
            try await server.request("GET", "/metrics").body.contains("weir_decisions_total{decision=\"allow\"} 1\n"))
        #expect(try await server.request("GET", "/v1/decisions/E1").body.contains(#""decision":"allow""#))
        server.stop()
        let second = try RunningServer(folder.file("data"), key: server.key)
        #expect(try await second.request("GET", "/v1/decisions/E1/reports").body == said.body)
        second.stop()
    }

    @Test func whatIsNoMessageIsRefused() async throws {
        let folder = try Folder()
        let server = try RunningServer(folder.file("data"))
        let json = try await server.request("POST", "/v1/messages", "{}", type: "application/json")
        #expect(json.status == 415, "\(json.body)")
        for text in ["{}", "", "<Document>", "<Document><BkToCstmrStmt/></Document>", "<!DOCTYPE x><Document/>"] {
            let answer = try await post(server, text)
            #expect(answer.status == 422, "\(text): \(answer.status) \(answer.body)")
        }
        #expect(try await server.request("POST", "/v1/messages", rejected, key: nil, type: "text/xml").status == 401)
        server.stop()
    }

    @Test func screeningKeepsThemApart() async throws {
        let folder = try Folder()
        for (name, text) in [("paid.xml", transfer), ("said.xml", rejected), ("wanted.xml", wanted)] {
            try folder.write(name, text)
        }
        let files = ["paid.xml", "said.xml", "wanted.xml"].map { folder.file($0) }
        let ran = try weir(["screen", "--json", "--reports", folder.file("reports")] + files)
        #expect(ran.status == 0 && ran.out.contains(#""decided":1"#) && ran.out.contains(#""rejects":1"#), "\(ran.out)")
        let counts = #""status_reports":1,"refused_by_banks":1,"cancellation_requests":1"#
        #expect(ran.out.contains(counts), "\(ran.out)")
        let lines = folder.lines("reports")
        #expect(lines.count == 2 && lines.allSatisfy { $0.contains(#""payment_id":"E1""#) }, "\(lines)")
        let shown = try weir(["screen"] + files)
        #expect(shown.err.contains("status reports") && shown.err.contains("of them refused 1"), "\(shown.err)")
        #expect(shown.err.contains("requests to cancel") && shown.err.contains("--reports FILE keeps them"))
        // A data folder has them for whoever serves it.
        let kept = try weir(["screen", "--json", "--data", folder.file("data")] + files)
        #expect(kept.out.contains(#"reports.db""#), "\(kept.out) \(kept.err)")
        let server = try RunningServer(folder.file("data"))
        let said = try await server.request("GET", "/v1/decisions/E1/reports").body
        #expect(said.contains(#""reasons":["FRAD"]"#) && said.contains("said.xml"), "\(said)")
        server.stop()
    }
}
