import CryptoExtras
import Foundation

/// A rail's public key, with which it is told whether a notification is the rail's: RSA with SHA-256, PKCS #1 v1.5, of
/// 2,048 bits at least.
public struct RailKey: Sendable {
    /// What is wrong with a key's file, or with what is said of it, in words.
    public struct Flaw: Error, CustomStringConvertible {
        public let description: String

        public init(_ description: String) { self.description = description }
    }

    private let key: _RSA.Signing.PublicKey
    /// Of a certificate, in upper-case hex; `nil` of a bare key.
    let serial: String?

    /// - Parameter path: a PEM file with a public key or a certificate, or the bare base64 that Alipay hands out.
    public init(path: String) throws(Flaw) {
        guard let bytes = FileManager.default.contents(atPath: path) else { throw Flaw("\(path): cannot be read") }
        do { self = try RailKey(text: String(decoding: bytes, as: UTF8.self)) } catch {
            throw Flaw("\(path): \(error.description)")
        }
    }

    package init(text: String) throws(Flaw) {
        let lines = text.split(whereSeparator: \.isNewline).map { $0.trimmingCharacters(in: .whitespaces) }
        let start = lines.firstIndex { $0.hasPrefix("-----BEGIN ") }
        // Of a chain the first certificate is the signer's own.
        let inside = lines[(start.map { $0 + 1 } ?? 0)...].prefix { !$0.hasPrefix("-----") }
        guard let der = Data(base64Encoded: inside.joined()), !der.isEmpty else {
            throw Flaw("is no public key: neither PEM nor base64")
        }
        if let start, lines[start].contains("PRIVATE") {
            throw Flaw("is a private key: the rail's public one is wanted")
        }
        let certificate = start.map { lines[$0].contains("CERTIFICATE") } ?? false
        if certificate {
            guard let parts = Certificate(Array(der)) else { throw Flaw("is no X.509 certificate") }
            serial = parts.serial
            key = try Self.key(parts.publicKey)
        } else {
            serial = nil
            key = try Self.key(Array(der))
        }
    }

    private static func key(_ der: [UInt8]) throws(Flaw) -> _RSA.Signing.PublicKey {
        do { return try _RSA.Signing.PublicKey(derRepresentation: der) } catch {
            throw Flaw("is no RSA key of 2,048 bits or more")
        }
    }

    /// - Parameter signature: in base64.
    package func signed(_ text: [UInt8], _ signature: String) -> Bool {
        guard let bytes = Data(base64Encoded: signature) else { return false }
        return key.isValidSignature(
            _RSA.Signing.RSASignature(rawRepresentation: bytes), for: Data(text), padding: .insecurePKCS1v1_5)
    }
}

/// What is used of an X.509 certificate (RFC 5280): its serial number and the key that it is about. Who has signed it
/// is not asked: the operator has put it there.
struct Certificate {
    let serial: String
    /// The `SubjectPublicKeyInfo`, whole.
    let publicKey: [UInt8]

    init?(_ der: [UInt8]) {
        var outer = DERReader(der[...])
        guard let certificate = outer.next(0x30) else { return nil }
        var inner = DERReader(certificate.content)
        guard let signed = inner.next(0x30) else { return nil }
        var fields = DERReader(signed.content)
        // The version stands there from the second on.
        if fields.tag == 0xA0 { _ = fields.next(0xA0) }
        guard let number = fields.next(0x02) else { return nil }
        // Algorithm, issuer, validity, subject.
        for _ in 0..<4 where fields.next(0x30) == nil { return nil }
        guard let key = fields.next(0x30) else { return nil }
        // A first byte of zero only says that the number is not negative.
        let digits = number.content.drop { $0 == 0 }
        serial = digits.map { String(format: "%02X", $0) }.joined()
        publicKey = Array(key.whole)
    }
}

/// Elements of DER, one after the other.
private struct DERReader {
    private var rest: ArraySlice<UInt8>

    init(_ bytes: ArraySlice<UInt8>) { rest = bytes }

    var tag: UInt8? { rest.first }

    /// The next element, if it is of this kind.
    mutating func next(_ tag: UInt8) -> (whole: ArraySlice<UInt8>, content: ArraySlice<UInt8>)? {
        guard rest.first == tag, rest.count >= 2 else { return nil }
        var head = 2
        var length = Int(rest[rest.startIndex + 1])
        if length >= 0x80 {
            let bytes = length & 0x7F
            guard (1...4).contains(bytes), rest.count >= 2 + bytes else { return nil }
            length = rest.dropFirst(2).prefix(bytes).reduce(0) { $0 << 8 | Int($1) }
            head += bytes
        }
        guard rest.count >= head + length else { return nil }
        let whole = rest.prefix(head + length)
        rest = rest.dropFirst(head + length)
        return (whole, whole.dropFirst(head))
    }
}
