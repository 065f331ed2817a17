import Foundation
import WeirCodec
import WeirDomain
import WeirLists

/// A list on its way to a running server, which has the last word on each entry.
extension ListImport {
    /// - Parameter seen: the version there at which somebody has looked, 0 for none; `nil` for whichever is the newest.
    func send(_ list: NamedList, over seen: Int?, to server: String) async throws {
        var query = [
            URLQueryItem(name: "role", value: list.role.name), URLQueryItem(name: "source", value: list.source),
            URLQueryItem(name: "basis", value: list.basis),
        ]
        if let from = list.from { query.append(URLQueryItem(name: "from", value: from.rfc3339)) }
        if let until = list.until { query.append(URLQueryItem(name: "until", value: until.rfc3339)) }
        if list.entries.isEmpty { query.append(URLQueryItem(name: "empty", value: "yes")) }
        var fields: [String: String] = [:]
        if let seen, seen > 0 { fields["If-Match"] = "\"\(seen)\"" }
        if seen == 0 { fields["If-None-Match"] = "*" }
        let (answer, isDone) = try await ServerCall.send(
            "PUT", try ServerCall.url(server, "/v1/lists/\(list.name)", query), key: orders.key,
            body: (Data(ListExport.csv(list.entries).utf8), "text/csv"), fields: fields)
        guard isDone, let taken = try? JSONDecoder().decode(Taken.self, from: answer) else {
            throw Failure.trouble("\(server): \(ServerCall.words(answer))")
        }
        let entries = Terminal.plural(taken.entries, "entry", "entries")
        print("\(taken.name) version \(taken.version): \(entries), at \(server)")
    }

    private struct Taken: Decodable {
        var name: String
        var version: Int
        var entries: Int
    }
}
