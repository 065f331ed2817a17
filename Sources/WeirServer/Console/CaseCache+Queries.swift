import WeirDomain
import WeirEngine

/// What pages ask of all cases and measures.
extension CaseCache.Kept {
    /// One page of the queue.
    struct Selection {
        var count = 0
        var rows: [(found: Case, top: (typology: Typology, score: Int)?)] = []
        /// Of each row: what the order by money went by.
        var stakes: [CaseCache.Stake] = []
    }

    func select(_ filter: QueueFilter, _ me: String, now: Instant) -> Selection {
        let (test, text) = (Test(filter, now), Array(filter.text.utf8))
        var smallest = Smallest(filter.page * ConsoleLimits.rows)
        for place in rows.indices where test.passes(rows[place]) && passes(place, filter, text, me) {
            smallest.add(test.key(rows[place], place), Int32(place))
        }
        let places = smallest.sorted.dropFirst((filter.page - 1) * ConsoleLimits.rows)
        return Selection(
            count: smallest.count, rows: places.map { (cases[Int($0)], top(Int($0))) },
            stakes: places.map { rows[Int($0)].stake })
    }

    private func passes(_ place: Int, _ filter: QueueFilter, _ text: [UInt8], _ me: String) -> Bool {
        if filter.whose == "me", cases[place].assignee != me { return false }
        return text.isEmpty || names[place].hold(text)
    }

    func top(_ place: Int) -> (typology: Typology, score: Int)? {
        let row = rows[place]
        return row.typology < 0 ? nil : (Typology.allCases[Int(row.typology)], Int(row.score))
    }

    /// The most urgent open case that nobody has, otherwise of one's own; none that is put off.
    func next(for me: String) -> (number: Int, isFree: Bool)? {
        var best: (due: Int64, place: Int, isFree: Bool)?
        for place in rows.indices where rows[place].state == .open && !rows[place].isPostponed {
            let isFree = rows[place].isNobodys
            guard isFree || cases[place].assignee == me else { continue }
            if let best {
                if best.isFree != isFree {
                    if best.isFree { continue }
                } else if rows[place].due >= best.due {
                    continue
                }
            }
            best = (rows[place].due, place, isFree)
        }
        return best.map { ($0.place + 1, $0.isFree) }
    }

    /// Open cases: how many, how many are nobody's, how many over their time, and since when the oldest waits. What is
    /// put off is counted by itself, as the queue shows it, and with what is over its time.
    func queue(now: Instant) -> Overview.Cases {
        var counts = Overview.Cases()
        for row in rows where row.state == .open {
            if row.due < now.milliseconds { counts.over += 1 }
            if row.isPostponed {
                counts.postponed += 1
                continue
            }
            counts.open += 1
            if row.isNobodys { counts.nobodys += 1 }
            counts.count(age: now.milliseconds - row.opened)
            if counts.oldest.map({ row.opened < $0.milliseconds }) ?? true {
                counts.oldest = Instant(milliseconds: row.opened)
            }
        }
        return counts
    }

    /// The newest cases whose accounts begin so, that carry the tag, or that are somebody's.
    func cases(about words: String, limit: Int) -> [Case] {
        let text = Array(words.utf8)
        var found: [Case] = []
        for place in names.indices.reversed() {
            let isMeant =
                cases[place].assignee == words
                || names[place].hold(text)
                    && (cases[place].accounts.contains { $0.hasPrefix(words) } || cases[place].tags.contains(words))
            if isMeant { found.append(cases[place]) }
            if found.count == limit { break }
        }
        return found
    }

    /// Cases with an account, but those that went into another.
    func cases(of account: String) -> [Int] {
        (places[ExactText(account)] ?? []).filter { rows[$0].state != .merged }.sorted().map { $0 + 1 }
    }

    /// The newest cases with any of some accounts, each once.
    func cases(ofAny accounts: [String], limit: Int) -> [Case] {
        Set(accounts.flatMap { cases(of: $0) }).sorted(by: >).prefix(limit).map { cases[$0 - 1] }
    }

    /// The newest other cases on the accounts of one, of whatever state.
    func others(than found: Case, accounts: Int, limit: Int) -> [Case] {
        let numbers = Set(found.accounts.prefix(accounts).flatMap { cases(of: $0) }).subtracting([found.number])
        return numbers.sorted(by: >).prefix(limit).map { cases[$0 - 1] }
    }

    /// What came of the newest decided one among them.
    func before(_ found: Case) -> Case.Disposition? {
        others(than: found, accounts: ConsoleLimits.stakeAccounts, limit: ConsoleLimits.rows)
            .lazy.compactMap(\.disposition).first
    }

    /// One page of measures, and how many there are on all pages.
    func measures(_ filter: MeasureFilter, _ me: String) -> (rows: [Measure], count: Int) {
        let test = MeasureTest(filter, me)
        var smallest = Smallest(filter.page * ConsoleLimits.rows)
        for place in measureMarks.indices
        where test.passes(measureMarks[place]) && (test.isAnybodys || test.concerns(measures[place])) {
            smallest.add(test.key(measureMarks[place], place + 1), Int32(place))
        }
        let places = smallest.sorted.dropFirst((filter.page - 1) * ConsoleLimits.rows)
        return (places.map { measures[Int($0)] }, smallest.count)
    }

    /// Measures that wait for the signature of somebody who has not given theirs.
    func proposals(for person: String) -> Int {
        proposed.count { number in !measures[number - 1].signatures.contains { $0.by == person } }
    }

    /// Measures that wait for a signature, oldest first.
    func waiting(limit: Int) -> (rows: [Measure], count: Int) {
        (proposed.sorted().prefix(limit).map { measures[$0 - 1] }, proposed.count)
    }
}

/// What a case is looked for by, its accounts and tags, as bytes: going through the letters of a hundred
/// thousand strings takes a hundred times as long.
struct CaseNames {
    private let bytes: [UInt8]

    init(_ entry: Case) {
        var bytes: [UInt8] = []
        for name in entry.accounts + entry.tags {
            bytes += name.utf8
            bytes.append(0)
        }
        self.bytes = bytes
    }

    /// Whether one of them has a part. The end between two is in no part that somebody writes.
    func hold(_ part: [UInt8]) -> Bool {
        guard let first = part.first else { return true }
        let (here, there) = (bytes.span, part.span)
        var place = 0
        while place + there.count <= here.count {
            if here[place] == first {
                var same = 1
                while same < there.count, here[place + same] == there[same] { same += 1 }
                if same == there.count { return true }
            }
            place += 1
        }
        return false
    }
}

/// What a filter asks of a row by itself, worked out once.
private struct Test {
    private let state: Case.State?
    private let isAnyState: Bool
    private let typology: Int8?
    private let onlyNobodys: Bool
    /// Whether it must be put off, or must not be; `nil` for either. What is over its time is told also where somebody
    /// has put it off: nothing gets lost there.
    private let postponed: Bool?
    private let dueBefore: Int64?
    private let acted: QueueFilter.Acted?
    private let order: String

    init(_ filter: QueueFilter, _ now: Instant) {
        isAnyState = filter.state == "all"
        state = filter.state == "closed" ? .closed : .open
        typology = Typology(name: filter.typology).flatMap { Typology.allCases.firstIndex(of: $0) }.map { Int8($0) }
        onlyNobodys = filter.whose == "nobody"
        postponed = filter.state == "postponed" ? true : filter.state.isEmpty && filter.clock != "over" ? false : nil
        dueBefore = filter.clock == "over" ? now.milliseconds : nil
        acted = QueueFilter.Acted(rawValue: filter.measures)
        order = filter.order
    }

    func passes(_ row: CaseCache.Row) -> Bool {
        if !isAnyState, row.state != state { return false }
        if let postponed, row.isPostponed != postponed { return false }
        if onlyNobodys, !row.isNobodys { return false }
        if let dueBefore, row.state != .open || row.due > dueBefore { return false }
        if let typology, row.typology != typology { return false }
        return switch acted {
        case .nothing: row.acted.isNone
        case .waiting: row.acted.waiting > 0
        case .inForce: row.acted.inForce > 0
        case nil: true
        }
    }

    /// What rows are sorted by, smallest first; equal ones by number.
    func key(_ row: CaseCache.Row, _ place: Int) -> Int64 {
        switch order {
        case "score": -Int64(row.score)
        case "new": -Int64(place)
        case "size": -Int64(row.alerts)
        case "money": -row.stake.size
        default: row.due
        }
    }
}

/// The smallest so many of a stream, in order, and how many there were. What may be among them is gathered, and cut to
/// size now and then: a stream whose every next one is smaller, as cases by their newness, costs no more than another.
package struct Smallest {
    package private(set) var count = 0
    private var kept: [(key: Int64, place: Int32)] = []
    /// The largest that is kept, once there are enough.
    private var bound: (key: Int64, place: Int32)?
    private let most: Int
    /// Gathered before they are cut to size, for few as well.
    private static let gathered = 4_096

    package init(_ most: Int) { self.most = most }

    package mutating func add(_ key: Int64, _ place: Int32) {
        count += 1
        if let bound, (key, place) >= (bound.key, bound.place) { return }
        kept.append((key, place))
        if kept.count >= max(2 * most, Self.gathered) { cut() }
    }

    private mutating func cut() {
        kept.sort { ($0.key, $0.place) < ($1.key, $1.place) }
        guard kept.count >= most else { return }
        kept.removeLast(kept.count - most)
        bound = kept.last
    }

    package var sorted: [Int32] {
        var whole = self
        whole.cut()
        return whole.kept.map(\.place)
    }
}
