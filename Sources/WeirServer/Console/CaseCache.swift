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
        let new = try await acting.read { $0.cases(changedAfter: mark, limit: Self.portion) }
        return kept.withLock { kept in
            // Another visitor has come first: what was read is older than what is here.
            guard kept.caseMark == mark else { return true }
            for entry in new.entries { kept.take(entry) }
            kept.caseMark = new.next
            return new.hasMore
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
        fileprivate var caseMark = 0
        fileprivate var measureMark = 0
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
    }

    struct MeasureMark: BitwiseCopyable {
        var state: MeasureState
        var kind: MeasureKind
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
    fileprivate mutating func take(_ entry: Case) {
        let place = entry.number - 1
        let row = CaseCache.Row(
            due: entry.due.milliseconds, opened: entry.opened.milliseconds, alerts: Int32(clamping: entry.alerts.count),
            score: 0, typology: -1, state: entry.state, isNobodys: entry.assignee.isEmpty)
        if place < cases.count {
            cases[place] = entry
            rows[place] = row
            names[place] = CaseNames(entry)
        } else {
            cases.append(entry)
            rows.append(row)
            names.append(CaseNames(entry))
        }
        rate(place)
    }

    fileprivate mutating func take(_ entry: Measure) {
        let place = entry.number - 1
        if place < measures.count {
            standing.count(measures[place], -1)
            measures[place] = entry
            measureMarks[place] = CaseCache.MeasureMark(state: entry.state, kind: entry.kind)
        } else {
            measures.append(entry)
            measureMarks.append(CaseCache.MeasureMark(state: entry.state, kind: entry.kind))
        }
        standing.count(entry, 1)
        if entry.state == .proposed { proposed.insert(entry.number) } else { proposed.remove(entry.number) }
    }

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
