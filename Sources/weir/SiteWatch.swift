import ArgumentParser
import CWeirSupport
import Foundation
import Glibc
import WeirCodec
import WeirDomain
import WeirPatrol
import WeirSites

/// `weir site watch`: a process of its own, that knows nothing of accounts or payments.
struct SiteWatch: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "watch",
        abstract: "Visits sites again and again, and says what has changed.",
        discussion: """
            Addresses come from files, one a line, and from a server: sites that payments named, that merchants
            registered, that people asked for. Pages with a finding are visited every few hours, others weekly;
            robots.txt and a pause between requests to a host are kept. Alerts go to standard output as JSON lines, and
            what was found to the server; pages are kept as evidence by their hash. The server's key, of the role
            patrol, is in WEIR_PATROL_KEY. Example:

              weir site watch --data weir-patrol --server http://127.0.0.1:8080 --render suspects sites.txt
            """)

    @Option(help: "The folder for what is known of the pages, and for evidence; made if it is missing.")
    var data = "weir-patrol"
    @Flag(help: "Visit what is due once, then end.")
    var once = false
    @Option(help: "Seconds between two requests to one host, at least.")
    var pause = 5.0
    @OptionGroup var reach: ReachOptions
    @OptionGroup var listing: ListedOptions
    @Option(help: "The server that says which sites to visit and takes in what is found.")
    var server: String?
    @OptionGroup var rendering: RenderingOptions
    @OptionGroup var lock: LockOptions
    @Argument(help: "Files with addresses, one a line.")
    var files: [String] = []

    func validate() throws {
        guard pause >= 0.2 || !reach.allow.isEmpty else { throw ValidationError("--pause must be at least 0.2") }
    }

    func run() async throws {
        for name in ["journal", "weir.db"] where FileManager.default.fileExists(atPath: "\(data)/\(name)") {
            throw Failure.wrongUse("--data: \(data) is a server's data folder; the patrol needs one of its own")
        }
        do {
            try FileManager.default.createDirectory(atPath: data + "/tmp", withIntermediateDirectories: true)
        } catch {
            throw Failure.environment("\(data): cannot be made")
        }
        // Payments are decided on the same machine, and come first.
        try LockUp.enter(lock, reading: files + listing.paths + reach.trust, writing: data, isPatient: true)
        Terminal.note("weir: the patrol's files: \(LockUp.state)")
        let names = Confinement.readNames
        var options = Watcher.Options()
        options.pause = pause
        options.rendering = try rendering.mode
        options.renderer = try rendering.renderer(reach, options.rendering)
        options.customer = try rendering.customer(reach)
        options.listed = try listing.listed()
        // Pages are large and live briefly.
        weir_frugal_heap()
        let evidence = EvidenceStore(folder: data + "/evidence")
        let post = try server.map { try PatrolPost($0) { evidence.bytes($0) } }
        let watcher = Watcher(try reach.fetcher(), options, evidence: evidence)
        let state = URL(filePath: data + "/pages.json")
        if !once, files.isEmpty, server == nil, !FileManager.default.fileExists(atPath: state.path()) {
            throw Failure.wrongUse("there is nothing to visit: give files with addresses, or --server")
        }
        if let known = try? Data(contentsOf: state) {
            guard let pages = try? JSONDecoder().decode([Watched].self, from: known) else {
                throw Failure.environment("\(state.path()): is broken; move it away to begin anew")
            }
            await watcher.restore(pages)
        }
        await watcher.watch(try files.flatMap { try AddressFile.read($0) })
        repeat {
            let lost = Confinement.lost(of: names)
            guard lost.isEmpty else {
                throw Failure.environment(
                    "\(lost[0]) has been replaced, and the new one is shut off: the patrol has to be started anew")
            }
            if let post { await watcher.watch(await post.toWatch()) }
            let due = await watcher.due().count
            if due > 0 {
                Terminal.note("weir: visiting \(due) pages")
                await watcher.round { visit in
                    report(visit)
                    if let line = Self.line(visit) { await post?.add(line) }
                    if visit.finding?.isFinding ?? false { await post?.add(picture: visit.screenshot) }
                }
                await post?.send()
                let pages = await watcher.pages.values.sorted { $0.address < $1.address }
                try JSONEncoder().encode(pages).write(to: state, options: .atomic)
            }
            if !once { try await Task.sleep(for: .seconds(30)) }
        } while !once
    }

    /// What the server is told of a visit: what was found, and what is gone.
    private static func line(_ visit: Visit) -> [UInt8]? {
        guard let finding = visit.finding else { return unseen(visit) }
        // Nothing found on a page of which a part was not read is not the same as nothing there.
        if let cut = finding.cut, !finding.isFinding {
            return unseen(visit.address, Visit.Change.failed.rawValue, "not read whole: \(cut)")
        }
        var object = finding.json
        object.put("evidence_sha256", visit.evidence)
        if finding.isFinding, !visit.screenshot.isEmpty { object.put("screenshot_sha256", visit.screenshot) }
        object.put("at", ListWork.now)
        return object.closed
    }

    /// A site that does not want to be looked at, or cannot be: people decide what to make of it.
    private static func unseen(_ visit: Visit) -> [UInt8]? {
        guard visit.change == .forbidden || visit.change == .failed else { return nil }
        return unseen(visit.address, visit.change.rawValue, visit.flaw)
    }

    static func unseen(_ page: String, _ visit: String, _ why: String) -> [UInt8] {
        var object = JSONObject()
        object.put("page", page)
        object.put("visit", visit)
        object.put("why", String(why.prefix(300)))
        object.put("at", ListWork.now)
        return object.closed
    }

    private func report(_ visit: Visit) {
        let isPart = visit.finding.map { $0.cut != nil && !$0.isFinding } ?? false
        guard visit.isAlert || isPart || visit.change == .failed || visit.change == .forbidden else { return }
        var object = JSONObject()
        object.put("site", visit.address)
        object.put("change", visit.change.rawValue)
        if !visit.flaw.isEmpty { object.put("flaw", visit.flaw) }
        if let finding = visit.finding {
            object.put("score", finding.score)
            object.put("evidence_sha256", visit.evidence)
            if !visit.added.isEmpty { object.put("leads_added", visit.added) }
            if !visit.gone.isEmpty { object.put("leads_gone", visit.gone) }
            if visit.rotates { object.put("rotates", true) }
            if !visit.screenshot.isEmpty { object.put("screenshot_sha256", visit.screenshot) }
            object.put("finding", json: finding.json.closed)
        }
        print(String(decoding: object.closed, as: UTF8.self))
    }
}
