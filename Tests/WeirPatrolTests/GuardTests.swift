import Foundation
import NIOCore
import NIOHTTP1
import NIOPosix
import Synchronization
import Testing

@testable import WeirPatrol

@Suite struct GuardTests {
    @Test func closedAddressesAreClosed() throws {
        let closed = [
            "127.0.0.1", "127.255.1.2", "0.0.0.0", "10.1.2.3", "172.16.0.1", "172.31.255.255", "192.168.1.1",
            "169.254.169.254", "100.64.0.1",
            "192.0.0.8", "192.0.2.1", "198.18.0.1", "198.19.255.255", "198.51.100.7", "203.0.113.9", "224.0.0.1",
            "239.255.255.255",
            "240.0.0.1", "255.255.255.255", "::", "::1", "fe80::1", "fc00::1", "fd12:3456::1", "ff02::1",
            "::ffff:127.0.0.1", "::ffff:8.8.8.8",
            "64:ff9b::7f00:1", "64:ff9b:1::1", "2002:7f00:1::", "2001:0:4136:e378::", "2001:db8::1", "2001:10::1",
            "::7f00:1", "100::1",
            "3fff::1", "fec0::1", "5f00::1",
        ]
        for text in closed { #expect(try #require(NetworkAddress(text), "\(text)").objection != nil, "\(text)") }
        for text in ["8.8.8.8", "1.1.1.1", "172.32.0.1", "100.128.0.1", "2606:4700::1111", "2400:3200::1"] {
            #expect(try #require(NetworkAddress(text)).objection == nil, "\(text)")
        }
    }

    /// Forms in which addresses inside have been written to get past checks: 300 and more.
    static let forms: [String] = {
        let hosts = [
            "127.0.0.1", "127.1", "127.0.1", "0x7f.0.0.1", "0x7f000001", "2130706433", "017700000001", "0177.0.0.1",
            "0177.0.0.01", "0",
            "0.0.0.0", "[::1]", "[::]", "[0:0:0:0:0:0:0:1]", "[::ffff:127.0.0.1]", "[::ffff:7f00:1]", "[::127.0.0.1]",
            "[64:ff9b::127.0.0.1]",
            "[fe80::1]", "[fe80::1%25eth0]", "[fc00::1]", "[ff02::1]", "localhost", "LOCALHOST", "localhost.",
            "a.localhost", "x.local",
            "printer.lan", "db.internal", "metadata.google.internal", "169.254.169.254", "0xA9FEA9FE", "2852039166",
            "10.0.0.1", "10.1",
            "192.168.0.1", "192.168.1", "172.16.0.1", "172.16.1", "100.64.0.1", "198.18.0.1", "224.0.0.1",
            "255.255.255.255", "①②⑦.⓪.⓪.①",
            "１２７.0.0.1", "127。0。0。1", "%31%32%37.0.0.1", "127.0.0.1%00.example.com", "user@127.0.0.1",
            "example.com@127.0.0.1",
            "127.0.0.1#@example.com", "127.0.0.1\\@example.com", "example.com\\@127.0.0.1", "[2002:7f00:1::]",
        ]
        let ends = ["", "/", ":80/x", ":8080/", "/?q=http://example.com", "/%2e%2e/"]
        return hosts.flatMap { host in ends.map { "http://\(host)\($0)" } }
            + [
                "file:///etc/passwd", "gopher://127.0.0.1/", "ftp://a.example/", "javascript:alert(1)",
                "data:text/html,x", "http:///x", "http://",
                "//127.0.0.1", "http://a b.example/", "http://a.example:22/", "http://a.example:25/",
                "http://a.example:0/", "http://a.example:99999/",
                "http://\u{200B}localhost/", "http://a.example\r\nHost: b/", "unix:///var/run/docker.sock",
            ]
    }()

    struct FixedResolver: HostResolver {
        let answer: @Sendable (String) -> [String]
        func addresses(of host: String) async throws -> [NetworkAddress] {
            answer(host).compactMap { NetworkAddress($0) }
        }
    }

    @Test func noFormOfAnInnerAddressIsDialled() async {
        #expect(Self.forms.count >= 300)
        // The system's own reading of such hosts, where it is asked at all: everything unusual is loopback.
        let fetcher = GuardedFetcher(resolver: FixedResolver { _ in ["127.0.0.1"] })
        for form in Self.forms {
            do {
                let target = try WebTarget(form)
                let address = try await fetcher.dial(target)
                Issue.record("\(form) would be dialled at \(address)")
            } catch {}
        }
        await #expect(throws: FetchFlaw.self) {
            _ = try await GuardedFetcher(resolver: FixedResolver { _ in ["8.8.8.8", "10.0.0.1"] }).dial(
                WebTarget("http://a.example/"))
        }
    }

    @Test func redirectsInwardAreNotFollowed() async throws {
        let inner = try await TestServer.start("127.0.0.2") { _, _ in .init(body: "secret") }
        let target = "http://127.0.0.2:\(inner.port)/"
        let outer = try await TestServer.start("127.0.0.1") { path, _ in
            path == "/loop"
                ? .init(status: 302, headers: [("Location", "/loop")])
                : .init(status: 302, headers: [("Location", target)])
        }
        let fetcher = GuardedFetcher(allowing: ["127.0.0.1"])
        await #expect(throws: FetchFlaw.self) { _ = try await fetcher.fetch("http://127.0.0.1:\(outer.port)/") }
        await #expect(throws: FetchFlaw.self) { _ = try await fetcher.fetch("http://127.0.0.1:\(outer.port)/loop") }
        #expect(inner.connections == 0 && outer.requests <= 8)
        await inner.stop()
        await outer.stop()
    }

    @Test func aFlippingResolverReachesNothingInside() async throws {
        let outer = try await TestServer.start("127.0.0.1") { _, _ in .init(body: "<p>outer</p>") }
        let inner = try await TestServer.start("127.0.0.2", port: outer.port) { _, _ in .init(body: "secret") }
        let turn = Atomic<Int>(0)
        let fetcher = GuardedFetcher(
            {
                var o = GuardedFetcher.Options()
                o.allowed = ["127.0.0.1"]
                return o
            }(),
            resolver: FixedResolver { _ in
                turn.wrappingAdd(1, ordering: .relaxed).newValue % 2 == 0 ? ["127.0.0.1"] : ["127.0.0.2"]
            })
        var reached = 0
        for _ in 0..<1_000 {
            if let page = try? await fetcher.fetch("http://flip.example:\(outer.port)/") {
                reached += 1
                #expect(page.hops.first?.network == "127.0.0.1" && page.bytes == Array("<p>outer</p>".utf8))
            }
        }
        #expect(reached == 500 && inner.connections == 0, "reached \(reached), inner \(inner.connections)")
        await inner.stop()
        await outer.stop()
    }

    @Test func hostileServersAreCutOff() async throws {
        let zeros = Self.bomb()
        let server = try await TestServer.start("127.0.0.1") { path, _ in
            switch path {
            case "/big": .init(body: String(repeating: "x", count: 3 << 20))
            case "/header": .init(headers: [("X-Big", String(repeating: "x", count: 10 << 20))], body: "x")
            case "/bomb": .init(headers: [("Content-Encoding", "gzip")], bytes: zeros)
            case "/slow": .init(body: String(repeating: "y", count: 100), pause: .milliseconds(500))
            case "/br": .init(headers: [("Content-Encoding", "br")], body: "abc")
            default: .init(body: "fine")
            }
        }
        var options = GuardedFetcher.Options()
        options.allowed = ["127.0.0.1"]
        options.seconds = 2
        let fetcher = GuardedFetcher(options)
        // What is too large is read in part, and says so.
        for path in ["big", "bomb"] {
            let page = try await fetcher.fetch("http://127.0.0.1:\(server.port)/\(path)")
            #expect(page.cut != nil && page.bytes.count == options.wireBytes, "\(path) \(page.bytes.count)")
        }
        let flaw = await #expect(throws: FetchFlaw.self) {
            _ = try await fetcher.fetch("http://127.0.0.1:\(server.port)/br")
        }
        #expect(flaw?.description.contains("not seen") == true)
        for path in ["header", "slow"] {
            let start = ContinuousClock.now
            await #expect(throws: (any Error).self, "\(path)") {
                _ = try await fetcher.fetch("http://127.0.0.1:\(server.port)/\(path)")
            }
            #expect(ContinuousClock.now - start < .seconds(8), "\(path)")
        }
        #expect(try await fetcher.fetch("http://127.0.0.1:\(server.port)/").bytes == Array("fine".utf8))
        await server.stop()
    }

    @Test func whereNobodyListensOneKnockIsEnough() async throws {
        let server = try await TestServer.start("127.0.0.1") { _, _ in .init(body: "fine") }
        let port = server.port
        await server.stop()
        let start = ContinuousClock.now
        let flaw = await #expect(throws: FetchFlaw.self) {
            _ = try await GuardedFetcher(allowing: ["127.0.0.1"]).fetch("http://127.0.0.1:\(port)/")
        }
        #expect(ContinuousClock.now - start < .seconds(5))
        #expect(flaw?.description.contains("took longer") == false)
    }

    /// 64 MiB of zeros in a few bytes: one stored pattern that deflate repeats.
    private static func bomb() -> [UInt8] {
        let path = NSTemporaryDirectory() + "weir-bomb-\(UUID().uuidString)"
        defer { try? FileManager.default.removeItem(atPath: path + ".gz") }
        _ = FileManager.default.createFile(atPath: path, contents: Data(count: 64 << 20))
        let gzip = Process()
        gzip.executableURL = URL(filePath: "/bin/gzip")
        gzip.arguments = [path]
        try? gzip.run()
        gzip.waitUntilExit()
        return Array(FileManager.default.contents(atPath: path + ".gz") ?? Data())
    }
}
