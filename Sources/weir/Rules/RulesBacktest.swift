import ArgumentParser
import Foundation
import WeirCodec
import WeirDomain
import WeirRuleFiles
import WeirRuleSets
import WeirRuntime

/// `weir rules backtest`.
struct RulesBacktest: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "backtest",
        abstract: "Holds a rule set against history, beside the live one, in one pass.",
        discussion: """
            Says who and how much money would be treated otherwise, and whether one signature carries that. Ends with 1
            where it does not. Examples:

              weir rules backtest rules/otc-crypto --old live/otc-crypto --data weir-data --from 2026-11-01T00:00:00Z
              weir rules backtest rules/otc-crypto --prices prices.csv --report out.html payments.ndjson
            """)

    @Argument(help: "The folder of the new set, then payment files.")
    var paths: [String] = []
    @Option(help: "The folder of the old set; without one, the built-in indicators alone.")
    var old: String?
    @Option(help: "A data folder whose journal is replayed, instead of files.")
    var data: String?
    @Option(help: "Prices: at,asset,currency,price.")
    var prices: String?
    @Option(help: "Accounts: account,kind,opened,merchant_category.")
    var accounts: String?
    @Option(help: "What is known of accounts: account,role,start_day; roles beginning with 'otc:' are trade.")
    var labels: String?
    @Option(help: "Count payments and accounts from this time or day on (RFC 3339); those before make the state.")
    var from: String?
    @Option(help: "Leave out payments from this time or day on.")
    var to: String?
    @Option(help: "Write the report with plots here (HTML).")
    var report: String?
    @Flag(help: "Leave the built-in indicators out of both: what the rules decide by themselves, several times faster.")
    var rulesAlone = false
    @Flag(help: "Print the summary as JSON.")
    var json = false

    func validate() throws {
        guard !paths.isEmpty else { throw ValidationError("give the folder of the new set") }
        guard (paths.count > 1) != (data != nil) else {
            throw ValidationError("give payment files, or a data folder with --data")
        }
        for (name, text) in [("--from", from), ("--to", to)] {
            guard let text, Self.time(text) == nil else { continue }
            throw ValidationError("\(name): '\(text)' is no time such as 2026-11-01T00:00:00Z")
        }
        if let from, let to, let start = Self.time(from), let end = Self.time(to), start >= end {
            throw ValidationError("--from \(from) does not lie before --to \(to): no payment would be counted")
        }
    }

    func run() throws {
        let companions = [prices, accounts, labels].compactMap { $0 }
        try OutputFiles.check([("--report", report)], reading: companions + paths.dropFirst())
        Backtest.keepMemory()
        let folder = try RulesFolders.read(paths[0])
        let tests = TestsBeside(folder)
        var options = Backtest.Options(new: folder.set)
        options.old = try old.map { try RulesFolders.read($0).set }
        options.files = Array(paths.dropFirst())
        options.onlyRules = rulesAlone
        options.data = data
        options.prices = prices
        options.accounts = accounts
        options.from = from.flatMap { Self.time($0) }
        options.to = to.flatMap { Self.time($0) }
        if let labels { options.labels = try Self.readLabels(labels) }
        let ran = Result { try Backtest.run(options) }
        // A set whose tests fail is held against nothing.
        try tests.finish()
        let found: BacktestReport
        do { found = try ran.get() } catch { throw Failure.environment("\(error)") }
        for line in found.refusedCompanions.prefix(20) { Terminal.note("weir: note: refused: \(line)") }
        if found.refusedCompanions.count > 20 {
            Terminal.note("weir: note: and \(found.refusedCompanions.count - 20) lines more")
        }
        if let report { try OutputFiles.write(BacktestPage(found).html, to: report) }
        json ? print(Self.object(found)) : show(found)
        if found.isEmpty {
            let span = from != nil || to != nil ? " between \(from ?? "the first") and \(to ?? "the last")" : ""
            throw Failure.trouble("there is no payment\(span): nothing was held against the set")
        }
        if found.isBeyondGuard { throw Failure.trouble("two signatures are needed: \(found.reach)") }
    }

    private static func readLabels(_ path: String) throws -> [String: BacktestLabel] {
        do {
            var labels: [String: BacktestLabel] = [:]
            for label in try CompanionCSV.labels(path: path) {
                let isTrade = if case .bad = label.role { true } else { false }
                labels[label.account] = BacktestLabel(isTrade: isTrade, startDay: Int64(label.startDay))
            }
            return labels
        } catch { throw Failure.environment("\(error)") }
    }

    /// A time, or a day that begins.
    private static func time(_ text: String) -> WeirDomain.Instant? {
        WeirDomain.Instant(rfc3339: text) ?? WeirDomain.Instant(rfc3339: text + "T00:00:00Z")
    }

    private func show(_ r: BacktestReport) {
        func line(_ name: String, _ value: String) {
            Terminal.note("  " + name.padding(toLength: 30) + (name.count < 30 ? "" : "  ") + value)
        }
        Terminal.note("\(r.newVersion) against \(r.oldVersion), \(Terminal.decimal(r.seconds)) s:")
        line("payments", Terminal.grouped(r.payments))
        if r.refused > 0 { line("refused", Terminal.grouped(r.refused) + " lines, which are no payments") }
        line("treated harder", Terminal.grouped(r.harder))
        line("treated milder", Terminal.grouped(r.milder))
        line("accounts harder", "\(Terminal.grouped(r.accounts)) of \(Terminal.grouped(r.allAccounts))")
        line("merchants harder", Terminal.grouped(r.merchants))
        line("accounts proposed", Terminal.grouped(r.proposed))
        for (old, row) in zip(Outcome.allCases, r.matrix) {
            for (new, cell) in zip(Outcome.allCases, row) where old != new && cell.payments > 0 {
                line("  \(old.name) → \(new.name)", Terminal.grouped(cell.payments))
            }
        }
        if r.hasLabels {
            for (name, confusion) in [("old", r.oldConfusion), ("new", r.newConfusion)] {
                line(
                    "\(name): precision, recall", "\(Self.share(confusion.precision)), \(Self.share(confusion.recall))")
            }
        }
        for row in r.rules where row.hitsNew + row.hitsOld > 0 {
            line("  \(row.id)", "\(Terminal.grouped(row.hitsOld)) → \(Terminal.grouped(row.hitsNew)) times")
        }
        for (row, failures) in zip(r.rules, r.failures) where failures > 0 {
            let since = from == nil ? "" : ", from the first payment on"
            line("  \(row.id)", "\(Terminal.grouped(failures)) times without a value" + since)
        }
    }

    static func share(_ value: Double?) -> String { value.map { Terminal.decimal($0 * 100) + " %" } ?? "–" }

    private static func against(_ found: BacktestReport.Confusion) -> [UInt8] {
        var object = JSONObject()
        object.put("true_positives", found.truePositives)
        object.put("false_positives", found.falsePositives)
        object.put("false_negatives", found.falseNegatives)
        object.put("true_negatives", found.trueNegatives)
        for (name, share) in [("precision", found.precision), ("recall", found.recall)] {
            if let share { object.put(name, thousandths: Int((share * 1_000).rounded())) } else { object.putNull(name) }
        }
        return object.closed
    }

    private static func object(_ r: BacktestReport) -> String {
        var object = JSONObject()
        object.put("old", r.oldVersion)
        object.put("new", r.newVersion)
        object.put("rules_alone", r.onlyRules)
        object.put("payments", r.payments)
        object.put("refused", r.refused)
        object.put("refused_companions", r.refusedCompanions.count)
        object.put("harder", r.harder)
        object.put("milder", r.milder)
        object.put("accounts", r.accounts)
        object.put("merchants", r.merchants)
        if r.isEmpty { object.putNull("needs_two") } else { object.put("needs_two", r.isBeyondGuard) }
        object.put("accounts_proposed", r.proposed)
        object.put("seconds", thousandths: Int(r.seconds * 1_000))
        object.put(
            "rules",
            json: JSONObject.array(
                r.rules.map { row in
                    var rule = JSONObject()
                    rule.put("id", row.id)
                    rule.put("hits_old", row.hitsOld)
                    rule.put("hits_new", row.hitsNew)
                    if r.hasLabels { rule.put("on_trade", row.bad) }
                    return rule.closed
                }))
        if r.hasLabels {
            object.put("old_against_labels", json: against(r.oldConfusion))
            object.put("new_against_labels", json: against(r.newConfusion))
        }
        return String(decoding: object.closed, as: UTF8.self)
    }
}
