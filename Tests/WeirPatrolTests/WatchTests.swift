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

    /// Without pauses, by a clock of the test's own, in milliseconds.
    private func unhurried(_ now: @escaping @Sendable () -> Int64) -> Watcher.Options {
        var options = Watcher.Options()
        options.pause = 0
        options.clock = { Instant(milliseconds: now()) }
        return options
    }

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
        let options = unhurried { clock.withLock { $0 } }
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

    /// What a server says in a page's place is not the page: only what was found there can be gone.
    @Test func refusalsAreNoPages() async throws {
        let answer = Mutex((status: 404, body: "<p>not found</p>"))
        let server = try await TestServer.start("127.0.0.1") { path, _ in
            let (status, body) = answer.withLock { ($0.status, $0.body) }
            return path == "/robots.txt" ? .init(status: 404) : .init(status: status, body: body)
        }
        let clock = Mutex(Int64(1_000_000))
        let options = unhurried { clock.withLock { $0 } }
        let watcher = Watcher(fetcher(), options)
        let log = Log()
        await watcher.watch(["http://coin.example:\(server.port)/"])
        for (status, body) in [
            (404, "<p>not found</p>"), (404, Self.board), (403, "<p>no</p>"), (410, "<p>gone</p>"), (404, "<p>x</p>"),
        ] {
            answer.withLock { $0 = (status: status, body: body) }
            clock.withLock { $0 += 40 * 86_400_000 }
            await watcher.round { log.add($0) }
        }
        #expect(log.all.map(\.change) == [.failed, .new, .failed, .gone, .failed])
        #expect(log.all.map(\.flaw) == ["answered 404", "", "answered 403", "", "answered 404"])
        await server.stop()
    }

    /// How the patrol names itself, and where one learns more of it.
    @Test func aContactBelongsIntoAHeader() {
        let named = GuardedFetcher.agentName(contact: "https://example.com/patrol")
        #expect(named == "WeirPatrol/1 (+https://example.com/patrol; payment safety patrol)")
        for wrong in ["", "a b", "a\r\nX: y", "a;b", "a(b", "ü", String(repeating: "x", count: 201)] {
            #expect(GuardedFetcher.agentName(contact: wrong) == nil, "\(wrong)")
        }
        #expect(!GuardedFetcher.agent.contains("://"))
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
        let options = unhurried { clock.withLock { $0 } }
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

    /// robots.txt is asked for once a round, however many pages are visited at once; and again in the next round.
    @Test func robotsAreAskedOnceARound() async throws {
        let asked = Mutex(0)
        let server = try await TestServer.start("127.0.0.1") { path, _ in
            guard path == "/robots.txt" else { return .init(body: "<p>x</p>") }
            asked.withLock { $0 += 1 }
            return .init(body: "User-agent: *\nDisallow: /no")
        }
        let clock = Mutex(Int64(1_000_000))
        let options = unhurried { clock.withLock { $0 } }
        let watcher = Watcher(fetcher(), options)
        await watcher.watch((0..<6).map { "http://one.example:\(server.port)/\($0)" })
        await watcher.watch(["http://one.example:\(server.port)/no/1"])
        let log = Log()
        await watcher.round { log.add($0) }
        #expect(asked.withLock { $0 } == 1 && log.all.count == 7)
        #expect(log.all.count { $0.change == .forbidden } == 1)
        clock.withLock { $0 += 8 * 86_400_000 }
        await watcher.round { log.add($0) }
        #expect(asked.withLock { $0 } == 2 && log.all.count == 14)
        await server.stop()
    }

    /// A page with more than is read is neither clean nor gone: it is said to be read in part, and seen again soon.
    @Test func aPageThatIsReadInPartIsNotGone() async throws {
        let padding = Mutex("")
        let server = try await TestServer.start("127.0.0.1") { path, _ in
            path == "/robots.txt" ? .init(status: 404) : .init(body: padding.withLock { $0 } + Self.board)
        }
        let clock = Mutex(Int64(1_000_000))
        let options = unhurried { clock.withLock { $0 } }
        let watcher = Watcher(fetcher(), options)
        await watcher.watch(["http://coin.example:\(server.port)/"])
        let log = Log()
        await watcher.round { log.add($0) }
        #expect(log.all[0].change == .new && log.all[0].finding?.cut == nil && log.all[0].isAlert)
        padding.withLock { $0 = "<!--" + String(repeating: "x", count: 3 << 20) + "-->" }
        clock.withLock { $0 += 8 * 86_400_000 }
        await watcher.round { log.add($0) }
        #expect(log.all[1].change == .changed && log.all[1].finding?.isFinding == false)
        #expect(log.all[1].finding?.cut?.contains("only the first") == true)
        let known = try #require(await watcher.pages.values.first)
        #expect(known.score > 0 && known.due < clock.withLock { $0 } + 86_400_000)
        // What is padded behind is found as before.
        padding.withLock { $0 = Self.board + String(repeating: " ", count: 3 << 20) }
        clock.withLock { $0 += 8 * 86_400_000 }
        await watcher.round { log.add($0) }
        #expect(log.all[2].finding?.isFinding == true && log.all[2].finding?.cut != nil)
        await server.stop()
    }

    /// The picture whose code led to somebody is kept, under its hash, with what it says; parts of a page wait a
    /// little.
    @Test func picturesOfCodesAreKept() async throws {
        let drawn = Self.code
        let server = try await TestServer.start("127.0.0.1") { path, _ in
            switch path {
            case "/pay.svg": .init(headers: [("Content-Type", "image/svg+xml")], bytes: drawn)
            case "/": .init(body: "<h1>USDT</h1><img src=\"/blank.gif\" data-src=\"/pay.svg\">")
            default: .init(status: 404)
            }
        }
        var options = Watcher.Options()
        options.pause = 0.2
        let folder = NSTemporaryDirectory() + "weir-evidence-\(UUID().uuidString)"
        defer { try? FileManager.default.removeItem(atPath: folder) }
        let store = EvidenceStore(folder: folder)
        let watcher = Watcher(fetcher(), options, evidence: store)
        await watcher.watch(["http://coin.example:\(server.port)/"])
        let log = Log()
        let start = ContinuousClock.now
        await watcher.round { log.add($0) }
        // The page after robots.txt, and two pictures.
        #expect(ContinuousClock.now - start >= .milliseconds(600))
        #expect(log.all.first?.finding?.payees.contains(Payee(.alipayCode, "fkx0123456789abc")) == true)
        let hash = EvidenceStore.hash(drawn)
        #expect(store.bytes(hash) == drawn)
        let records = try FileManager.default.contentsOfDirectory(atPath: folder + "/records")
        let record = try String(contentsOfFile: folder + "/records/" + records[0], encoding: .utf8)
        #expect(record.contains("\"sha256\":\"\(hash)\"") && record.contains("qr.alipay.com"), "\(record)")
        await server.stop()
    }

    /// A code as generators write it, in one path: https://qr.alipay.com/fkx0123456789abc.
    private static let code: [UInt8] = {
        let rows: [UInt32] = [
            0x1fd3_cc7f, 0x105d_9d41, 0x1747_fc5d, 0x1744_ce5d, 0x175e_c55d, 0x1052_9941, 0x1fd5_557f, 0x0017_4500,
            0x1cdc_c1f3, 0x133c_af63, 0x01e2_3e1d, 0x10a8_8308, 0x05db_8561, 0x1ea9_2763, 0x0a49_eea1, 0x0f3b_72b0,
            0x0840_e761, 0x05a8_e7c7, 0x1d4e_3fe9, 0x0600_b700, 0x1f5b_a5fa, 0x001d_251d, 0x1fcd_e551, 0x1057_5111,
            0x1744_e7f9, 0x1748_e6bd, 0x175e_3693, 0x105c_9728, 0x1fd7_a571,
        ]
        var path = ""
        for (y, row) in rows.enumerated() {
            for x in 0..<29 where row >> UInt32(28 - x) & 1 == 1 { path += "M\(x + 4) \(y + 4)h1v1h-1z" }
        }
        return Array("<svg viewBox=\"0 0 37 37\"><path d=\"\(path)\"/></svg>".utf8)
    }()

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
