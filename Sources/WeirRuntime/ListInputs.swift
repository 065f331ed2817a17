public import WeirEngine
public import WeirLists

/// A list as the inputs that bring it into an engine.
public enum ListInputs {
    /// - Parameter person: who hands it in; nobody for a file on the command line.
    public static func of(_ list: NamedList, by person: String = "") -> [(InputType, [UInt8])] {
        [(.list, ListBytes.head(list, by: person))] + ListBytes.pieces(list).map { (.listEntries, $0) } + [
            (.listEnd, ListBytes.end(list))
        ]
    }
}

extension Desk {
    /// The lists in force, by name.
    public func lists() async -> [NamedList] { await read { $0.outside.lists } ?? [] }

    /// Takes a list in as the next version; it acts from the answer on.
    public func takeList(_ list: NamedList, by person: String = "") async -> (list: NamedList, answer: Answer) {
        let (name, isHard) = (list.name, list.role >= .hold)
        let known = await read { engine in
            (old: engine.outside.lists.first { $0.name == name }, free: isHard ? engine.setFree(from: person) : [])
        }
        var next = list
        next.version = (known?.old?.version ?? 0) + 1
        do {
            let objection = try ListDoor(store: store).objection(to: next, after: known?.old, free: known?.free ?? [])
            if let objection { return (next, .refused(objection)) }
        } catch {
            return (next, .unavailable("\(error)", retrySeconds: 10))
        }
        return (next, await takeRecorded(ListInputs.of(next, by: person)))
    }
}
