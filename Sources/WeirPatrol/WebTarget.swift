import Foundation
import WeirLists

/// Why a page is not fetched, in words.
public struct FetchFlaw: Error, Sendable, CustomStringConvertible, Hashable {
    public let description: String
    init(_ description: String) { self.description = description }
}

/// An address of the web, taken apart strictly: what two readers could read differently is refused.
public struct WebTarget: Hashable, Sendable {
    public let scheme: String
    public let host: String
    public let port: Int
    /// Path and query, beginning with a slash, in ASCII.
    public let path: String

    public init(_ text: String) throws(FetchFlaw) {
        let flat = text.trimmingWhite
        guard flat.utf8.count <= 2_048 else { throw FetchFlaw("the address is longer than 2,048 bytes") }
        guard !flat.unicodeScalars.contains(where: { $0.value < 33 || $0.value == 127 || $0 == "\\" }) else {
            throw FetchFlaw("the address has blanks, control characters or backslashes in it")
        }
        guard let mark = flat.range(of: "://") else { throw FetchFlaw("the address has no scheme") }
        scheme = flat[..<mark.lowerBound].lowercased()
        guard scheme == "http" || scheme == "https" else {
            throw FetchFlaw("only http and https are fetched, not '\(scheme)'")
        }
        let rest = flat[mark.upperBound...]
        let end = rest.firstIndex { "/?#".contains($0) } ?? rest.endIndex
        var authority = rest[..<end]
        guard !authority.contains("@") else { throw FetchFlaw("the address has a name or password in it") }
        var port = scheme == "https" ? 443 : 80
        if let colon = authority.lastIndex(of: ":"), !authority.hasSuffix("]") {
            guard let number = Int(authority[authority.index(after: colon)...]), (1...65_535).contains(number) else {
                throw FetchFlaw("the port is no number")
            }
            port = number
            authority = authority[..<colon]
        }
        self.port = port
        host = try Self.host(String(authority))
        let tail = rest[end...].prefix { $0 != "#" }
        let path = tail.hasPrefix("/") ? String(tail) : "/" + tail
        self.path = Self.ascii(path)
        guard port == 80 || port == 443 || port >= 1_024 else { throw FetchFlaw("port \(port) is no web server's") }
    }

    /// A name in one spelling, or an address in its usual text. Numbers in any other notation are refused.
    private static func host(_ text: String) throws(FetchFlaw) -> String {
        if text.hasPrefix("["), text.hasSuffix("]") {
            guard let address = NetworkAddress(String(text.dropFirst().dropLast())), address.bytes.count == 16 else {
                throw FetchFlaw("the host is no address: '\(text)'")
            }
            return address.description
        }
        if let address = NetworkAddress(text) { return address.description }
        guard let name = HostName(text), !text.hasPrefix("*"), !text.contains("%") else {
            throw FetchFlaw("the host is no name: '\(text)'")
        }
        guard let last = name.labels.last, last.contains(where: { $0.isLetter }) else {
            throw FetchFlaw("the host is a number in an unusual notation: '\(text)'")
        }
        guard !["localhost", "local", "internal", "localdomain", "lan", "home", "corp", "onion", "arpa"].contains(last)
        else {
            throw FetchFlaw("the host '\(name.text)' is not on the public web")
        }
        return name.text
    }

    private static func ascii(_ path: String) -> String {
        var out = ""
        for byte in path.utf8 {
            if byte > 32, byte < 127, byte != 34, byte != 60, byte != 62 {
                out.unicodeScalars.append(Unicode.Scalar(byte))
            } else {
                let digits = Array("0123456789ABCDEF")
                out += "%" + String(digits[Int(byte >> 4)]) + String(digits[Int(byte & 15)])
            }
        }
        return out
    }

    public var isLiteral: Bool { NetworkAddress(host) != nil }

    public var text: String {
        let shown = host.contains(":") ? "[\(host)]" : host
        let usual = scheme == "https" ? 443 : 80
        return "\(scheme)://\(shown)\(port == usual ? "" : ":\(port)")\(path)"
    }

    /// Where a redirect or a picture's address leads from here.
    public func following(_ reference: String) throws(FetchFlaw) -> WebTarget {
        let flat = reference.trimmingWhite
        if flat.range(of: "://") != nil { return try WebTarget(flat) }
        if flat.hasPrefix("//") { return try WebTarget("\(scheme):\(flat)") }
        guard let base = URL(string: text), let url = URL(string: flat, relativeTo: base) else {
            throw FetchFlaw("the address '\(flat.prefix(80))' leads nowhere")
        }
        return try WebTarget(url.absoluteString)
    }
}

extension String {
    fileprivate var trimmingWhite: String {
        var text = Substring(self)
        while let c = text.first, c.isWhitespace { text = text.dropFirst() }
        while let c = text.last, c.isWhitespace { text = text.dropLast() }
        return String(text)
    }
}
