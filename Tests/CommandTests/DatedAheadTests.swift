import Foundation
import Testing

/// Payments that are dated ahead of the server's clock, by whichever way they come.
@Suite(.program, .serialized) struct DatedAheadTests {
    private func payment(_ id: String, _ hours: Double) -> String {
        let at = Date.now.addingTimeInterval(hours * 3_600).ISO8601Format()
        let rest = #""rail":"alipay","payer":"a","payee":"b","amount":"1.00","currency":"CNY""#
        return #"{"id":"\#(id)","at":"\#(at)",\#(rest)}"#
    }

    private func message(_ id: String, _ hours: Double) -> String {
        let at = Date.now.addingTimeInterval(hours * 3_600).ISO8601Format()
        return """
            <Document xmlns="urn:iso:std:iso:20022:tech:xsd:pacs.008.001.08"><FIToFICstmrCdtTrf>
            <GrpHdr><MsgId>M\(id)</MsgId><CreDtTm>\(at)</CreDtTm></GrpHdr>
            <CdtTrfTxInf><PmtId><EndToEndId>\(id)</EndToEndId></PmtId>
            <IntrBkSttlmAmt Ccy="EUR">12.5</IntrBkSttlmAmt><DbtrAcct><Id><IBAN>DE02</IBAN></Id></DbtrAcct>
            <CdtrAcct><Id><IBAN>DE03</IBAN></Id></CdtrAcct></CdtTrfTxInf></FIToFICstmrCdtTrf></Document>
            """
    }

    @Test func theyAreRefusedHoweverTheyCome() async throws {
        let folder = try Folder()
        let server = try RunningServer(folder.file("data"), options: ["--hours-ahead", "24"])
        // The short way, and the general way behind it.
        for type in ["application/json", "application/x-ndjson"] {
            let one = try await server.request("POST", "/v1/payments", payment("p2", 25), type: type)
            #expect(one.status == 422 && one.body.contains(#""field":"at""#), "\(one.body)")
            #expect(one.body.contains("more than 24 hours ahead of this server's clock"), "\(one.body)")
        }
        // A byte order mark before the first line is none of it.
        let lines = ["\u{FEFF}" + payment("p3", -1), payment("p4", 10_000), payment("p5", -1)].joined(separator: "\n")
        let batch = try await server.request("POST", "/v1/payments:batch", lines, type: "application/x-ndjson")
        let answers = batch.body.split(separator: "\n")
        #expect(answers.first?.contains(#""payment_id":"p3""#) == true, "\(batch.body)")
        #expect(answers.count == 3 && answers[1].hasPrefix(#"{"line":2,"status":422"#), "\(batch.body)")
        #expect(answers.last?.contains(#""payment_id":"p5""#) == true && !batch.body.contains(#""late":true"#))
        #expect(try await server.request("POST", "/v1/payments", payment("p1", 23)).status == 200)
        let sent = try await server.request(
            "POST", "/v1/messages", message("p6", 48), type: "application/xml; charset=utf-8")
        #expect(sent.status == 422 && sent.body.contains(#""field":"at""#), "\(sent.body)")
        #expect(
            try await server.request(
                "POST", "/v1/messages", message("p7", -1), type: "application/xml; charset=utf-8"
            ).status == 200)
        #expect(folder.lines("data/rejects/server.ndjson").count == 4)
        for id in ["p2", "p4", "p6"] {
            #expect(try await server.request("GET", "/v1/decisions/\(id)").status == 404)
        }
        server.stop()
        // What a journal has is replayed, whatever the clock says by then, and another bound may be set.
        let wide = try RunningServer(folder.file("data"), key: server.key, options: ["--hours-ahead", "48"])
        #expect(try await wide.request("POST", "/v1/payments", payment("p2", 40)).status == 200)
        #expect(try await wide.request("GET", "/v1/decisions/p1").status == 200)
        wide.stop()
        let wrong = try weir("serve", "--data", folder.file("data"), "--hours-ahead", "9000")
        #expect(wrong.status == 2 && wrong.err.contains("--hours-ahead"), "\(wrong.err)")
    }

    /// A file has the times that it has.
    @Test func screenTakesAnyTime() throws {
        let folder = try Folder()
        let ran = try weir("screen", "--json", try folder.write("p", payment("p1", 10_000) + "\n"))
        #expect(ran.status == 0 && ran.out.contains(#""decided":1"#), "\(ran.out)")
    }
}
