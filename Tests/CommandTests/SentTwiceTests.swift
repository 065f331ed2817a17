import Foundation
import Testing

/// `Idempotency-Key` on what is neither a payment nor an act: sent again it is answered, and not done, again.
@Suite(.program) struct SentTwiceTests {
    private func post(
        _ server: RunningServer, _ path: String, _ body: String?, _ key: String, type: String = "application/json"
    ) async throws -> RunningServer.Answer {
        try await server.request("POST", path, body, type: type, fields: ["Idempotency-Key": key])
    }

    /// The same again is answered as before; another request with the key is refused.
    private func twice(
        _ server: RunningServer, _ path: String, _ body: String, _ other: String, type: String = "application/json"
    ) async throws {
        let first = try await post(server, path, body, "key of \(path)", type: type)
        #expect(first.status == 200, "\(path): \(first.body)")
        let again = try await post(server, path, body, "key of \(path)", type: type)
        #expect(again.status == 200 && again.body == first.body, "\(path): \(again.body)")
        let mixed = try await post(server, path, other, "key of \(path)", type: type)
        #expect(mixed.status == 422 && mixed.body.contains("idempotency_mismatch"), "\(path): \(mixed.body)")
    }

    @Test func eachIsDoneOnce() async throws {
        let folder = try Folder()
        let server = try RunningServer(folder.file("data"))
        defer { server.kill() }
        func code(_ site: String) -> String { #"{"kind":"domain","value":"\#(site)","account":"a"}"# }
        try await twice(server, "/v1/codes", code("shop.example"), code("mall.example"))
        let finding = #"{"page":"https://shop.example/","visit":"failed","why":"no answer"}"#
        try await twice(server, "/v1/sites/findings", finding, finding + "\n" + finding)
        let line = #"{"measure":1,"version":1,"action":"impose"}"#
        try await twice(server, "/v1/rail/statement", line, "")
        let message = """
            <Document xmlns="urn:iso:std:iso:20022:tech:xsd:pacs.008.001.08"><FIToFICstmrCdtTrf>
            <GrpHdr><MsgId>M1</MsgId><CreDtTm>2026-11-23T08:15:30Z</CreDtTm></GrpHdr>
            <CdtTrfTxInf><PmtId><EndToEndId>E1</EndToEndId></PmtId><IntrBkSttlmAmt Ccy="EUR">12.5</IntrBkSttlmAmt>
            <DbtrAcct><Id><IBAN>DE02</IBAN></Id></DbtrAcct><CdtrAcct><Id><IBAN>DE03</IBAN></Id></CdtrAcct></CdtTrfTxInf>
            </FIToFICstmrCdtTrf></Document>
            """
        let other = message.replacingOccurrences(of: "12.5", with: "13")
        try await twice(server, "/v1/messages", message, other, type: "application/xml")
    }

    /// What changed the rules and is sent again gets its answer, not a refusal.
    @Test func aChangeOfRulesIsAnsweredAgain() async throws {
        let folder = try Folder()
        let server = try RunningServer(folder.file("data"))
        defer { server.kill() }
        let set = RulesTimingTests.set("1", above: 500)
        let shadow = try await server.request("PUT", "/v1/rules", set, type: "application/yaml")
        for share in ["0", "501", "-1"] {
            let canary = try await server.request("POST", "/v1/rules/canary?permille=\(share)")
            #expect(canary.status == 422 && canary.body.contains(#""field":"permille""#), "\(canary.body)")
        }
        let path = "/v1/rules/withdraw?version=" + RulesTimingTests.trial(in: shadow)
        let first = try await post(server, path, nil, "w")
        #expect(first.status == 200 && RulesTimingTests.trial(in: first).isEmpty, "\(first.body)")
        let again = try await post(server, path, nil, "w")
        #expect(again.status == 200 && again.body == first.body, "\(again.body)")
        #expect(try await server.request("POST", path).status == 409)
        #expect(try await post(server, "/v1/rules/rollback", nil, "w").status == 422)
    }
}
