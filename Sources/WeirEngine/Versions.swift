import WeirDetection
import WeirDomain
import WeirLists

/// From which input on a version of the program has decided.
public struct DecidingVersion: Hashable, Sendable {
    public var first: UInt64
    public var name: String
}

/// Which versions of the program have decided: the journal names them, so that whoever reads it anew by other rules can
/// say so.
extension Engine {
    /// Names what decides here: what measures, cases, appeals and people's roles make of an input, by a number that
    /// rises with every change of it, and the built-in indicators by their digest.
    public static var semantics: String { "acts-14 " + rulesVersion }

    /// Versions that have named themselves, the latest last.
    public var versions: [DecidingVersion] { book.versions }

    /// The last input that was decided by another version, or by one that did not name itself; 0 for none.
    /// - Parameter last: the last input there is.
    public func lastForeignInput(through last: UInt64) -> UInt64 {
        let versions = book.versions
        guard let first = versions.first else { return last }
        guard let place = versions.lastIndex(where: { $0.name != Self.semantics }) else { return first.first - 1 }
        return place + 1 < versions.count ? versions[place + 1].first - 1 : last
    }

    /// Notes that another version decides from an input on.
    mutating func noteVersion(_ request: ActRequest, _ sequence: UInt64, _ effects: inout Effects) {
        guard !request.text.isEmpty, request.text.utf8.count <= Limits.siteBytes, sequence > 0 else {
            effects.verdict = .refused("names no version")
            return
        }
        guard book.versions.last?.name != request.text else { return }
        let (wasSeven, wasEight, wasNine) = (book.decidesAsSeven, book.decidesAsEight, book.decidesAsNine)
        let (wasTen, wasFourteen) = (book.decidesAsTen, book.decidesAsFourteen)
        book.note(DecidingVersion(first: sequence, name: request.text))
        if !wasSeven, book.decidesAsSeven { beginWords(at: request.at) }
        if !wasEight, book.decidesAsEight { beginEight(at: request.at) }
        if !wasNine, book.decidesAsNine { beginDeviceWords(at: request.at) }
        if !wasTen, book.decidesAsTen { beginOtherWords(at: request.at) }
        if !wasFourteen, book.decidesAsFourteen { beginOtherWords(at: request.at, of: [.allow]) }
        effects.acts.append(
            Act(
                "version.decides", at: request.at, by: Measure.weir, number: 0,
                facts: [("version", request.text), ("input", "\(sequence)")]))
    }
}

extension Engine {
    private mutating func beginEight(at time: Instant) {
        book.beginJudging(at: time)
        book.beginWallTerms(at: time)
    }
}

extension ActBook {
    /// Whether a way in waits for a second person's word. Versions before did not ask for one: what they decided is
    /// read as they meant it.
    var asksForSecond: Bool {
        let name = versions.last?.name ?? ""
        return !name.hasPrefix("acts-1 ") && !name.hasPrefix("acts-2 ")
    }

    /// Whether who waits changes nobody else and raises no wall. Under versions before they did: a role that were
    /// refused now has gone at the door, and a notice that were not kept back would be told.
    var bindsWhoWaits: Bool { asksForSecond && !(versions.last?.name ?? "").hasPrefix("acts-3 ") }

    /// Whether the rules of acts-5 hold: who waits takes no wall down, whoever was found wrong on appeal does not
    /// restrict anew, a hold meets a payment of its own account alone and is not signed once the payment has gone, who
    /// handed a list in decides no appeal against its holds, ids are told apart by their bytes, and what an authority
    /// says of its order comes later than what it said before.
    ///
    /// What the versions before let pass has been carried out and told, and later acts name measures by numbers that
    /// count it: refused now, the lift of one account's measure would be another's.
    var decidesAsFive: Bool { measures.decidesAsFive }

    /// Whether the rules of acts-6 hold: an entry of a list is of whoever put it there first, whoever was found wrong
    /// on appeal stops the account by no entry of theirs, and cases and walls tell accounts apart by their bytes.
    ///
    /// Under acts-5 a list was all of whoever handed its newest version in: who was turned away from an appeal then,
    /// and who was not, stands in the journal.
    var decidesAsSix: Bool { decidesAsFive && !(versions.last?.name ?? "").hasPrefix("acts-5 ") }

    /// Whether the rules of acts-7 hold: a list declines an account for good on two people's word, and the account is
    /// under a measure; whoever was found wrong lets nobody go from a list that shields them, and declines no payment
    /// of theirs; accounts that go on or off a list are told one by one; orders and lists are asked by the clock as
    /// well; holds have a bound; who waits for a second person's word carries no rule set, and nobody alone one that
    /// declines; and an overdue appeal comes before its measure is renewed.
    var decidesAsSeven: Bool { measures.decidesAsSeven }

    // `decidesAsEight` says whether the rules of acts-8 hold: an appeal that is granted binds the engine about the
    // kinds of evidence that were judged, for a year, and ends what else it has ordered on them; a wall has an end, and
    // needs two people beyond a week; it is asked whether a notice has arrived; owners and merchants of a blocked site
    // are told, and accounts of which payers are warned; and the second appeal against a measure has other eyes.
    //
    // `decidesAsNine` says whether the rules of acts-9 hold: wherever somebody else is asked for, it is somebody of
    // another hand; a list declines a device on two people's word, and holds what it pays on one's; what people are
    // asked about is bounded by the hour; walls come down for a reason; a new end is told; and one hand renews a
    // measure for twice its term. And a case may be put off, which no journal of a version before asks for.
    //
    // `decidesAsTen` says whether the rules of acts-10 hold: what ends by itself ends for good after half a year; a
    // list declines sites and addresses of coins for good, and shields accounts and devices, on two people's word.
    //
    // `decidesAsEleven` says whether the rule of acts-11 holds: a limit on collecting lets a refund through that names
    // the payment which it gives back.
    //
    // `decidesAsTwelve` says whether the rule of acts-12 holds: a rule set that treats more than 1 % of the money
    // harder needs two signatures, however few accounts that is of.
    //
    // `decidesAsThirteen` says whether the rules of acts-13 hold: beyond the bound on automatic suspensions, and after
    // a reversal, people are asked whenever the evidence carries one, and not with the first alert alone; what they
    // refuse of that the engine does not order by itself; and it is asked whether the notice has arrived that a held
    // payment was declined.
    //
    // `decidesAsFourteen` says whether the rules of acts-14 hold: a rule set is of all who have handed it in, byte for
    // byte, and none of them signs it; and a list shields sites and addresses of coins on two people's word.

    /// What a change of version means for what is looked up with every payment.
    mutating func followVersion() {
        measures.decidesAsFive = bindsWhoWaits && !(versions.last?.name ?? "").hasPrefix("acts-4 ")
        cases.tellsBytesApart = decidesAsSix
        measures.decidesAsSeven = decidesAsSix && !(versions.last?.name ?? "").hasPrefix("acts-6 ")
        decidesAsEight = decidesAsSeven && !(versions.last?.name ?? "").hasPrefix("acts-7 ")
        decidesAsNine = decidesAsEight && !(versions.last?.name ?? "").hasPrefix("acts-8 ")
        decidesAsTen = decidesAsNine && !(versions.last?.name ?? "").hasPrefix("acts-9 ")
        decidesAsEleven = decidesAsTen && !(versions.last?.name ?? "").hasPrefix("acts-10 ")
        decidesAsTwelve = decidesAsEleven && !(versions.last?.name ?? "").hasPrefix("acts-11 ")
        decidesAsThirteen = decidesAsTwelve && !(versions.last?.name ?? "").hasPrefix("acts-12 ")
        decidesAsFourteen = decidesAsThirteen && !(versions.last?.name ?? "").hasPrefix("acts-13 ")
    }

    mutating func note(_ version: DecidingVersion) {
        versions.append(version)
        if versions.count > Limits.versions { versions.removeFirst() }
    }

    func saveVersions(to writer: borrowing StateWriter) {
        writer.write(versions.map(\.first))
        writer.write(texts: versions.map(\.name))
    }

    mutating func loadVersions(from reader: borrowing StateReader) throws {
        let (firsts, names) = (try reader.readArray(UInt64.self), try reader.readTexts())
        guard firsts.count == names.count else { throw StateReader.Flaw("holds strange versions") }
        versions = zip(firsts, names).map { DecidingVersion(first: $0, name: $1) }
    }
}
