import WeirDetection
import WeirDomain
public import WeirRuleSets
import WeirRules

/// The rule sets of an engine: the live one, the one on trial, and the one that was live before.
struct RuleBook: ~Copyable {
    private(set) var live: RuleSeat?
    private(set) var trial: RuleSeat?
    private(set) var previous: RuleSeat?
    /// What all of them have kept.
    private(set) var windows = SlotTable()
    /// Until when the windows of the set before go on counting, in milliseconds: nothing is missing in them where it is
    /// brought back. The greatest number before the first payment after it was replaced; `nil` once it is over.
    private var previousUntil: Int64?
    /// Rises with every change, so that a version's text is handed out only when it changes.
    private(set) var mark: UInt32 = 0
    /// Whether the live set has been brought back by a rollback.
    private var isBack = false
    private var authors = RuleAuthors()

    var isEmpty: Bool { live == nil && trial == nil }

    // Mutating although it changes nothing: for a look through a borrow the whole book would be copied.

    /// The set that decides a payment: the trial as a canary for its share of the payees, else the live one.
    mutating func seat(for payment: borrowing PaymentView) -> RuleSeat? {
        guard let trial, trial.stage == .canary else { return live }
        return Self.share(of: payment.payee) < trial.permille ? trial : live
    }

    /// Lets the sets that run see a payment that has been counted.
    /// - Parameter readsAll: reads also what has not mattered, so that it can be shown.
    @inline(__always)
    mutating func observe(
        _ payment: borrowing PaymentView, _ parties: inout RuleParties, _ detector: inout Detector, readsAll: Bool
    ) {
        live?.observe(payment, &parties, &windows, &detector, readsAll: readsAll)
        trial?.observe(payment, &parties, &windows, &detector, readsAll: readsAll)
    }

    /// 0 … 999 by the account's id alone: the same accounts for every canary, in every process.
    static func share(of account: RawSpan) -> Int {
        Int(Hash64(seed: 0x4341_4E41_5259)(account) % 1_000)
    }

    // MARK: Requests

    /// Carries out a request, or says why not. Nothing changes unless all of it can be done.
    ///
    /// - Parameter people: who may sign, and who of them are one hand.
    mutating func apply(
        _ request: RuleRequest, accounts: Int, people: ActBook = ActBook()
    ) -> Result<RuleNews, RefusedRequest> {
        do throws(RefusedRequest) {
            let news: RuleNews
            switch request.event {
            case .install: news = try install(request)
            case .shadow: news = try shadow(request)
            case .canary: news = try canary(request, people)
            case .approve: news = try approve(request, accounts, people)
            case .rollBack: news = try rollBack(request)
            case .withdraw: news = try withdraw(request)
            }
            mark += 1
            letGo()
            return .success(news)
        } catch { return .failure(error) }
    }

    private func compile(_ request: RuleRequest) throws(RefusedRequest) -> CompiledRules {
        guard let set = RuleSetBytes.decode(request.set.span.bytes) else {
            throw RefusedRequest(reason: "the bytes are no rule set of this version")
        }
        if let flaw = TypologyCheck.flaws(set.typologies, indicators: Engine.weighedNames).first {
            let name = set.typologies[flaw.table].typology.name
            throw RefusedRequest(reason: "the rule set \(set.name) is not sound: typology \(name): \(flaw.message)")
        }
        switch CompiledRules.compile(set) {
        case .success(let compiled): return compiled
        case .failure(let flaws):
            let first = flaws.flaws.first
            let rule = first?.rule.map { "rule '\(set.rules[$0].id)', " } ?? ""
            let words = first.map { "\(rule)\($0.part.rawValue): \($0.diagnostic.message)" } ?? ""
            throw RefusedRequest(reason: "the rule set \(set.name) is not sound: \(words)")
        }
    }

    private mutating func install(_ request: RuleRequest) throws(RefusedRequest) -> RuleNews {
        if let live {
            throw RefusedRequest(reason: "the rule set \(live.compiled.version) is live: a new one is tried beside it")
        }
        let compiled = try compile(request)
        let seat = RuleSeat(compiled, by: request.by, stage: .live, places: windows.places(for: compiled.plan))
        authors.note(request.by, compiled.version)
        live = seat
        return news(.live, seat, request)
    }

    /// Makes a set live that has been compiled, in a book that is empty.
    /// - Parameter seat: what this gave for a book before, which is gone: the work is not done again.
    mutating func install(_ compiled: CompiledRules, again seat: RuleSeat?) -> RuleSeat {
        precondition(isEmpty, "a set is live already")
        let places = windows.places(for: compiled.plan)
        let next: RuleSeat
        if let seat, seat.compiled === compiled, seat.places == places {
            seat.forgetsComparison()
            next = seat
        } else {
            next = RuleSeat(compiled, by: "test", stage: .live, places: places)
        }
        live = next
        mark += 1
        letGo()
        return next
    }

    private mutating func shadow(_ request: RuleRequest) throws(RefusedRequest) -> RuleNews {
        let compiled = try compile(request)
        if let trial, trial.stage == .canary {
            throw RefusedRequest(reason: "\(trial.compiled.version) is on trial as a canary: withdraw it first")
        }
        if let live, live.compiled.version == compiled.version {
            throw RefusedRequest(reason: "\(compiled.version) is live already")
        }
        let seat = RuleSeat(compiled, by: request.by, stage: .shadow, places: windows.places(for: compiled.plan))
        seat.others = authors.of(compiled.version).filter { $0 != request.by }
        authors.note(request.by, compiled.version)
        trial = seat
        return news(.shadow, seat, request)
    }

    private func onTrial(_ request: RuleRequest) throws(RefusedRequest) -> RuleSeat {
        guard let trial else { throw RefusedRequest(reason: "no rule set is on trial") }
        guard request.version.isEmpty || request.version == trial.compiled.version else {
            throw RefusedRequest(
                reason:
                    "\(request.version) is not on trial: \(trial.compiled.version) is, in its stage \(trial.stage.name)"
            )
        }
        return trial
    }

    private mutating func canary(_ request: RuleRequest, _ people: ActBook) throws(RefusedRequest) -> RuleNews {
        let seat = try onTrial(request)
        guard (1...500).contains(request.permille), let next = seat.stage.after(.canary) else {
            throw RefusedRequest(reason: "a canary decides for 1 to 500 thousandths of the payees")
        }
        // A canary decides: beyond a small share somebody else has to want it too.
        let authors = Self.authors(of: seat, people)
        guard request.permille <= Limits.ownCanaryPermille || !authors.contains(request.by) else {
            throw RefusedRequest(
                reason: "\(request.by) handed \(seat.compiled.version) in, and may let it decide for "
                    + "\(Limits.ownCanaryPermille) in 1,000 payees alone: for more, somebody else has to ask")
        }
        try needVouched(request, seat, people)
        let declining = people.decidesAsSeven ? Self.declining(seat.compiled.set, beyond: live?.compiled.set) : nil
        if let declining, authors.contains(request.by) {
            throw RefusedRequest(
                reason: "\(request.by) handed \(seat.compiled.version) in, and its rule '\(declining)' declines "
                    + "payments: somebody else has to ask")
        }
        if request.permille > Limits.ownCanaryPermille || declining != nil,
            let other = people.sameHand(as: request.by, among: authors, at: request.at)
        {
            throw RefusedRequest(
                reason: "\(request.by) and \(other.name) are one hand: \(other.why). It needs somebody else")
        }
        seat.stage = next
        seat.permille = request.permille
        return news(.canary, seat, request)
    }

    /// Whose matter a set is: of all who have handed it in, whoever did last. Versions before knew of that one alone.
    private static func authors(of seat: RuleSeat, _ people: ActBook) -> [String] {
        [seat.by] + (people.decidesAsFourteen ? seat.others : [])
    }

    /// A rule of a set that declines what the live one does not, by the same rule and the same lists. Nobody is told of
    /// what a rule declines, and it may name one account: however small its share, it is nobody's own matter.
    private static func declining(_ set: RuleSet, beyond live: RuleSet?) -> String? {
        set.rules.first { rule in
            let declines = rule.yields.contains { if case .decision(.decline, _, _) = $0 { true } else { false } }
            return declines && !(live.map { $0.rules.contains(rule) && $0.lists == set.lists } ?? false)
        }?.id
    }

    /// A set decides for everybody, and nobody is told of what a rule declines: neither who hands it in nor who has it
    /// decide is somebody whom one person has let in and nobody else knows.
    private func needVouched(
        _ request: RuleRequest, _ seat: RuleSeat, _ people: ActBook
    ) throws(RefusedRequest) {
        guard people.decidesAsSeven else { return }
        if let waits = people.waitsForSecond(request.by) ?? people.waitsForSecond(seat.by) {
            throw RefusedRequest(reason: waits)
        }
    }

    /// One signature by another person makes the set live; two where it would reach further than the guard allows, or
    /// has not seen enough payments for the guard to know.
    private mutating func approve(
        _ request: RuleRequest, _ accounts: Int, _ people: ActBook
    ) throws(RefusedRequest) -> RuleNews {
        let seat = try onTrial(request)
        let authors = Self.authors(of: seat, people)
        guard !request.by.isEmpty, !authors.contains(request.by) else {
            let name = request.by.isEmpty ? seat.by : request.by
            throw RefusedRequest(reason: "\(name) handed \(seat.compiled.version) in: somebody else has to sign")
        }
        guard !seat.approvers.contains(request.by) else {
            throw RefusedRequest(reason: "\(request.by) has signed already: another person has to")
        }
        try needVouched(request, seat, people)
        if people.hasLost(request.by) { throw RefusedRequest(reason: "\(request.by) may not sign any more") }
        if let other = people.sameHand(as: request.by, among: authors + seat.approvers, at: request.at) {
            throw RefusedRequest(
                reason: "\(request.by) and \(other.name) are one hand: \(other.why). It needs somebody else")
        }
        // Whoever has lost the right to sign since is not counted.
        seat.approvers.removeAll { people.hasLost($0) }
        seat.approvers.append(request.by)
        let standing = RuleStanding(seat, windows, accounts: accounts, countsMoneyAlone: people.decidesAsTwelve)
        guard !standing.needsTwo || seat.approvers.count >= 2 else {
            return news(seat.stage, seat, request, note: "needs one more signature: " + standing.why)
        }
        guard let next = seat.stage.after(.promote) else {
            throw RefusedRequest(reason: "\(seat.compiled.version) cannot go live from its stage \(seat.stage.name)")
        }
        live?.stage = .retired
        previous = live
        previousUntil = live == nil ? nil : Int64.max
        isBack = false
        seat.stage = next
        seat.permille = 0
        live = seat
        trial = nil
        return news(.live, seat, request)
    }

    private mutating func rollBack(_ request: RuleRequest) throws(RefusedRequest) -> RuleNews {
        guard let current = live else { throw RefusedRequest(reason: "no rule set is live") }
        guard request.version.isEmpty || request.version == current.compiled.version else {
            throw RefusedRequest(reason: "\(request.version) is not live: \(current.compiled.version) is")
        }
        // Twice in a hurry must not leave the platform without rules.
        guard !isBack || !request.version.isEmpty else {
            throw RefusedRequest(
                reason: "\(current.compiled.version) has been brought back: name its version to go without rules")
        }
        // What is on trial was compared with the set that goes, and signed by that.
        if let trial { trial.forgetsComparison() }
        current.stage = .retired
        let back = returning()
        live = back
        back?.stage = .live
        // The one rolled back from can be rolled forward to by trying it again, not by another rollback.
        (previous, previousUntil) = (nil, nil)
        isBack = back != nil
        guard let back else { return RuleNews(stage: .retired, version: current.compiled.version, by: request.by) }
        return news(.live, back, request, note: "instead of \(current.compiled.version)")
    }

    /// The set before, with its windows; those that have been let go begin anew.
    private mutating func returning() -> RuleSeat? {
        guard let seat = previous, previousUntil == nil else { return previous }
        let again = RuleSeat(
            seat.compiled, by: seat.by, stage: seat.stage, places: windows.places(for: seat.compiled.plan))
        again.others = seat.others
        again.approvers = seat.approvers
        again.work.tally = seat.work.tally
        return again
    }

    private mutating func withdraw(_ request: RuleRequest) throws(RefusedRequest) -> RuleNews {
        let seat = try onTrial(request)
        seat.stage = .retired
        trial = nil
        return news(.retired, seat, request)
    }

    private func news(_ stage: RuleStage, _ seat: RuleSeat, _ request: RuleRequest, note: String = "") -> RuleNews {
        RuleNews(stage: stage, version: seat.compiled.version, by: request.by, note: note)
    }

    // MARK: Counting

    /// Counts a payment in the windows of all sets.
    @inline(__always)
    mutating func count(_ payment: borrowing PaymentView, _ parties: inout RuleParties) {
        if let until = previousUntil, payment.at.milliseconds >= until || until == Int64.max { turn(to: payment.at) }
        windows.count(payment, &parties)
    }

    /// The same for a book of one set that never changes, which asks for nothing of the parties.
    @inline(__always)
    mutating func count(
        _ payment: borrowing PaymentView, _ payer: AccountIndex, _ payee: AccountIndex,
        _ nobody: borrowing RuleParties
    ) {
        windows.count(payment, payer, payee, nobody)
    }

    private mutating func turn(to at: Instant) {
        guard previousUntil == Int64.max else {
            previousUntil = nil
            return letGo()
        }
        previousUntil = at.advanced(bySeconds: Limits.ruleBackSeconds).milliseconds
    }

    /// Lets windows go that no set counts in any more.
    private mutating func letGo() {
        var used: Set<Int> = []
        var needsTimes = false
        for seat in [live, trial, previousUntil == nil ? nil : previous] {
            guard let seat else { continue }
            used.formUnion(seat.places)
            needsTimes = needsTimes || seat.plan.needsLast
        }
        windows.keep(only: used, times: needsTimes)
    }

    // MARK: Snapshots and digest

    func save(to writer: borrowing StateWriter) {
        writer.write(mark)
        writer.write(isBack)
        writer.write(previousUntil != nil)
        writer.write(previousUntil ?? 0)
        windows.save(to: writer)
        authors.save(to: writer)
        for seat in [live, trial, previous] {
            writer.write(seat != nil)
            guard let seat else { continue }
            writer.write(RuleSetBytes.encode(seat.compiled.set))
            writer.write(seat.by)
            writer.write(texts: seat.others)
            writer.write(seat.approvers.count)
            for approver in seat.approvers { writer.write(approver) }
            writer.write(seat.stage.rawValue)
            writer.write(seat.permille)
            seat.work.tally.save(to: writer)
        }
    }

    mutating func load(from reader: borrowing StateReader) throws {
        mark = try reader.read()
        isBack = try reader.read()
        let countsPrevious = try reader.read(Bool.self)
        let until: Int64 = try reader.read()
        previousUntil = countsPrevious ? until : nil
        try windows.load(from: reader)
        try authors.load(from: reader)
        live = try seat(from: reader, runs: true)
        trial = try seat(from: reader, runs: true)
        previous = try seat(from: reader, runs: countsPrevious)
    }

    private mutating func seat(from reader: borrowing StateReader, runs: Bool) throws -> RuleSeat? {
        guard try reader.read(Bool.self) else { return nil }
        let bytes: [UInt8] = try reader.readArray()
        guard let set = RuleSetBytes.decode(bytes.span.bytes),
            TypologyCheck.flaws(set.typologies, indicators: Engine.weighedNames).isEmpty,
            case .success(let compiled) = CompiledRules.compile(set)
        else { throw StateReader.Flaw("a rule set that cannot be read") }
        let by = try reader.readText()
        let others = try reader.readTexts()
        var approvers: [String] = []
        for _ in 0..<(try reader.count()) { approvers.append(try reader.readText()) }
        guard let stage = RuleStage(rawValue: try reader.read()) else {
            throw StateReader.Flaw("a rule set in a strange stage")
        }
        let seat = RuleSeat(
            compiled, by: by, stage: stage, places: runs ? windows.places(for: compiled.plan) : [])
        seat.others = others
        seat.approvers = approvers
        seat.permille = try reader.read()
        try seat.work.tally.load(from: reader)
        return seat
    }

    func hash(into hasher: inout StateHasher) {
        for seat in [live, trial, previous] {
            guard let seat else { continue }
            hasher.take(seat.compiled.version)
            hasher.take(seat.stage.rawValue)
            hasher.take(seat.permille)
            hasher.take(seat.work.tally.seen)
        }
        hasher.take(previousUntil ?? 0)
        windows.hash(into: &hasher)
    }
}

/// What has become of a rule set.
public struct RuleNews: Hashable, Sendable {
    public var stage: RuleStage
    public var version: String
    public var by: String
    public var note = ""
}
