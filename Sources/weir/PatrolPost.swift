import AsyncHTTPClient
import Foundation
import NIOCore
import NIOHTTP1
import WeirPatrol

/// Between the patrol and a server: which sites to visit, and what was found there. A server that does not answer is
/// asked again in the next round; what it could not be told waits.
actor PatrolPost {
    private struct Page: Decodable {
        struct Item: Decodable { var address: String }
        var items: [Item]
        var next: String?
    }

    private let server: String
    private let key: String
    private var waiting: [[UInt8]] = []
    /// Hashes of pictures of pages, which go after the findings that name them.
    private var pictures: [String] = []
    private let picture: @Sendable (String) -> [UInt8]?
    /// Lines that wait for the server at most, and go in one request.
    private static let most = 20_000
    private static let batch = 200

    /// - Parameter picture: gives a picture by its hash, when its turn comes.
    init(_ server: String, picture: @escaping @Sendable (String) -> [UInt8]?) throws {
        guard AddressFile.isAddress(server) else {
            throw Failure.wrongUse("--server: '\(server)' is no http(s) address")
        }
        guard let key = ProcessInfo.processInfo.environment["WEIR_PATROL_KEY"], !key.isEmpty else {
            throw Failure.wrongUse("--server needs a key of the role patrol in WEIR_PATROL_KEY")
        }
        self.server = server.hasSuffix("/") ? String(server.dropLast()) : server
        self.key = key
        self.picture = picture
    }

    /// Addresses of sites; none where the server does not answer, which is said.
    func toWatch() async -> [String] {
        var found: [String] = []
        var after = ""
        do {
            while found.count < 100_000 {
                let body = try await ask(.GET, "/v1/sites/watch?limit=500" + after, nil)
                let page = try JSONDecoder().decode(Page.self, from: body)
                found += page.items.map(\.address)
                guard let next = page.next else { break }
                after = "&after=\(next)"
            }
        } catch {
            Terminal.error("\(server): does not say which sites to visit: \(error)")
        }
        return found
    }

    func add(_ line: [UInt8]) async {
        if waiting.count < Self.most { waiting.append(line) }
        if waiting.count >= Self.batch { await send() }
    }

    func add(picture hash: String) {
        if !hash.isEmpty, pictures.count < Self.most, !pictures.contains(hash) { pictures.append(hash) }
    }

    func send() async {
        while !waiting.isEmpty {
            let lines = Array(waiting.prefix(Self.batch))
            do {
                _ = try await ask(.POST, "/v1/sites/findings", Data(lines.joined(separator: [10])))
            } catch {
                return Terminal.error("\(server): did not take \(waiting.count) findings, which wait: \(error)")
            }
            waiting.removeFirst(min(lines.count, waiting.count))
        }
        while let hash = pictures.first {
            if let bytes = picture(hash) {
                do {
                    _ = try await ask(.PUT, "/v1/sites/screenshots/\(hash)", Data(bytes))
                } catch let refusal as Failure {
                    // It will not be taken the next time either.
                    Terminal.error("\(server): did not take the picture \(hash.prefix(16)): \(refusal.message)")
                } catch {
                    return Terminal.error("\(server): did not take \(pictures.count) pictures, which wait: \(error)")
                }
            }
            if pictures.first == hash { pictures.removeFirst() }
        }
    }

    private func ask(_ method: HTTPMethod, _ path: String, _ body: Data?) async throws -> Data {
        var request = HTTPClientRequest(url: server + path)
        request.method = method
        request.headers.add(name: "Authorization", value: "Bearer \(key)")
        request.headers.add(name: "Weir-Patrol-Lock", value: LockUp.state)
        if let body { request.body = .bytes(ByteBuffer(bytes: body)) }
        let response = try await HTTPClient.shared.execute(request, timeout: .seconds(10))
        let data = Data(try await response.body.collect(upTo: 16 << 20).readableBytesView)
        guard response.status == .ok else {
            throw Failure.environment(
                "answered \(response.status.code): \(String(decoding: data.prefix(300), as: UTF8.self))")
        }
        return data
    }
}
