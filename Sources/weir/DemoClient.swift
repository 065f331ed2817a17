import Foundation

#if canImport(FoundationNetworking)
    import FoundationNetworking
#endif

/// Asks a server of the demonstration as somebody.
struct DemoClient: Sendable {
    let address: String
    let key: String

    /// What was answered; anything but 200 is trouble.
    func request(_ method: String, _ path: String, _ type: String?, _ body: [UInt8]?) async throws -> [UInt8] {
        let (status, answer) = try await ask(method, path, type, body)
        guard status == 200 else {
            throw Failure.trouble(
                "\(method) \(path) answered \(status): \(String(decoding: answer.prefix(300), as: UTF8.self))")
        }
        return answer
    }

    /// What was answered, and how.
    func ask(
        _ method: String, _ path: String, _ type: String?, _ body: [UInt8]?
    ) async throws -> (status: Int, answer: [UInt8]) {
        guard let url = URL(string: address + path) else { throw Failure.wrongUse("\(address) is no address") }
        var request = URLRequest(url: url)
        request.httpMethod = method
        request.setValue("Bearer \(key)", forHTTPHeaderField: "Authorization")
        if let type { request.setValue(type, forHTTPHeaderField: "Content-Type") }
        request.httpBody = body.map { Data($0) }
        let (data, response) = try await URLSession.shared.data(for: request)
        return ((response as? HTTPURLResponse)?.statusCode ?? 0, [UInt8](data))
    }
}
