import Foundation
import Testing

/// A fitted model in a running server: taken in, named, kept over a restart, exchanged only by somebody.
@Suite(.program) struct ModelServerTests {
    private static func text(_ edge: Int) -> String {
        "weir-model 1\nfeatures weekInStrangers\nprior 0.0\nbase 0.0\ntree\n"
            + "split weekInStrangers \(edge).0 1 0.5\nleaf -1.0\nleaf 2.0\n"
    }

    private static func version(in text: String) -> String? {
        text.firstMatch(of: /model-[0-9a-f]{16}/).map { String($0.0) }
    }

    @Test func itIsKeptAndAnotherIsRefused() async throws {
        let folder = try Folder()
        let (one, two) = (try folder.write("one", Self.text(3)), try folder.write("two", Self.text(4)))
        let first = try RunningServer(folder.file("data"), options: ["--model", one])
        let key = first.key
        let shown = try await first.request("GET", "/v1/model")
        let version = try #require(Self.version(in: shown.body), "\(shown.body)")
        let decided = try await first.request("POST", "/v1/payments", payment("m1"))
        #expect(decided.body.contains("+\(version)\""), "\(decided.body)")
        first.kill()

        // Without a word the folder's own goes on; another one needs somebody's name.
        let other = try weir("serve", "--data", folder.file("data"), "--listen", "127.0.0.1:0", "--model", two)
        #expect(other.status == 3 && other.err.contains(version), "\(other.err)")
        #expect(other.err.contains("weir model use"))
        let server = try RunningServer(folder.file("data"), key: key)
        let kept = try await server.request("GET", "/v1/model")
        #expect(Self.version(in: kept.body) == version)

        let unsound = try await server.request("PUT", "/v1/model", "weir-model 1\n", type: "text/plain")
        #expect(unsound.status == 422 && unsound.body.contains("features are missing"), "\(unsound.body)")
        let changed = try await server.request("PUT", "/v1/model?reason=autumn", Self.text(4), type: "text/plain")
        #expect(changed.status == 200 && changed.body.contains("\"reason\":\"autumn\""), "\(changed.body)")
        let entries = try await server.request("GET", "/v1/register/entries")
        #expect(entries.body.contains("\"type\":\"model.changed\""))
        let gone = try await server.request("DELETE", "/v1/model")
        #expect(gone.status == 200 && gone.body.contains("\"version\":null"), "\(gone.body)")
        let twice = try await server.request("DELETE", "/v1/model")
        #expect(twice.status == 409)
        server.stop()

        let used = try weir("model", "use", two, "--data", folder.file("data"), "--by", "ann", "--reason", "spring")
        #expect(used.status == 0 && used.out.contains("handed in by ann") && used.out.contains("spring"), "\(used.err)")
        let told = try weir("model", "show", "--data", folder.file("data"))
        #expect(told.out == used.out)
        let nobody = try weir("model", "drop", "--data", folder.file("data"))
        #expect(nobody.status == 2 && nobody.err.contains("--by NAME"))
    }
}
