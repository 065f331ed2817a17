import Foundation
import Testing

/// One payment that is dated years ahead would make all that its accounts do until then past.
@Suite(.program) struct AheadTests {
    private func ahead(_ id: String) -> String {
        payment(id).replacingOccurrences(of: "2026-11-23", with: "2199-01-01")
    }

    @Test func whatIsDatedFarAheadIsRefused() async throws {
        let folder = try Folder()
        let server = try RunningServer(folder.file("data"))
        defer { server.kill() }
        let one = try await server.request("POST", "/v1/payments", ahead("p1"))
        #expect(one.status == 422 && one.body.contains(#""field":"at""#), "\(one.body)")
        #expect(one.body.contains("more than 31 days ahead of this server's clock"), "\(one.body)")
        // With a blank before the brace it does not go the short way.
        let other = try await server.request("POST", "/v1/payments", " " + ahead("p1"), type: "application/x-ndjson")
        #expect(other.status == 422 && other.body.contains(#""field":"at""#), "\(other.body)")
        let lines = [payment("p2"), ahead("p3"), payment("p4")].joined(separator: "\n")
        let batch = try await server.request("POST", "/v1/payments:batch", lines, type: "application/x-ndjson")
        let answers = batch.body.split(separator: "\n")
        #expect(answers.count == 3 && answers[1].contains(#""line":2"#) && answers[1].contains(#""field":"at""#))
        #expect(answers[0].contains(#""payment_id":"p2""#) && answers[2].contains(#""payment_id":"p4""#))
        let message = """
            <Document xmlns="urn:iso:std:iso:20022:tech:xsd:pacs.008.001.08"><FIToFICstmrCdtTrf>
            <GrpHdr><MsgId>M1</MsgId><CreDtTm>2199-01-01T08:15:30Z</CreDtTm></GrpHdr>
            <CdtTrfTxInf><PmtId><EndToEndId>E1</EndToEndId></PmtId><IntrBkSttlmAmt Ccy="EUR">12.5</IntrBkSttlmAmt>
            <DbtrAcct><Id><IBAN>DE02</IBAN></Id></DbtrAcct><CdtrAcct><Id><IBAN>DE03</IBAN></Id></CdtrAcct></CdtTrfTxInf>
            </FIToFICstmrCdtTrf></Document>
            """
        let sent = try await server.request("POST", "/v1/messages", message, type: "application/xml")
        #expect(sent.status == 422 && sent.body.contains(#""field":"at""#), "\(sent.body)")
        #expect(folder.lines("data/rejects/server.ndjson").count == 4)
        #expect(try await server.request("GET", "/v1/decisions/p3").status == 404)
    }
}
