import Foundation
import Synchronization
import Testing

/// A list is taken in over the version that somebody has looked at, where they say which that was.
@Suite(.program, .serialized) struct ListVersionTests {
    private static let path = "/v1/lists/ours"

    private func put(
        _ office: Office, _ text: String, _ fields: [String: String] = [:]
    ) async throws -> RunningServer.Answer {
        try await office.server.request(
            "PUT", Self.path + "?role=watch&source=us", text, type: "text/plain", fields: fields)
    }

    @Test func anotherVersionIsNotPassedOver() async throws {
        let office = try Office(options: [])
        // Without a word it is as ever: over whichever is the newest.
        let first = try await put(office, "one.example\n")
        #expect(first.status == 200 && first.header("ETag") == "\"1\"", "\(first.status) \(first.headers)")
        #expect(try await put(office, "two.example\n").status == 200)
        let shown = try await office.server.request("GET", Self.path)
        #expect(shown.header("ETag") == "\"2\"" && shown.body.contains(#""version":2"#), "\(shown.headers)")
        // Who looked at the first one is told that there is a second.
        let stale = try await put(office, "three.example\n", ["If-Match": "\"1\""])
        #expect(stale.status == 412 && stale.body.contains(#""code":"list_changed""#), "\(stale.body)")
        #expect(stale.body.contains("list 'ours' is at version 2"), "\(stale.body)")
        #expect(try await office.server.request("GET", Self.path).body.contains("two.example"))
        #expect(try await put(office, "three.example\n", ["If-Match": "\"1\", \"2\""]).status == 200)
        #expect(try await put(office, "four.example\n", ["If-Match": "*"]).status == 200)
        // One that is to be new is not put over one that is there.
        #expect(try await put(office, "five.example\n", ["If-None-Match": "*"]).status == 412)
        for wrong in ["4", "\"\"", "\"four\"", "W/\"4\""] {
            let answer = try await put(office, "five.example\n", ["If-Match": wrong])
            #expect(answer.status == 422, "\(wrong): \(answer.status)")
        }
        let none = try await office.server.request(
            "PUT", "/v1/lists/other?role=watch", "a.example\n", type: "text/plain", fields: ["If-Match": "*"])
        #expect(none.status == 412 && none.body.contains("there is no list 'other'"), "\(none.body)")
        #expect(
            try await office.server.request(
                "PUT", "/v1/lists/other?role=watch", "a.example\n", type: "text/plain", fields: ["If-None-Match": "*"]
            ).status == 200)
    }

    @Test func ofManyAtOnceOneIsTakenIn() async throws {
        let office = try Office(options: [])
        #expect(try await put(office, "one.example\n").status == 200)
        let statuses = try await withThrowingTaskGroup(of: Int.self) { group in
            for i in 0..<30 {
                group.addTask { try await put(office, "n\(i).example\n", ["If-Match": "\"1\""]).status }
            }
            var all: [Int] = []
            for try await status in group { all.append(status) }
            return all
        }
        #expect(statuses.filter { $0 == 200 }.count == 1 && Set(statuses) == [200, 412], "\(statuses)")
        #expect(try await office.server.request("GET", Self.path).header("ETag") == "\"2\"")
    }

    /// The folder's versions are looked at and written as one, and a version that was looked at before can be named.
    @Test func aFoldersVersionsAsWell() throws {
        let folder = try Folder()
        let file = try folder.write("a", "okx.com\n")
        let start = ["list", "import", "--lists", folder.file("lists"), "--name", "v"]
        #expect(try weir(start + ["--over", "1", file]).status == 1)
        let dry = try weir(start + ["--dry-run", file])
        #expect(dry.status == 0 && dry.err.contains("--over 0"), "\(dry.err)")
        #expect(try weir(start + ["--over", "0", file]).status == 0)
        let late = try weir(start + ["--over", "0", file])
        #expect(late.status == 1 && late.err.contains("list 'v' is at version 1, not 0"), "\(late.err)")
        #expect(try weir(start + ["--over", "1", file]).out.contains("v version 2"))
        #expect(try weir(start + [file]).out.contains("v version 3"))
    }

    /// Of many at once none is lost: each is a version of its own, or is told that another has been quicker.
    @Test func manyAtOnceLoseNothing() throws {
        let folder = try Folder()
        let files = try (0..<8).map { try folder.write("f\($0)", "n\($0).example\n") }
        let start = ["list", "import", "--lists", folder.file("lists"), "--name", "v"]
        let ran = Mutex<[Ran]>([])
        DispatchQueue.concurrentPerform(iterations: files.count) { place in
            if let one = try? weir(start + [files[place]]) { ran.withLock { $0.append(one) } }
        }
        let all = ran.withLock { $0 }
        let late = all.filter { $0.status != 0 }
        #expect(all.count == 8 && late.allSatisfy { $0.status == 1 && $0.err.contains("is at version") })
        let taken = all.compactMap { $0.out.firstMatch(of: /v version ([0-9]+):/).flatMap { Int($0.1) } }.sorted()
        #expect(taken == Array(1..<(9 - late.count)), "\(taken)")
        let kept = try FileManager.default.contentsOfDirectory(atPath: folder.file("lists/v"))
        #expect(kept.count { $0.hasSuffix(".json") } == taken.count, "\(kept)")
    }
}
