public import WeirDomain
import WeirEngine
import WeirRuleSets

/// What came of holding a rule set against history.
public struct BacktestReport: Sendable {
    /// Payments and money by how the old set decided and the new one would have.
    public struct Cell: Sendable {
        public var payments = 0
        public var money: Int64 = 0
    }

    /// One rule of either set.
    public struct RuleRow: Sendable {
        public var id: String
        public var title: String
        public var isNew: Bool
        public var isOld: Bool
        public var hitsOld = 0
        public var hitsNew = 0
        /// Of the new one's hits, those on payments of labelled trade, and those of accounts that are labelled honest.
        public var bad = 0
        public var honest = 0
        /// Payments that are decided otherwise and on which the new rule holds.
        public var otherwise = 0
    }

    /// Payments of one day.
    public struct Day: Sendable {
        public var start: Int64
        public var payments = 0
        public var harder = 0
        public var milder = 0
    }

    /// A set's decisions against the labels: warned, held or declined is a finding.
    public struct Confusion: Sendable {
        public var truePositives = 0
        public var falsePositives = 0
        public var falseNegatives = 0
        public var trueNegatives = 0

        public var precision: Double? { ratio(truePositives, truePositives + falsePositives) }
        public var recall: Double? { ratio(truePositives, truePositives + falseNegatives) }

        private func ratio(_ a: Int, _ b: Int) -> Double? { b == 0 ? nil : Double(a) / Double(b) }

        mutating func add(isBad: Bool, isFound: Bool) {
            switch (isBad, isFound) {
            case (true, true): truePositives += 1
            case (false, true): falsePositives += 1
            case (true, false): falseNegatives += 1
            case (false, false): trueNegatives += 1
            }
        }
    }

    /// Payments of accounts of one label: all, and those that either set warns of, holds or declines.
    public struct Labelled: Sendable {
        public var payments = 0
        public var foundOld = 0
        public var foundNew = 0

        mutating func add(_ old: Outcome, _ new: Outcome) {
            payments += 1
            if old != .allow { foundOld += 1 }
            if new != .allow { foundNew += 1 }
        }
    }

    /// A payment on which a rule of the new set holds, with what the rule read.
    public struct Example: Sendable {
        public var rule: String
        public var payment: String
        public var at: Instant
        public var payer: String
        public var payee: String
        public var amount: String
        public var old: Outcome
        public var new: Outcome
        public var reason: String
        public var reasonChinese: String
        public var values: [(name: String, value: String)]
    }

    public let oldVersion: String
    /// No rule set was live: the new one is held against the indicators alone.
    public let isAgainstBuiltIn: Bool
    public let newVersion: String
    public internal(set) var payments = 0
    public internal(set) var refused = 0
    /// Lines of the files of prices and accounts that were refused: file, line, and why.
    public internal(set) var refusedCompanions: [String] = []
    public internal(set) var money: Int64 = 0
    public internal(set) var first: Instant?
    public internal(set) var last: Instant?
    /// By the old outcome, then the new one.
    public internal(set) var matrix = [[Cell]](repeating: [Cell](repeating: Cell(), count: 4), count: 4)
    public internal(set) var rules: [RuleRow]
    public internal(set) var days: [Day] = []
    public internal(set) var examples: [Example] = []
    /// Of a journal, and of files where the indicators are heard: payments that are decided otherwise.
    public internal(set) var changed = ChangedPayments()
    public internal(set) var hasLabels = false
    /// The indicators were left out.
    public internal(set) var onlyRules = false
    public internal(set) var oldConfusion = Confusion()
    public internal(set) var newConfusion = Confusion()
    /// What the sets make of what is known for certain; accounts without a label are in neither.
    public internal(set) var onTrade = Labelled()
    public internal(set) var onHonest = Labelled()
    /// Accounts and merchants that the new set treats harder, and whether that is beyond one signature.
    public internal(set) var accounts = 0
    public internal(set) var allAccounts = 0
    public internal(set) var merchants = 0
    /// Accounts on which the new set puts measures before people, whatever it decides.
    public internal(set) var proposed = 0
    public internal(set) var isBeyondGuard = false
    public internal(set) var reach = ""
    public internal(set) var failures: [Int] = []
    public internal(set) var firstErrors: [String] = []
    public internal(set) var slotBytes = 0
    public internal(set) var seconds = 0.0

    private static let examplesPerRule = 3
    /// Rows by place in the new set, and in the old one.
    private let newRows: [Int]
    private let oldRows: [Int]
    private var exampleCounts: [Int]
    /// Rules of the new set of which examples are wanted, by their bits: of the first 64.
    private(set) var wanting: UInt64

    init(old: RuleSet?, new: RuleSet) {
        oldVersion = old?.version ?? "built-in indicators"
        isAgainstBuiltIn = old == nil
        newVersion = new.version
        var rows = new.rules.map { RuleRow(id: $0.id, title: $0.title, isNew: true, isOld: false) }
        var oldRows: [Int] = []
        for rule in old?.rules ?? [] {
            if let known = rows.firstIndex(where: { $0.id == rule.id }) {
                rows[known].isOld = true
                oldRows.append(known)
            } else {
                rows.append(RuleRow(id: rule.id, title: rule.title, isNew: false, isOld: true))
                oldRows.append(rows.count - 1)
            }
        }
        rules = rows
        newRows = Array(new.rules.indices)
        self.oldRows = oldRows
        exampleCounts = Array(repeating: 0, count: new.rules.count)
        wanting = new.rules.count >= 64 ? .max : 1 << UInt64(new.rules.count) - 1
    }

    /// No payment was held against the set: there is nothing to judge.
    public var isEmpty: Bool { payments == 0 }

    public var harder: Int { sum { $1 > $0 } }
    public var milder: Int { sum { $1 < $0 } }

    private func sum(_ isMeant: (Int, Int) -> Bool) -> Int {
        var total = 0
        for old in 0..<4 { for new in 0..<4 where isMeant(old, new) { total += matrix[old][new].payments } }
        return total
    }

    /// What the set has counted itself.
    mutating func take(_ view: RuleSetView) {
        accounts = view.accounts
        merchants = view.merchants
        proposed = view.proposed
        isBeyondGuard = view.isBeyond
        reach = view.reach
        failures = view.failures
        firstErrors = view.firstErrors
        slotBytes = view.slotBytes
    }

    /// The same of a span of time alone.
    mutating func take(_ span: SpanReach) {
        accounts = span.accounts
        allAccounts = span.allAccounts
        merchants = span.merchants
        proposed = span.proposed
        isBeyondGuard = span.isBeyond
        reach = span.words
    }

    mutating func add(
        _ payment: borrowing PaymentView, day: Int64, _ old: Outcome, _ trial: Effects.TrialOutcome, oldRules: [Int],
        isBad: Bool?, isHonest: Bool
    ) {
        payments += 1
        money = money.saturatingAdd(payment.amount.minor)
        if first == nil { first = payment.at }
        last = payment.at
        let (from, to) = (Int(old.rawValue), Int(trial.outcome.rawValue))
        matrix[from][to].payments += 1
        matrix[from][to].money = matrix[from][to].money.saturatingAdd(payment.amount.minor)
        if days.last?.start != day, !days.contains(where: { $0.start == day }) { days.append(Day(start: day)) }
        let place = days.lastIndex { $0.start == day } ?? 0
        days[place].payments += 1
        if to > from { days[place].harder += 1 }
        if to < from { days[place].milder += 1 }
        for rule in oldRules { rules[self.oldRows[rule]].hitsOld += 1 }
        for rule in trial.rules {
            rules[newRows[rule]].hitsNew += 1
            if isBad ?? false { rules[newRows[rule]].bad += 1 }
            if isHonest { rules[newRows[rule]].honest += 1 }
            if to != from { rules[newRows[rule]].otherwise += 1 }
        }
        if isBad ?? false { onTrade.add(old, trial.outcome) }
        if isHonest { onHonest.add(old, trial.outcome) }
        if let isBad {
            oldConfusion.add(isBad: isBad, isFound: old != .allow)
            newConfusion.add(isBad: isBad, isFound: trial.outcome != .allow)
        }
    }

    /// Payments of one day that the old set allows, all ended alike by the new one.
    mutating func add(_ some: (payments: Int, money: Int64), day: Int64, _ trial: Effects.TrialOutcome) {
        payments += some.payments
        money = money.saturatingAdd(some.money)
        let (from, to) = (Int(Outcome.allow.rawValue), Int(trial.outcome.rawValue))
        matrix[from][to].payments += some.payments
        matrix[from][to].money = matrix[from][to].money.saturatingAdd(some.money)
        if days.last?.start != day, !days.contains(where: { $0.start == day }) { days.append(Day(start: day)) }
        let place = days.lastIndex { $0.start == day } ?? 0
        days[place].payments += some.payments
        if to > from { days[place].harder += some.payments }
        for rule in trial.rules {
            rules[newRows[rule]].hitsNew += some.payments
            if to != from { rules[newRows[rule]].otherwise += some.payments }
        }
    }

    func wantsExample(_ rule: Int) -> Bool { exampleCounts[rule] < Self.examplesPerRule }

    mutating func addExample(
        _ rule: Int, _ payment: borrowing PaymentView, _ old: Outcome, _ new: Outcome,
        _ reason: (english: String, chinese: String), _ values: [(name: String, value: String)]
    ) {
        exampleCounts[rule] += 1
        if rule < 64, !wantsExample(rule) { wanting &= ~(1 << UInt64(rule)) }
        var amount: [UInt8] = []
        payment.amount.append(to: &amount, currency: payment.currency)
        examples.append(
            Example(
                rule: rules[newRows[rule]].id, payment: payment.id.text, at: payment.at, payer: payment.payer.text,
                payee: payment.payee.text,
                amount: String(decoding: amount, as: UTF8.self) + " " + payment.currency.code, old: old, new: new,
                reason: reason.english, reasonChinese: reason.chinese, values: values))
    }
}
