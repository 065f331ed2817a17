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
        /// Threads that share the accounts where the short way serves; with one, steps are shared instead.
        package var workers = Machine.workers
        /// Payments that go through the shards together.
        package var blockPayments = 1 << 17
        public var reorder = 1 << 17
        /// Asked every thousand inputs of a journal, with the number of the one that comes: where it says no, that was
        /// all.
        public var goesOn: (@Sendable (_ sequence: UInt64) -> Bool)?

        public init(new: RuleSet) { self.new = new }
    }

    private let options: Options
    private var ledger: BacktestLedger
    private var engine = Engine(seed: 0x5745_4952)
    private var effects = Effects()
    private var sequence: UInt64 = 0
    private var quotes: ArraySlice<PriceQuote> = []

    /// Memory that is given back is used again and not handed to the system, which would give it out page by page: for
    /// a process that does nothing else.
    public static func keepMemory() { weir_keep_memory() }

    /// - Throws: what cannot be read or run, in words.
    public static func run(_ options: Options) throws -> BacktestReport {
        let start = Clock.seconds
        if options.onlyRules, options.old == nil, options.data == nil, !options.takesWholeEngine {
            return try BareBacktest(options).run(since: start)
        }
        var backtest = Backtest(options)
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
        ledger = BacktestLedger(options)
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
        let companions = try BacktestCompanions(options)
        quotes = companions.quotes
        ledger.report.refusedCompanions = companions.refused
        for fact in companions.facts {
            apply(.account, InputBytes.encode(fact, at: fact.opened ?? Instant(milliseconds: 0)))
        }
        let reader = try ScreeningReader(options.screening)
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
        ledger.report.refused = try reader.finish().rejects
    }

    /// Payments, prices, facts and models of a journal. What people asked about measures and rules belongs to what
    /// happened then.
    private mutating func replay(_ data: String) throws {
        try JournalReader(directory: data + "/journal").replay { sequence, type, payload in
            if sequence % 1_024 == 1, let goesOn = options.goesOn, !goesOn(sequence) {
                throw DeskError("the back-test was stopped")
            }
            switch InputType(rawValue: type) {
            case .payment: if PaymentView.isWhole(payload) { decide(PaymentView(payload)) }
            case .price, .account, .model: apply(InputType(rawValue: type) ?? .price, payload.array)
            default: break
            }
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
        let isSeen = effects.trial != nil
        guard ledger.add(payment, decision.outcome, trial, oldRules: effects.rules, isSeen: isSeen) else { return }
        if !options.onlyRules, ledger.report.changed.wants(decision.outcome, trial.outcome) {
            ledger.report.changed.add(
                BacktestReport.Example(payment, decision.outcome, trial, oldRules: effects.rules, engine))
        }
        for rule in trial.rules where ledger.report.wantsExample(rule) {
            ledger.report.addExample(
                rule, payment, decision.outcome, trial.outcome,
                (engine.ruleReason(rule, onTrial: true), engine.ruleReason(rule, onTrial: true, inChinese: true)),
                engine.ruleValues(rule, onTrial: true))
        }
    }

    private consuming func finish(_ seconds: Double) -> BacktestReport {
        ledger.report.seconds = seconds
        ledger.close(engine.trialRules, accounts: engine.accountCount)
        return ledger.report
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
