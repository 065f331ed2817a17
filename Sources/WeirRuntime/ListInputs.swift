public import WeirDomain
public import WeirEngine
public import WeirLists

/// A list as the inputs that bring it into an engine.
public enum ListInputs {
    /// - Parameters:
    ///   - person: who hands it in; nobody for a file on the command line.
    ///   - time: when.
    public static func of(
        _ list: NamedList, by person: String = "", at time: Instant? = nil
    ) -> [(InputType, [UInt8])] {
        [(.list, ListBytes.head(list, by: person, at: time))] + ListBytes.pieces(list).map { (.listEntries, $0) } + [
            (.listEnd, ListBytes.end(list))
        ]
    }
}

extension Desk {
    /// The lists in force, by name.
    public func lists() async -> [NamedList] { await read { $0.outside.lists } ?? [] }

    /// Takes a list in as the next version; it acts from the answer on.
    /// - Parameter seen: the version over which it is to be taken in, and no other: the engine refuses it where another
    ///   one has come in between. `nil` for whichever is the newest.
    public func takeList(
        _ list: NamedList, by person: String = "", at time: Instant? = nil, over seen: Int? = nil
    ) async -> (list: NamedList, answer: Answer) {
        let known = await read { engine in (lists: engine.outside.lists, free: engine.setFree(from: person)) }
        var next = list
        let newest = known?.lists.first { $0.name == list.name }?.version ?? 0
        if let seen, seen != newest {
            return (next, .refused("list '\(list.name)' is at version \(newest), not \(seen)"))
        }
        next.version = newest + 1
        do {
            let objection = try ListDoor(store: store).objection(
                to: next, among: known?.lists ?? [], free: known?.free ?? [])
            if let objection { return (next, .refused(objection)) }
        } catch {
            return (next, .unavailable("\(error)", retrySeconds: 10))
        }
        return (next, await takeRecorded(ListInputs.of(next, by: person, at: time)))
    }

    /// Why somebody does not sign a list, as they would not hand it in: what waits for a second person's word has a
    /// device of an account that an appeal has set free of what they, or a hand of theirs, did to it.
    func objection(toSigning request: ActRequest) async -> Answer? {
        let known = await read { engine -> (waiting: NamedList, free: [SetFree])? in
            guard let list = engine.outside.lists.first(where: { $0.name == request.extra }) else { return nil }
            let waiting = NamedList(name: list.name, role: list.role, entries: engine.unsigned(on: list))
            return (waiting, engine.setFree(from: request.by))
        }
        guard let known, let (waiting, free) = known else { return nil }
        do {
            return try ListDoor(store: store).objection(to: waiting, among: [], free: free).map { .refused($0) }
        } catch {
            return .unavailable("\(error)", retrySeconds: 10)
        }
    }
}
