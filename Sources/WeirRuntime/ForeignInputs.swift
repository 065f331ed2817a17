import WeirDomain
import WeirEngine
import WeirStore

/// What stands in a journal of versions other than this one: it has been read again by this version's rules, and what
/// came of it may differ from what was answered then.
public struct ForeignInputs: Sendable {
    /// The last input that another version decided; 0 where this one decided all.
    public private(set) var through: UInt64 = 0
    /// The versions that did, as far as they named themselves.
    public private(set) var names: [String] = []
    /// Whether another version ran last.
    public private(set) var isNews = false
    /// Measures that are not what they were, in words that name no account; the first ones.
    public private(set) var differences: [String] = []
    public private(set) var differing = 0
    /// Measures that cannot be compared: the database had not kept what the version before made of them.
    public private(set) var uncompared = 0

    /// Differences that are told in words.
    private static let told = 20

    /// - Parameter fresh: measures that inputs have changed which the database has not seen.
    init(_ engine: borrowing Engine, last: UInt64, _ store: Store, fresh: [Measure]) {
        through = engine.lastForeignInput(through: last)
        guard through > 0 else { return }
        for version in engine.versions where version.name != Engine.semantics && !names.contains(version.name) {
            names.append(version.name)
        }
        isNews = through == last
        let (measures, fresh) = (engine.measures, Set(fresh.map(\.number)))
        var (count, told): (Int, [String]) = (0, [])
        do throws(StoreError) {
            try store.readMeasures { stored in
                guard !fresh.contains(stored.number), let words = Self.difference(stored, measures) else { return }
                count += 1
                if told.count < Self.told { told.append(words) }
            }
        } catch {
            // What they were then nobody can say; what they are now the journal tells.
            (count, told) = (count + 1, told + ["not all could be compared: \(error.description)"])
        }
        (differing, differences, uncompared) = (count, told, fresh.count)
    }

    private static func difference(_ stored: StoredMeasure, _ measures: [Measure]) -> String? {
        let was = "measure \(stored.number), \(stored.kind), was \(stored.state)"
        guard stored.number >= 1, stored.number <= measures.count else { return was + " and is not there" }
        let now = measures[stored.number - 1]
        if now.account != stored.account || now.kind.name != stored.kind {
            return was + " and is another one: \(now.kind.name), \(now.state.name)"
        }
        return now.state.name == stored.state ? nil : was + " and is \(now.state.name)"
    }

    /// For the log; nothing where this version decided all.
    public var sentences: [String] {
        guard through > 0 else { return [] }
        let who = names.isEmpty ? "a version that did not name itself" : names.joined(separator: ", ")
        var sentences = [
            "NOTE: inputs 1 to \(through) are of \(who), at least in part; this is \(Engine.semantics). What was "
                + "answered and what is in the register stays. Evidence, automatic measures and what is refused follow "
                + "from this version's rules wherever no snapshot was read"
        ]
        if differing > 0 {
            sentences.append(
                "NOTE: \(differing) measures are not what the version before had: have somebody look at each "
                    + "(the register has what was ordered)")
            sentences += differences.map { "NOTE: " + $0 }
            if differing > differences.count { sentences.append("NOTE: and \(differing - differences.count) more") }
        } else if isNews, uncompared == 0 {
            sentences.append("NOTE: all measures are what the version before had")
        }
        if isNews, uncompared > 0 {
            sentences.append(
                "NOTE: of \(uncompared) measures nobody can say whether they are what the version before had: it ended "
                    + "before its database had them (the register has what was ordered)")
        }
        return sentences
    }
}
