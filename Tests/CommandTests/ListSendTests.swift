import Foundation
import Testing

/// A list goes where the command line says, or nowhere.
@Suite(.program) struct ListSendTests {
    private let start = ["list", "import", "--name", "ex", "--role", "decline"]

    @Test func aListReachesAServer() async throws {
        let folder = try Folder()
        try folder.write("l", "one.example\ntwo.example\n")
        let server = try RunningServer(folder.file("data"))
        defer { server.kill() }
        let address = "http://127.0.0.1:\(server.port)"
        func send(_ more: String...) throws -> Ran {
            try weir(
                start + ["--lists", folder.file("lists"), "--server", address] + more + [folder.file("l")],
                environment: ["WEIR_KEY": server.key])
        }
        let dry = try send("--dry-run")
        #expect(dry.status == 0 && dry.err.contains("nothing was sent"), "\(dry.err)")
        #expect(try await server.request("GET", "/v1/lists/ex").status == 404)
        let sent = try send("--source", "a+b", "--over", "0")
        #expect(sent.status == 0 && sent.out == "ex version 1: 2 entries, at \(address)\n", "\(sent.out)\(sent.err)")
        let shown = try await server.request("GET", "/v1/lists/ex").body
        #expect(shown.contains(#""role":"decline","source":"a+b""#) && shown.contains("two.example"), "\(shown)")
        // Where somebody else was quicker, nothing is changed.
        let late = try send("--over", "0")
        #expect(late.status == 1 && late.err.contains("list 'ex' is at version 1"), "\(late.err)")
        #expect(try send("--over", "1").out.hasPrefix("ex version 2: "))
        #expect(!FileManager.default.fileExists(atPath: folder.file("lists")))
        // A list is emptied on purpose only.
        let none = try await server.request("PUT", "/v1/lists/ex?role=decline", "", type: "text/plain")
        #expect(none.status == 422 && none.body.contains("empty=yes"), "\(none.body)")
        try folder.write("l", "")
        #expect(try send().status == 1)
        #expect(try send("--empty").out.hasPrefix("ex version 3: 0 entries"))
    }

    @Test func whatWouldGoNowhereIsRefused() throws {
        let folder = try Folder()
        try folder.write("l", "one.example\n")
        let lists = ["--lists", folder.file("lists")]
        let data = try weir(start + lists + ["--data", folder.file("data"), folder.file("l")])
        #expect(data.status == 2 && data.err.contains("--data: takes in orders"), "\(data.err)")
        let nobody = try weir(
            start + lists + ["--server", "http://127.0.0.1:9", "--key", "weir_x", folder.file("l")])
        #expect(nobody.status == 3 && nobody.err.contains("cannot be reached"), "\(nobody.err)")
        #expect(!FileManager.default.fileExists(atPath: folder.file("lists")))
    }
}
