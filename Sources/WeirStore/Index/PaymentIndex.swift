internal import Glibc
internal import Synchronization
internal import WeirDomain

/// Finds payments in the journal by their id and by their accounts, and accounts by the devices and cards they used.
///
/// Nearly all decisions are plain allows, which follow from the payment alone: a row in the database for each would be
/// the slowest part of deciding it. So the journal keeps the payments, this index finds them, and only other decisions
/// have rows. New entries are held in memory, written as a sorted file (a run) now and then, and runs of like size are
/// merged, so that there are never many. A run is written once, has a checksum on every page, and is named by the
/// stretch of the journal that it covers. Everything can be made again from the journal.
public final class PaymentIndex: Sendable {
    private struct Pending {
        var batch: IndexBatch
        /// The stretch that is in memory only; empty when `last` is below `first`.
        var first: UInt64
        var last: UInt64
    }

    private struct State {
        var runs: [IndexRun]
        var pending: Pending
        var isMerging = false
        var trouble: String?
    }

    public let directory: String
    /// The first sequence that the index is about: what was decided before has rows.
    public let first: UInt64
    private let seed: UInt64
    let hash: Hash64
    private let state: Mutex<State>

    /// Entries that are written as a run: some 12 MB, a tenth of a second.
    public static let runPayments = 1 << 18
    /// Runs of like size that are merged into one.
    private static let fanIn = 8

    /// Opens the index in a folder, which is made if it is missing. A run that is damaged, and all that come after it,
    /// are left out and made again.
    /// - Parameters:
    ///   - isNew: whether the database is new: what an earlier one had marked counts no more.
    ///   - through: the last input there is; a run that goes beyond it is of another journal.
    ///   - note: called with a sentence for each run that had to be passed over.
    public init(
        directory: String, first: UInt64, seed: UInt64, isNew: Bool = false, through: UInt64 = .max,
        note: (String) -> Void = { _ in }
    ) throws(StoreError) {
        if mkdir(directory, 0o700) != 0, errno != EEXIST { throw IndexRun.failure(directory, "cannot be made") }
        self.directory = directory
        self.first = first
        self.seed = seed
        hash = Hash64(seed: IndexBatch.seed(seed))
        if isNew { for name in Self.names(directory) { unlink(directory + "/" + name) } }
        let runs = Self.openRuns(directory, first, through, note)
        let next = (runs.last?.head.last ?? first - 1) + 1
        state = Mutex(
            State(runs: runs, pending: Pending(batch: IndexBatch(seed: seed), first: next, last: next - 1)))
    }

    private static func names(_ directory: String) -> [String] {
        guard let stream = opendir(directory) else { return [] }
        defer { closedir(stream) }
        var names: [String] = []
        while let entry = readdir(stream) {
            names.append(
                withUnsafeBytes(of: &entry.pointee.d_name) {
                    String(decoding: $0.prefix { $0 != 0 }, as: UTF8.self)
                })
        }
        return names.filter { $0.hasPrefix("run-") || $0.hasPrefix("part-") }
    }

    private static func name(_ first: UInt64, _ last: UInt64) -> String {
        func padded(_ number: UInt64) -> String {
            let digits = String(number)
            return String(repeating: "0", count: 20 - digits.count) + digits
        }
        return "run-\(padded(first))-\(padded(last))"
    }

    /// The runs that follow on each other from `first` on; of two that begin alike the longer one. Others go.
    private static func openRuns(
        _ directory: String, _ first: UInt64, _ through: UInt64, _ note: (String) -> Void
    ) -> [IndexRun] {
        var runs: [IndexRun] = []
        for name in names(directory) {
            let path = directory + "/" + name
            do throws(StoreError) {
                guard name.hasPrefix("run-") else {
                    throw StoreError(code: .other, path: path, reason: "is unfinished")
                }
                let run = try IndexRun(path: path)
                guard name == Self.name(run.head.first, run.head.last) else {
                    throw StoreError(code: .corrupt, path: path, reason: "bears another's name")
                }
                runs.append(run)
            } catch {
                if name.hasPrefix("run-") { note("\(error); it is made again") }
                unlink(path)
            }
        }
        runs.sort { ($0.head.first, $1.head.last) < ($1.head.first, $0.head.last) }
        var kept: [IndexRun] = []
        var next = first
        for run in runs {
            if run.head.first == next, run.head.last <= through {
                kept.append(run)
                next = run.head.last + 1
            } else {
                unlink(run.path)
            }
        }
        return kept
    }

    // MARK: Writing

    /// The last sequence that is on the disk.
    public var written: UInt64 { state.withLock { $0.runs.last?.head.last ?? first - 1 } }
    /// The last sequence that can be found.
    public var through: UInt64 { state.withLock { $0.pending.last } }
    /// Payments that can be found.
    public var count: Int {
        state.withLock { state in state.runs.reduce(0) { $0 + $1.head.payments } + state.pending.batch.count }
    }
    public var pendingCount: Int { state.withLock { $0.pending.batch.count } }

    /// Adds what was decided up to a sequence number.
    public func add(_ batch: IndexBatch, through: UInt64) {
        state.withLock { state in
            guard through > state.pending.last else { return }
            let known = state.pending.last
            state.pending.batch.append(batch.first > known ? batch : batch.after(known))
            state.pending.last = through
        }
    }

    /// Writes what is in memory as a run. When this returns, it is on the disk.
    public func flush() throws(StoreError) {
        let pending = state.withLock { $0.pending }
        guard pending.last >= pending.first else { return }
        var batch = pending.batch
        IndexEntry.sort(&batch.payments)
        IndexEntry.sort(&batch.accounts)
        IndexEntry.sort(&batch.ties, isWhole: true)
        let path = directory + "/part-\(pending.first)"
        var writer = try IndexRunWriter(path: path, first: pending.first, last: pending.last)
        for entry in batch.payments { writer.append(entry, .payments) }
        writer.endList()
        for entry in batch.accounts { writer.append(entry, .accounts) }
        writer.endList()
        for entry in batch.ties { writer.append(entry, .ties) }
        writer.endList()
        try writer.finish()
        let run = try named(path, pending.first, pending.last)
        state.withLock { state in
            state.runs.append(run)
            let later = state.pending.batch
            state.pending.batch = later.dropFirst(pending.batch)
            state.pending.first = pending.last + 1
        }
    }

    /// Gives a finished run its name.
    private func named(_ path: String, _ first: UInt64, _ last: UInt64) throws(StoreError) -> IndexRun {
        let name = directory + "/" + Self.name(first, last)
        guard rename(path, to: name) else { throw IndexRun.failure(path, "cannot be named") }
        let folder = open(directory, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        defer { close(folder) }
        guard fsync(folder) == 0 else { throw IndexRun.failure(directory, "cannot be synced") }
        return try IndexRun(path: name)
    }

    private func rename(_ path: String, to name: String) -> Bool { unsafe Glibc.rename(path, name) == 0 }

    // MARK: Merging

    /// Merges runs of like size, if there are enough of them; answers whether it did. Takes its time: called from a
    /// thread that nobody waits for, one at a time.
    public func merge() throws(StoreError) -> Bool {
        guard let runs = runsToMerge(), let first = runs.first, let last = runs.last else { return false }
        let path = directory + "/part-merged"
        var writer = try IndexRunWriter(path: path, first: first.head.first, last: last.head.last)
        for list in IndexRun.List.allCases {
            var cursors: [IndexCursor] = []
            for run in runs { if let cursor = try IndexCursor(run, list) { cursors.append(cursor) } }
            while var least = cursors.indices.first {
                for i in cursors.indices.dropFirst() where cursors[i].entry < cursors[least].entry { least = i }
                writer.append(cursors[least].entry, list)
                if try !cursors[least].advance() { cursors.remove(at: least) }
            }
            writer.endList()
        }
        try writer.finish()
        let merged = try named(path, first.head.first, last.head.last)
        state.withLock { state in
            guard let place = state.runs.firstIndex(where: { $0 === first }) else { return }
            state.runs.replaceSubrange(place..<(place + runs.count), with: [merged])
        }
        for run in runs { unlink(run.path) }
        return true
    }

    /// The newest stretch of neighbours none of which is much larger than the others.
    private func runsToMerge() -> [IndexRun]? {
        let runs = state.withLock { $0.runs }
        var end = runs.count
        while end >= Self.fanIn {
            let group = Array(runs[(end - Self.fanIn)..<end])
            let sizes = group.map(\.head.payments)
            if let least = sizes.min(), let most = sizes.max(), most <= max(least, 1) * Self.fanIn || most < 4_096 {
                return group
            }
            end -= 1
        }
        return nil
    }

    /// Reads and checks every page of every run.
    public func verify() throws(StoreError) {
        for run in state.withLock({ $0.runs }) { try run.check() }
    }

    // MARK: Finding

    /// Payments whose id has this hash, oldest first. The reader compares the ids themselves.
    func payments(_ id: RawSpan) throws(StoreError) -> [IndexEntry] {
        try find(.payments, hash(id), in: 0..<(1 << 62), limit: 64, newestFirst: false)
    }

    /// Payments of accounts that have this hash within a range of sequences.
    func payments(
        of account: RawSpan, in range: Range<UInt64>, limit: Int, newestFirst: Bool
    ) throws(StoreError) -> [IndexEntry] {
        try find(.accounts, hash(account), in: range, limit: limit, newestFirst: newestFirst)
    }

    /// What may be in the runs, and what is not in them yet, under the upper half of a thing's hash.
    func ties(_ upper: UInt64) -> (runs: [IndexRun], fresh: [IndexEntry]) {
        state.withLock { state in
            (state.runs, state.pending.batch.ties.filter { $0.hash & ~0xFFFF_FFFF == upper })
        }
    }

    private func find(
        _ list: IndexRun.List, _ hash: UInt64, in range: Range<UInt64>, limit: Int, newestFirst: Bool
    ) throws(StoreError) -> [IndexEntry] {
        let (runs, fresh) = state.withLock { state -> ([IndexRun], [IndexEntry]) in
            let pending = list == .payments ? state.pending.batch.payments : state.pending.batch.accounts
            return (state.runs, pending.filter { $0.hash == hash && range.contains($0.sequence) })
        }
        var found: [IndexEntry] = []
        if newestFirst { found += fresh.reversed().prefix(limit) }
        for run in newestFirst ? runs.reversed() : runs {
            guard found.count < limit else { break }
            found += try run.find(list, hash, in: range, limit: limit - found.count, newestFirst: newestFirst)
        }
        if !newestFirst { found += fresh.prefix(max(0, limit - found.count)) }
        return found
    }
}

extension IndexBatch {
    /// The first sequence in it.
    fileprivate var first: UInt64 { payments.first?.sequence ?? .max }

    /// What comes after a sequence number.
    fileprivate func after(_ known: UInt64) -> IndexBatch {
        var rest = self
        rest.payments.removeAll { $0.sequence <= known }
        rest.accounts.removeAll { $0.sequence <= known }
        rest.ties.removeAll { $0.sequence <= known }
        return rest
    }

    /// What was added after an earlier copy of it.
    fileprivate func dropFirst(_ earlier: IndexBatch) -> IndexBatch {
        var rest = self
        rest.payments.removeFirst(earlier.payments.count)
        rest.accounts.removeFirst(earlier.accounts.count)
        rest.ties.removeFirst(earlier.ties.count)
        return rest
    }
}

/// Goes through a list of a run.
private struct IndexCursor {
    private let run: IndexRun
    private let list: IndexRun.List
    private var entries: [IndexEntry]
    private var page = 0
    private var place = 0

    /// `nil` for an empty list.
    init?(_ run: IndexRun, _ list: IndexRun.List) throws(StoreError) {
        guard run.head.count(list) > 0 else { return nil }
        self.run = run
        self.list = list
        entries = try run.entries(list, page: 0)
    }

    var entry: IndexEntry { entries[place] }

    /// `false` at the end.
    mutating func advance() throws(StoreError) -> Bool {
        place += 1
        if place < entries.count { return true }
        page += 1
        guard page < IndexRun.pages(run.head.count(list)) else { return false }
        entries = try run.entries(list, page: page)
        place = 0
        return true
    }
}
