import Crypto
import CryptoExtras
import Foundation
import WeirDomain

/// A public key of the provider (RFC 7517), as far as it is used here.
struct ProviderKey: Decodable, Sendable {
    var kty: String
    var kid: String?
    var use: String?
    var alg: String?
    var n: String?
    var e: String?
    var crv: String?
    var x: String?
    var y: String?
}

/// An ID token (OpenID Connect Core, 3.1.3.7): what it says, once its signature, its issuer, its audience, its times
/// and its nonce have been found good. Nothing of it is looked at before that.
struct IDToken: Sendable {
    /// What the provider calls the person, for good.
    let subject: String
    private let claims: [String: JSONPiece]

    /// Clocks of other machines may be off by so much.
    private static let slack: Int64 = 60
    private static let bytes = 64 << 10
    /// RFC 7518 asks for 2,048 bits.
    private static let modulusBytes = 256...1_024

    init(
        _ text: String, _ keys: [ProviderKey], issuer: String, client: String, nonce: String, now: Instant
    ) throws(SignOnFault) {
        let parts = text.split(separator: ".", omittingEmptySubsequences: false)
        guard text.utf8.count <= Self.bytes, parts.count == 3, let signature = Self.decoded(parts[2]) else {
            throw .token("it is no signed token")
        }
        let header = try Self.object(parts[0])
        guard header["crit"] == nil else { throw .token("it asks for more than the standard") }
        guard case .text(let algorithm)? = header["alg"] else { throw .token("it names no algorithm") }
        try Self.check(
            Data("\(parts[0]).\(parts[1])".utf8), signature, algorithm,
            Self.fitting(header["kid"]?.text, algorithm, keys))
        claims = try Self.object(parts[1])
        guard claims["iss"]?.text == issuer else { throw .token("another issuer made it") }
        let audience = claims["aud"]?.texts ?? []
        guard audience.contains(client) else { throw .token("it is meant for somebody else") }
        let party = claims["azp"]?.text
        guard party == nil || party == client, audience.count == 1 || party == client else {
            throw .token("it is meant for somebody else")
        }
        guard let until = claims["exp"]?.number, until > Double(now.seconds - Self.slack) else {
            throw .token("it has expired")
        }
        guard let made = claims["iat"]?.number, made < Double(now.seconds + Self.slack) else {
            throw .token("it was made in the future")
        }
        if let from = claims["nbf"]?.number, from > Double(now.seconds + Self.slack) {
            throw .token("it is not good yet")
        }
        guard let given = claims["nonce"]?.text, given == nonce else { throw .token("it belongs to another sign-in") }
        guard let subject = claims["sub"]?.text, !subject.isEmpty, subject.utf8.count <= 255 else {
            throw .token("it names nobody")
        }
        self.subject = subject
    }

    /// A claim that may lie deeper: `realm_access.roles`.
    func texts(_ path: [String]) -> [String] {
        guard let first = path.first, var piece = claims[first] else { return [] }
        for name in path.dropFirst() {
            guard case .object(let inner) = piece, let next = inner[name] else { return [] }
            piece = next
        }
        return piece.texts
    }

    func text(_ name: String) -> String? { claims[name]?.text }

    func isTrue(_ name: String) -> Bool { claims[name] == .truth(true) }

    // MARK: The signature

    /// Keys that the token may have been signed with. `none` and shared secrets have none.
    private static func fitting(_ id: String?, _ algorithm: String, _ keys: [ProviderKey]) -> [ProviderKey] {
        let family = ["RS256": "RSA", "PS256": "RSA", "ES256": "EC", "ES384": "EC", "EdDSA": "OKP"][algorithm]
        return keys.filter { key in
            key.kty == family && (id == nil || key.kid == id) && (key.use ?? "sig") == "sig"
                && (key.alg == nil || key.alg == algorithm)
        }
    }

    private static func check(
        _ signed: Data, _ signature: Data, _ algorithm: String, _ keys: [ProviderKey]
    ) throws(SignOnFault) {
        guard !keys.isEmpty else { throw .token("no key of the service's fits it") }
        guard keys.contains(where: { isRight(signed, signature, algorithm, $0) }) else {
            throw .token("its signature is wrong")
        }
    }

    private static func isRight(_ signed: Data, _ signature: Data, _ algorithm: String, _ key: ProviderKey) -> Bool {
        let (x, y) = (key.x.flatMap { decoded($0[...]) }, key.y.flatMap { decoded($0[...]) })
        switch (algorithm, key.crv) {
        case ("RS256", _), ("PS256", _):
            guard let n = key.n.flatMap({ decoded($0[...]) }), let e = key.e.flatMap({ decoded($0[...]) }),
                modulusBytes.contains(n.count), let found = try? _RSA.Signing.PublicKey(n: n, e: e)
            else { return false }
            return found.isValidSignature(
                _RSA.Signing.RSASignature(rawRepresentation: signature), for: SHA256.hash(data: signed),
                padding: algorithm == "RS256" ? .insecurePKCS1v1_5 : .PSS)
        case ("ES256", "P-256"?):
            guard let x, let y, let found = try? P256.Signing.PublicKey(rawRepresentation: x + y),
                let given = try? P256.Signing.ECDSASignature(rawRepresentation: signature)
            else { return false }
            return found.isValidSignature(given, for: signed)
        case ("ES384", "P-384"?):
            guard let x, let y, let found = try? P384.Signing.PublicKey(rawRepresentation: x + y),
                let given = try? P384.Signing.ECDSASignature(rawRepresentation: signature)
            else { return false }
            return found.isValidSignature(given, for: signed)
        case ("EdDSA", "Ed25519"?):
            guard let x, let found = try? Curve25519.Signing.PublicKey(rawRepresentation: x) else { return false }
            return found.isValidSignature(signature, for: signed)
        default: return false
        }
    }

    // MARK: Parts

    private static func object(_ part: Substring) throws(SignOnFault) -> [String: JSONPiece] {
        guard let data = decoded(part), let found = try? JSONDecoder().decode([String: JSONPiece].self, from: data)
        else {
            throw .token("it cannot be read")
        }
        return found
    }

    /// Base64 for addresses, without padding (RFC 7515).
    static func decoded(_ part: Substring) -> Data? {
        guard
            part.utf8.allSatisfy({ byte in
                (48...57).contains(byte) || (65...90).contains(byte) || (97...122).contains(byte) || byte == 45
                    || byte == 95
            })
        else { return nil }
        let usual = part.replacing("-", with: "+").replacing("_", with: "/")
        return Data(base64Encoded: usual + String(repeating: "=", count: (4 - usual.count % 4) % 4))
    }

    static func encoded(_ bytes: some DataProtocol) -> String {
        Data(bytes).base64EncodedString().replacing("+", with: "-").replacing("/", with: "_").replacing("=", with: "")
    }
}

/// A piece of JSON whose shape is not known.
enum JSONPiece: Decodable, Sendable, Equatable {
    case text(String)
    case number(Double)
    case truth(Bool)
    case list([JSONPiece])
    case object([String: JSONPiece])
    case nothing

    init(from decoder: any Decoder) throws {
        let value = try decoder.singleValueContainer()
        if let text = try? value.decode(String.self) {
            self = .text(text)
        } else if let truth = try? value.decode(Bool.self) {
            self = .truth(truth)
        } else if let number = try? value.decode(Double.self) {
            self = .number(number)
        } else if let list = try? value.decode([JSONPiece].self) {
            self = .list(list)
        } else if let object = try? value.decode([String: JSONPiece].self) {
            self = .object(object)
        } else {
            self = .nothing
        }
    }

    var text: String? { if case .text(let text) = self { text } else { nil } }
    var number: Double? { if case .number(let number) = self { number } else { nil } }

    /// One text, or a list of them.
    var texts: [String] {
        switch self {
        case .text(let text): [text]
        case .list(let list): list.compactMap(\.text)
        default: []
        }
    }
}
