public import WeirDomain
public import WeirEngine

/// What a platform tells the public about its measures: counts, times, reversals; small counts are kept back, so that
/// nobody can be found in them.
public struct TransparencyReport: Sendable {
    /// Counts below this are not shown.
    public static let smallest = 5

    /// A figure of one row of the report.
    struct Row: Sendable {
        var kind: String
        var ground: String
        var origin: String
        /// The rail of the held payment, or of the account's first one.
        var rail: String
        var ordered = 0
        var confirmed = 0
        var lifted = 0
        var expired = 0
        var failed = 0
        var appeals = 0
        var reversed = 0
        /// Which of the counts are shown, in the order of their columns.
        var isShown: [Bool] = []
        /// Money that was stopped, by currency.
        var stopped: [Currency: Int64] = [:]
    }

    /// What payments say about a measure.
    struct Facts: Sendable {
        var rail: String
        /// The account's first payment.
        var first: Instant
        /// What is held of a payment.
        var held: (amount: Amount, currency: Currency)?
    }

    /// A payment as the report reads it.
    public struct Paid: Sendable {
        public var at: Instant
        public var rail: String
        public var amount: Amount
        public var currency: Currency

        public init(_ payment: borrowing PaymentView) {
            at = payment.at
            rail = payment.rail.text
            amount = payment.amount
            currency = payment.currency
        }
    }

    /// What the report is drawn from: the same, whoever looks it up, and wherever.
    public struct Sources: Sendable {
        public var measures: [Measure] = []
        public var appeals: [Appeal] = []
        public var cases: [Case] = []
        /// Money that measures have stopped, by the measure's number, as the engine counts it payment by payment.
        public var stopped: [Int: StoppedMoney] = [:]
        /// The first payment of each account under a measure.
        public var firsts: [String: Paid] = [:]
        /// Held payments by their ids.
        public var held: [String: Paid] = [:]

        public init(_ engine: borrowing Engine) {
            measures = engine.measures
            appeals = engine.appeals
            cases = engine.cases
            stopped = engine.stopped
        }
    }

    let from: Instant
    let to: Instant
    var rows: [Row] = []
    /// Measures ordered in a month.
    struct Month: Sendable {
        var month: String
        var count: Int
        var isShown = false
    }

    /// Measures ordered while a version of the rules decided.
    struct RulesCount: Sendable {
        var rules: String
        var count: Int
        var isShown = false
    }

    /// Accounts by how long it took from their first payment to the first measure that restricts them.
    struct Wait: Sendable {
        var name: String
        var count: Int
        var isShown = false
    }

    var months: [Month] = []
    var waits: [Wait] = []
    var byRules: [RulesCount] = []
    var appealDays: [Int] = []
    var appealsFiled = 0
    var appealsDecided = 0
    var appealsReversed = 0
    var appealsOpen = 0
    /// Whether it is told how many were filed, how many of these were decided, and of these reversed.
    var appealsShown = [false, false, false]
    var casesClosed: [(disposition: String, count: Int)] = []
    var accountsRestricted = 0
    /// Hours from an account's first payment to the first measure that restricts it, in order.
    var hoursToAct: [Int] = []

    /// The measures that a report of a span is about.
    public static func measures(_ all: [Measure], from: Instant, to: Instant) -> [Measure] {
        all.filter { $0.order != nil && $0.at >= from && $0.at < to }
    }

    public init(_ sources: Sources, from: Instant, to: Instant) {
        self.from = from
        self.to = to
        let (appeals, cases) = (sources.appeals, sources.cases)
        let ordered = Self.measures(sources.measures, from: from, to: to)
        let facts = Self.facts(ordered, sources)
        count(ordered, appeals, facts, sources.stopped)
        hoursToAct = Self.hours(ordered, facts)
        waits = Self.waits(hoursToAct)
        months = Self.byMonth(ordered)
        byRules = Self.byRules(ordered)
        // A blocked site is no account.
        accountsRestricted = Set(ordered.filter { ![.warnPayer, .blockSite].contains($0.kind) }.map(\.account)).count
        let filed = appeals.filter { $0.at >= from && $0.at < to }
        appealsFiled = filed.count
        appealsDecided = filed.count { $0.state != .filed }
        appealsReversed = filed.count { $0.state == .reversed }
        appealsOpen = filed.count { $0.state == .filed }
        appealDays = filed.compactMap { appeal in
            appeal.decidedAt.map { Int(($0.milliseconds - appeal.at.milliseconds) / 86_400_000) }
        }.sorted()
        let closed = cases.filter { $0.state == .closed && $0.opened >= from && $0.opened < to }
        casesClosed = Case.Disposition.allCases.map { disposition in
            (disposition.name, closed.count { $0.disposition == disposition })
        }
        suppress()
    }

    private static func facts(_ measures: [Measure], _ sources: Sources) -> [Int: Facts] {
        var found: [Int: Facts] = [:]
        for measure in measures where measure.kind != .blockSite {
            guard let first = sources.firsts[measure.account] else { continue }
            var facts = Facts(rail: first.rail, first: first.at)
            if measure.kind == .holdPayment, let held = sources.held[measure.payment] {
                facts.rail = held.rail
                // What was let go was not stopped.
                if measure.outcome != .released { facts.held = (held.amount, held.currency) }
            }
            found[measure.number] = facts
        }
        return found
    }

    private static func hours(_ measures: [Measure], _ facts: [Int: Facts]) -> [Int] {
        var seen: Set<String> = []
        return measures.compactMap { measure in
            guard measure.kind != .warnPayer, let first = facts[measure.number]?.first,
                seen.insert(measure.account).inserted
            else { return nil }
            return max(0, Int((measure.at.milliseconds - first.milliseconds) / 3_600_000))
        }.sorted()
    }

    private mutating func count(
        _ measures: [Measure], _ appeals: [Appeal], _ facts: [Int: Facts], _ stopped: [Int: StoppedMoney]
    ) {
        let byMeasure = Dictionary(grouping: appeals, by: \.measure)
        for measure in measures {
            let known = facts[measure.number]
            let rail = known.map(\.rail).flatMap { $0.isEmpty ? nil : $0 } ?? "none"
            let (ground, origin) = (Self.ground(of: measure), Self.origin(of: measure))
            let row = rows.firstIndex {
                $0.kind == measure.kind.name && $0.ground == ground && $0.origin == origin && $0.rail == rail
            }
            if row == nil { rows.append(Row(kind: measure.kind.name, ground: ground, origin: origin, rail: rail)) }
            let index = row ?? rows.count - 1
            rows[index].ordered += 1
            // What was lifted or ran out before the rail had answered was never in force there.
            rows[index].confirmed += measure.confirmedAt == nil ? 0 : 1
            rows[index].lifted += measure.state == .lifted ? 1 : 0
            rows[index].expired += measure.state == .expired ? 1 : 0
            rows[index].failed += measure.state == .failed ? 1 : 0
            let against = byMeasure[measure.number] ?? []
            rows[index].appeals += against.isEmpty ? 0 : 1
            rows[index].reversed += against.contains { $0.state == .reversed } ? 1 : 0
            var money = stopped[measure.number] ?? StoppedMoney()
            if let held = known?.held { money.add(held.amount, held.currency) }
            for (currency, sum) in money.sums {
                rows[index].stopped[currency] = (rows[index].stopped[currency] ?? 0).saturatingAdd(sum)
            }
        }
        rows.sort { ($0.kind, $0.ground, $0.origin, $0.rail) < ($1.kind, $1.ground, $1.origin, $1.rail) }
    }

    /// What a measure rests on, in a word: what the account is taken for, or whose word has brought it about.
    private static func ground(of measure: Measure) -> String {
        if let typology = measure.typology { return typology.name }
        if !measure.authority.isEmpty { return "authority" }
        if !measure.list.isEmpty || !measure.listedBy.isEmpty || measure.ground.contains(" is on list '") {
            return "list"
        }
        guard measure.isAutomatic else { return "other" }
        return measure.ground.hasPrefix("Belongs together with ") ? "linked" : "rule"
    }

    /// Who has ordered it: nobody, people what the program has put before them, people, or an authority.
    private static func origin(of measure: Measure) -> String {
        if !measure.authority.isEmpty { return "authority" }
        guard measure.isAutomatic else { return "people" }
        return measure.signatures.isEmpty ? "automatic" : "automatic_signed"
    }

    private static func byMonth(_ measures: [Measure]) -> [Month] {
        var counts: [String: Int] = [:]
        for measure in measures { counts[String(measure.at.rfc3339.prefix(7)), default: 0] += 1 }
        return counts.sorted { $0.key < $1.key }.map { Month(month: $0.key, count: $0.value) }
    }

    private static func byRules(_ measures: [Measure]) -> [RulesCount] {
        // An authority's order rests on none.
        let counts = Dictionary(grouping: measures) { $0.rules.isEmpty ? "none" : $0.rules }
        return counts.mapValues(\.count).sorted { $0.key < $1.key }.map { RulesCount(rules: $0.key, count: $0.value) }
    }

    /// Ends of the times to act that are told apart, in hours.
    private static let waitEnds = [
        ("within_a_day", 24), ("within_a_week", 168), ("within_30_days", 720), ("within_90_days", 2_160),
        ("later", Int.max),
    ]

    private static func waits(_ hours: [Int]) -> [Wait] {
        guard !hours.isEmpty else { return [] }
        var start = 0
        return waitEnds.map { name, end in
            defer { start = end }
            return Wait(name: name, count: hours.count { $0 >= start && $0 < end })
        }
    }

    var middleAppealDays: Int? {
        appealDays.count >= Self.smallest ? appealDays[appealDays.count / 2] : nil
    }

    /// A share of the times to act, in hours; `nil` while there are too few to say.
    func hoursToAct(_ share: Double) -> Int? {
        guard hoursToAct.count >= Self.smallest else { return nil }
        return hoursToAct[min(hoursToAct.count - 1, Int(Double(hoursToAct.count) * share))]
    }

    /// Money that was stopped, by currency, over all rows that may be shown.
    var stopped: [(currency: Currency, sum: Amount)] {
        var sums: [Currency: Int64] = [:]
        for row in rows where row.ordered >= Self.smallest {
            for (currency, sum) in row.stopped { sums[currency] = (sums[currency] ?? 0).saturatingAdd(sum) }
        }
        return sums.sorted { $0.key.code < $1.key.code }.map { ($0.key, Amount(minor: $0.value)) }
    }

    /// A row's money: of few measures it would tell of somebody.
    static func shownMoney(_ row: Row) -> String {
        guard row.ordered >= smallest else { return row.stopped.isEmpty ? "0" : keptBack }
        guard !row.stopped.isEmpty else { return "0" }
        return row.stopped.sorted { $0.key.code < $1.key.code }
            .map { "\(Amount(minor: $0.value).text($0.key)) \($0.key.code)" }.joined(separator: " + ")
    }
}
