import Foundation
import Testing

@Suite(.program, .serialized) struct ServerTests {
    @Test func theApiAsAUserMeetsIt() async throws {
        let folder = try Folder()
        let server = try RunningServer(folder.file("data"))
        #expect(server.key.hasPrefix("weir_"))

        let first = try await server.request("POST", "/v1/payments", payment("p1"))
        #expect(first.status == 200 && first.body.contains(#""decision":"allow""#))
        let again = try await server.request("POST", "/v1/payments", payment("p1"))
        #expect(again.status == 200 && again.body == first.body)
        let other = try await server.request("POST", "/v1/payments", payment("p1", amount: "1.00"))
        #expect(other.status == 409 && other.body.contains(#""code":"id_conflict""#))
        #expect(other.header("Content-Type") == "application/problem+json")
        let bad = try await server.request("POST", "/v1/payments", payment("p2", amount: "-5"))
        #expect(bad.status == 422 && bad.body.contains(#""field":"amount""#) && bad.body.contains("request_id"))
        let large = try await server.request(
            "POST", "/v1/payments", payment("p3") + String(repeating: " ", count: 70_000))
        #expect(large.status == 413)
        for type in ["image/png", "text/plain", "application/xml"] {
            let refused = try await server.request("POST", "/v1/payments", payment("p3"), type: type)
            #expect(refused.status == 415 && refused.body.contains(#""code":"unsupported_type""#), "\(type)")
        }
        for path in ["/v1/payments", "/v1/payments:batch", "/v1/cases"] {
            let packed = try await server.request(
                "POST", path, payment("p3"), fields: ["Content-Encoding": "gzip"])
            #expect(packed.status == 415 && packed.body.contains(#""code":"unsupported_encoding""#), "\(path)")
        }

        #expect(try await server.request("GET", "/v1/decisions/p1").body == first.body)
        #expect(try await server.request("GET", "/v1/decisions/nobody").status == 404)
        #expect(try await server.request("GET", "/v1/accounts/a").body.contains(#""account":"a""#))
        #expect(try await server.request("GET", "/v1/accounts/none").status == 404)
        #expect(try await server.request("GET", "/v1/accounts/a/payments").body.contains(#""id":"p1""#))
        #expect(try await server.request("GET", "/v1/alerts").body == #"{"items":[],"next":null}"#)
        #expect(try await server.request("GET", "/v1/measures?limit=0").status == 400)
        #expect(try await server.request("GET", "/nowhere").status == 404)
        server.stop()
    }

    /// Ids may have letters of any script, blanks and slashes: in an address these are percent-encoded.
    @Test func idsOfEveryKindAreFoundByTheirAddress() async throws {
        let folder = try Folder()
        let server = try RunningServer(folder.file("data"))
        let first = try await server.request("POST", "/v1/payments", payment("单/1 %25?#", payer: "张三/四"))
        #expect(first.status == 200)
        #expect(try await server.request("GET", "/v1/decisions/%E5%8D%95%2F1%20%2525%3F%23").body == first.body)
        let account = "/v1/accounts/%E5%BC%A0%E4%B8%89%2F%E5%9B%9B"
        for path in [account, account + "/payments"] {
            let answer = try await server.request("GET", path)
            #expect(answer.status == 200 && answer.body.contains("张三/四"), "\(path): \(answer.body)")
        }
        let missing = try await server.request("GET", "/v1/accounts/%E6%9D%8E")
        #expect(missing.status == 404 && missing.body.contains("'李'"))
        server.stop()
    }

    /// The neighbours of an account, by way and currency.
    @Test func theGraphOfAnAccount() async throws {
        let folder = try Folder()
        let server = try RunningServer(folder.file("data"))
        let lines = [
            payment("p1", amount: "10.00", payer: "a", payee: "hub"),
            payment("p2", amount: "5.50", payer: "a", payee: "hub"),
            payment("p3", amount: "3.00", payer: "hub", payee: "b"),
        ]
        for line in lines { #expect(try await server.request("POST", "/v1/payments", line).status == 200) }
        var whole = try await server.request("GET", "/v1/accounts/hub/graph")
        // What is shown follows the answers a moment later.
        for _ in 0..<100 where !whole.body.contains(#""payments_read":3"#) {
            try await Task.sleep(for: .milliseconds(50))
            whole = try await server.request("GET", "/v1/accounts/hub/graph")
        }
        #expect(whole.status == 200 && whole.body.contains(#""payments_read":3,"next":null"#), "\(whole.body)")
        let start = #"{"account":"hub","nodes":[{"account":"hub","kind":"person","hops":0,"#
        #expect(whole.body.hasPrefix(start), "\(whole.body)")
        let into = #""from":"a","to":"hub","currency":"CNY","payments":2,"amount":"15.50","declined":0"#
        #expect(whole.body.contains(into) && whole.body.contains(#""from":"hub","to":"b""#), "\(whole.body)")
        let first = try await server.request("GET", "/v1/accounts/hub/graph?limit=1")
        let next = try #require(first.body.firstMatch(of: #/"next":"([0-9]+)"/#)).1
        #expect(first.body.contains(#""to":"b""#) && !first.body.contains(#""from":"a""#))
        let second = try await server.request("GET", "/v1/accounts/hub/graph?after=\(next)")
        #expect(second.body.contains(into) && second.body.contains(#""payments_read":2"#), "\(second.body)")
        #expect(try await server.request("GET", "/v1/accounts/nobody/graph").status == 404)
        server.stop()
    }

    @Test func nobodyComesInWithoutAKey() async throws {
        let folder = try Folder()
        let server = try RunningServer(folder.file("data"))
        for key in [nil, "weir_wrong"] {
            let answer = try await server.request("GET", "/v1/alerts", key: key)
            #expect(answer.status == 401 && answer.body.contains(#""code":"unauthorized""#))
        }
        for path in ["/healthz", "/readyz", "/openapi.json"] {
            #expect(try await server.request("GET", path, key: nil).status == 200)
        }
        for path in ["/healthz", "/readyz"] {
            let head = try await server.request("HEAD", path, key: nil)
            #expect(head.status == 200 && head.body.isEmpty && head.header("Content-Type") == "application/json")
        }
        #expect(try await server.request("GET", "/metrics", key: nil).status == 401)
        #expect(try await server.request("GET", "/metrics").body.contains("weir_decisions_total"))
        #expect(try await server.request("GET", "/readyz").body.contains(#""synchronous":2"#))
        server.stop()
        // The key is good for the next start, and is not printed again.
        let second = try RunningServer(folder.file("data"))
        #expect(second.key.isEmpty)
        #expect(try await second.request("GET", "/v1/alerts", key: server.key).status == 200)
    }

    @Test func batchesAnswerLineByLineInOrder() async throws {
        let folder = try Folder()
        let server = try RunningServer(folder.file("data"))
        let lines = (0..<2_000).map { $0 % 100 == 7 ? "{broken" : payment("p\($0)") }
        let answer = try await server.request(
            "POST", "/v1/payments:batch", lines.joined(separator: "\n"), type: "application/x-ndjson")
        let answers = answer.body.split(separator: "\n")
        #expect(answers.count == 2_000)
        for (i, line) in answers.enumerated() {
            #expect(
                i % 100 == 7 ? line.contains(#""code":"invalid_payment""#) : line.contains("\"payment_id\":\"p\(i)\""))
        }
    }

    /// Many a client sends all of a batch before it reads the first answer.
    @Test func aBatchIsSentWholeBeforeItsAnswersAreRead() async throws {
        let folder = try Folder()
        let server = try RunningServer(folder.file("data"))
        let count = 200_000
        let body = (0..<count).map { payment("p\($0)", payer: "a\($0 % 5_000)", payee: "b\($0 % 7_000)") }
            .joined(separator: "\n")
        let (port, key) = (server.port, server.key)
        let answer = try await Task.detached {
            let file = try connected(port)
            defer { close(file) }
            // One that is stuck fails, and does not hang.
            var limit = timeval(tv_sec: 60, tv_usec: 0)
            for option in [SO_SNDTIMEO, SO_RCVTIMEO] {
                setsockopt(file, SOL_SOCKET, option, &limit, socklen_t(MemoryLayout<timeval>.size))
            }
            let head =
                "POST /v1/payments:batch HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer \(key)\r\n"
                + "Content-Type: application/x-ndjson\r\nContent-Length: \(body.utf8.count)\r\nConnection: close\r\n\r\n"
            let bytes = Array((head + body).utf8)
            var sent = 0
            while sent < bytes.count {
                let written = bytes[sent...].withUnsafeBytes { write(file, $0.baseAddress, $0.count) }
                guard written > 0 else { throw ServerFailure(text: "stuck after \(sent) of \(bytes.count) bytes") }
                sent += written
            }
            var answers: [UInt8] = []
            var buffer = [UInt8](repeating: 0, count: 1 << 16)
            while case let got = read(file, &buffer, buffer.count), got > 0 { answers += buffer[..<got] }
            return String(decoding: answers, as: UTF8.self)
        }.value
        #expect(answer.hasPrefix("HTTP/1.1 200") && answer.contains("\"payment_id\":\"p\(count - 1)\""))
        #expect(answer.utf8.count { $0 == 10 } > count)
    }

    /// What is no payment is counted and kept, whichever way it came.
    @Test func refusedPaymentsAreCountedAndKept() async throws {
        let folder = try Folder()
        let server = try RunningServer(folder.file("data"))
        #expect(FileManager.default.fileExists(atPath: folder.file("data/rejects")))
        let batch = [payment("p1"), payment("p2", amount: "-5"), "{broken"].joined(separator: "\n")
        _ = try await server.request("POST", "/v1/payments:batch", batch, type: "application/x-ndjson")
        let bad = payment("p3", amount: "0")
        #expect(try await server.request("POST", "/v1/payments", bad).status == 422)
        let asNDJSON = try await server.request("POST", "/v1/payments", bad, type: "application/x-ndjson")
        #expect(asNDJSON.status == 422, "by the general server")
        let kept = folder.lines("data/rejects/server.ndjson")
        #expect(kept.count == 4, "\(kept)")
        #expect(kept.first?.contains(#""line":2,"field":"amount""#) == true && kept[1].contains(#""raw":"{broken""#))
        let metrics = try await server.request("GET", "/metrics").body
        #expect(metrics.contains("weir_refused_payments_total 4\n"), "\(metrics)")
        server.stop()
    }

    @Test func pricesComeInWholeOrNotAtAll() async throws {
        let folder = try Folder()
        let server = try RunningServer(folder.file("data"))
        let good = "at,asset,currency,price\n2026-11-23T08:00:00Z,USDT,CNY,6.85\n"
        #expect(try await server.request("PUT", "/v1/prices", good, type: "text/csv").body == #"{"accepted":1}"#)
        let bad = try await server.request("PUT", "/v1/prices", good + "x,USDT,CNY,1\n", type: "text/csv")
        #expect(bad.status == 422 && bad.body.contains("line 3"))
        #expect(try await server.request("PUT", "/v1/prices", "", type: "text/csv").status == 422)
    }

    @Test func pricesAsJSONAndManyAtOnce() async throws {
        let folder = try Folder()
        let server = try RunningServer(folder.file("data"))
        let price = #"{"at":"2026-11-23T08:00:00Z","asset":"USDT","currency":"CNY","price":"6.85"}"#
        let two = try await server.request("PUT", "/v1/prices", "[\(price),\(price)]")
        #expect(two.body == #"{"accepted":2}"#, "\(two.body)")
        let bad = try await server.request(
            "PUT", "/v1/prices", "[\(price),\(price.replacingOccurrences(of: "6.85", with: "0"))]")
        #expect(bad.status == 422 && bad.body.contains("price 2: price must be"), "\(bad.body)")
        let number = price.replacingOccurrences(of: #""6.85""#, with: "6.85")
        let wrong = try await server.request("PUT", "/v1/prices", "[\(number)]")
        #expect(wrong.status == 422 && wrong.body.contains("as JSON must be an array"), "\(wrong.body)")
        // A month, one a minute: more than a document may have otherwise.
        let rows = (0..<43_200).map { minute in
            let at = Date(timeIntervalSince1970: Double(1_793_491_200 + minute * 60)).ISO8601Format()
            return "\(at),USDT,CNY,6.\(800 + minute % 100)"
        }
        let month = "at,asset,currency,price\n" + rows.joined(separator: "\n")
        let taken = try await server.request("PUT", "/v1/prices", month, type: "text/csv")
        // What is older than the price above changes nothing, and that is said.
        let told = #"{"accepted":43200,"passed_over":32160,"known_until":"2026-11-23T08:00:00.000Z"}"#
        #expect(taken.body == told, "\(taken.body)")
        server.stop()
    }

    @Test func aRequestThatDripsIsCutOff() async throws {
        let folder = try Folder()
        let server = try RunningServer(folder.file("data"))
        let start = Date()
        let text = try drip(
            port: server.port,
            "POST /v1/payments HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer \(server.key)\r\nContent-Type: application/json\r\nContent-Length: 500\r\n\r\n{"
        )
        #expect(text.contains("408") && Date().timeIntervalSince(start) < 15)
    }

    /// What cannot be read of a body is its sender's mistake, on every door.
    @Test func aBodyThatIsNotFramedIsRefused() async throws {
        let folder = try Folder()
        let server = try RunningServer(folder.file("data"))
        for path in ["/v1/payments", "/v1/payments:batch", "/v1/access"] {
            for body in ["zz\r\n{}\r\n0\r\n\r\n", "5\r\n{\"id\"\r\n-1\r\n0\r\n\r\n"] {
                let text = try drip(
                    port: server.port,
                    "POST \(path) HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer \(server.key)\r\n"
                        + "Content-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n\(body)")
                #expect(text.hasPrefix("HTTP/1.1 400") && text.contains(#""code":"malformed""#), "\(path): \(text)")
            }
        }
        server.stop()
    }

    /// Payments and other requests on one connection, in pieces and in a row: answers in the order of the requests.
    @Test func oneConnectionForAllKindsOfRequests() async throws {
        let folder = try Folder()
        let server = try RunningServer(folder.file("data"))
        func post(_ id: String, _ body: String? = nil) -> String {
            let body = body ?? payment(id)
            return "POST /v1/payments HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer \(server.key)\r\n"
                + "Content-Type: application/json\r\nContent-Length: \(body.utf8.count)\r\n\r\n\(body)"
        }
        func get(_ path: String) -> String {
            "GET \(path) HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer \(server.key)\r\n\r\n"
        }
        let requests = [
            (post("c1"), #""payment_id":"c1""#), (post("c2"), #""payment_id":"c2""#), (get("/healthz"), #""ok""#),
            (post("c1"), #""payment_id":"c1""#), (post("c1", payment("c1", amount: "7")), "409 Conflict"),
            (post("c3", "{}"), "422"), (get("/nowhere"), "404"), (post("c4"), #""payment_id":"c4""#),
            (get("/healthz") + post("c5"), #""payment_id":"c5""#), (post("c6"), #""payment_id":"c6""#),
        ]
        let all = requests.map(\.0).joined()
        // All at once, byte by byte, and request by request.
        for size in [all.utf8.count, 1, 29, 777] {
            let text = try exchange(port: server.port, Array(all.utf8), pieces: size, answers: 11)
            var rest = text[...]
            for (_, wanted) in requests {
                let range = try #require(rest.range(of: wanted), "pieces of \(size): \(wanted) in \(rest)")
                rest = rest[range.upperBound...]
            }
            #expect(text.components(separatedBy: "HTTP/1.1 ").count == 12, "pieces of \(size)")
        }
        server.stop()
    }

    private func exchange(port: Int, _ bytes: [UInt8], pieces: Int, answers: Int) throws -> String {
        let file = try connected(port)
        defer { close(file) }
        for start in stride(from: 0, to: bytes.count, by: pieces) {
            let part = Array(bytes[start..<min(start + pieces, bytes.count)])
            #expect(send(file, part, part.count, 0) == part.count)
        }
        var text = ""
        var buffer = [UInt8](repeating: 0, count: 1 << 16)
        while text.components(separatedBy: "HTTP/1.1 ").count <= answers || !text.contains(#""payment_id":"c6""#) {
            let count = recv(file, &buffer, buffer.count, 0)
            guard count > 0 else { break }
            text += String(decoding: buffer[..<count], as: UTF8.self)
        }
        return text
    }

    /// Sends a beginning and waits for what the server says to it.
    private func drip(port: Int, _ text: String) throws -> String {
        let file = try connected(port)
        defer { close(file) }
        _ = text.withCString { send(file, $0, strlen($0), 0) }
        var buffer = [UInt8](repeating: 0, count: 4_096)
        let count = recv(file, &buffer, buffer.count, 0)
        return String(decoding: buffer[..<max(0, count)], as: UTF8.self)
    }
}

/// What the machine around it may do to a server.
@Suite(.program, .serialized) struct EnvironmentTests {
    /// What is shown once is not lost where the server could not begin.
    @Test func aFirstStartThatFailsIsAFirstStartAgain() async throws {
        let folder = try Folder()
        let server = try RunningServer(folder.file("data"))
        defer { server.kill() }
        for _ in 0..<2 {
            let ran = try weir("serve", "--data", folder.file("other"), "--listen", "127.0.0.1:\(server.port)")
            #expect(ran.status == 3 && ran.err.contains("is void"), "\(ran.err)")
            #expect(ran.err.contains("the first API key, shown only now"), "\(ran.err)")
        }
        let other = try RunningServer(folder.file("other"))
        defer { other.kill() }
        #expect(try await other.request("GET", "/v1/measures").status == 200)
        #expect(other.said.contains("one-time password, shown only now"), "\(other.said)")
    }

    /// Options may stand in a file; what is said on the command line comes first, and no name is passed over.
    @Test func settingsFromAFile() async throws {
        let folder = try Folder()
        let settings =
            #"{"data":"\#(folder.file("elsewhere"))","listen":"127.0.0.1:1","snapshot_every":0,"rail":"simulated"}"#
        let config = try folder.write("weir.json", settings)
        let server = try RunningServer(folder.file("data"), options: ["--config", config])
        #expect(FileManager.default.fileExists(atPath: folder.file("data")))
        #expect(!FileManager.default.fileExists(atPath: folder.file("elsewhere")))
        #expect(
            try await server.request("GET", "/v1/rail/differences").status == 200, "the simulated rail can be asked")
        server.stop()
        let bad: [(text: String, status: Int32, words: String)] = [
            ("{", 2, "is no JSON object"), (#"{"port":8080}"#, 2, "'port' is no setting"),
            (#"{"listen":8080}"#, 2, "listen must be a text"),
            (#"{"snapshot_every":-1}"#, 2, "snapshot_every must be a whole number"),
            (#"{"listen":"nowhere"}"#, 2, "'nowhere' is not HOST:PORT"),
        ]
        for (text, status, words) in bad {
            let file = try folder.write("bad.json", text)
            let ran = try weir("serve", "--data", folder.file("x"), "--config", file)
            #expect(ran.status == status && ran.err.contains(words), "\(text): \(ran.err)")
        }
        #expect(try weir("serve", "--config", folder.file("none.json")).status == 3)
    }

    @Test func aPortInUse() throws {
        let folder = try Folder()
        let server = try RunningServer(folder.file("one"))
        let ran = try weir("serve", "--data", folder.file("two"), "--listen", "127.0.0.1:\(server.port)")
        #expect(ran.status == 3 && ran.err.contains("the port is in use"))
        let demo = try weir(
            "demo", "--once", "--data", folder.file("three"), "--listen", "127.0.0.1:\(server.port)")
        #expect(demo.status == 3 && demo.err.contains("the port is in use"), "\(demo.err)")
        #expect(try weir("serve", "--listen", "nonsense").status == 2)
    }

    @Test func aFolderInUse() throws {
        let folder = try Folder()
        let server = try RunningServer(folder.file("data"))
        let ran = try weir("serve", "--data", folder.file("data"), "--listen", "127.0.0.1:0")
        #expect(ran.status == 3 && ran.err.contains("weir: error:"), "\(ran.err)")
        server.stop()
    }

    @Test func aFolderThatCannotBeWritten() throws {
        let folder = try Folder()
        try folder.write("file", "x")
        #expect(try weir("serve", "--data", folder.file("file")).err.contains("is a file, not a directory"))
        #expect(try weir("serve", "--data", folder.file("no/such")).err.contains("does not exist"))
        let ran = try weir("serve", "--data", "/proc/weir-data")
        #expect(ran.status == 3 && ran.err.contains("cannot be"))
    }

    @Test func aDataFolderOfANewerVersion() throws {
        let folder = try Folder()
        let server = try RunningServer(folder.file("data"))
        server.stop()
        let segments = try FileManager.default.contentsOfDirectory(atPath: folder.file("data/journal"))
        let segment = try #require(segments.first { $0.hasSuffix(".wj") })
        let path = folder.file("data/journal/" + segment)
        var bytes = try Data(contentsOf: URL(filePath: path))
        bytes[8] = 200
        try bytes.write(to: URL(filePath: path))
        let ran = try weir("serve", "--data", folder.file("data"), "--listen", "127.0.0.1:0")
        #expect(ran.status == 3 && ran.err.lowercased().contains("version"), "\(ran.err)")
    }

    /// A real small disk: needs the right to mount one.
    @Test func aFullDisk() async throws {
        let folder = try Folder()
        let disk = folder.file("disk")
        try FileManager.default.createDirectory(atPath: disk, withIntermediateDirectories: true)
        guard try shell("mount -t tmpfs -o size=132m none \(disk)") == 0 else {
            print("skipped: no right to mount a small disk here")
            return
        }
        defer { _ = try? shell("umount -l \(disk)") }
        let server = try RunningServer(disk + "/data")
        #expect(try await server.request("POST", "/v1/payments", payment("before")).status == 200)
        _ = try shell("dd if=/dev/zero of=\(disk)/filler bs=1M 2>/dev/null")
        let refused = try await fill(server)
        #expect(refused.status == 503 && refused.header("Retry-After") != nil)
        #expect(try await server.request("GET", "/v1/accounts/a").status == 200)
        #expect(try await server.request("GET", "/readyz").status == 503)
        _ = try shell("rm \(disk)/filler")
        #expect(try await server.request("POST", "/v1/payments", payment("after")).status == 200)
        server.stop()
    }

    /// Sends large payments until the disk is full, then small ones into what is left of the segment.
    private func fill(_ server: RunningServer) async throws -> RunningServer.Answer {
        let remark = String(repeating: "x", count: 500)
        for round in 0..<400 {
            let lines = (0..<1_000).map { payment("f\(round)-\($0)").dropLast() + ",\"remark\":\"\(remark)\"}" }
            let body = lines.joined(separator: "\n")
            let answer = try await server.request("POST", "/v1/payments:batch", body, type: "application/x-ndjson")
            if answer.body.contains("unavailable") { break }
        }
        for rest in 0..<2_000 {
            let line = payment("r\(rest)").dropLast() + ",\"remark\":\"\(remark)\"}"
            let answer = try await server.request("POST", "/v1/payments", String(line))
            if answer.status != 200 { return answer }
        }
        return try await server.request("POST", "/v1/payments", payment("full"))
    }

    private func shell(_ command: String) throws -> Int32 {
        let process = Process()
        process.executableURL = URL(filePath: "/bin/sh")
        process.arguments = ["-c", command]
        process.standardError = FileHandle.nullDevice
        try process.run()
        process.waitUntilExit()
        return process.terminationStatus
    }
}
