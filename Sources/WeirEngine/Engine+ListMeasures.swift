import WeirDetection
import WeirDomain
import WeirLists

/// The measures that lists are which decline accounts. Payments are decided by the list itself; the measure carries it
/// to the rail and to the holder, who is told why and may object. It begins with the first payment that the list has
/// declined: most accounts of a regulator's list are nobody's here.
extension Engine {
    /// Has accounts under a measure whose payment a list declines.
    mutating func recordListed(_ view: OutsideView, at time: Instant, _ sequence: UInt64, _ effects: inout Effects) {
        guard book.decidesAsSeven else { return }
        followDevice(view, at: time, sequence, &effects)
        for found in view.declined {
            guard let list = outside.list(found.hit.list) else { continue }
            let (entry, word) = (found.hit.entry, outside.word(on: list, found.hit.entry))
            var people = outside.people(on: list, entry)
            if let signer = word?.signedBy, !signer.isEmpty, !people.contains(signer) { people.append(signer) }
            // A file on the machine is nobody's here: it is asked about nothing.
            guard let person = word?.by ?? people.first, book.measures.listed(found.account, by: list.name) == nil
            else { continue }
            let start = start(time)
            var measure = Measure(
                number: 0, kind: .suspendTransfers, account: found.account, state: .approved, typology: nil, at: start,
                sequence: sequence, by: person, ground: found.ground)
            measure.listedBy = people
            measure.basis = list.basis.isEmpty ? Self.contract : list.basis
            measure.scope = Measure.ofList + list.name
            (measure.rules, measure.lists) = (effects.rulesVersion, listsInForce(at: start))
            measure.until = end(of: entry, on: list)
            measure = book.measures.add(measure)
            book.schedule(measure)
            change(measure, .order, Actor(by: Measure.weir, role: nil, at: start, reason: found.ground), &effects)
        }
    }

    /// When an entry ceases to stop an account by itself.
    private func end(of entry: ListEntry, on list: NamedList) -> Instant? {
        [outside.word(on: list, entry)?.end, entry.until, list.until].compactMap(\.self).min()
    }

    /// Brings measures of lists in line with what the lists say from now on.
    mutating func followLists(_ actor: Actor, _ effects: inout Effects) {
        for measure in book.measures.listed {
            let hit = outside.index.hits(.account, measure.account, at: actor.at).first { hit in
                hit.list == measure.list && standing(hit, at: actor.at).hit.role == .decline
            }
            guard let hit, let list = outside.list(hit.list) else {
                change(measure, .lift, actor, &effects)
                continue
            }
            let until = end(of: hit.entry, on: list)
            guard until != measure.until else { continue }
            // As with an authority's order that is renewed: the rail hears of the new end.
            var changed = measure
            changed.until = until
            changed.order = Self.nextOrder(measure, .impose, actor.at)
            book.measures.set(changed)
            book.schedule(changed)
            effects.measures.append(changed)
            effects.acts.append(act("measure.renewed", changed, actor))
            tellOfEnd(changed, before: measure.until, actor.at, &effects)
        }
    }

    /// An appeal against a list's measure was granted: the entry stops the account no more, whatever versions of the
    /// list keep it, until somebody puts the account there anew. If somebody else, of another hand, has since the
    /// measure ended, it is theirs.
    mutating func endWord(of measure: Measure, at time: Instant) {
        guard let list = outside.list(measure.list), list.role == .decline,
            let place = list.place(of: .account, .exact, measure.account)
        else { return }
        let before = outside.words(of: list.name)
        let person = before.word(at: place)?.by ?? ""
        guard measure.state.isInForce || tookPart(person, in: measure, at: time) else { return }
        let words = ListWords(of: list.entries) { at, _ in
            at == place ? ListWords.Word(by: measure.by, since: Instant(milliseconds: 0)) : before.word(at: at)
        }
        outside.set(words, of: list.name)
    }

    /// What a list does is taken back on the list.
    func needOfNoList(_ measure: Measure) throws(RefusedRequest) {
        try need(
            measure.list.isEmpty,
            "measure \(measure.number) is list '\(measure.list)': take the account off it, or change its end there")
    }
}
