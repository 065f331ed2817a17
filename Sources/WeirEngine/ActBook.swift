import WeirDetection
import WeirDomain

/// Everything that people, the rail and the clock act upon: measures, cases, notices, appeals.
struct ActBook {
    /// The latest time that an act or a payment that led to one has brought.
    var clock = Instant(milliseconds: .min)
    /// Who has which role. Looked up by key only.
    private(set) var people: [String: Role] = [:]
    var measures = MeasureBook()
    var cases = CaseBook()
    private(set) var notices: [Notice] = []
    var appeals: [Appeal] = []
    var deadlines = Deadlines()
    /// Accounts that were restricted wrongly once: nothing automatic is ordered on them again.
    private(set) var reversed: Set<String> = []

    mutating func set(_ role: Role?, of person: String) { people[person] = role }

    mutating func noteReversal(on account: String) { reversed.insert(account) }

    mutating func add(_ notice: Notice) -> Notice {
        var notice = notice
        notice.number = notices.count + 1
        notices.append(notice)
        return notice
    }

    /// Lets notices out that a wall kept back; answers which.
    mutating func release(noticesTo accounts: [String]) -> [Notice] {
        var released: [Notice] = []
        // Another case may still keep them back.
        for i in notices.indices
        where notices[i].isWithheld && accounts.contains(notices[i].account)
            && !cases.wall(on: notices[i].account)
        {
            notices[i].isWithheld = false
            released.append(notices[i])
        }
        return released
    }

    /// Different people who stand behind a measure and may still sign at this moment.
    func signers(of measure: Measure) -> Int {
        var seen: [String] = []
        for signature in measure.signatures
        where !seen.contains(signature.by) && people[signature.by]?.maySign == true {
            seen.append(signature.by)
        }
        return seen.count + (measure.authority.isEmpty ? 0 : 1)
    }

    /// Notes until when a measure lasts.
    mutating func schedule(_ measure: Measure) {
        if let until = measure.until, !measure.state.isEnded { deadlines.add(until, .measure, measure.number) }
    }

    // MARK: Snapshots

    func save(to writer: borrowing StateWriter) {
        writer.write(clock.milliseconds)
        let names = people.keys.sorted()
        writer.write(texts: names)
        writer.write(names.map { people[$0]?.rawValue ?? 255 })
        measures.save(to: writer)
        cases.save(to: writer)
        writer.write(notices.count)
        for notice in notices { notice.save(to: writer) }
        writer.write(appeals.count)
        for appeal in appeals { appeal.save(to: writer) }
        writer.write(texts: reversed.sorted())
    }

    mutating func load(from reader: borrowing StateReader) throws {
        clock = Instant(milliseconds: try reader.read())
        let names = try reader.readTexts()
        for (name, role) in zip(names, try reader.readArray(UInt8.self)) { people[name] = Role(rawValue: role) }
        try measures.load(from: reader)
        try cases.load(from: reader)
        for number in 0..<(try reader.count()) { notices.append(try Notice(number: number + 1, from: reader)) }
        for number in 0..<(try reader.count()) { appeals.append(try Appeal(number: number + 1, from: reader)) }
        reversed = Set(try reader.readTexts())
        for measure in measures.measures { schedule(measure) }
        for entry in cases.cases where entry.state == .open && !entry.isEscalated {
            deadlines.add(entry.due, .caseWork, entry.number)
        }
        for appeal in appeals where appeal.state == .filed && !appeal.isOverdue {
            deadlines.add(appeal.due, .appeal, appeal.number)
        }
    }

    func hash(into hasher: inout StateHasher) {
        measures.hash(into: &hasher)
        cases.hash(into: &hasher)
        for notice in notices {
            hasher.take(notice.measure << 3 | Int(notice.kind.rawValue) << 1 | (notice.isWithheld ? 1 : 0))
        }
        for appeal in appeals { hasher.take(appeal.measure << 2 | Int(appeal.state.rawValue)) }
        for name in people.keys.sorted() { hasher.take(people[name]?.rawValue ?? 255) }
    }
}
