import AsyncHTTPClient
import Foundation
import NIOCore
import NIOHTTP1
import NIOPosix
import NIOSSL
import Synchronization
import WeirDomain
import WeirSites

/// What came of a fetch.
public struct FetchedPage: Sendable {
    public struct Hop: Sendable, Hashable {
        public var address: String
        public var network: String
        public var status: Int
    }

    /// Every address on the way, the last one's page included.
    public var hops: [Hop]
    public var status: Int
    public var headers: [(name: String, value: String)]
    public var bytes: [UInt8]
    /// Bytes as they came over the wire.
    public var wireBytes: Int
    /// What was left out, in words, because a limit was met.
    public var cut: String?
    /// SHA-256 of the certificate that the server showed, in hexadecimal; empty over http.
    public var certificate = ""

    public init(
        hops: [Hop], status: Int, headers: [(name: String, value: String)], bytes: [UInt8], wireBytes: Int
    ) {
        (self.hops, self.status, self.headers, self.bytes) = (hops, status, headers, bytes)
        self.wireBytes = wireBytes
    }

    public var address: String { hops.last?.address ?? "" }
    public var type: String { header("content-type").lowercased() }

    public func header(_ name: String) -> String {
        headers.first { $0.name.lowercased() == name }?.value ?? ""
    }

    public var charset: String {
        let type = type
        guard let at = type.range(of: "charset=") else { return "" }
        return type[at.upperBound...].prefix { $0.isLetter || $0.isNumber || $0 == "-" || $0 == "_" }.description
    }
}

/// Fetches pages of strangers: every hop's address is looked up once, checked, and is then the one that is dialled. No
/// cookies, no credentials, no scripts; bytes, time and hops have their bounds.
public final class GuardedFetcher: PageSource {
    public struct Options: Sendable {
        public var seconds = SiteLimits.seconds
        public var wireBytes = SiteLimits.wireBytes
        public var inflatedBytes = SiteLimits.inflatedBytes
        public var hops = SiteLimits.hops
        public var agent = GuardedFetcher.agent
        /// Addresses that are open though they are not public: a test's own server.
        public var allowed: Set<String> = []
        /// Files of certificates that are believed beside the system's: a test's own.
        public var trusted: [String] = []

        public init() {}
    }

    /// How the patrol names itself.
    public static let agent = "WeirPatrol/1 (payment safety patrol)"

    /// The same with where one learns more of it, or complains; `nil` for what belongs into no header.
    public static func agentName(contact: String) -> String? {
        let isPlain = contact.utf8.allSatisfy { (33...126).contains($0) && ![40, 41, 59].contains($0) }
        guard isPlain, (1...200).contains(contact.utf8.count) else { return nil }
        return "WeirPatrol/1 (+\(contact); payment safety patrol)"
    }

    /// What a customer's browser would say.
    public static let browserAgent =
        "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/156.0.0.0 Safari/537.36"
    /// What a customer's telephone would say who opens the page inside of a payment app.
    public static let phoneAgent =
        "Mozilla/5.0 (Linux; Android 14) AppleWebKit/537.36 (KHTML, like Gecko) Version/4.0 Chrome/126.0.0.0 "
        + "Mobile Safari/537.36 MicroMessenger/8.0.50 AlipayClient/10.6.0"

    private let options: Options
    private let resolver: any HostResolver
    private let group: any EventLoopGroup

    public init(_ options: Options = Options(), resolver: any HostResolver = SystemResolver()) {
        self.options = options
        self.resolver = resolver
        group = MultiThreadedEventLoopGroup.singleton
    }

    /// With the usual bounds, and some addresses open though they are not public.
    public convenience init(
        allowing allowed: [String], agent: String = GuardedFetcher.agent, trusting trusted: [String] = [],
        resolver: any HostResolver = SystemResolver()
    ) {
        var options = Options()
        options.agent = agent
        options.allowed = Set(allowed)
        options.trusted = trusted
        self.init(options, resolver: resolver)
    }

    /// The network address to dial for a target: one that was looked up now and is open.
    public func dial(_ target: WebTarget) async throws -> NetworkAddress {
        let found: [NetworkAddress]
        if let literal = NetworkAddress(target.host) {
            found = [literal]
        } else {
            found = try await resolver.addresses(of: target.host)
        }
        guard !found.isEmpty else { throw FetchFlaw("\(target.host): has no address") }
        // One closed address among several is the trick itself: all of them are refused.
        for address in found where !options.allowed.contains(address.description) {
            if let objection = address.objection { throw FetchFlaw("\(target.host): \(address) is \(objection)") }
        }
        return found.first { $0.bytes.count == 4 } ?? found[0]
    }

    public func fetch(_ address: String) async throws -> FetchedPage {
        let target = try WebTarget(address)
        return try await inTime(target) { try await self.follow(target) }
    }

    /// One request to one checked address; a redirect is an answer like others.
    public func answer(_ address: String) async throws -> FetchedPage {
        let target = try WebTarget(address)
        return try await inTime(target) {
            let network = try await self.dial(target)
            var page = try await self.request(target, network).0
            page.hops = [FetchedPage.Hop(address: target.text, network: network.description, status: page.status)]
            return page
        }
    }

    private func inTime(
        _ target: WebTarget, _ body: @escaping @Sendable () async throws -> FetchedPage
    ) async throws -> FetchedPage {
        try await withThrowingTaskGroup(of: FetchedPage.self) { tasks in
            tasks.addTask { try await body() }
            tasks.addTask {
                try await Task.sleep(for: .seconds(self.options.seconds))
                throw FetchFlaw("\(target.host): took longer than \(self.options.seconds) s")
            }
            defer { tasks.cancelAll() }
            guard let page = try await tasks.next() else { throw FetchFlaw("\(target.host): gave no answer") }
            return page
        }
    }

    private func follow(_ first: WebTarget) async throws -> FetchedPage {
        var target = first
        var hops: [FetchedPage.Hop] = []
        while true {
            let network = try await dial(target)
            let (page, location) = try await request(target, network)
            hops.append(FetchedPage.Hop(address: target.text, network: network.description, status: page.status))
            guard let location else {
                var page = page
                page.hops = hops
                return page
            }
            guard hops.count <= options.hops else {
                throw FetchFlaw("\(first.host): more than \(options.hops) redirects")
            }
            target = try target.following(location)
        }
    }

    /// One request to one checked address; the client lives no longer, so nothing is pooled between names.
    private func request(_ target: WebTarget, _ network: NetworkAddress) async throws -> (
        FetchedPage, location: String?
    ) {
        var configuration = HTTPClient.Configuration()
        configuration.redirectConfiguration = .disallow
        configuration.timeout = .init(connect: .seconds(Int64(options.seconds)), read: .seconds(Int64(options.seconds)))
        configuration.httpVersion = .http1Only
        configuration.decompression = .disabled
        // One knock: the library would go on knocking until the time is up where nobody listens.
        configuration.connectionPool.retryConnectionEstablishment = false
        if !target.isLiteral { configuration.dnsOverride = [target.host: network.description] }
        if !options.trusted.isEmpty {
            var tls = TLSConfiguration.makeClientConfiguration()
            tls.additionalTrustRoots = options.trusted.map { .file($0) }
            configuration.tlsConfiguration = tls
        }
        let allowed = options.allowed
        let shown = Mutex("")
        // Looked at once more on the connection itself: whatever was dialled, nothing is sent to a closed address.
        configuration.http1_1ConnectionDebugInitializer = { channel in
            let reached = channel.remoteAddress?.ipAddress.flatMap { NetworkAddress($0) }
            guard let reached, reached == network || allowed.contains(reached.description) else {
                return channel.eventLoop.makeFailedFuture(
                    FetchFlaw("\(target.host): another address was reached than was checked"))
            }
            // Over http there is none, and that is no flaw.
            return channel.nioSSL_peerCertificate().map { certificate in
                guard let bytes = try? certificate?.toDERBytes() else { return }
                shown.withLock { $0 = EvidenceStore.hash(bytes) }
            }.recover { _ in }
        }
        let client = HTTPClient(eventLoopGroupProvider: .shared(group), configuration: configuration)
        do {
            var result = try await exchange(client, target)
            result.0.certificate = shown.withLock { $0 }
            // A body that was not read to its end is given up with its connection.
            try? await client.shutdown()
            return result
        } catch {
            try? await client.shutdown()
            throw Self.named(error, target)
        }
    }

    private static func named(_ error: any Error, _ target: WebTarget) -> any Error {
        if error is FetchFlaw || error is CancellationError { return error }
        let text = "\(error)"
        return FetchFlaw("\(target.host): " + (text.contains("Connection refused") ? "nobody listens there" : text))
    }

    private func exchange(_ client: HTTPClient, _ target: WebTarget) async throws -> (FetchedPage, location: String?) {
        var request = HTTPClientRequest(url: target.text)
        request.headers = HTTPHeaders([
            ("User-Agent", options.agent), ("Accept", "text/html,application/xhtml+xml,*/*;q=0.8"),
            ("Accept-Encoding", "gzip"), ("Accept-Language", "zh-CN,zh;q=0.9,en;q=0.5"),
        ])
        let response = try await client.execute(request, timeout: .seconds(Int64(options.seconds)))
        let headers = response.headers.map { (name: $0.name, value: String($0.value.prefix(2_048))) }
        let status = Int(response.status.code)
        if (300..<400).contains(status), let location = response.headers.first(name: "location") {
            return (FetchedPage(hops: [], status: status, headers: headers, bytes: [], wireBytes: 0), location)
        }
        var page = FetchedPage(hops: [], status: status, headers: headers, bytes: [], wireBytes: 0)
        for try await chunk in response.body {
            page.bytes += chunk.readableBytesView.prefix(options.wireBytes - page.bytes.count)
            page.wireBytes += chunk.readableBytes
            guard page.wireBytes <= options.wireBytes else {
                page.cut = "only the first \(options.wireBytes) bytes were read"
                break
            }
        }
        try inflate(&page, response.headers.first(name: "content-encoding")?.lowercased(), target)
        return (page, nil)
    }

    private func inflate(_ page: inout FetchedPage, _ encoding: String?, _ target: WebTarget) throws {
        switch encoding {
        case nil, "identity": break
        case "gzip", "x-gzip":
            page.bytes = Inflating.gzip(page.bytes, most: options.inflatedBytes + 1)
            guard page.bytes.count > options.inflatedBytes else { return }
            // What swells that much is a trick: as much of it is read as of a page that does not.
            page.bytes = Array(page.bytes.prefix(options.wireBytes))
            page.cut = "it inflates to more than \(options.inflatedBytes) bytes: \(options.wireBytes) were read"
        case let other?:
            throw FetchFlaw("\(target.host): not seen: it came as '\(other.prefix(20))', which was not asked for")
        }
    }
}
