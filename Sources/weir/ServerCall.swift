import Foundation

#if canImport(FoundationNetworking)
    import FoundationNetworking
#endif

/// One request of the command line to a running server.
enum ServerCall {
    /// Where a request goes.
    /// - Parameter server: as given with `--server`.
    static func url(_ server: String, _ path: String, _ query: [URLQueryItem] = []) throws -> URL {
        var parts = URLComponents(string: server + path)
        if !query.isEmpty {
            parts?.queryItems = query
            // A plus of its own would be read as a blank.
            let encoded = parts?.percentEncodedQuery?.replacingOccurrences(of: "+", with: "%2B")
            parts?.percentEncodedQuery = encoded
        }
        guard let url = parts?.url, url.host() != nil else {
            throw Failure.wrongUse("--server: '\(server)' is no address such as http://127.0.0.1:8080")
        }
        return url
    }

    /// - Parameters:
    ///   - key: as given with `--key`; `nil` reads `WEIR_KEY`.
    ///   - body: what is sent, and its media type.
    ///   - fields: further fields of the head.
    /// - Returns: what the server says, and whether it did what was asked.
    static func send(
        _ method: String, _ url: URL, key: String?, body: (bytes: Data, type: String)? = nil,
        fields: [String: String] = [:]
    ) async throws -> (answer: Data, isDone: Bool) {
        var request = URLRequest(url: url)
        request.httpMethod = method
        let key = key ?? ProcessInfo.processInfo.environment["WEIR_KEY"] ?? ""
        guard !key.isEmpty else { throw Failure.wrongUse("--key: give an API key, or put it into WEIR_KEY") }
        request.setValue("Bearer \(key)", forHTTPHeaderField: "Authorization")
        if let body {
            request.httpBody = body.bytes
            request.setValue(body.type, forHTTPHeaderField: "Content-Type")
        }
        for (name, value) in fields { request.setValue(value, forHTTPHeaderField: name) }
        do {
            let (answer, response) = try await URLSession.shared.data(for: request)
            return (answer, (response as? HTTPURLResponse)?.statusCode == 200)
        } catch {
            throw Failure.environment("\(url.host() ?? ""): cannot be reached: \(error.localizedDescription)")
        }
    }

    /// What a server says where it did not do what was asked: the words of its problem document, else all of it.
    static func words(_ answer: Data) -> String {
        guard let problem = try? JSONDecoder().decode(TheirProblem.self, from: answer) else {
            return String(decoding: answer.prefix(600), as: UTF8.self)
        }
        return problem.title + (problem.detail.map { ": " + $0 } ?? "")
    }

    private struct TheirProblem: Decodable {
        var title: String
        var detail: String?
    }
}
