import ArgumentParser
import Foundation
import Synchronization
import WeirCodec
import WeirEngine
import WeirLists
import WeirPatrol
import WeirRuleFiles
import WeirRuleSets
import WeirRuntime

/// `weir screen`.
struct Screen: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Runs payment files through the engine in event order.",
        discussion: """
            Reads NDJSON, CSV and ISO 20022 XML (pacs.008, pain.001, pacs.004; also pacs.002 and camt.056, which
            are no payments and are kept apart), told by content, also .gz and .zst; '-' is standard input. Example:

              weir screen --prices prices.csv --alerts alerts.ndjson --rejects rejects.ndjson payments.ndjson.gz
            """)

    @Option(help: "Prices: at,asset,currency,price. Without them no price evidence.")
    var prices: String?
    @Option(help: "What the platform knows of accounts: account,kind,opened,merchant_category.")
    var accounts: String?
    @Option(help: "Decide with the rule set in this folder too; see 'weir rules'.")
    var rules: String?
    @Option(help: "Write a decision for every payment here (NDJSON; '-' for standard output).")
    var decisions: String?
    @Option(help: "Write alerts here (NDJSON).")
    var alerts: String?
    @Option(
        help: """
            Write refused lines here (NDJSON with file, line, field, reason, raw). Without it those of a --data folder \
            are kept in its rejects/.
            """)
    var rejects: String?
    @Option(
        help: """
            Write what banks say of payments without making any here (NDJSON): reports of a status (pacs.002), \
            requests to cancel (camt.056). A --data folder keeps them as well, to be seen beside their payments.
            """)
    var reports: String?
    @Option(help: "Write what is read off accounts as they grow here (CSV), for `weir train`; no measure is taken.")
    var features: String?
    @Option(help: "Ask this model of weir train as one further opinion; it never counts as one of two kinds.")
    var model: String?
    @Flag(help: "With --features: take measures all the same.")
    var acting = false
    @Option(help: "Leave this indicator out, to see what the others find without it; may be given again.")
    var without: [String] = []
    @Option(
        help:
            "Keep journal and database in this folder, and go on from what it holds."
    )
    var data: String?
    @Option(help: "A folder of lists, or a list's file; may be given again.")
    var lists: [String] = []
    @Option(help: "An authority's signed order (JSON); may be given again. Needs --authorities.")
    var orders: [String] = []
    @Option(help: "Public keys of authorities: a JSON object of names and base64 keys.")
    var authorities: String?
    @Option(help: "What the site patrol found: NDJSON of 'weir site scan --json'. Needs --codes to lead to accounts.")
    var sites: String?
    @Option(help: "Whose a code is: kind,value,account (CSV), as the platform knows it.")
    var codes: String?
    @Option(help: "Payments of each file held back to be put in event order (twice as many are sorted as a whole).")
    var reorder = 131_072
    @Flag(help: "Exit with 1 if anything was refused.")
    var strict = false
    @Flag(help: "Print the summary as JSON on standard output.")
    var json = false
    @Argument(help: "Payment files.")
    var files: [String] = []

    func validate() throws {
        guard reorder >= 1 else { throw ValidationError("--reorder must be at least 1") }
        if files.isEmpty { throw ValidationError("give at least one payment file, or '-' for standard input") }
        for name in without where !Engine.indicatorNames.contains(name) {
            let known = Engine.indicatorNames.joined(separator: ", ")
            throw ValidationError("--without: no indicator is called '\(name)'; there are \(known)")
        }
        if !without.isEmpty || model != nil, data != nil {
            throw ValidationError("--without and --model are for trying out, not for a --data folder")
        }
        if acting, features == nil { throw ValidationError("--acting says how --features are taken") }
        for (option, path) in outputs where json && path == "-" {
            throw ValidationError("--json and \(option) - both want standard output")
        }
    }

    /// What is written, by option.
    private var outputs: [(String, String?)] {
        [
            ("--decisions", decisions), ("--alerts", alerts), ("--rejects", rejects), ("--reports", reports),
            ("--features", features),
        ]
    }

    private var inputs: [String] {
        [prices, accounts, model, authorities, sites, codes].compactMap { $0 } + files + lists + orders
    }

    func run() throws {
        try OutputFiles.check(outputs, reading: inputs)
        var options = Screening.Options(files: files)
        options.prices = prices
        options.accounts = accounts
        if let rules {
            let folder = try RulesFolders.read(rules)
            try RulesFolders.test(folder)
            options.rules = RuleSetBytes.encode(folder.set)
        }
        options.decisions = decisions
        options.alerts = alerts
        options.rejects = rejects
        options.reports = reports
        options.features = features
        options.isActing = acting
        options.without = without
        if let model {
            do {
                options.model = try String(contentsOf: URL(filePath: model), encoding: .utf8)
            } catch { throw Failure.environment("\(model): cannot be read: \(error.localizedDescription)") }
        }
        options.data = data
        options.reorder = reorder
        options.lists = try ListWork.run { () throws(ListFile.Flaw) in try ListFolder.open(lists) }
        options.outside = try SiteInputs.read(codes: codes, sites: sites)
        options.outside += try SiteInputs.orders(orders, authorities: authorities)
        let progress = ProgressLine()
        options.progress = { progress.show($0) }
        let summary: Screening.Summary
        do {
            summary = try Screening.run(options)
        } catch {
            throw Failure.environment("\(error)")
        }
        progress.clear()
        for path in summary.emptyFiles { Terminal.note("weir: note: \(path) has no payments in it") }
        if let prices, !summary.currenciesWithoutReference.isEmpty {
            let names = summary.currenciesWithoutReference.joined(separator: ", ")
            Terminal.note(
                "weir: note: \(prices) has no price of USD beside the coins' (\(names)): "
                    + "money changers are told from dealers less surely, and dealers later")
        }
        for reject in summary.firstRejects { Terminal.note("weir: refused: \(reject)") }
        json ? print(summary.jsonText) : show(summary)
        for failure in summary.failures.dropLast() { Terminal.error("\(failure)") }
        if let failure = summary.failures.last { throw Failure.environment("\(failure)") }
        if let prices, summary.prices == 0, summary.priceRejects > 0 {
            throw Failure.trouble("\(prices): each of its rows was refused: no price was known")
        }
        let refused = summary.rejects + summary.priceRejects + summary.accountRejects
        if strict, refused > 0 { throw Failure.trouble("\(refused) lines were refused") }
    }

    private func show(_ s: Screening.Summary) {
        let c = s.counters
        func line(_ name: String, _ value: Int, _ rest: String = "") {
            Terminal.note("  " + name.padding(toLength: 22) + Terminal.grouped(value).padding(before: 12) + rest)
        }
        Terminal.note("Screened in \(Terminal.decimal(s.seconds)) s:")
        let rate = s.seconds > 0 ? Int(Double(c.decided) / s.seconds) : 0
        line("payments decided", c.decided, "   \(Terminal.grouped(rate)) a second")
        line("  allowed", c.allowed)
        line("  warned", c.warned)
        line("  held", c.held)
        line("  declined", c.declined)
        line("accounts", s.accounts)
        line("alerts", c.alerts)
        line("transfers suspended", s.suspended, "   accounts")
        if !s.ruleHits.isEmpty {
            line("rules", s.ruleHits.count, "   of \(s.rulesVersion)")
            for rule in s.ruleHits.sorted(by: { ($1.hits, $0.id) < ($0.hits, $1.id) }).prefix(8) where rule.hits > 0 {
                line("  " + rule.id, rule.hits, "   times")
            }
            for rule in s.ruleHits where rule.failures > 0 {
                line("  " + rule.id, rule.failures, "   times without a value")
            }
        }
        if c.late > 0 { line("late", c.late, "   more than an hour behind; decided all the same (see --reorder)") }
        if c.duplicates > 0 { line("repeated", c.duplicates, "   the same payment again; decided once") }
        line(
            "refused", s.rejects,
            s.rejectsPath.map { "   see \($0)" } ?? (s.rejects > 0 ? "   --rejects FILE keeps them" : ""))
        showReports(s, line)
        if s.priceRejects > 0 { line("prices refused", s.priceRejects, "   rows") }
        if s.accountRejects > 0 { line("accounts refused", s.accountRejects, "   rows") }
        Terminal.note(
            "  time: reading \(Terminal.decimal(s.readSeconds, 2)) s (own thread), deciding and writing "
                + "\(Terminal.decimal(s.decideSeconds, 2)) s")
    }
}

extension Screen {
    /// What banks have said of payments; nothing where they have said nothing.
    private func showReports(_ s: Screening.Summary, _ line: (String, Int, String) -> Void) {
        let place = s.reportsPath.map { "; see \($0)" } ?? "; --reports FILE keeps them"
        if s.statusReports > 0 {
            line("status reports", s.statusReports, "   of them refused \(Terminal.grouped(s.refusedByBanks))" + place)
        }
        if s.cancellationRequests > 0 { line("requests to cancel", s.cancellationRequests, "   no payments" + place) }
    }
}

/// The number of payments decided so far, on one line that is written over; nothing where no person looks on.
private final class ProgressLine: Sendable {
    private let shown = Mutex(0)

    func show(_ count: Int) {
        guard Terminal.isInteractive else { return }
        let isDue = shown.withLock { last in
            guard count - last >= 50_000 else { return false }
            last = count
            return true
        }
        if isDue { Terminal.write("\r  \(Terminal.grouped(count)) payments decided") }
    }

    func clear() { if Terminal.isInteractive { Terminal.write("\r\u{1B}[K") } }
}

extension Screening.Summary {
    var jsonText: String {
        var object = JSONObject()
        object.put("decided", counters.decided)
        object.put("allowed", counters.allowed)
        object.put("warned", counters.warned)
        object.put("held", counters.held)
        object.put("declined", counters.declined)
        object.put("rejects", rejects)
        object.put("price_rejects", priceRejects)
        object.put("account_rejects", accountRejects)
        if let rejectsPath { object.put("rejects_file", rejectsPath) } else { object.putNull("rejects_file") }
        object.put("status_reports", statusReports)
        object.put("refused_by_banks", refusedByBanks)
        object.put("cancellation_requests", cancellationRequests)
        if let reportsPath { object.put("reports_file", reportsPath) } else { object.putNull("reports_file") }
        object.put("duplicates", counters.duplicates)
        object.put("conflicts", counters.conflicts)
        object.put("late", counters.late)
        object.put("accounts", accounts)
        object.put("alerts", counters.alerts)
        object.put("suspended", suspended)
        object.put("seconds", thousandths: Int(seconds * 1000))
        object.put("rules_version", rulesVersion)
        object.put("state_hash", String(stateHash, radix: 16))
        return String(decoding: object.closed, as: UTF8.self)
    }
}

extension String {
    func padding(toLength length: Int) -> String {
        self + String(repeating: " ", count: max(0, length - count))
    }

    func padding(before length: Int) -> String {
        String(repeating: " ", count: max(0, length - count)) + self
    }
}
