import HTTPTypes
import Hummingbird
import WeirDomain
import WeirLists
import WeirRuntime

extension Desk {
    /// Takes a list in for somebody; answers it as the version that it has become.
    /// - Parameter seen: the versions over which it may be taken in, 0 for none that is there yet: whoever hands it in
    ///   has looked at what it changes there. `nil` where they have looked at none, or do not say.
    func take(_ list: NamedList, by person: String, over seen: [Int]?) async throws -> NamedList {
        let known = await lists().first { $0.name == list.name }?.version ?? 0
        if let seen, !seen.contains(known) { throw Self.changed(list.name, known) }
        let (taken, answer) = await takeList(list, by: person, at: ServerClock.now, over: seen == nil ? nil : known)
        switch answer {
        case .taken: return taken
        case .unavailable(let why, let seconds): throw Problem.unavailable(why, retrySeconds: seconds)
        case .refused(let reason):
            // Somebody was quicker.
            let now = await lists().first { $0.name == list.name }?.version ?? 0
            if seen != nil, now != known { throw Self.changed(list.name, now) }
            throw Problem(.conflict, "list_conflict", "The list was refused", detail: reason)
        default: throw Problem(.internalServerError, "internal", "The list was not taken in")
        }
    }

    private static func changed(_ name: String, _ version: Int) -> Problem {
        Problem(
            .preconditionFailed, "list_changed", "The list has changed since you looked at it",
            detail: version == 0
                ? "there is no list '\(name)'"
                : "list '\(name)' is at version \(version): look at what yours changes there, and send it over that one"
        )
    }
}

/// The version of a list as the web has it: its `ETag` is the version in quotes.
enum ListVersion {
    static func tag(_ list: NamedList) -> String { "\"\(list.version)\"" }

    /// Over which versions of a list another one may be taken in: those of `If-Match`, or, by `If-None-Match: *`, none
    /// that is there yet. `nil` where the request says nothing of it.
    /// - Parameter known: the version that there is, 0 for none.
    static func wanted(by request: Request, known: Int) throws -> [Int]? {
        if let none = request.headers[.ifNoneMatch] {
            guard none == "*" else {
                throw Acting.invalid("If-None-Match", "can only be *: there is to be no such list")
            }
            return [0]
        }
        guard let match = request.headers[.ifMatch] else { return nil }
        // Any that there is.
        if match == "*" { return known > 0 ? [known] : [] }
        return try match.split(separator: ",").map { part -> Int in
            let tag = part.drop { $0 == " " }.prefix { $0 != " " }
            guard tag.count > 2, tag.first == "\"", tag.last == "\"", let version = Int(tag.dropFirst().dropLast()),
                version > 0
            else {
                throw Acting.invalid("If-Match", "must be a version in quotes such as \"3\", as the list's ETag is")
            }
            return version
        }
    }
}
