import CWeirSupport
import WeirCodec
public import WeirDomain
import WeirEngine
import WeirJournal
public import WeirRuleSets

/// Holds a rule set against history: one pass of payments through an engine in which the old set decides and the new
/// one looks on. What the old set did to accounts (suspensions) stands, for both.
public struct Backtest: ~Copyable {
    public struct Options: Sendable {
        public var files: [String] = []
        public var prices: String?
        public var accounts: String?
        /// A data folder whose journal is replayed, instead of files.
        public var data: String?
        /// The live set in its canonical form; without one, the built-in indicators alone.
        public var old: RuleSet?
        public var new: RuleSet
        /// Payments before `from` only make the state; those from `to` on are left out.
        public var from: Instant?
        public var to: Instant?
        /// What is known of accounts, by id; empty where nothing is.
        public var labels: [String: BacktestLabel] = [:]
        /// Leaves the built-in indicators out of both: what the rules decide by themselves.
        public var onlyRules = false
        /// Takes the whole engine even where the set can be run by itself; what is found is the same.
        package var takesWholeEngine = false
        /// The same for the short way of sets that ask how much and how often.
        package var takesLongWay = false
        public var reorder = 1 << 17

        public init(new: RuleSet) { self.new = new }
    }

    private let options: Options
    private var engine = Engine(seed: 0x5745_4952)
    private var effects = Effects()
    private var sequence: UInt64 = 0
    private var quotes: ArraySlice<PriceQuote> = []
    private var report: BacktestReport
    private var firstDay: Int64?

    /// Memory that is given back is used again and not handed to the system, which would give it out page by page: for
    /// a process that does nothing else.
    public static func keepMemory() { weir_keep_memory() }

    /// - Throws: what cannot be read or run, in words.
    public static func run(_ options: Options) throws -> BacktestReport {
        var backtest = Backtest(options)
        let start = Clock.seconds
        if options.onlyRules, options.old == nil, options.data == nil, !options.takesWholeEngine {
            return try backtest.runBare(start)
        }
        try backtest.start()
        if let data = options.data {
            try backtest.replay(data)
        } else {
            try backtest.readFiles()
        }
        return backtest.finish(Clock.seconds - start)
    }

    private init(_ options: Options) {
        self.options = options
        report = BacktestReport(old: options.old, new: options.new)
        report.hasLabels = !options.labels.isEmpty
        report.onlyRules = options.onlyRules
    }

    private mutating func start() throws {
        engine.onlyRules = options.onlyRules
        if let old = options.old { try apply(.install, old) }
        try apply(.shadow, options.new)
    }

    private mutating func apply(_ event: RuleRequest.Event, _ set: RuleSet) throws {
        let request = RuleRequest(
            event, set: RuleSetBytes.encode(set), by: "backtest", at: Instant(milliseconds: 0))
        apply(.rules, InputBytes.encode(request))
        if case .refused(let reason) = effects.verdict { throw DeskError(reason) }
    }

    private mutating func apply(_ type: InputType, _ bytes: [UInt8]) {
        sequence += 1
        engine.apply(type: type.rawValue, payload: bytes.span.bytes, sequence: sequence, effects: &effects)
    }

    // MARK: Where payments come from

    private mutating func readFiles() throws {
        for fact in try readCompanions() {
            apply(.account, InputBytes.encode(fact, at: fact.opened ?? Instant(milliseconds: 0)))
        }
        let reader = try ScreeningReader(screeningOptions)
        reader.start()
        while let batch = reader.channel.take() {
            for i in 0..<batch.count {
                engine.prefetch(batch, before: i)
                while let quote = quotes.first, quote.at <= batch[i].at {
                    apply(.price, InputBytes.encode(quote))
                    quotes = quotes.dropFirst()
                }
                decide(batch[i])
            }
        }
        report.refused = try reader.finish().rejects
    }

    /// Payments, prices, facts and models of a journal. What people asked about measures and rules belongs to what
    /// happened then.
    private mutating func replay(_ data: String) throws {
        try JournalReader(directory: data + "/journal").replay { _, type, payload in
            switch InputType(rawValue: type) {
            case .payment: if PaymentView.isWhole(payload) { decide(PaymentView(payload)) }
            case .price, .account, .model: apply(InputType(rawValue: type) ?? .price, payload.array)
            default: break
            }
        }
    }

    /// Takes the prices in and answers what is told of accounts; lines that are neither go into the report.
    private mutating func readCompanions() throws -> [WeirDomain.AccountFact] {
        var refused: [String] = []
        var facts: [WeirDomain.AccountFact] = []
        if let path = options.accounts {
            facts = try CompanionCSV.accounts(path: path) { refused.append("\(path):\($0.line): \($0.message)") }
        }
        if let path = options.prices {
            quotes = try CompanionCSV.prices(path: path) { refused.append("\(path):\($0.line): \($0.message)") }[...]
        }
        report.refusedCompanions = refused
        return facts
    }

    private var screeningOptions: Screening.Options {
        var screening = Screening.Options(files: options.files)
        screening.reorder = options.reorder
        return screening
    }

    // MARK: A set by itself

    /// The way of a set without a live one and without indicators, from files: three threads read, tell payments and
    /// accounts apart, and decide, each a few batches ahead of the next.
    private consuming func runBare(_ start: Double) throws -> BacktestReport {
        var rules: BareRules
        do { rules = try BareRules(options.new, takesLongWay: options.takesLongWay) } catch {
            throw DeskError(error.reason)
        }
        let facts = try readCompanions()
        for fact in facts { rules.set(fact, at: fact.opened ?? Instant(milliseconds: 0)) }
        let reader = try ScreeningReader(screeningOptions)
        let intake = BacktestIntake(reader.channel, facts, until: options.to)
        reader.start()
        intake.start()
        while let (batch, parties) = intake.channel.take() {
            for place in 0..<batch.count {
                rules.prefetch(parties, before: place)
                while let quote = quotes.first, quote.at <= batch[place].at {
                    rules.set(quote)
                    quotes = quotes.dropFirst()
                }
                if parties[place].payer != 0 { decide(batch[place], parties[place], by: &rules) }
            }
        }
        report.refused = try reader.finish().rejects
        report.seconds = Clock.seconds - start
        report.take(rules.view)
        report.allAccounts = rules.accountCount
        return report
    }

    private mutating func decide(
        _ payment: borrowing PaymentView, _ parties: PaymentParties, by rules: inout BareRules
    ) {
        let trial = rules.take(payment, parties)
        guard add(payment, .allow, trial, oldRules: []) else { return }
        for rule in trial.rules where report.wantsExample(rule) {
            rules.readReasons(rule, payment, parties)
            report.addExample(
                rule, payment, .allow, trial.outcome, (rules.reason(rule), rules.reason(rule, inChinese: true)),
                rules.values(rule))
        }
    }

    // MARK: One payment

    private mutating func decide(_ payment: borrowing PaymentView) {
        if let to = options.to, payment.at >= to { return }
        sequence += 1
        engine.apply(payment, sequence: sequence, effects: &effects)
        guard case .decided(let decision) = effects.verdict else { return }
        // A payment of a suspended account is seen by no rule: both sets decline it.
        let trial = effects.trial ?? Effects.TrialOutcome(outcome: decision.outcome, rules: [])
        guard add(payment, decision.outcome, trial, oldRules: effects.rules) else { return }
        for rule in trial.rules where report.wantsExample(rule) {
            report.addExample(
                rule, payment, decision.outcome, trial.outcome,
                (engine.ruleReason(rule, onTrial: true), engine.ruleReason(rule, onTrial: true, inChinese: true)),
                engine.ruleValues(rule, onTrial: true))
        }
    }

    /// Counts a payment in the report; `false` for one that comes before what is reported.
    private mutating func add(
        _ payment: borrowing PaymentView, _ outcome: Outcome, _ trial: Effects.TrialOutcome, oldRules: [Int]
    ) -> Bool {
        if let from = options.from, payment.at < from { return false }
        let day = payment.at.seconds.floored(by: 86_400)
        if firstDay == nil { firstDay = payment.at.seconds / 86_400 }
        let isBad = options.labels.isEmpty ? nil : isTrade(payment, day: payment.at.seconds / 86_400 - (firstDay ?? 0))
        report.add(payment, day: day, outcome, trial, oldRules: oldRules, isBad: isBad)
        return true
    }

    private func isTrade(_ payment: borrowing PaymentView, day: Int64) -> Bool {
        for id in [payment.payer.text, payment.payee.text] {
            if let label = options.labels[id], label.isTrade, day >= label.startDay { return true }
        }
        return false
    }

    private consuming func finish(_ seconds: Double) -> BacktestReport {
        report.seconds = seconds
        if let trial = engine.trialRules { report.take(trial) }
        report.allAccounts = engine.accountCount
        return report
    }
}

/// Tells payments and accounts apart on a thread of its own, a few batches ahead of who decides.
private final class BacktestIntake: @unchecked Sendable {
    let channel = Channel<(RecordBatch, [PaymentParties])>(capacity: 4)
    private let source: Channel<RecordBatch>
    private let facts: [WeirDomain.AccountFact]
    private let end: Instant?

    init(_ source: Channel<RecordBatch>, _ facts: [WeirDomain.AccountFact], until end: Instant?) {
        (self.source, self.facts, self.end) = (source, facts, end)
    }

    func start() { LongThread.start("weir-meet") { self.meetAll() } }

    private func meetAll() {
        var intake = PaymentIntake()
        for fact in facts { intake.set(fact, at: fact.opened ?? Instant(milliseconds: 0)) }
        while let batch = source.take() {
            let parties = intake.take(batch, until: end)
            guard channel.put((batch, parties)) else { break }
        }
        channel.close()
    }
}

/// What somebody knows of an account.
public struct BacktestLabel: Sendable {
    /// It trades, or runs money, from a day on.
    public var isTrade: Bool
    /// Days since the first payment.
    public var startDay: Int64

    public init(isTrade: Bool, startDay: Int64) {
        self.isTrade = isTrade
        self.startDay = startDay
    }
}

extension Int64 {
    fileprivate func floored(by size: Int64) -> Int64 { (self >= 0 ? self / size : (self - size + 1) / size) * size }
}
