import Glibc
public import WeirCodec
import WeirDomain
public import WeirEngine
public import WeirLists
import WeirRuleSets

/// `weir screen`: files of payments through the engine in event order, decisions, alerts and rejects into files.
public struct Screening: ~Copyable {
    public struct Options: Sendable {
        public var files: [String]
        public var prices: String?
        public var accounts: String?
        public var decisions: String?
        public var alerts: String?
        public var rejects: String?
        /// What banks say of payments without making any.
        public var reports: String?
        /// A rule set in its canonical form, to decide with from the first payment on.
        public var rules: [UInt8]?
        /// Feature vectors of accounts as they grow, as CSV.
        public var features: String?
        /// Measures are taken although features are written.
        public var isActing = false
        /// Indicators that are not to be heard; see `Engine.indicatorNames`.
        public var without: [String] = []
        /// A model of `weir train`, as one further opinion.
        public var model: String?
        /// Keep journal and database in this folder.
        public var data: String?
        /// Payments of one input that are held back to be put in event order.
        public var reorder = 1 << 17
        /// Lists that act from the first payment on; versions are given out here.
        public var lists: [NamedList] = []
        /// Orders of authorities, site reports and code owners, as inputs.
        public var outside: [(InputType, [UInt8])] = []
        /// Records of plain lines have no texts but those that name the payment and its accounts.
        var onlyParties = false
        /// Called now and then with the payments decided so far.
        public var progress: (@Sendable (Int) -> Void)?

        public init(files: [String]) { self.files = files }
    }

    /// What came of it.
    public struct Summary: Sendable {
        public var counters = Engine.Counters()
        public var rejects = 0
        /// Where what was refused is kept.
        public var rejectsPath: String?
        /// Reports of a status, those among them that say that a payment did not come about, requests to cancel, and
        /// where they are kept.
        public var statusReports = 0
        public var refusedByBanks = 0
        public var cancellationRequests = 0
        public var reportsPath: String?
        public var accounts = 0
        public var suspended = 0
        /// Rows of the companions that were taken, and those that were refused.
        public var prices = 0
        public var priceRejects = 0
        /// In which a coin's price was handed in, and none of what it could be mistaken for.
        public var currenciesWithoutReference: [String] = []
        public var accountRejects = 0
        /// Seconds: reading and parsing (another thread), deciding, writing, and all together.
        public var readSeconds = 0.0
        public var decideSeconds = 0.0
        public var writeSeconds = 0.0
        public var seconds = 0.0
        /// The first few refusals, for the person at the terminal.
        public var firstRejects: [String] = []
        public var emptyFiles: [String] = []
        /// Inputs that broke off: what came before the break has been decided, and so have the other inputs.
        public var failures: [SourceError] = []
        public var stateHash: UInt64 = 0
        public var rulesVersion = ""
        /// How often each rule of the live set held, and how often it had no value.
        public var ruleHits: [(id: String, hits: Int, failures: Int)] = []
    }

    private let options: Options
    private var engine: Engine
    private var summary = Summary()
    private var ids = PaymentIDs(from: 1)
    private var sequence: UInt64 = 0
    private var quotes: ArraySlice<PriceQuote> = []
    private var effects = Effects()
    /// Journal and database, with `--data`.
    private var record: ScreeningRecord?
    /// What the folder had counted before this run.
    private var before = Engine.Counters()
    private var siteAlerts: FileSink?

    public init(_ options: Options) {
        self.options = options
        engine = Engine(seed: 0x5745_4952, without: options.without)
    }

    public static func run(_ options: Options) throws -> Summary {
        var screening = Screening(options)
        return try screening.run()
    }

    private mutating func run() throws -> Summary {
        let start = Clock.seconds
        let decisions = try options.decisions.map { path throws(SourceError) in try FileSink(path: path) }
        let alerts = try options.alerts.map { path throws(SourceError) in try FileSink(path: path) }
        siteAlerts = alerts
        let features = try options.features.map { path throws(SourceError) in try FileSink(path: path) }
        let names = ["account", "payments", "minute"] + Engine.featureNames
        // Weights are to be fitted to what accounts do undisturbed.
        engine.onlyLooksOn = features != nil && !options.isActing
        features?.line { $0 += Array(names.joined(separator: ",").utf8) }
        if let model = options.model, let flaw = engine.use(model: model) { throw ModelError(flaw: flaw) }
        try openRecord()
        try installRules()
        let rejects = try RejectFile.open(options.rejects, data: options.data)
        try readCompanions(rejects)
        try readLists()
        let scout = options.data == nil ? engine.sendScout(expecting: quotes) : nil as Scout?
        let reports = try ReportFile(options.reports, data: options.data)
        let reader = try ScreeningReader(options, scout, rejects, reports)
        reader.start()
        while let batch = reader.channel.take() {
            try decide(batch, reader, decisions, alerts, features)
            options.progress?(summary.counters.decided)
        }
        try features?.finish()
        try finish(reader, decisions, alerts)
        summary.seconds = Clock.seconds - start
        return summary
    }

    /// Goes on from what the data folder holds.
    private mutating func openRecord() throws {
        guard let directory = options.data else { return }
        let record = try ScreeningRecord.open(directory, &engine)
        record.start()
        self.record = record
        sequence = record.sequence
        ids = PaymentIDs(from: sequence + 1)
        before = engine.counters
        try nameVersion()
    }

    /// Has the journal name the version that decides from here on: a server that reads it on would otherwise take what
    /// is screened here for another version's.
    private mutating func nameVersion() throws {
        guard engine.versions.last?.name != Engine.semantics else { return }
        var act = ActRequest(.version, at: Clock.now, by: Measure.weir, role: nil)
        act.text = Engine.semantics
        try apply(.act, InputBytes.encode(act))
    }

    /// A folder that has a rule set keeps it: changing one is a matter of trial and signatures.
    private mutating func installRules() throws {
        guard let bytes = options.rules, let set = RuleSetBytes.decode(bytes.span.bytes) else { return }
        if let live = engine.liveRules {
            guard live.version != set.version else { return }
            throw DeskError("\(options.data ?? ""): the rule set \(live.version) is live there, not \(set.version)")
        }
        let now = Clock.now
        try apply(.rules, InputBytes.encode(RuleRequest(.install, set: bytes, by: "weir screen", at: now)))
        if case .refused(let reason) = effects.verdict { throw DeskError(reason) }
    }

    private mutating func readCompanions(_ rejects: RejectFile?) throws {
        if let path = options.accounts {
            let facts = try CompanionCSV.accounts(of: path) { refusal, row in
                summary.accountRejects += 1
                note(path, refusal)
                rejects?.add(path, refusal, row.span.bytes)
            }
            for fact in facts {
                let bytes = InputBytes.encode(fact, at: fact.opened ?? Instant(milliseconds: 0))
                try apply(.account, bytes)
            }
        }
        if let path = options.prices {
            quotes = try CompanionCSV.prices(of: path) { refusal, row in
                summary.priceRejects += 1
                note(path, refusal)
                rejects?.add(path, refusal, row.span.bytes)
            }[...]
            summary.prices = quotes.count
        }
    }

    /// Lists as the next version of what the data folder knows; one that is the same is not taken in again.
    private mutating func readLists() throws {
        for var list in options.lists {
            let known = engine.outside.lists.first { $0.name == list.name }
            if let known, known.entries == list.entries, known.role == list.role { continue }
            list.version = (known?.version ?? 0) + 1
            for (type, bytes) in ListInputs.of(list) { try apply(type, bytes) }
        }
        for (type, bytes) in options.outside { try apply(type, bytes) }
    }

    private mutating func note(_ path: String, _ refusal: Refusal) {
        if summary.firstRejects.count < 5 {
            summary.firstRejects.append("\(path):\(refusal.line): \(refusal.message)")
        }
    }

    private mutating func apply(_ type: InputType, _ bytes: [UInt8]) throws {
        sequence += 1
        try record?.append(type, bytes.span.bytes)
        ids.skip()
        engine.apply(type: type.rawValue, payload: bytes.span.bytes, sequence: sequence, effects: &effects)
        if siteAlerts != nil, type == .site || type == .codeOwner { writeSites(paymentID: "") }
    }

    // MARK: Deciding

    private mutating func decide(
        _ batch: RecordBatch, _ reader: ScreeningReader, _ decisions: FileSink?, _ alerts: FileSink?,
        _ features: FileSink?
    ) throws {
        let start = Clock.seconds
        for i in 0..<batch.count {
            let scouted = engine.prefetch(batch, before: i)
            let payment = batch[i]
            while let quote = quotes.first, quote.at <= payment.at {
                try apply(.price, InputBytes.encode(quote))
                quotes = quotes.dropFirst()
            }
            sequence += 1
            ids.append(payment.id)
            try record?.append(.payment, payment.bytes)
            if let record {
                record.apply(.payment, payment.bytes, sequence, &engine, &effects)
            } else {
                engine.apply(payment, scouted: scouted, sequence: sequence, effects: &effects)
            }
            record?.add(effects, payment.bytes, sequence)
            switch effects.verdict {
            case .decided(let decision):
                decisions?.line { out in
                    DecisionJSON.append(
                        id: payment.id, at: payment.at, decision: decision, rulesVersion: effects.rulesVersion, to: &out
                    )
                }
            case .conflict:
                reader.reject(
                    payment, line: batch.lines[i], reason: "was used before by another payment; this one is not decided"
                )
            case .duplicate, .none, .refused: break
            }
            if !effects.alerts.isEmpty { write(effects.alerts, alerts) }
            if siteAlerts != nil, !effects.acts.isEmpty { writeSites(paymentID: payment.id.text) }
            if let features {
                write(payment.payer, features)
                write(payment.payee, features)
            }
        }
        try record?.commit()
        try decisions?.check()
        try alerts?.check()
        summary.decideSeconds += Clock.seconds - start
    }

    private func write(_ account: RawSpan, _ features: FileSink) {
        guard let row = engine.featureRow(account) else { return }
        features.line { out in
            out += account.array
            out += Array((",\(row.payments),\(row.minute)," + row.values.map { "\($0)" }.joined(separator: ",")).utf8)
        }
    }

    private func write(_ raised: [Alert], _ sink: FileSink?) {
        for alert in raised {
            sink?.line { $0 += AlertJSON.object(alert) { ids[$0] }.closed }
        }
    }

    /// Sites that the last input has raised, or put before people to be blocked.
    private func writeSites(paymentID: String) {
        for act in effects.acts where act.type == "site.raised" {
            let why = act.facts.first { $0.name == "why" }?.value ?? ""
            writeSite(act.subject, .fourthPartySite, act.at, [], Self.words(why), paymentID)
        }
        for measure in effects.measures where measure.kind == .blockSite && measure.state == .proposed {
            let typology = measure.typology ?? .exchangeGateway
            writeSite(measure.account, typology, measure.at, [.blockSite], measure.ground, paymentID)
        }
    }

    private func writeSite(
        _ host: String, _ typology: Typology, _ at: Instant, _ measures: [MeasureKind], _ text: String,
        _ paymentID: String
    ) {
        let view = engine.site(host)
        let before = Int(view?.payments ?? 0) - (paymentID.isEmpty ? 0 : 1)
        let line = AlertJSON.site(
            host, typology, score: view?.score ?? 0, at: at, paymentID: paymentID, paymentsBefore: max(0, before),
            measures: measures, explanation: text)
        siteAlerts?.line { $0 += line.closed }
    }

    private static func words(_ why: String) -> String {
        switch why {
        case "payees_rotate": "Payments over this site go to persons who take turns."
        case "feeds_suspect": "A payment over this site went to an account that is under an alert."
        default: why
        }
    }

    private mutating func finish(_ reader: ScreeningReader, _ decisions: FileSink?, _ alerts: FileSink?) throws {
        try record?.close()
        try decisions?.finish()
        try alerts?.finish()
        let report = try reader.finish()
        summary.counters = engine.counters.since(before)
        summary.rejects = report.rejects
        summary.rejectsPath = report.rejectsPath
        summary.statusReports = report.reports.statuses
        summary.refusedByBanks = report.reports.refused
        summary.cancellationRequests = report.reports.cancellations
        summary.reportsPath = report.reportsPath
        summary.firstRejects += report.firstRejects
        summary.emptyFiles = report.emptyFiles
        summary.failures = report.failures
        summary.readSeconds = report.seconds
        summary.accounts = engine.accountCount
        summary.currenciesWithoutReference = engine.currenciesWithoutReference.map(\.code)
        summary.suspended = engine.measures.count { $0.kind == .suspendTransfers && $0.state.isInForce }
        summary.stateHash = engine.stateHash
        summary.rulesVersion = engine.rulesVersion
        if let live = engine.liveRules {
            summary.ruleHits = live.set.rules.indices.map { (live.set.rules[$0].id, live.hits[$0], live.failures[$0]) }
        }
    }
}

/// Wall-clock and processor time for reports; decisions never see it.
package enum Clock {
    private static func read(_ clock: clockid_t) -> Double {
        var time = timespec()
        unsafe clock_gettime(clock, &time)
        return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
    }

    static var seconds: Double { read(CLOCK_MONOTONIC) }

    package static var microseconds: Int64 { Int64(seconds * 1e6) }

    static var nanoseconds: Int64 {
        var time = timespec()
        unsafe clock_gettime(CLOCK_MONOTONIC, &time)
        return Int64(time.tv_sec) * 1_000_000_000 + Int64(time.tv_nsec)
    }

    /// The time of day, for what people do through the API.
    static var now: Instant {
        var time = timespec()
        unsafe clock_gettime(CLOCK_REALTIME, &time)
        return Instant(milliseconds: Int64(time.tv_sec) * 1000 + Int64(time.tv_nsec) / 1_000_000)
    }
}

/// A model that cannot be asked.
private struct ModelError: Error, CustomStringConvertible {
    let flaw: String
    var description: String { "the model cannot be used: \(flaw)" }
}
