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
        let name = list.name
        let known = await read { $0.outside.lists.first { $0.name == name }?.version ?? 0 }
        var next = list
        next.version = (known ?? 0) + 1
        return (next, await takeRecorded(ListInputs.of(next, by: person)))
    }
}
