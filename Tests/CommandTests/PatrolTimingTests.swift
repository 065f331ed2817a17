import Foundation
import Testing

/// `weir site watch` beside a real server: from what payments name to a page, from the page to an account, to payments,
/// to a measure that two people sign.
@Suite(.program, .serialized) struct PatrolTimingTests {
    static let board = """
        <html><head><title>U站</title></head><body><h2>法币交易</h2>
        <ul><li>USDT</li><li>限额 ¥100-¥5000</li><li>单价 7.05 CNY/USDT</li></ul><button>购买USDT</button>
        <label>支付宝</label><label>银行卡</label><a href="https://qr.alipay.com/fkx0123456789abc">付款</a>
        <p>telegram: @coinking88</p></body></html>
        """
    static let shop = "<html><head><title>茶庄</title></head><body><h1>茶庄</h1><p>新茶上市</p></body></html>"

    private func decision(_ answer: RunningServer.Answer) -> String {
        answer.body.firstMatch(of: /"decision":"([a-z]+)"/).map { String($0.1) } ?? answer.body
    }

    private func pay(_ id: String, to payee: String, over site: String = "", from page: String = "") -> String {
        let extra = page.isEmpty ? "" : #","extra":{"referrer":"\#(page)"}"#
        return
            #"{"id":"\#(id)","at":"2026-11-23T08:15:30Z","rail":"alipay","channel":"gateway","payer":"buyer","payee":"\#(payee)","amount":"703.00","currency":"CNY"\#(site.isEmpty ? "" : ",\"site\":\"\(site)\"")\#(extra)}"#
    }

    @Test func thePatrolFindsWhatPaymentsNamedAndPeopleBlockIt() async throws {
        let office = try Office()
        guard let web = try LocalWeb(office.folder) else { return }
        defer { web.stop() }
        for (name, role) in [
            ("ann", "supervisor"), ("bob", "compliance"), ("eve", "analyst"), ("switch", "integrator"),
            ("rover", "patrol"),
        ] { try await office.hire(name, role) }
        let hosts = ["coin.example", "shut.example", "promo.example", "venue.example", "tea.example"]
        try web.page("coin.example", "index", Self.board)
        try web.page("shut.example", "robots.txt", "User-agent: *\nDisallow: /\n")
        try web.page("shut.example", "index", Self.board)
        for host in ["promo.example", "venue.example", "tea.example"] { try web.page(host, "index", Self.shop) }

        // What the platform knows, what payments say, what somebody asks for, what a list names.
        let code = #"{"kind":"alipay_code","value":"fkx0123456789abc","account":"seller"}"#
        #expect(try await office.ask("switch", "POST", "/v1/codes", code).status == 200)
        func send(_ body: String) async throws -> RunningServer.Answer {
            try await office.ask("switch", "POST", "/v1/payments", body)
        }
        #expect(decision(try await send(pay("p1", to: "other", over: "coin.example"))) == "allow")
        _ = try await send(pay("p2", to: "other", over: "shut.example"))
        _ = try await send(pay("p3", to: "other", from: "https://promo.example/ad?7"))
        let listed = try await office.server.request(
            "PUT", "/v1/lists/venues?role=watch&source=regulator", "venue.example\n", type: "text/plain")
        #expect(listed.status == 200, "\(listed.body)")
        _ = try await office.ask("eve", "POST", "/v1/sites", #"{"site":"tea.example","reason":"asked"}"#)
        let toWatch = try await office.ask("rover", "GET", "/v1/sites/watch?limit=500").body
        for (host, reason) in zip(hosts, ["payments", "payments", "referrer", "list", "asked"]) {
            #expect(
                toWatch.contains(#""host":"\#(host)","address":"https://\#(host)/","reasons":["\#(reason)"]"#),
                "\(host)")
        }

        let first = try watch(office, web, hosts)
        #expect(first.status == 0, "\(first.err)")
        #expect(first.out.contains(#""site":"https://coin.example/","change":"new""#), "\(first.out)")
        #expect(first.out.contains(#""site":"https://shut.example/","change":"forbidden""#), "\(first.out)")
        #expect(!first.out.contains("tea.example"), "an honest page is no alert")
        let shut = try await office.ask("eve", "GET", "/v1/sites/shut.example").body
        #expect(shut.contains(#""not_seen":"robots.txt asks not to""#), "\(shut)")
        try checkEvidence(office)

        // The page leads to the account, the account to its payments; two people decide; payments are declined.
        let site = try await office.ask("eve", "GET", "/v1/sites/coin.example").body
        #expect(site.contains(#""accounts":["seller"]"#), "\(site)")
        let shown = try await send(pay("p4", to: "seller"))
        #expect(shown.body.contains("code_on_site") && decision(shown) == "allow", "\(shown.body)")
        let proposed = try await office.ask("ann", "GET", "/v1/measures?kind=block_site").body
        #expect(
            proposed.contains(#""state":"proposed""#) && proposed.contains("it shows codes of seller"), "\(proposed)")
        #expect(try await office.ask("ann", "POST", "/v1/measures/1/approve").body.contains(#""state":"proposed""#))
        #expect(try await office.ask("bob", "POST", "/v1/measures/1/approve").body.contains(#""state":"ordered""#))
        #expect(decision(try await send(pay("p5", to: "x", over: "pay.coin.example"))) == "decline")
        #expect(decision(try await send(pay("p6", to: "x", over: "tea.example"))) == "allow")

        // Another code the next time: the collector rotates, and it is said.
        try web.page("coin.example", "index", Self.board.replacing("fkx0123456789abc", with: "fkx9999999999zzz"))
        try makeDue(office.folder.file("patrol/pages.json"))
        let second = try watch(office, web, hosts)
        #expect(second.out.contains(#""leads_added":["alipay_code fkx9999999999zzz"]"#), "\(second.out)")
        #expect(second.out.contains(#""rotates":true"#))
        let later = try await office.ask("eve", "GET", "/v1/sites/coin.example").body
        #expect(later.contains("fkx9999999999zzz") && !later.contains("fkx0123456789abc"), "\(later)")
    }

    private func watch(_ office: Office, _ web: LocalWeb, _ hosts: [String]) throws -> Ran {
        try weir(
            [
                "site", "watch", "--once", "--pause", "0.2", "--data", office.folder.file("patrol"), "--server",
                "http://127.0.0.1:\(office.server.port)",
            ] + web.options(hosts),
            environment: ["WEIR_PATROL_KEY": office.keys["rover"] ?? ""])
    }

    /// What was found lies under its hash, readable by nobody else, under a name that nothing opens.
    private func checkEvidence(_ office: Office) throws {
        let folder = office.folder.file("patrol/evidence/pages")
        let files = FileManager.default.enumerator(atPath: folder)?.compactMap { $0 as? String } ?? []
        let found = files.filter { $0.hasSuffix(".bin") }.map { folder + "/" + $0 }.filter { path in
            FileManager.default.contents(atPath: path) == Data(Self.board.utf8)
        }
        #expect(found.count == 1)
        let path = try #require(found.first)
        let name = try #require(path.split(separator: "/").last).dropLast(4)
        let sum = Process()
        let out = Pipe()
        sum.executableURL = URL(filePath: "/usr/bin/sha256sum")
        sum.arguments = [path]
        sum.standardOutput = out
        try sum.run()
        let text = String(decoding: out.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
        sum.waitUntilExit()
        #expect(text.hasPrefix(name + " "))
        let rights = try FileManager.default.attributesOfItem(atPath: path)[.posixPermissions] as? Int
        #expect(rights == 0o600)
    }

    /// All pages are due again.
    private func makeDue(_ path: String) throws {
        let text = try String(contentsOfFile: path, encoding: .utf8)
        try text.replacing(/"due":[0-9]+/, with: "\"due\":0").write(toFile: path, atomically: true, encoding: .utf8)
    }

    /// A page that shows telephones a board and everybody else a tea shop.
    @Test func asACustomerMoreIsSeen() throws {
        let folder = try Folder()
        guard let web = try LocalWeb(folder) else { return }
        defer { web.stop() }
        try web.page("tea.example", "index", Self.shop)
        try web.page("tea.example", "index@phone", Self.board)
        try web.page("honest.example", "index", Self.shop)
        let hosts = ["tea.example", "honest.example"]
        func scan(_ more: String...) throws -> Ran {
            try weir(["site", "scan", "--json"] + web.options(hosts) + more + hosts.map { "http://\($0)/" })
        }
        #expect(try !scan().out.contains(#""finding":true"#))
        let seen = try scan("--as-customer")
        let lines = seen.out.split(separator: "\n")
        #expect(lines.count == 2 && lines[0].contains(#""finding":true"#) && lines[0].contains(#""seen_as":"phone""#))
        #expect(lines[1].contains(#""finding":false"#))
        // The watch looks the same way.
        let file = try folder.write("sites.txt", hosts.map { "http://\($0)/\n" }.joined())
        let base = ["site", "watch", "--once", "--pause", "0.2"] + web.options(hosts)
        let plain = try weir(base + ["--data", folder.file("w1"), file])
        #expect(plain.status == 0 && plain.out.isEmpty, "\(plain.out)\(plain.err)")
        let watched = try weir(base + ["--data", folder.file("w2"), "--as-customer", file])
        #expect(watched.out.contains(#""site":"http://tea.example/","change":"new""#), "\(watched.out)\(watched.err)")
    }

    /// Mirrors: the same certificate, icon, template and codes under another name.
    @Test func mirrorsShareWhatTheyShow() throws {
        let folder = try Folder()
        guard let web = try LocalWeb(folder), web.securePort > 0 else { return }
        defer { web.stop() }
        for host in ["one.example", "two.example"] {
            try web.page(host, "index", Self.board + "<link rel=icon href=/i.ico>")
            try web.page(host, "i.ico", String(repeating: "icon", count: 40))
        }
        let addresses = ["one", "two"].map { "https://\($0).example:\(web.securePort)/" }
        let options = web.options(["one.example", "two.example"])
        let untrusted = try weir(["site", "scan"] + options + addresses)
        #expect(untrusted.status == 3, "\(untrusted.out)")
        let seen = try weir(["site", "scan", "--trust", folder.file("cert.pem")] + options + addresses)
        #expect(
            seen.out.contains("the same template, the same icon, the same certificate, the same telegram"),
            "\(seen.out)\(seen.err)")
        let json = try weir(["site", "scan", "--json", "--trust", folder.file("cert.pem")] + options + addresses)
        let certificates = json.out.matches(of: /"certificate":"([0-9a-f]{32})"/).map { $0.1 }
        #expect(certificates.count == 2 && Set(certificates).count == 1)
    }

    /// A hundred and ten sites of a hostile server at once: the watcher keeps within its memory, and ends; payments
    /// that are decided beside it are decided as quickly as before. It takes minutes, and so belongs to `make faults`.
    @Test(.enabled(if: ProcessInfo.processInfo.environment["WEIR_FAULTS"] != nil))
    func theWatchersMemoryHasABound() async throws {
        let office = try Office(options: [])
        let folder = office.folder
        guard let web = try LocalWeb(folder) else { return }
        defer { web.stop() }
        let hosts = (0..<110).map { "hostile\($0).example" }
        let file = try folder.write("sites.txt", hosts.map { "http://\($0)/\n" }.joined())
        let process = Process()
        process.executableURL = URL(filePath: weirBinary)
        process.arguments =
            ["site", "watch", "--once", "--pause", "0", "--data", folder.file("data")] + web.options(hosts) + [file]
        process.standardOutput = FileHandle.nullDevice
        process.standardError = FileHandle.nullDevice
        let quiet = try await slowest(office, "q") { $0 < 1_000 }
        try process.run()
        var most = 0
        let start = ContinuousClock.now
        // Decided as long as it works, one after the other.
        let beside = Task { try await slowest(office, "b") { _ in process.isRunning } }
        while process.isRunning, ContinuousClock.now - start < .seconds(300) {
            let status =
                (try? String(contentsOfFile: "/proc/\(process.processIdentifier)/status", encoding: .utf8)) ?? ""
            most = max(most, status.firstMatch(of: /VmHWM:\s+([0-9]+) kB/).flatMap { Int($0.1) } ?? 0)
            try await Task.sleep(for: .milliseconds(20))
        }
        print("hostile sites: 110 visited in \(ContinuousClock.now - start), at most \(most / 1024) MiB of memory")
        #expect(!process.isRunning && process.terminationStatus == 0)
        #expect(most > 0 && most <= 256 << 10, "\(most / 1024) MiB")
        if process.isRunning { process.terminate() }
        let busy = try await beside.value
        print("payments beside it: 99 of 100 within \(busy), \(quiet) without it")
        // The test's own web takes a core as well.
        #expect(busy <= max(quiet * 4, .milliseconds(40)), "\(busy) beside the patrol, \(quiet) without it")
    }

    /// The time within which ninety-nine of a hundred payments were decided.
    private func slowest(
        _ office: Office, _ name: String, while goesOn: @Sendable (Int) -> Bool
    ) async throws -> Duration {
        var times: [Duration] = []
        while goesOn(times.count), times.count < 100_000 {
            let start = ContinuousClock.now
            let answer = try await office.server.request(
                "POST", "/v1/payments", pay("\(name)\(times.count)", to: "shop\(times.count % 50)"))
            times.append(ContinuousClock.now - start)
            #expect(answer.status == 200, "\(answer.body)")
        }
        return times.sorted()[max(0, times.count * 99 / 100 - 1)]
    }
}
