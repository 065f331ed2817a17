import Foundation
import Synchronization
import Testing
import WeirDomain
import WeirLists

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
