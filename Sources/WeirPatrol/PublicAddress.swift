import Glibc

/// A network address in bytes: four or sixteen.
public struct NetworkAddress: Hashable, Sendable, CustomStringConvertible {
    public let bytes: [UInt8]

    public init?(bytes: [UInt8]) {
        guard bytes.count == 4 || bytes.count == 16 else { return nil }
        self.bytes = bytes
    }

    /// From its usual text only: no octal, no hexadecimal, no missing parts.
    public init?(_ text: String) {
        var four = in_addr()
        if unsafe inet_pton(AF_INET, text, &four) == 1 {
            bytes = unsafe withUnsafeBytes(of: &four) { unsafe Array($0) }
            return
        }
        var six = in6_addr()
        guard unsafe inet_pton(AF_INET6, text, &six) == 1 else { return nil }
        bytes = unsafe withUnsafeBytes(of: &six) { unsafe Array($0) }
    }

    public var description: String {
        if bytes.count == 4 { return bytes.map(String.init).joined(separator: ".") }
        var text = [CChar](repeating: 0, count: 64)
        bytes.withUnsafeBytes { raw in
            _ = unsafe inet_ntop(AF_INET6, raw.baseAddress, &text, 64)
        }
        return String(decoding: text.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
    }

    /// Why nobody outside may be reached under this address; `nil` for a public one. Unknown ranges are closed.
    public var objection: String? { bytes.count == 4 ? Self.four(bytes) : six }

    /// Special ranges of IPv4 (RFC 6890 and its registry).
    private static let closed: [(network: [UInt8], bits: Int, what: String)] = [
        ([0, 0, 0, 0], 8, "this network"), ([10, 0, 0, 0], 8, "private"), ([100, 64, 0, 0], 10, "shared by carriers"),
        ([127, 0, 0, 0], 8, "loopback"), ([169, 254, 0, 0], 16, "link-local"), ([172, 16, 0, 0], 12, "private"),
        ([192, 0, 0, 0], 24, "reserved"), ([192, 0, 2, 0], 24, "for documentation"),
        ([192, 31, 196, 0], 24, "reserved"),
        ([192, 52, 193, 0], 24, "reserved"), ([192, 88, 99, 0], 24, "a relay"), ([192, 168, 0, 0], 16, "private"),
        ([192, 175, 48, 0], 24, "reserved"), ([198, 18, 0, 0], 15, "for benchmarks"),
        ([198, 51, 100, 0], 24, "for documentation"),
        ([203, 0, 113, 0], 24, "for documentation"), ([224, 0, 0, 0], 4, "multicast"), ([240, 0, 0, 0], 4, "reserved"),
    ]

    private static func four(_ bytes: [UInt8]) -> String? {
        for (network, bits, what) in closed where matches(bytes, network, bits) { return what }
        return nil
    }

    static func matches(_ bytes: [UInt8], _ network: [UInt8], _ bits: Int) -> Bool {
        for i in 0..<((bits + 7) / 8) {
            let mask = UInt8(truncatingIfNeeded: 0xFF00 >> min(8, bits - i * 8))
            if bytes[i] & mask != network[i] & mask { return false }
        }
        return true
    }

    /// Only global unicast is open, and of it nothing that carries an IPv4 address of a closed range inside.
    private var six: String? {
        if bytes[..<10].allSatisfy({ $0 == 0 }), bytes[10] == 0xFF, bytes[11] == 0xFF {
            return "an IPv4 address in disguise"
        }
        if bytes.starts(with: [0, 0x64, 0xFF, 0x9B]) { return "translated to IPv4" }
        guard bytes[0] & 0xE0 == 0x20 else { return "not global unicast" }
        if bytes.starts(with: [0x20, 0x02]) { return "a tunnel to IPv4" }
        if bytes.starts(with: [0x20, 0x01, 0, 0]) { return "a tunnel to IPv4" }
        if bytes.starts(with: [0x20, 0x01]), bytes[2] < 2 { return "reserved" }
        if bytes.starts(with: [0x20, 0x01, 0x0D, 0xB8]) || bytes.starts(with: [0x3F, 0xFF]) {
            return "for documentation"
        }
        return nil
    }
}

/// Turns names into addresses.
public protocol HostResolver: Sendable {
    func addresses(of host: String) async throws -> [NetworkAddress]
}

/// Some names with addresses of their own, as a test has them; all others as the system says.
public struct NamedResolver: HostResolver {
    private let names: [String: NetworkAddress]
    private let others = SystemResolver()

    public init(_ names: [String: NetworkAddress]) { self.names = names }

    public func addresses(of host: String) async throws -> [NetworkAddress] {
        if let known = names[host] { return [known] }
        return try await others.addresses(of: host)
    }
}

/// The system's resolver, asked on a thread of its own.
public struct SystemResolver: HostResolver {
    public init() {}

    public func addresses(of host: String) async throws -> [NetworkAddress] {
        await withCheckedContinuation { continuation in
            DispatchlessThread.run { continuation.resume(returning: Self.look(host)) }
        }
    }

    private static func look(_ host: String) -> [NetworkAddress] {
        var hints = addrinfo()
        hints.ai_socktype = Int32(SOCK_STREAM.rawValue)
        var first: UnsafeMutablePointer<addrinfo>?
        guard unsafe getaddrinfo(host, nil, &hints, &first) == 0 else { return [] }
        defer { unsafe freeaddrinfo(first) }
        var found: [NetworkAddress] = []
        var next = first
        while let info = unsafe next {
            if unsafe info.pointee.ai_family == AF_INET, let address = unsafe info.pointee.ai_addr {
                unsafe address.withMemoryRebound(to: sockaddr_in.self, capacity: 1) { raw in
                    var inner = unsafe raw.pointee.sin_addr
                    let bytes = unsafe withUnsafeBytes(of: &inner) { unsafe Array($0) }
                    if let address = NetworkAddress(bytes: bytes) { found.append(address) }
                }
            } else if unsafe info.pointee.ai_family == AF_INET6, let address = unsafe info.pointee.ai_addr {
                unsafe address.withMemoryRebound(to: sockaddr_in6.self, capacity: 1) { raw in
                    var inner = unsafe raw.pointee.sin6_addr
                    let bytes = unsafe withUnsafeBytes(of: &inner) { unsafe Array($0) }
                    if let address = NetworkAddress(bytes: bytes) { found.append(address) }
                }
            }
            unsafe next = info.pointee.ai_next
        }
        return found
    }
}

/// A thread for a call that blocks.
enum DispatchlessThread {
    static func run(_ body: @escaping @Sendable () -> Void) {
        final class Box {
            let body: @Sendable () -> Void
            init(_ body: @escaping @Sendable () -> Void) { self.body = body }
        }
        var thread = pthread_t()
        let box = Unmanaged.passRetained(Box(body))
        let made = unsafe pthread_create(
            &thread, nil,
            { raw in
                guard let raw else { return nil }
                unsafe Unmanaged<Box>.fromOpaque(raw).takeRetainedValue().body()
                return nil
            }, box.toOpaque())
        if made == 0 { pthread_detach(thread) } else { box.takeRetainedValue().body() }
    }
}
