import Glibc
import WeirCodec
import WeirDomain
import WeirEngine

/// A back-test of a set without a live one and without indicators, from files.
///
/// Where the set takes the short way, workers share the accounts: while one thread reads and one tells payments and
/// accounts apart, each worker takes the accounts of a shard through the next block, and one of them puts finished
/// blocks into the report. Else steps are shared: three threads read, tell apart, and decide, each a few batches ahead
/// of the next.
struct BareBacktest {
    private let options: Backtest.Options
    private var ledger: BacktestLedger

    init(_ options: Backtest.Options) {
        self.options = options
        ledger = BacktestLedger(options)
    }

    consuming func run(since start: Double) throws -> BacktestReport {
        do {
            if options.workers > 1, !options.takesLongWay,
                let rules = try SharedRules(
                    options.new, shards: Machine.shards(options.workers), blockPayments: options.blockPayments)
            {
                return try runShared(rules, start)
            }
            return try runByStep(BareRules(options.new, takesLongWay: options.takesLongWay), start)
        } catch let flaw as UnsoundSet { throw DeskError(flaw.reason) }
    }

    // MARK: Steps shared

    private mutating func runByStep(_ set: consuming BareRules, _ start: Double) throws -> BacktestReport {
        var rules = set
        let companions = try BacktestCompanions(options)
        ledger.report.refusedCompanions = companions.refused
        var quotes = companions.quotes
        for fact in companions.facts { rules.set(fact, at: fact.opened ?? Instant(milliseconds: 0)) }
        let reader = try ScreeningReader(options.screening)
        let intake = BacktestIntake(reader.channel, companions.facts, until: options.to)
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
        ledger.report.refused = try reader.finish().rejects
        ledger.report.seconds = Clock.seconds - start
        ledger.close(rules.view, accounts: rules.accountCount)
        return ledger.report
    }

    private mutating func decide(
        _ payment: borrowing PaymentView, _ parties: PaymentParties, by rules: inout BareRules
    ) {
        let trial = rules.take(payment, parties)
        guard ledger.add(payment, .allow, trial, oldRules: []) else { return }
        for rule in trial.rules where ledger.report.wantsExample(rule) {
            rules.readReasons(rule, payment, parties)
            ledger.report.addExample(
                rule, payment, .allow, trial.outcome, (rules.reason(rule), rules.reason(rule, inChinese: true)),
                rules.values(rule))
        }
    }

    // MARK: Accounts shared

    private mutating func runShared(_ rules: SharedRules, _ start: Double) throws -> BacktestReport {
        let companions = try BacktestCompanions(options)
        ledger.report.refusedCompanions = companions.refused
        var screening = options.screening
        screening.onlyParties = !rules.readsTexts
        let reader = try ScreeningReader(screening)
        let desk = BlockDesk(shards: rules.shardCount, wanting: ledger.report.wanting)
        let intake = SharedIntake(reader.channel, companions.facts, until: options.to, rules, desk)
        reader.start()
        intake.start()
        for number in 1..<options.workers {
            LongThread.start("weir-shard-\(number)") {
                while let task = desk.next(finishes: false) { task.run(rules, desk) }
            }
        }
        while let task = desk.next(finishes: true) {
            guard task.shard == nil else {
                task.run(rules, desk)
                continue
            }
            finish(task.block, rules)
            desk.finished(wanting: ledger.report.wanting)
        }
        ledger.report.refused = try reader.finish().rejects
        ledger.report.seconds = Clock.seconds - start
        ledger.close(rules.view(accounts: desk.accounts), accounts: desk.accounts)
        return ledger.report
    }

    private mutating func finish(_ block: PaymentBlock, _ rules: SharedRules) {
        rules.finish(block)
        let (endings, isPlain) = (rules.endings, ledger.countsPlainly)
        for row in 0..<block.count {
            let ending = block.ending(row)
            if isPlain {
                ledger.add(block.at(row), block.amount(row), ending, endings)
            } else {
                let trial = endings[ending].outcome
                guard block.withPayment(row, { ledger.add($0, .allow, trial, oldRules: []) }) else { continue }
            }
            guard ledger.report.wanting & endings[ending].rules != 0 else { continue }
            addExamples(block, row, endings[ending].outcome, rules)
        }
        ledger.flush(endings)
    }

    private mutating func addExamples(
        _ block: PaymentBlock, _ row: Int, _ trial: Effects.TrialOutcome, _ rules: SharedRules
    ) {
        for rule in trial.rules where ledger.report.wantsExample(rule) {
            let example = rules.example(rule, block, row)
            block.withPayment(row) { payment in
                ledger.report.addExample(
                    rule, payment, .allow, trial.outcome, (example.reason, example.reasonChinese), example.values)
            }
        }
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

/// The same for shards.
private final class SharedIntake: @unchecked Sendable {
    private let source: Channel<RecordBatch>
    private let facts: [WeirDomain.AccountFact]
    private let end: Instant?
    private let rules: SharedRules
    private let desk: BlockDesk

    init(
        _ source: Channel<RecordBatch>, _ facts: [WeirDomain.AccountFact], until end: Instant?, _ rules: SharedRules,
        _ desk: BlockDesk
    ) {
        (self.source, self.facts, self.end, self.rules, self.desk) = (source, facts, end, rules, desk)
    }

    func start() { LongThread.start("weir-meet") { self.meetAll() } }

    private func meetAll() {
        var intake = BlockIntake(rules)
        for fact in facts { intake.set(fact) }
        while let batch = source.take() {
            if let block = intake.take(batch, until: end, wanting: desk.wanting) { desk.put(block) }
        }
        if let block = intake.close(wanting: desk.wanting) { desk.put(block) }
        desk.close(accounts: intake.accountCount)
    }
}

/// What a back-test makes of the processors there are.
enum Machine {
    /// As many as there are cores, and at least two: they wait for each other now and then.
    static var workers: Int { max(2, min(64, sysconf(Int32(_SC_NPROCESSORS_ONLN)))) }

    /// Some more than workers, so that nobody has to wait for the one that has the most to do; a power of two.
    static func shards(_ workers: Int) -> Int {
        var shards = 1
        while shards < 2 * workers { shards *= 2 }
        return shards
    }
}
