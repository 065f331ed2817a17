public import WeirEngine
public import WeirLists

/// A list as the inputs that bring it into an engine.
public enum ListInputs {
    public static func of(_ list: NamedList) -> [(InputType, [UInt8])] {
        [(.list, ListBytes.head(list))] + ListBytes.pieces(list).map { (.listEntries, $0) } + [
            (.listEnd, ListBytes.end(list))
        ]
    }
}

extension Desk {
    /// Takes a list in as the next version; it acts from the answer on.
    public func takeList(_ list: NamedList) async -> (list: NamedList, answer: Answer) {
        let name = list.name
        let known = await read { $0.outside.lists.first { $0.name == name }?.version ?? 0 }
        var next = list
        next.version = (known ?? 0) + 1
        let answers = await take(ListInputs.of(next))
        for answer in answers {
            if case .taken = answer { continue }
            return (next, answer)
        }
        return (next, answers.last ?? .unavailable("the server is stopping", retrySeconds: 5))
    }
}
