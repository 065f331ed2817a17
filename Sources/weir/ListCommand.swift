import ArgumentParser
import Foundation
import WeirCodec
import WeirDomain
import WeirLists
import WeirPatrol

/// `weir list`.
struct ListCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "list", abstract: "Lists of domains, platforms, accounts, devices and wallet addresses.",
        discussion: "Example:\n\n  weir list import --name exchanges --source regulator exchanges.txt",
        subcommands: [ListImport.self, ListDiffCommand.self, ListRollback.self, ListShow.self, ListExportCommand.self])
}

struct ListOptions: ParsableArguments {
    @Option(help: "The folder that keeps every version of every list.")
    var lists = "weir-lists"

    var folder: ListFolder { ListFolder(lists) }
}

enum ListWork {
    static func run<R>(_ body: () throws(ListFile.Flaw) -> R) throws -> R {
        do { return try body() } catch {
            throw error.isOutrun ? Failure.trouble(error.description) : Failure.environment(error.description)
        }
    }

    static var now: Instant { Instant(milliseconds: Int64(Date.now.timeIntervalSince1970 * 1000)) }
}

/// `weir list import`.
struct ListImport: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "import",
        abstract: "Takes a file in as the next version of a list, or an authority's order.",
        discussion: """
            Plain names, hosts files, CSV, v2fly, MetaMask's JSON and CryptoScamDB's YAML are told by content. Public
            suffixes, shared hosts and the rails' own names are refused. A list goes into the folder of lists, or with
            --server to a server, where it acts. A signed order goes to a data folder or to a server. Examples:

              weir list import --name exchanges --source regulator --dry-run --payments day.ndjson f.txt
              WEIR_KEY=weir_… weir list import --name exchanges --role hold --server http://127.0.0.1:8080 f.txt
              weir list import --authorities keys.json --data weir-data order.json
            """)

    @OptionGroup var options: ListOptions
    @OptionGroup var orders: OrderPlace
    @Option(help: "The list's name; an order has none.")
    var name: String?
    @Option(help: "What a hit does: watch (evidence), hold, decline; or allow, which the others never match.")
    var role = "watch"
    @Option(help: "Of formats that do not say it: domain, platform, account, device, wallet.")
    var kind = "domain"
    @Option(help: "plain, hosts, csv, v2fly, metamask, cryptoscamdb; told by content where it is not given.")
    var format: String?
    @Option(help: "Who made the list.")
    var source = ""
    @Option(help: "The law or contract that it rests on.")
    var basis = ""
    @Option(help: "In force from this time on (RFC 3339).")
    var from: String?
    @Option(help: "In force until this time.")
    var until: String?
    @Option(help: "A name of the platform itself that must never be listed; may be given again.")
    var ownRail: [String] = []
    @Option(help: "Say whom the list would have hit in this payment file (NDJSON).")
    var payments: String?
    @Option(help: "A file of names that are probably innocent: those that the list has are named.")
    var innocent: String?
    @Option(help: "The version at which you have looked, 0 for none: where there is another one nothing is changed.")
    var over: Int?
    @Flag(help: "The list is to have no entry any more: a file without any is refused otherwise.")
    var empty = false
    @Flag(help: "Say what would happen, and change nothing.")
    var dryRun = false
    @Argument(help: "The file.")
    var file: String

    func run() async throws {
        if let bytes = FileManager.default.contents(atPath: file), SignedOrder.hasForm(bytes) {
            return try await orders.take(file, bytes, dryRun: dryRun)
        }
        guard let name else { throw Failure.wrongUse("--name: a list needs a name") }
        guard NamedList.isName(name) else {
            throw Failure.wrongUse("--name: '\(name)' must be lower-case letters, digits and hyphens, at most 64")
        }
        guard orders.data == nil else {
            throw Failure.wrongUse(
                "--data: takes in orders; a list acts where it is sent with --server, or with weir screen --lists")
        }
        try await take(name)
    }

    private func read(_ name: String) throws -> (list: NamedList, reading: ListReading, check: ListCheck) {
        guard let role = ListRole(name: role) else {
            throw Failure.wrongUse("--role: must be allow, watch, hold or decline")
        }
        guard let kind = ListKind(name: kind) else {
            throw Failure.wrongUse("--kind: must be one of \(ListKind.allCases.map(\.name).joined(separator: ", "))")
        }
        let form = try format.map { text in
            guard let form = ListFormat(rawValue: text) else {
                throw Failure.wrongUse("--format: there is no format '\(text)'")
            }
            return form
        }
        let reading = try ListWork.run { () throws(ListFile.Flaw) in try ListFile.read(file, format: form, kind: kind) }
        let check = ListCheck(
            reading.entries, role: role, ownRails: ownRail, suffixes: SystemSuffixes.list)
        let (begin, end) = (try time("--from", from), try time("--until", until))
        if let begin, let end, end <= begin { throw Failure.wrongUse("--until: must be later than --from") }
        let list = NamedList(
            name: name, role: role, source: source, basis: basis, from: begin, until: end, entries: check.accepted)
        return (list, reading, check)
    }

    private func take(_ name: String) async throws {
        let (list, reading, check) = try read(name)
        tell(reading, check)
        let newest = try orders.server == nil ? tellDiff(list) : 0
        if let payments { try tellCollateral(list, payments) }
        if let innocent { try tellInnocent(list, innocent) }
        if list.entries.isEmpty {
            guard reading.refusals.isEmpty, check.refused.isEmpty else {
                throw Failure.trouble("\(file): all of its lines are refused; the list stays as it is")
            }
            // What was to be fetched may have failed to come.
            guard empty else { throw Failure.trouble("\(file): has no entry; the list stays as it is without --empty") }
        }
        let allowed = NamedList(
            name: name + "-allow", role: .allow, source: source, basis: basis, entries: reading.allowed)
        if let server = orders.server {
            if dryRun { return Terminal.note("weir: nothing was sent (--dry-run)") }
            try await send(list, over: over, to: server)
            if !allowed.entries.isEmpty { try await send(allowed, over: nil, to: server) }
            return
        }
        if dryRun {
            return Terminal.note(
                "weir: nothing was changed (--dry-run); --over \(newest) takes it in at this version only")
        }
        // What was told above is what it changes: a version that has come since is not passed over.
        let saved = try ListWork.run { () throws(ListFile.Flaw) in
            try options.folder.add(list, origin: file, at: ListWork.now, over: newest)
        }
        print("\(saved.name) version \(saved.version): \(Terminal.plural(saved.entries.count, "entry", "entries"))")
        guard !allowed.entries.isEmpty else { return }
        let also = try ListWork.run { () throws(ListFile.Flaw) in
            try options.folder.add(allowed, origin: file, at: ListWork.now)
        }
        print("\(also.name) version \(also.version): \(Terminal.plural(also.entries.count, "entry", "entries"))")
    }

    private func time(_ option: String, _ text: String?) throws -> Instant? {
        guard let text else { return nil }
        guard let time = Instant(rfc3339: text) else {
            throw Failure.wrongUse("\(option): '\(text)' is no time such as 2026-11-23T08:15:30Z")
        }
        return time
    }

    /// Says what a list changes in the folder; answers at which version.
    private func tellDiff(_ list: NamedList) throws -> Int {
        _ = try OutputFiles.isFolder(options.lists)
        let newest = options.folder.versions(list.name).last ?? 0
        if let over, over != newest {
            throw Failure.trouble(
                "list '\(list.name)' is at version \(newest), not \(over): look at what yours changes there")
        }
        let old = newest > 0 ? (try? options.folder.list(list.name, version: newest))?.entries ?? [] : []
        let diff = ListDiff(from: old, to: list.entries)
        Terminal.note(
            "  \(diff.added.count) added, \(diff.removed.count) removed, \(diff.changed.count) changed, "
                + "\(diff.kept) kept"
        )
        return newest
    }

    private func tell(_ reading: ListReading, _ check: ListCheck) {
        if let objection = SystemSuffixes.objection {
            Terminal.note("  note: the world's public suffixes are not known: \(objection)")
        }
        for refusal in reading.refusals.prefix(10) {
            Terminal.note("  refused: line \(refusal.line): \(refusal.message)")
        }
        for (entry, reason) in check.refused.prefix(20) { Terminal.note("  refused: \(entry.value) \(reason)") }
        for note in reading.notes.prefix(10) { Terminal.note("  note: \(note)") }
        if reading.notes.count > 10 { Terminal.note("  note: and \(reading.notes.count - 10) more") }
        let refused = reading.refusals.count + check.refused.count
        Terminal.note("  \(Terminal.plural(check.accepted.count, "entry", "entries")), \(refused) refused")
    }

    private func tellInnocent(_ list: NamedList, _ path: String) throws {
        let names = try ListWork.run { () throws(ListFile.Flaw) in try ListFile.read(path, format: nil, kind: .domain) }
        let index = ListIndex([list])
        let hit = names.entries.filter { !index.hits($0.kind, $0.value, at: ListWork.now).isEmpty }
        Terminal.note("  \(hit.count) of \(names.entries.count) names that are probably innocent are on it")
        for entry in hit.prefix(20) { Terminal.note("    \(entry.value)") }
        if hit.count > 20 { Terminal.note("    and \(hit.count - 20) more") }
    }

    private func tellCollateral(_ list: NamedList, _ path: String) throws {
        let allow = options.folder.names().compactMap { try? options.folder.list($0) }.filter { $0.role == .allow }
        var collateral = ListCollateral(list, allow: allow)
        var refused = 0
        do {
            let source = try PaymentSource(path: path)
            var more = true
            while more {
                var batch = RecordBatch()
                more = try source.read(into: &batch, maximum: 4_096) { refusal, _ in
                    refused += 1
                    if refused == 1 { Terminal.note("  refused: \(path):\(refusal.line): \(refusal.message)") }
                }
                for i in 0..<batch.count { collateral.take(batch[i]) }
            }
        } catch {
            throw Failure.environment("\(error)")
        }
        let money = collateral.hitMoney.sorted { $0.key < $1.key }.map { code, amount in
            (Currency(code).map { amount.text($0) } ?? "\(amount.minor)") + " " + code
        }
        Terminal.note(
            "  would hit \(collateral.hitPayments) of \(collateral.payments) payments, "
                + ([Terminal.plural(collateral.accounts.count, "account", "accounts")] + money).joined(separator: ", "))
        if refused > 0 { Terminal.note("  \(refused) lines of \(path) are no payments and were not looked at") }
        let most = collateral.byEntry.sorted { ($1.value, $0.key) < ($0.value, $1.key) }
        for (entry, count) in most.prefix(10) { Terminal.note("    \(entry): \(count)") }
    }
}

/// `weir list diff`.
struct ListDiffCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "diff", abstract: "What changed between two versions of a list.",
        discussion: "Example:\n\n  weir list diff exchanges 1 2")
    @OptionGroup var options: ListOptions
    @Flag(help: "Print the keys of the entries as JSON.")
    var json = false
    @Argument var name: String
    @Argument var old: Int
    @Argument var new: Int

    func run() throws {
        let (a, b) = try ListWork.run { () throws(ListFile.Flaw) in
            (try options.folder.list(name, version: old), try options.folder.list(name, version: new))
        }
        let diff = ListDiff(from: a.entries, to: b.entries)
        guard !json else {
            var object = JSONObject()
            object.put("name", name)
            object.put("removed", diff.removed.map(\.key))
            object.put("added", diff.added.map(\.key))
            object.put("changed", diff.changed.map(\.key))
            object.put("kept", diff.kept)
            return print(String(decoding: object.closed, as: UTF8.self))
        }
        for entry in diff.removed { print("- \(entry.key)") }
        for entry in diff.added { print("+ \(entry.key)") }
        for entry in diff.changed { print("~ \(entry.key)") }
    }
}

/// `weir list rollback`.
struct ListRollback: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "rollback", abstract: "Makes an older version's entries the newest version.",
        discussion: "Nothing is lost: the version between stays. Example:\n\n  weir list rollback exchanges --to 3")
    @OptionGroup var options: ListOptions
    @Argument var name: String
    @Option(help: "The version to go back to.")
    var to: Int

    func run() throws {
        let saved = try ListWork.run { () throws(ListFile.Flaw) in
            let newest = options.folder.versions(name).last
            let old = try options.folder.list(name, version: to)
            return try options.folder.add(old, origin: "version \(to)", at: ListWork.now, over: newest)
        }
        print("\(saved.name) version \(saved.version): the entries of version \(to)")
    }
}

/// `weir list show`.
struct ListShow: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "show", abstract: "The lists, or what is listed about a value.",
        discussion: "Example:\n\n  weir list show\n  weir list show --match www.okx.com")
    @OptionGroup var options: ListOptions
    @Option(help: "A value to look up in all lists.")
    var match: String?
    @Option(help: "What the value is: domain, platform, account, device, wallet.")
    var kind = "domain"
    @Flag(help: "Print a JSON object for each list, or hit.")
    var json = false

    func run() throws {
        guard try OutputFiles.isFolder(options.lists) else {
            throw Failure.environment("\(options.lists): does not exist: no list has been imported there")
        }
        let lists = try ListWork.run { () throws(ListFile.Flaw) in
            var lists: [NamedList] = []
            for name in options.folder.names() { lists.append(try options.folder.list(name)) }
            return lists
        }
        guard let match else {
            for list in lists {
                let versions = options.folder.versions(list.name).count
                guard !json else {
                    print(Self.object(list))
                    continue
                }
                print(
                    "\(list.name)\t\(list.role.name)\t\(Terminal.plural(list.entries.count, "entry", "entries"))\t"
                        + "\(Terminal.plural(versions, "version", "versions"))\t\(list.source)"
                )
            }
            return
        }
        guard let kind = ListKind(name: kind) else { throw Failure.wrongUse("--kind: there is no kind '\(kind)'") }
        let hits = ListIndex(lists).hits(kind, match, at: ListWork.now)
        for hit in hits {
            guard !json else {
                print(Self.object(hit))
                continue
            }
            print(
                "\(hit.list) version \(hit.version)\t\(hit.role.name)\t\(hit.entry.match.name) "
                    + "\(hit.entry.value)\t\(hit.entry.reason)"
            )
        }
        if hits.isEmpty, !json { print("nothing is listed about \(match)") }
    }

    private static func object(_ list: NamedList) -> String {
        var object = JSONObject()
        object.put("name", list.name)
        object.put("version", list.version)
        object.put("role", list.role.name)
        object.put("entries", list.entries.count)
        object.put("source", list.source)
        object.put("basis", list.basis)
        object.put("from", list.from)
        object.put("until", list.until)
        return String(decoding: object.closed, as: UTF8.self)
    }

    private static func object(_ hit: ListHit) -> String {
        var object = JSONObject()
        object.put("list", hit.list)
        object.put("version", hit.version)
        object.put("role", hit.role.name)
        object.put("kind", hit.entry.kind.name)
        object.put("match", hit.entry.match.name)
        object.put("value", hit.entry.value)
        object.put("reason", hit.entry.reason)
        return String(decoding: object.closed, as: UTF8.self)
    }
}

/// `weir list export`.
struct ListExportCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "export", abstract: "A list for those who block at the network.",
        discussion: "Example:\n\n  weir list export exchanges --format rpz > exchanges.zone")
    @OptionGroup var options: ListOptions
    @Argument var name: String
    @Option(help: "rpz, hosts, plain or csv.")
    var format = "plain"

    func run() throws {
        let list = try ListWork.run { () throws(ListFile.Flaw) in try options.folder.list(name) }
        let entries = list.entries.filter { $0.isInForce(at: ListWork.now) }
        switch format {
        case "rpz": print(ListExport.rpz(entries, serial: UInt32(list.version)), terminator: "")
        case "hosts": print(ListExport.hosts(entries), terminator: "")
        case "plain": print(ListExport.plain(entries), terminator: "")
        case "csv": print(ListExport.csv(entries), terminator: "")
        default: throw Failure.wrongUse("--format: must be rpz, hosts, plain or csv")
        }
    }
}
