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
    public func takeList(
        _ list: NamedList, by person: String = "", at time: Instant? = nil
    ) async -> (list: NamedList, answer: Answer) {
        let known = await read { engine in (lists: engine.outside.lists, free: engine.setFree(from: person)) }
        var next = list
        next.version = (known?.lists.first { $0.name == list.name }?.version ?? 0) + 1
        do {
            let objection = try ListDoor(store: store).objection(
                to: next, among: known?.lists ?? [], free: known?.free ?? [])
            if let objection { return (next, .refused(objection)) }
        } catch {
            return (next, .unavailable("\(error)", retrySeconds: 10))
        }
        return (next, await takeRecorded(ListInputs.of(next, by: person, at: time)))
    }
}
