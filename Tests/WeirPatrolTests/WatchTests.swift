import Foundation
import Synchronization
import Testing
import WeirDomain
import WeirLists
import WeirSites

@testable import WeirPatrol

@Suite struct WatchTests {
    private static let board =
        "<h2>法币交易</h2><ul><li>USDT</li><li>限额 ¥100-¥5000</li><li>单价 7.05 CNY/USDT</li></ul><button>购买USDT</button>"
        + "<label>支付宝</label><label>银行卡</label><a href=\"https://qr.alipay.com/fkx0123456789abc\">付款</a>"

    private func fetcher() -> GuardedFetcher {
        GuardedFetcher(
            {
                var o = GuardedFetcher.Options()
                o.allowed = ["127.0.0.1"]
                return o
            }(),
            resolver: GuardTests.FixedResolver { _ in ["127.0.0.1"] })
    }

    private final class Log: Sendable {
        private let visits = Mutex<[Visit]>([])
        func add(_ visit: Visit) { visits.withLock { $0.append(visit) } }
        var all: [Visit] { visits.withLock { $0 } }
    }

    @Test func changesAreSeenAndEvidenceIsKept() async throws {
        let page = Mutex(Self.board)
        let server = try await TestServer.start("127.0.0.1") { path, _ in
            path == "/robots.txt" ? .init(body: "User-agent: *\nDisallow: /no") : .init(body: page.withLock { $0 })
        }
        let clock = Mutex(Int64(1_000_000))
        var options = Watcher.Options()
        options.pause = 0
        options.clock = { Instant(milliseconds: clock.withLock { $0 }) }
        let folder = NSTemporaryDirectory() + "weir-evidence-\(UUID().uuidString)"
        defer { try? FileManager.default.removeItem(atPath: folder) }
        let store = EvidenceStore(folder: folder)
        let watcher = Watcher(fetcher(), options, evidence: store)
        let log = Log()
        let site = "http://coin.example:\(server.port)"
        await watcher.watch([site + "/", site + "/no/x"])
        func round() async -> [Visit] {
            let before = log.all.count
            clock.withLock { $0 += 8 * 86_400_000 }
            await watcher.round { log.add($0) }
            return log.all.dropFirst(before).sorted { $0.address < $1.address }
        }
        let first = await round()
        #expect(first.map(\.change) == [.new, .forbidden] && first[0].isAlert)
        #expect(store.bytes(first[0].evidence) == Array(Self.board.utf8))
        #expect(await round().first?.change == .same)
        page.withLock { $0 += "<p>新公告</p>" }
        #expect(await round().first?.change == .changed)
        page.withLock { $0 = "<p>维护中</p>" }
        let gone = await round()
        #expect(gone.first?.change == .gone && gone.first?.isAlert == true)
        await server.stop()
        #expect(await round().first?.change == .failed)
    }

    /// The codes on a page are replaced between visits: that is said, and is an alert, though the words are the same.
    @Test func codesThatRotateAreSeen() async throws {
        let code = Mutex("fkx0123456789abc")
        let server = try await TestServer.start("127.0.0.1") { path, _ in
            path == "/robots.txt"
                ? .init(status: 404)
                : .init(body: Self.board.replacingOccurrences(of: "fkx0123456789abc", with: code.withLock { $0 }))
        }
        let clock = Mutex(Int64(1_000_000))
        var options = Watcher.Options()
        options.pause = 0
        options.clock = { Instant(milliseconds: clock.withLock { $0 }) }
        let watcher = Watcher(fetcher(), options)
        let log = Log()
        await watcher.watch(["http://coin.example:\(server.port)/"])
        for token in ["fkx0123456789abc", "fkx0123456789abc", "fkx9999999999zzz"] {
            code.withLock { $0 = token }
            clock.withLock { $0 += 8 * 86_400_000 }
            await watcher.round { log.add($0) }
        }
        #expect(log.all.map(\.rotates) == [false, false, true])
        #expect(log.all[2].added == ["alipay_code fkx9999999999zzz"])
        #expect(log.all[2].gone == ["alipay_code fkx0123456789abc"] && log.all[2].isAlert)
        await server.stop()
    }

    /// What is served to telephones alone is seen by one; what lists name counts where the page deals in coins.
    @Test func theCustomersEyesAndTheLists() async throws {
        let server = try await TestServer.start("127.0.0.1") { path, host in
            if path == "/robots.txt" { return .init(status: 404) }
            return .init(body: host.hasPrefix("news") ? Self.news : Self.links)
        }
        let lists = ListedSites([
            NamedList(
                name: "venues", role: .watch,
                entries: [ListEntry(.domain, .suffix, "okx.com"), ListEntry(.domain, .suffix, "localbitcoins.com")])
        ])
        func look(_ host: String) async throws -> SiteFinding {
            lists.marked(
                try await Inspection.of("http://\(host):\(server.port)/", with: fetcher()).finding,
                at: Instant(milliseconds: 0))
        }
        let plain = try await Inspection.of("http://a.example:\(server.port)/", with: fetcher()).finding
        let marked = try await look("a.example")
        #expect(marked.crypto > plain.crypto && marked.evidence.contains { $0.code == "listed_link" })
        let news = try await look("news.example")
        #expect(news.evidence.contains { $0.code == "listed_link" } && !news.isFinding)
        let bare = try await Inspection.of("http://news.example:\(server.port)/", with: fetcher()).finding
        #expect(news.crypto == bare.crypto, "a link in a newspaper says nothing")
        for twin in ["1ocalbitcoins.example", "localbitc0ins.net", "localbitcoinss.com", "xn--lcalbitcoins-4fk.com"] {
            #expect(try await look(twin).evidence.contains { $0.code == "listed_look_alike" }, "\(twin)")
        }
        for other in ["localbakery.com", "okx.com", "www.localbitcoins.com"] {
            #expect(try await !look(other).evidence.contains { $0.code == "listed_look_alike" }, "\(other)")
        }
        await server.stop()
    }

    private static let links =
        "<h2>买卖 USDT</h2><button>购买USDT</button><label>支付宝</label><a href=\"https://www.okx.com/join/1\">注册</a>"
    private static let news =
        "<h1>交易所公告</h1><p>据报道，该平台昨日宣布停止在部分地区的服务，用户可在三十日内取回资产。更多消息请见其网站。</p>"
        + "<a href=\"https://www.okx.com/help\">okx.com</a>"

    @Test func hostsAreVisitedNoFasterThanTheyLike() async throws {
        let times = Mutex<[ContinuousClock.Instant]>([])
        let server = try await TestServer.start("127.0.0.1") { path, _ in
            if path != "/robots.txt" { times.withLock { $0.append(.now) } }
            return .init(status: path == "/robots.txt" ? 404 : 200, body: "<p>x</p>")
        }
        var options = Watcher.Options()
        options.pause = 0.2
        let watcher = Watcher(fetcher(), options)
        let start = ContinuousClock.now
        await watcher.watch((0..<5).map { "http://one.example:\(server.port)/\($0)" })
        await watcher.round { _ in }
        let all = times.withLock { $0 }.sorted()
        #expect(all.count == 5)
        // A busy machine delays arrivals, and may bring two close together; none comes before its turn.
        for (turn, at) in all.enumerated() {
            #expect(at - start >= .milliseconds(200 * turn), "visit \(turn) after \(at - start)")
        }
        await server.stop()
    }

    @Test func aThousandSitesAreVisited() async throws {
        let server = try await TestServer.start("127.0.0.1") { path, host in
            if path == "/robots.txt" { return .init(status: 404) }
            return .init(
                body: (Int(host.dropFirst().prefix { $0.isNumber }) ?? 0) % 10 == 0
                    ? Self.board : "<h1>小店</h1><p>你好</p>")
        }
        var options = Watcher.Options()
        options.pause = 0
        let watcher = Watcher(fetcher(), options)
        await watcher.watch((0..<1_000).map { "http://s\($0).example:\(server.port)/" })
        let log = Log()
        let start = ContinuousClock.now
        await watcher.round { log.add($0) }
        let seconds = Double((ContinuousClock.now - start) / .milliseconds(1)) / 1000
        print(
            "Patrol: 1,000 sites, robots.txt of each included, in \(seconds) s: \(Int(1000 / seconds)) pages a second")
        #expect(log.all.count == 1_000 && log.all.count { $0.isAlert } == 100)
        #expect(1_000 / seconds >= 50)
        await server.stop()
    }
}
