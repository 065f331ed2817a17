import Foundation
import Testing

/// `weir site watch` shuts itself off from this machine's files: it works on, and what the server keeps is out of its
/// reach; a control shows that nothing else than the lock keeps it out.
@Suite(.program, .serialized) struct PatrolLockTimingTests {
    private static let board = PatrolTimingTests.board
    /// What shows nothing before scripts have run.
    private static let made =
        "<html><head><title>x</title></head><body><p>loading</p><script src=/s.js></script></body></html>"

    private func watch(
        _ office: Office, _ web: LocalWeb, _ hosts: [String], _ more: [String] = [],
        _ environment: [String: String] = [:]
    ) throws -> Ran {
        let addresses = try office.folder.write("sites.txt", hosts.map { "http://\($0)/\n" }.joined())
        return try weir(
            ["site", "watch", "--once", "--pause", "0.2", "--data", office.folder.file("patrol")] + more
                + web.options(hosts) + [addresses],
            environment: environment.merging(["WEIR_PATROL_KEY": office.keys["rover"] ?? ""]) { own, _ in own })
    }

    /// The files that the server keeps, open to everybody: what keeps the patrol out is the lock alone.
    private func opened(_ office: Office) throws -> [String] {
        let data = office.data
        let names = FileManager.default.enumerator(atPath: data)?.compactMap { $0 as? String } ?? []
        for name in [""] + names {
            var isFolder: ObjCBool = false
            let path = data + "/" + name
            guard FileManager.default.fileExists(atPath: path, isDirectory: &isFolder) else { continue }
            try FileManager.default.setAttributes(
                [.posixPermissions: isFolder.boolValue ? 0o755 : 0o644], ofItemAtPath: path)
        }
        let wanted = ["journal/", "weir.db", "people.db", "register/"]
        let found = wanted.compactMap { start in
            names.sorted().first { name in
                var isFolder: ObjCBool = false
                _ = FileManager.default.fileExists(atPath: data + "/" + name, isDirectory: &isFolder)
                return name.hasPrefix(start) && !isFolder.boolValue
            }
        }
        return found.map { data + "/" + $0 }
    }

    @Test func theServersFilesAreOutOfReach() async throws {
        let office = try Office()
        guard let web = try LocalWeb(office.folder) else { return }
        defer { web.stop() }
        try await office.hire("rover", "patrol")
        try web.page("coin.example", "index", Self.board)
        let kept = try opened(office)
        #expect(kept.count >= 3, "journal, database and keys: \(kept)")
        let (server, paths) = ("http://127.0.0.1:\(office.server.port)", kept + ["/etc/passwd", "/proc/1/environ"])
        let probe = ["WEIR_FAULT_PROBE": paths.joined(separator: ":")]

        let locked = try watch(office, web, ["coin.example"], ["--server", server], probe)
        guard !locked.err.contains("not fully shut off") else {
            print("skipped: no Landlock here")
            return
        }
        #expect(locked.status == 0, "\(locked.err)")
        for path in paths { #expect(locked.err.contains("probe \(path): shut"), "\(locked.err)") }
        #expect(locked.out.contains(#""site":"http://coin.example/","change":"new""#), "\(locked.out)\(locked.err)")
        let state = try await office.server.request("GET", "/readyz").body
        #expect(state.contains(#""lock":"Landlock "#), "\(state)")
        if geteuid() == 0 {
            #expect(locked.err.contains("as user "), "root has given its rights away: \(locked.err)")
            let page = office.folder.file("patrol/pages.json")
            let owner = try FileManager.default.attributesOfItem(atPath: page)[.ownerAccountID]
            #expect("\(owner ?? 0)" != "0", "the patrol's folder is its own")
        }

        // The control: without the lock all of it is open, and that is said.
        let open = try watch(
            office, web, ["coin.example"], ["--server", server],
            probe.merging(["WEIR_FAULT_FORGET": "lock"]) { a, _ in a })
        #expect(open.status == 0 && open.err.contains("WARNING"), "\(open.err)")
        for path in kept { #expect(open.err.contains("probe \(path): open"), "\(open.err)") }
        let said = try await office.server.request("GET", "/readyz").body
        #expect(said.contains(#""lock":"not locked"#), "\(said)")
    }

    @Test func aServersFolderIsNoPatrols() throws {
        let office = try Office(options: [])
        let refused = try weir("site", "watch", "--once", "--data", office.data)
        #expect(refused.status == 2 && refused.err.contains("is a server's data folder"), "\(refused.err)")
    }

    /// What cannot be shut off is not given away either: a folder with other things in it stays root's, and that is
    /// said.
    @Test func aFolderWithOtherThingsInItIsNotGivenAway() throws {
        let folder = try Folder()
        try FileManager.default.createDirectory(atPath: folder.file("patrol"), withIntermediateDirectories: true)
        try folder.write("patrol/precious.txt", "x")
        let ran = try weir("site", "watch", "--once", "--data", folder.file("patrol"))
        #expect(ran.status == 0, "\(ran.err)")
        guard geteuid() == 0 else { return }
        #expect(ran.err.contains("stays root") && ran.err.contains("precious.txt"), "\(ran.err)")
    }

    /// A board that scripts make, seen from behind the lock; its picture comes to the server, and the console shows it.
    @Test(.enabled(if: FileManager.default.isExecutableFile(atPath: "/usr/bin/chromium"), "no Chromium"))
    func pagesAreRenderedFromBehindTheLock() async throws {
        let office = try Office()
        guard let web = try LocalWeb(office.folder) else { return }
        defer { web.stop() }
        for (name, role) in [("eve", "analyst"), ("rover", "patrol")] { try await office.hire(name, role) }
        try web.page("made.example", "index", Self.made)
        let html = Self.board.replacing("\n", with: " ").replacing("'", with: "")
        try web.page("made.example", "s.js", "setTimeout(function(){document.body.innerHTML='\(html)'},3000)")
        let server = "http://127.0.0.1:\(office.server.port)"
        let ran = try watch(office, web, ["made.example"], ["--server", server, "--render", "suspects"])
        guard !ran.err.contains("pages are not rendered") else {
            print("skipped: \(ran.err)")
            return
        }
        #expect(ran.out.contains(#""seen_as":"rendered""#), "\(ran.out)\(ran.err)")
        let site = try await office.ask("eve", "GET", "/v1/sites/made.example").body
        let hash = try #require(site.firstMatch(of: #/"screenshot":"([0-9a-f]{64})"/#).map { String($0.1) }, "\(site)")
        let picture = try await office.ask("eve", "GET", "/v1/sites/screenshots/\(hash)")
        #expect(picture.status == 200 && picture.header("Content-Type") == "image/png", "\(ran.err)")
        #expect(picture.header("Content-Security-Policy")?.contains("sandbox") == true)
        #expect(try await office.ask("rover", "GET", "/v1/sites/screenshots/\(hash)").status == 403)
        // What was started is gone with the patrol, and what it had as well.
        let left = try FileManager.default.contentsOfDirectory(atPath: NSTemporaryDirectory())
        #expect(!left.contains { $0.hasPrefix("weir-locked-") }, "\(left)")
    }

    /// Payments come first: not one thread of the patrol has the ordinary priority, those of the pool included.
    @Test func everyThreadOfThePatrolStepsBack() async throws {
        let folder = try Folder()
        guard let web = try LocalWeb(folder) else { return }
        defer { web.stop() }
        let hosts = (0..<6).map { "h\($0).example" }
        for host in hosts { try web.page(host, "index", Self.board) }
        let addresses = try folder.write("sites.txt", hosts.map { "http://\($0)/\n" }.joined())
        let process = Process()
        process.executableURL = URL(filePath: weirBinary)
        process.arguments =
            ["site", "watch", "--pause", "0.2", "--data", folder.file("patrol")] + web.options(hosts) + [addresses]
        (process.standardOutput, process.standardError) = (FileHandle.nullDevice, FileHandle.nullDevice)
        try process.run()
        defer {
            process.terminate()
            process.waitUntilExit()
        }
        func priorities() -> [Int] {
            let tasks = "/proc/\(process.processIdentifier)/task"
            return ((try? FileManager.default.contentsOfDirectory(atPath: tasks)) ?? []).compactMap { task in
                guard let line = FileManager.default.contents(atPath: "\(tasks)/\(task)/stat") else { return nil }
                // After the name in brackets, which may hold anything, the seventeenth field.
                let fields = String(decoding: line, as: UTF8.self).split(separator: ")").last?.split(separator: " ")
                return fields.flatMap { $0.count > 16 ? Int($0[16]) : nil }
            }
        }
        let pages = folder.file("patrol/pages.json")
        for _ in 0..<150 where !FileManager.default.fileExists(atPath: pages) {
            try await Task.sleep(for: .milliseconds(100))
        }
        let found = priorities()
        #expect(found.count >= 3 && found.allSatisfy { $0 >= 10 }, "\(found)")
    }

    /// A patrol that is killed takes its browsers with it.
    @Test(.enabled(if: FileManager.default.isExecutableFile(atPath: "/usr/bin/chromium"), "no Chromium"))
    func browsersEndWithThePatrol() async throws {
        let folder = try Folder()
        guard let web = try LocalWeb(folder) else { return }
        defer { web.stop() }
        try web.page("busy.example", "index", "<p>支付宝 USDT</p><script>while(true){}</script>")
        let process = Process()
        process.executableURL = URL(filePath: weirBinary)
        let addresses = try folder.write("sites.txt", "http://busy.example/\n")
        process.arguments =
            ["site", "watch", "--once", "--pause", "0.2", "--data", folder.file("patrol"), "--render", "all"]
            + web.options(["busy.example"]) + [addresses]
        (process.standardOutput, process.standardError) = (FileHandle.nullDevice, FileHandle.nullDevice)
        try process.run()
        func browsers() -> Int {
            let names = (try? FileManager.default.contentsOfDirectory(atPath: "/proc")) ?? []
            return names.count { name in
                guard Int(name) != nil, let words = FileManager.default.contents(atPath: "/proc/\(name)/cmdline") else {
                    return false
                }
                let text = String(decoding: words, as: UTF8.self)
                return text.contains("chromium") && text.contains("weir-locked-")
            }
        }
        for _ in 0..<100 where browsers() == 0 { try await Task.sleep(for: .milliseconds(100)) }
        let seen = browsers()
        Foundation.kill(process.processIdentifier, SIGKILL)
        process.waitUntilExit()
        for _ in 0..<100 where browsers() > 0 { try await Task.sleep(for: .milliseconds(100)) }
        #expect(seen > 0 && browsers() == 0, "\(seen) browsers, \(browsers()) left")
    }
}
