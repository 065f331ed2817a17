import WeirDetection
import WeirDomain

/// Who gave whom a way in, a role, a key or a password, and when: whoever can make people up is not several of them.
///
/// Two people are one hand where one of them gave the other a way in, ever, over however many hands; and where somebody
/// gave both of them one within the last week: people who are made up for a measure do not carry it, for by the time
/// they are two its proposal has lapsed. What was given on the first day of the house is not looked at twice: somebody
/// has to let everybody in.
///
/// A way in that is given later waits for a second person's word besides: see `Engine.vouch`.
struct Hands {
    private struct Giver: Hashable {
        var by: String
        var at: Instant
    }

    /// Looked up by key only: their order never shows.
    private var givers: [String: [Giver]] = [:]
    /// When the first role was given.
    private var founded: Instant?
    /// Whose way in nobody has vouched for but who gave it, and who that is.
    private(set) var waiting: [String: String] = [:]
    /// When what was given on the first day counts as given: before anything else.
    private static let firstDay = Instant(milliseconds: .min)

    /// Notes a way in that was given. Taking everything away forgets nothing: whoever is removed stays the hand that
    /// has proposed, signed or let others in, and comes back as whom he was.
    /// - Parameter isAsked: whether somebody else has to vouch for what is given after the first day.
    mutating func note(
        _ role: Role?, of person: String, by giver: String, at time: Instant, isAsked: Bool = true
    ) {
        let start = founded ?? time
        founded = start
        guard role != nil, giver != Measure.weir, giver != person else { return }
        let isFirstDay = time < start.advanced(bySeconds: Limits.firstDaySeconds)
        let others = (givers[person] ?? []).filter { $0.by != giver }
        let new = Giver(by: giver, at: isFirstDay ? Self.firstDay : time)
        // All of them: one that gave way to others would be nobody's hand any more.
        givers[person] = others + [new]
        if isAsked, !isFirstDay { waiting[person] = giver }
    }

    /// Has somebody wait for a second person's word who is not known to be who had the name before: what that one was
    /// trusted with is not theirs.
    mutating func wait(_ person: String, for giver: String) { waiting[person] = giver }

    /// Notes that somebody else has vouched for a person's ways in.
    mutating func vouch(for person: String) { waiting[person] = nil }

    /// From whose hand both of two people have their way in since the first day, one of the two included; `nil` where
    /// each came by hands of their own. What was given on the first day is not asked about.
    func common(_ a: String, _ b: String) -> String? {
        let (one, other) = (makers(of: a, after: Self.firstDay), makers(of: b, after: Self.firstDay))
        return one.union([a]).intersection(other.union([b])).min()
    }

    /// Who gave people a way in, in order of time: for showing.
    var all: [String: [String]] { givers.mapValues { $0.map(\.by) } }

    /// Somebody among others who is one hand with a person at a time, and why.
    func same(as person: String, among others: [String], at time: Instant) -> (name: String, why: String)? {
        for other in others where other != person {
            if let why = tie(person, other, at: time) { return (other, why) }
        }
        return nil
    }

    private func tie(_ a: String, _ b: String, at time: Instant) -> String? {
        if makers(of: a).contains(b) || makers(of: b).contains(a) { return "one gave the other the role" }
        // How long the hands behind the last one have been there makes no difference: an administrator who was made
        // a month ago is still the hand of whoever made it.
        let start = time.advanced(bySeconds: -Limits.freshWaySeconds)
        let common = makers(of: a, after: start).intersection(makers(of: b, after: start)).min()
        return common.map { "\($0) gave both of them their way in within the last week" }
    }

    /// Everybody from whom a way in comes, over however many hands; if a time is named, only over what that person was
    /// given after it, and over hands that came after the first day.
    private func makers(of person: String, after start: Instant? = nil) -> Set<String> {
        var found: Set<String> = []
        var open = [person]
        while let next = open.popLast() {
            let oldest = next == person ? start : start.map { _ in Self.firstDay }
            for giver in givers[next] ?? [] where oldest.map({ giver.at > $0 }) ?? true {
                if found.insert(giver.by).inserted { open.append(giver.by) }
            }
        }
        return found
    }

    // MARK: Snapshots

    func save(to writer: borrowing StateWriter) {
        writer.write(founded?.milliseconds ?? .min)
        let names = givers.keys.sorted()
        writer.write(texts: names)
        for name in names {
            let known = givers[name] ?? []
            writer.write(texts: known.map(\.by))
            writer.write(known.map(\.at.milliseconds))
        }
        let waitingNames = waiting.keys.sorted()
        writer.write(texts: waitingNames)
        writer.write(texts: waitingNames.map { waiting[$0] ?? "" })
    }

    mutating func load(from reader: borrowing StateReader) throws {
        founded = try reader.readTime()
        for name in try reader.readTexts() {
            let (by, times) = (try reader.readTexts(), try reader.readArray(Int64.self))
            guard by.count == times.count else { throw StateReader.Flaw("holds strange givers of roles") }
            givers[name] = zip(by, times).map { Giver(by: $0, at: Instant(milliseconds: $1)) }
        }
        let (names, by) = (try reader.readTexts(), try reader.readTexts())
        guard names.count == by.count else { throw StateReader.Flaw("holds strange people who wait") }
        for (name, giver) in zip(names, by) { waiting[name] = giver }
    }

    func hash(into hasher: inout StateHasher) {
        hasher.take(founded?.milliseconds ?? .min)
        for name in givers.keys.sorted() {
            hasher.take(name)
            for giver in givers[name] ?? [] {
                hasher.take(giver.by)
                hasher.take(giver.at.milliseconds)
            }
        }
        for name in waiting.keys.sorted() {
            hasher.take(name)
            hasher.take(waiting[name] ?? "")
        }
    }
}
