import Foundation
import Testing

/// Flipped bits in the small files of the data folder: told, and never taken for what was written.
@Suite(.program, .serialized) struct DataDamageTests {
    private func flip(_ path: String, _ place: Int) throws {
        var bytes = try Data(contentsOf: URL(filePath: path))
        bytes[place] ^= 1
        try bytes.write(to: URL(filePath: path))
    }

    /// The first file of a folder.
    private func first(in folder: String) throws -> String {
        let names = try FileManager.default.contentsOfDirectory(atPath: folder).sorted()
        return try folder + "/" + #require(names.first)
    }

    @Test func flippedBitsAreToldAndNotServed() async throws {
        let folder = try Folder()
        let data = folder.file("data")
        let server = try RunningServer(data)
        let key = server.key
        #expect(try await server.request("POST", "/v1/access", #"{"name":"ann","role":"supervisor"}"#).status == 200)
        let set = RulesTimingTests.set("1", above: 500)
        #expect(try await server.request("PUT", "/v1/rules", set, type: "application/yaml").status == 200)
        #expect(try await !server.request("GET", "/readyz").body.contains("damaged"))
        server.stop()

        let text = try first(in: data + "/rule-texts")
        try flip(data + "/access-names", 0)
        try flip(data + "/register/kinds", 3)
        try flip(text, 100)
        let refused = try weir("access", "add", "--data", data, "--name", "bob", "--role", "analyst")
        #expect(refused.status != 0 && refused.err.contains("access-names is damaged"), "\(refused.err)")

        let again = try RunningServer(data, key: key)
        defer { again.kill() }
        #expect(again.said.contains("access-names was damaged: it has been made anew from the journal"))
        #expect(again.said.contains("register/kinds is damaged at entry"), "\(again.said)")
        var ready = ""
        for _ in 0..<100 where !ready.contains("rule-texts/") {
            ready = try await again.request("GET", "/readyz", key: nil).body
            try await Task.sleep(for: .milliseconds(50))
        }
        for name in ["access-names", "register/kinds", "rule-texts/"] {
            #expect(ready.contains(#""file":"\#(name)"#), "\(name): \(ready)")
        }
        #expect(try await again.request("GET", "/metrics").body.contains("weir_damaged_files 3\n"))
        // What is handed in again is whole.
        #expect(try await again.request("PUT", "/v1/rules", set, type: "application/yaml").status == 200)
        again.stop()
        let third = try RunningServer(data, key: key)
        defer { third.kill() }
        #expect(try await third.request("GET", "/metrics").body.contains("weir_damaged_files 0\n"))
        third.stop()
        let added = try weir("access", "add", "--data", data, "--name", "Ann", "--role", "analyst")
        #expect(added.status != 0 && added.err.contains("looks like the name 'ann'"), "\(added.err)")
    }
}
