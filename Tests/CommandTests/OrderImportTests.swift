import Foundation
import Testing

/// Orders of authorities with the built program: told from lists by their form, checked, taken in by a folder or a
/// server. The key is one for tests, and signed exactly these texts.
@Suite(.program, .serialized) struct OrderImportTests {
    private static let keys = #"{"court":"QSSaxoC7tppdOhEWGEemGpLHI2op+gFah1+X2Y0z7no="}"#
    private static let order = envelope(
        #"{"order_id":"77","authority":"court","legal_basis":"Art. 114","account":"acct-x","scope":"debit","#
            + #""from":"2026-11-23T00:00:00Z","until":"2096-11-23T00:00:00Z"}"#,
        "LxHefX78K2Bcgxl+DQl3CK4eOlLQD67u3CRpFTPsjbeE+ksfMba1fSCH8c/VIY/1z5tR0Y90G+9XQOQP/9OyCQ==")
    private static let mistyped = envelope(
        #"{"order_id":"78","authority":"court","legal_basis":"Art. 114","account":"acct-x","scope":"debit","#
            + #""from":"2026-11-23T00:00:00Z","untill":"2096-11-23T00:00:00Z"}"#,
        "C3nWxa5F0NAZE560ph+5+2TdhWI11zKlA7NudSjxDdyBoN0aZ93bs+sP4NSgFUGP+P8//RRXnLM2dzJsl7e/BQ==")

    private static func envelope(_ order: String, _ signature: String) -> String {
        let text = order.replacing("\"", with: "\\\"")
        return #"{"authority":"court","signature":"\#(signature)","order":"\#(text)"}"#
    }

    @Test func anOrderIsToldFromAList() throws {
        let folder = try Folder()
        let (order, keys) = (try folder.write("order.json", Self.order), try folder.write("keys.json", Self.keys))
        let bare = try weir("list", "import", order)
        #expect(bare.status == 2 && bare.err.contains("needs --authorities"), "\(bare.err)")
        let placeless = try weir("list", "import", "--authorities", keys, order)
        #expect(placeless.status == 2 && placeless.err.contains("--data DIR or --server URL"), "\(placeless.err)")
        let dry = try weir("list", "import", "--authorities", keys, "--dry-run", order)
        #expect(dry.status == 0 && dry.err.contains("freeze of account acct-x (debit)"), "\(dry.err)")
        #expect(dry.err.contains("until 2096-11-23T00:00:00") && dry.err.contains("Art. 114"), "\(dry.err)")
        let typo = try weir("list", "import", "--authorities", keys, try folder.write("typo.json", Self.mistyped))
        #expect(typo.status == 3 && typo.err.contains("'untill'"), "\(typo.err)")
        let forged = try folder.write("forged.json", Self.order.replacing("acct-x", with: "acct-y"))
        #expect(try weir("list", "import", "--authorities", keys, forged).err.contains("signature"))
        let list = try folder.write("names.txt", "listed.example\n")
        #expect(try weir("list", "import", "--lists", folder.file("lists"), list).status == 2, "a list needs a name")
    }

    @Test func anOrderActsFromAFolderAndFromAServer() async throws {
        let folder = try Folder()
        let (order, keys) = (try folder.write("order.json", Self.order), try folder.write("keys.json", Self.keys))
        let data = folder.file("data")
        let ran = try weir("list", "import", "--authorities", keys, "--data", data, order)
        #expect(ran.status == 0 && ran.out.contains("order 77 of court: freeze taken in"), "\(ran.err)")
        let server = try RunningServer(data)
        let answer = try await server.request("POST", "/v1/payments", payment("p1", payer: "acct-x"))
        #expect(
            answer.body.contains(#""decision":"decline""#) && answer.body.contains("freeze_order"), "\(answer.body)")
        server.kill()

        let other = try Folder()
        try FileManager.default.createDirectory(atPath: other.file("data"), withIntermediateDirectories: true)
        try other.write("data/authorities.json", Self.keys)
        let second = try RunningServer(other.file("data"))
        let sent = try weir(
            "list", "import", "--authorities", keys, "--server", "http://127.0.0.1:\(second.port)", "--key", second.key,
            order)
        #expect(sent.status == 0, "\(sent.err)")
        let declined = try await second.request("POST", "/v1/payments", payment("p1", payer: "acct-x"))
        #expect(declined.body.contains(#""decision":"decline""#), "\(declined.body)")
        second.kill()
    }
}
