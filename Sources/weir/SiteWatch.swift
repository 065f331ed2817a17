import ArgumentParser
import Foundation
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
            Addresses come from files, one a line. Pages with a finding are visited every few hours, others weekly;
            robots.txt and a pause between requests to a host are kept. Alerts go to standard output as JSON lines;
            pages are kept as evidence by their hash. Example:

              weir site watch --data weir-patrol sites.txt
            """)

    @Option(help: "The folder for what is known of the pages, and for evidence; made if it is missing.")
    var data = "weir-patrol"
    @Flag(help: "Visit what is due once, then end.")
    var once = false
    @Option(help: "Seconds between two requests to one host, at least.")
    var pause = 5.0
    @Option(help: "A network address to be reached though it is not public, such as 127.0.0.1 for a test.")
    var allow: [String] = []
    @Argument(help: "Files with addresses, one a line.")
    var files: [String] = []

    func validate() throws {
        guard pause >= 0.2 || !allow.isEmpty else { throw ValidationError("--pause must be at least 0.2") }
    }

    func run() async throws {
        do {
            try FileManager.default.createDirectory(atPath: data, withIntermediateDirectories: true)
        } catch {
            throw Failure.environment("\(data): cannot be made")
        }
        var options = Watcher.Options()
        options.pause = pause
        let watcher = Watcher(
            GuardedFetcher(allowing: allow), options, evidence: EvidenceStore(folder: data + "/evidence"))
        let state = URL(filePath: data + "/pages.json")
        if let known = try? Data(contentsOf: state) {
            guard let pages = try? JSONDecoder().decode([Watched].self, from: known) else {
                throw Failure.environment("\(state.path()): is broken; move it away to begin anew")
            }
            await watcher.restore(pages)
        }
        await watcher.watch(try addresses())
        repeat {
            let due = await watcher.due().count
            if due > 0 {
                Terminal.note("weir: visiting \(due) pages")
                await watcher.round { report($0) }
                let pages = await watcher.pages.values.sorted { $0.address < $1.address }
                try JSONEncoder().encode(pages).write(to: state, options: .atomic)
            }
            if !once { try await Task.sleep(for: .seconds(30)) }
        } while !once
    }

    private func addresses() throws -> [String] {
        var found: [String] = []
        for file in files {
            guard let text = try? String(contentsOfFile: file, encoding: .utf8) else {
                throw Failure.environment("\(file): cannot be read")
            }
            for line in text.split(whereSeparator: \.isNewline) {
                let address = line.prefix { $0 != "#" }.trimmingCharacters(in: .whitespaces)
                if !address.isEmpty { found.append(address.contains("://") ? address : "https://\(address)/") }
            }
        }
        return found
    }

    private func report(_ visit: Visit) {
        guard visit.isAlert || visit.change == .failed else { return }
        var object = JSONObject()
        object.put("site", visit.address)
        object.put("change", visit.change.rawValue)
        if !visit.flaw.isEmpty { object.put("flaw", visit.flaw) }
        if let finding = visit.finding {
            object.put("score", finding.score)
            object.put("evidence_sha256", visit.evidence)
            object.put("finding", json: finding.json.closed)
        }
        print(String(decoding: object.closed, as: UTF8.self))
    }
}
