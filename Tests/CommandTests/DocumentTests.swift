import Foundation
import Testing

/// Documents of cases and appeals, from the request to the disk.
@Suite(.program, .serialized) struct DocumentTests {
    private func kept(_ office: Office) throws -> [String] {
        try FileManager.default.contentsOfDirectory(atPath: office.data + "/documents").sorted()
    }

    private func document(_ bytes: Data, name: String = "contract.pdf") -> String {
        #"{"name":"\#(name)","content":"\#(bytes.base64EncodedString())"}"#
    }

    @Test func whatIsNotTakenInIsNotKept() async throws {
        let office = try Office(options: [])
        try await office.hire("ann", "supervisor")
        let contract = document(Data("contract".utf8))
        for path in ["/v1/appeals/1/document", "/v1/cases/1/attach"] {
            #expect(try await office.ask("ann", "POST", path, contract).status == 404, "\(path)")
        }
        #expect(try kept(office) == [])
        let opened = #"{"account":"seller","reason":"a complaint"}"#
        #expect(try await office.ask("ann", "POST", "/v1/cases", opened).status == 200)
        let long = document(Data("contract".utf8), name: String(repeating: "x", count: 200))
        #expect(try await office.ask("ann", "POST", "/v1/cases/1/attach", long).status == 422)
        #expect(try kept(office) == [])
        let answer = try await office.ask("ann", "POST", "/v1/cases/1/attach", contract)
        let hash = try #require(answer.body.firstMatch(of: #/"sha256":"([0-9a-f]{64})"/#)).1
        #expect(try kept(office) == [String(hash)])
        #expect(try await office.ask("ann", "GET", "/v1/documents/\(hash)").body == "contract")
        let close = #"{"disposition":"unclear","reason":"over"}"#
        #expect(try await office.ask("ann", "POST", "/v1/cases/1/close", close).status == 200)
        let other = document(Data("another".utf8))
        #expect(try await office.ask("ann", "POST", "/v1/cases/1/attach", other).status == 409)
        #expect(try kept(office) == [String(hash)])
    }

    @Test func whatIsTooLargeIsToldTheLimit() async throws {
        let office = try Office(options: [])
        try await office.hire("ann", "supervisor")
        let opened = #"{"account":"seller","reason":"a complaint"}"#
        #expect(try await office.ask("ann", "POST", "/v1/cases", opened).status == 200)
        let large = document(Data(repeating: 7, count: 800_000))
        let refused = try await office.ask("ann", "POST", "/v1/cases/1/attach", large)
        #expect(refused.status == 413 && refused.body.contains("1048576 bytes"), "\(refused.body)")
        let fits = document(Data(repeating: 7, count: 780_000))
        #expect(try await office.ask("ann", "POST", "/v1/cases/1/attach", fits).status == 200)
        #expect(try kept(office).count == 1)
    }
}
