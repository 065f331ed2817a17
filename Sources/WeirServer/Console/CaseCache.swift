import Synchronization
import WeirDomain
import WeirEngine
import WeirRuntime
import WeirStore

/// Cases and measures as the engine has them, kept beside it: pages that go through all of them ask the engine only for
/// what has changed since. Payments wait for nobody who looks at a queue of a hundred thousand cases.
final class CaseCache: Sendable {
    /// Changes taken over in one look at the engine: payments wait that long.
    private static let portion = 2_000

    private let kept = Mutex(Kept())

    /// Takes over what has changed.
    func refresh(_ acting: Acting) async throws {
        while try await refreshCases(acting) {}
        while try await refreshMeasures(acting) {}
        try kept.withLock { try $0.score(acting.desk.store) }
    }

    /// - Returns: whether there is more.
    private func refreshCases(_ acting: Acting) async throws -> Bool {
        let mark = kept.withLock { $0.caseMark }
        let (new, stakes) = try await acting.read { engine in
            let new = engine.cases(changedAfter: mark, limit: Self.portion)
            return (new, new.entries.map { Stake(engine, $0.accounts) })
        }
        return kept.withLock { kept in
            // Another visitor has come first: what was read is older than what is here.
            guard kept.caseMark == mark else { return true }
            for (entry, stake) in zip(new.entries, stakes) { kept.take(entry, stake) }
            kept.caseMark = new.next
            return new.hasMore
        }
    }

    /// Brings the sums that the queue is ordered by up to date, the oldest first: they change with every payment, so
    /// they are read again where a minute has passed, and not all of a hundred thousand for one page.
    func refreshStakes(_ acting: Acting, at time: ContinuousClock.Instant = .now) async throws {
        for _ in 0..<(ConsoleLimits.stakesAtOnce / Self.portion) {
            let wanted = kept.withLock { $0.staleStakes(Self.portion, at: time) }
            guard !wanted.isEmpty else { return }
            let lists = wanted.map(\.accounts)
            let stakes = try await acting.read { engine in lists.map { Stake(engine, $0) } }
            kept.withLock { kept in
                for (entry, stake) in zip(wanted, stakes) { kept.set(stake, of: entry.place) }
            }
        }
    }

    private func refreshMeasures(_ acting: Acting) async throws -> Bool {
        let mark = kept.withLock { $0.measureMark }
        let new = try await acting.read { $0.measures(changedAfter: mark, limit: Self.portion) }
        return kept.withLock { kept in
            guard kept.measureMark == mark else { return true }
            for entry in new.entries { kept.take(entry) }
            kept.measureMark = new.next
            return new.hasMore
        }
    }

    // MARK: Asking

    func read<R>(_ body: (borrowing Kept) throws -> R) rethrows -> R { try kept.withLock { try body($0) } }

    /// What is kept, under the lock.
    struct Kept: ~Copyable {
        fileprivate(set) var cases: [Case] = []
        fileprivate(set) var rows: [Row] = []
        fileprivate(set) var names: [CaseNames] = []
        fileprivate(set) var measures: [Measure] = []
        /// What lists of measures are filtered by.
        fileprivate(set) var measureMarks: [MeasureMark] = []
        fileprivate(set) var standing = Standing()
        /// Numbers of measures that wait for a signature.
        fileprivate(set) var proposed: Set<Int> = []
        /// Places of the cases that an account is in, or has been.
        fileprivate(set) var places: [ExactText: [Int]] = [:]
        /// How many open cases each person has that are not put off.
        fileprivate var openOf: [String: Int] = [:]
        /// Accounts on which measures stand or wait.
        fileprivate var actedOn: [ExactText: Acted] = [:]
        fileprivate var caseMark = 0
        fileprivate var measureMark = 0
        /// Where the next look at what came in begins, and when the one that goes on has begun.
        private var stakesRead: (place: Int, since: ContinuousClock.Instant?) = (0, nil)
        private var scores: [AlertScore?] = []
        /// Cases with alerts that are not in the database yet.
        private var unscored: Set<Int> = []
    }

    /// What a queue filters and sorts by.
    struct Row: BitwiseCopyable {
        var due: Int64
        var opened: Int64
        var alerts: Int32
        var score: Int16
        /// Its place in `Typology.allCases`; -1 while it is not known.
        var typology: Int8
        var state: Case.State
        var isNobodys: Bool
        /// Open, and put off for the time being.
        var isPostponed: Bool
        var stake = Stake()
        var acted = Acted()
    }

    /// How many measures have not ended, on an account or on all accounts of a case.
    struct Acted: BitwiseCopyable, Equatable {
        var waiting: Int32 = 0
        var inForce: Int32 = 0

        var isNone: Bool { waiting == 0 && inForce == 0 }

        fileprivate mutating func count(_ state: MeasureState, _ one: Int32) {
            if state.isInForce { inForce += one } else if !state.isEnded { waiting += one }
        }
    }

    /// What came in within thirty days on a case's accounts.
    struct Stake: BitwiseCopyable {
        var sum = Amount(minor: 0)
        /// `nil` where none of them has a currency yet.
        var currency: Currency?

        init() {}

        init(_ engine: borrowing Engine, _ accounts: [String]) {
            guard let all = engine.received(accounts.prefix(ConsoleLimits.stakeAccounts)) else { return }
            (sum, currency) = (all.sum, all.currency)
        }

        /// In thousandths of the currency's unit, so that sums with and without decimals compare. Nothing is changed
        /// into another currency.
        var size: Int64 {
            guard let currency else { return -1 }
            let (size, isTooMuch) = sum.minor.multipliedReportingOverflow(by: 1_000 / min(1_000, currency.scale))
            return isTooMuch ? .max : size
        }
    }

    struct MeasureMark: BitwiseCopyable {
        var state: MeasureState
        var kind: MeasureKind
        /// Its place in `MeasureGround.all`.
        var ground: Int8
        var isAutomatic: Bool
        /// When it ends by itself.
        var until: Int64?

        init(_ measure: Measure) {
            (state, kind, isAutomatic) = (measure.state, measure.kind, measure.isAutomatic)
            ground = MeasureGround.all.firstIndex(of: MeasureGround(measure)).map { Int8($0) } ?? -1
            until = measure.until?.milliseconds
        }
    }

    struct AlertScore {
        var typology: Typology
        var score: Int
    }

    /// Counts of measures by where they stand.
    struct Standing {
        var waiting = 0
        var unconfirmed = 0
        var failed = 0
        var inForce: [MeasureKind: Int] = [:]

        fileprivate mutating func count(_ measure: Measure, _ one: Int) {
            switch measure.state {
            case .proposed, .approved: waiting += one
            case .ordered:
                unconfirmed += one
                inForce[measure.kind, default: 0] += one
            case .confirmed: inForce[measure.kind, default: 0] += one
            case .failed: failed += one
            case .lifted, .expired, .refused, .withdrawn: break
            }
        }
    }
}

extension CaseCache.Kept {
    fileprivate mutating func take(_ entry: Case, _ stake: CaseCache.Stake) {
        let place = entry.number - 1
        let row = CaseCache.Row(
            due: entry.due.milliseconds, opened: entry.opened.milliseconds, alerts: Int32(clamping: entry.alerts.count),
            score: 0, typology: -1, state: entry.state, isNobodys: entry.assignee.isEmpty,
            isPostponed: entry.postponed != nil, stake: stake, acted: acted(on: entry.accounts))
        if place < cases.count {
            count(cases[place], -1)
            cases[place] = entry
            rows[place] = row
            names[place] = CaseNames(entry)
        } else {
            cases.append(entry)
            rows.append(row)
            names.append(CaseNames(entry))
        }
        for account in entry.accounts {
            let key = ExactText(account)
            if !(places[key]?.contains(place) ?? false) { places[key, default: []].append(place) }
        }
        count(entry, 1)
        rate(place)
    }

    private mutating func count(_ entry: Case, _ one: Int) {
        guard entry.state == .open, entry.postponed == nil, !entry.assignee.isEmpty else { return }
        let now = openOf[entry.assignee, default: 0] + one
        openOf[entry.assignee] = now == 0 ? nil : now
    }

    func open(of person: String) -> Int { openOf[person] ?? 0 }

    fileprivate mutating func take(_ entry: Measure) {
        let place = entry.number - 1
        var acted = actedOn[ExactText(entry.account)] ?? CaseCache.Acted()
        if place < measures.count { acted.count(measures[place].state, -1) }
        acted.count(entry.state, 1)
        note(acted, on: ExactText(entry.account))
        if place < measures.count {
            standing.count(measures[place], -1)
            measures[place] = entry
            measureMarks[place] = CaseCache.MeasureMark(entry)
        } else {
            measures.append(entry)
            measureMarks.append(CaseCache.MeasureMark(entry))
        }
        standing.count(entry, 1)
        if entry.state == .proposed { proposed.insert(entry.number) } else { proposed.remove(entry.number) }
    }

    // MARK: Measures on accounts

    private func acted(on accounts: [String]) -> CaseCache.Acted {
        var all = CaseCache.Acted()
        for account in accounts {
            guard let one = actedOn[ExactText(account)] else { continue }
            all.waiting += one.waiting
            all.inForce += one.inForce
        }
        return all
    }

    private mutating func note(_ acted: CaseCache.Acted, on account: ExactText) {
        guard acted != actedOn[account] ?? CaseCache.Acted() else { return }
        actedOn[account] = acted.isNone ? nil : acted
        let touched = places[account] ?? []
        for place in touched { rows[place].acted = self.acted(on: cases[place].accounts) }
    }

    // MARK: Money

    /// Open cases whose sums are to be read next; none while those of the latest pass are new enough. Whoever asks
    /// after this gets those behind them.
    fileprivate mutating func staleStakes(
        _ limit: Int, at time: ContinuousClock.Instant
    ) -> [(place: Int, accounts: [String])] {
        if stakesRead.place == 0 || stakesRead.place >= rows.count {
            let isNew = stakesRead.since.map { time < $0 + .seconds(ConsoleLimits.stakeSeconds) } ?? false
            guard !isNew else { return [] }
            stakesRead = (0, time)
        }
        var wanted: [(place: Int, accounts: [String])] = []
        while stakesRead.place < rows.count, wanted.count < limit {
            let place = stakesRead.place
            if rows[place].state == .open { wanted.append((place, cases[place].accounts)) }
            stakesRead.place += 1
        }
        return wanted
    }

    fileprivate mutating func set(_ stake: CaseCache.Stake, of place: Int) { rows[place].stake = stake }

    // MARK: Scores

    /// Alerts never change, so only new ones are read.
    fileprivate mutating func score(_ store: Store) throws {
        while true {
            let new = try store.alertScores(after: scores.count, limit: 10_000)
            for row in new {
                scores.append(Typology(name: row.typology).map { CaseCache.AlertScore(typology: $0, score: row.score) })
            }
            if new.count < 10_000 { break }
        }
        for place in unscored { rate(place) }
    }

    /// The strongest alert of a case.
    private mutating func rate(_ place: Int) {
        var isWhole = true
        for number in cases[place].alerts {
            guard number >= 1, number <= scores.count else {
                isWhole = false
                continue
            }
            guard let found = scores[number - 1], found.score > Int(rows[place].score) || rows[place].typology < 0,
                let typology = Typology.allCases.firstIndex(of: found.typology)
            else { continue }
            rows[place].score = Int16(clamping: found.score)
            rows[place].typology = Int8(typology)
        }
        if isWhole { unscored.remove(place) } else { unscored.insert(place) }
    }
}
