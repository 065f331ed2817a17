import WeirCodec
import WeirDomain
import WeirEngine
import WeirRuleSets

/// Counts payments in a back-test's report.
struct BacktestLedger {
    private let options: Backtest.Options
    var report: BacktestReport
    private var firstDay: Int64?
    /// Payments of the latest day that are not in the report yet, by how they end, and that day.
    private var pending: [(payments: Int, money: Int64)] = []
    private var day: (start: Int64, firstMillisecond: Int64) = (0, .max)
    private var isPending = false
    /// Whom the new set treats harder in the span, where there is one: the set's own tally knows none.
    private var reach = SpanReach()
    /// By rule of the new set: on which side's account it puts measures before people.
    private let proposals: [(payer: Bool, payee: Bool)]

    private static let dayMilliseconds: Int64 = 86_400_000

    init(_ options: Backtest.Options) {
        self.options = options
        proposals = options.new.rules.map { Self.proposals($0) }
        report = BacktestReport(old: options.old, new: options.new)
        report.hasLabels = !options.labels.isEmpty
        report.onlyRules = options.onlyRules
    }

    private static func proposals(_ rule: Rule) -> (payer: Bool, payee: Bool) {
        var found = (payer: false, payee: false)
        for case .measure(let side, _, _) in rule.yields {
            if side == .payer { found.payer = true } else { found.payee = true }
        }
        return found
    }

    /// Counts a payment; `false` for one that comes before what is reported.
    /// - Parameter isSeen: rules were asked about it.
    mutating func add(
        _ payment: borrowing PaymentView, _ outcome: Outcome, _ trial: Effects.TrialOutcome, oldRules: [Int],
        isSeen: Bool = true
    ) -> Bool {
        if let from = options.from {
            guard payment.at >= from else { return false }
            var proposes = (payer: false, payee: false)
            for rule in trial.rules {
                proposes.payer = proposes.payer || proposals[rule].payer
                proposes.payee = proposes.payee || proposals[rule].payee
            }
            reach.take(payment, trial.outcome, outcome, proposes: proposes, isSeen: isSeen)
        }
        let day = payment.at.seconds.floored(by: 86_400)
        if firstDay == nil { firstDay = payment.at.seconds / 86_400 }
        let isBad = options.labels.isEmpty ? nil : isTrade(payment, day: payment.at.seconds / 86_400 - (firstDay ?? 0))
        let isHonest = isBad == false && isOfHonest(payment)
        report.add(payment, day: day, outcome, trial, oldRules: oldRules, isBad: isBad, isHonest: isHonest)
        return true
    }

    /// What the new set says of itself once all payments have come, and how many accounts there were.
    mutating func close(_ view: RuleSetView?, accounts: Int) {
        if let view { report.take(view) }
        report.allAccounts = accounts
        if options.from != nil { report.take(reach) }
    }

    private func isTrade(_ payment: borrowing PaymentView, day: Int64) -> Bool {
        for id in [payment.payer.text, payment.payee.text] {
            if let label = options.labels[id], label.isTrade, day >= label.startDay { return true }
        }
        return false
    }

    private func isOfHonest(_ payment: borrowing PaymentView) -> Bool {
        [payment.payer.text, payment.payee.text].contains { options.labels[$0].map { !$0.isTrade } ?? false }
    }

    // MARK: Many payments of few kinds

    /// Whether payments may be counted by their time, amount and end alone.
    var countsPlainly: Bool { options.labels.isEmpty && options.from == nil }

    /// Counts a payment that the old set allows.
    /// - Parameter ending: the place in `endings` of how the new set ends it.
    @inline(__always)
    mutating func add(
        _ at: Instant, _ money: Int64, _ ending: Int, _ endings: [SharedRules.Ending]
    ) {
        let since = at.milliseconds &- day.firstMillisecond
        if since < 0 || since >= Self.dayMilliseconds { turn(to: at, endings) }
        while pending.count <= ending { pending.append((0, 0)) }
        pending[ending].payments += 1
        pending[ending].money = pending[ending].money.saturatingAdd(money)
        if report.first == nil { report.first = at }
        report.last = at
        isPending = true
    }

    private mutating func turn(to at: Instant, _ endings: [SharedRules.Ending]) {
        flush(endings)
        let start = at.seconds.floored(by: 86_400)
        day = (start, start * 1_000)
    }

    /// Puts into the report what is not there yet.
    mutating func flush(_ endings: [SharedRules.Ending]) {
        guard isPending else { return }
        isPending = false
        for place in pending.indices where pending[place].payments > 0 {
            report.add(pending[place], day: day.start, endings[place].outcome)
            pending[place] = (0, 0)
        }
    }
}

/// What a back-test reads besides payments.
struct BacktestCompanions {
    private(set) var facts: [WeirDomain.AccountFact] = []
    private(set) var quotes: ArraySlice<PriceQuote> = []
    /// Lines that are neither.
    private(set) var refused: [String] = []

    init(_ options: Backtest.Options) throws {
        var refused: [String] = []
        if let path = options.accounts {
            facts = try CompanionCSV.accounts(path: path) { refused.append("\(path):\($0.line): \($0.message)") }
        }
        if let path = options.prices {
            quotes = try CompanionCSV.prices(path: path) { refused.append("\(path):\($0.line): \($0.message)") }[...]
        }
        self.refused = refused
    }
}

extension Backtest.Options {
    var screening: Screening.Options {
        var screening = Screening.Options(files: files)
        screening.reorder = reorder
        return screening
    }
}

extension Int64 {
    fileprivate func floored(by size: Int64) -> Int64 { (self >= 0 ? self / size : (self - size + 1) / size) * size }
}
