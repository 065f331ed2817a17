import Crypto

/// A signed note (C2SP signed-note): a text, and under it signatures, each on a line of its own.
public struct Note: Hashable, Sendable {
    /// A line under a note: the signer's name, the first bytes of the key's hash, and what the algorithm makes.
    public struct Signature: Hashable, Sendable {
        public var name: String
        public var keyID: [UInt8]
        public var value: [UInt8]

        public var line: String { "\u{2014} \(name) \(Base64.text(keyID + value))" }

        /// From a line under a note; `nil` for anything that is none.
        public init?(line: some StringProtocol) {
            let parts = line.split(separator: " ", omittingEmptySubsequences: false)
            guard parts.count == 3, parts[0] == "\u{2014}", NoteKey.isName(parts[1]),
                let bytes = Base64.bytes(parts[2]), bytes.count > 4
            else { return nil }
            name = String(parts[1])
            keyID = Array(bytes[..<4])
            value = Array(bytes[4...])
        }

        init(name: String, keyID: [UInt8], value: [UInt8]) {
            self.name = name
            self.keyID = keyID
            self.value = value
        }
    }

    /// How many are read, as the specification advises; the log's own and those of its witnesses are far fewer.
    static let mostSignatures = 100

    /// The text, its last line end included.
    public var text: String
    public var signatures: [Signature]

    public init(text: String, signatures: [Signature] = []) {
        self.text = text
        self.signatures = signatures
    }

    /// Reads a note as `body` writes it.
    public init?(_ body: String) {
        guard let gap = body.range(ofLast: "\n\n"), body.hasSuffix("\n") else { return nil }
        text = String(body[..<body.index(after: gap)])
        let lines = body[body.index(gap, offsetBy: 2)...].split(separator: "\n", omittingEmptySubsequences: false)
        guard lines.count >= 2, lines.count <= Self.mostSignatures + 1, lines.last == "" else { return nil }
        signatures = []
        for line in lines.dropLast() {
            guard let signature = Signature(line: line) else { return nil }
            signatures.append(signature)
        }
    }

    public var body: String { text + "\n" + signatures.map { $0.line + "\n" }.joined() }
}

extension String {
    /// Where the last appearance of a short ASCII text begins.
    fileprivate func range(ofLast wanted: String) -> Index? {
        let (all, part) = (Array(utf8), Array(wanted.utf8))
        guard all.count >= part.count else { return nil }
        var start = all.count - part.count
        while start >= 0 {
            if all[start..<(start + part.count)].elementsEqual(part) { return utf8.index(startIndex, offsetBy: start) }
            start -= 1
        }
        return nil
    }
}

/// A public key that signs notes, with the name of its owner.
public struct NoteKey: Hashable, Sendable, CustomStringConvertible {
    /// What a signature covers.
    public enum Use: UInt8, Sendable {
        /// A log's: the note's text.
        case log = 1
        /// A witness's (C2SP tlog-cosignature v1): the time, and the note's text.
        case witness = 4
    }

    public let name: String
    public let use: Use
    public let publicKey: [UInt8]
    /// The first four bytes of SHA-256(name ‖ 0x0A ‖ use ‖ key).
    public let id: [UInt8]

    public init(name: String, use: Use, publicKey: [UInt8]) {
        self.name = name
        self.use = use
        self.publicKey = publicKey
        var sha = SHA256()
        (Array(name.utf8) + [10, use.rawValue] + publicKey).withUnsafeBytes { sha.update(bufferPointer: $0) }
        id = sha.finalize().withUnsafeBytes { [UInt8]($0[..<4]) }
    }

    /// Reads `name+id+key` as `description` writes it.
    public init?(_ text: some StringProtocol) {
        let parts = text.split(separator: "+", maxSplits: 2, omittingEmptySubsequences: false)
        guard parts.count == 3, Self.isName(parts[0]), let bytes = Base64.bytes(parts[2]), bytes.count == 33,
            let use = Use(rawValue: bytes[0])
        else { return nil }
        self.init(name: String(parts[0]), use: use, publicKey: Array(bytes[1...]))
        guard Hex.text(id) == parts[1] else { return nil }
    }

    public var description: String { "\(name)+\(Hex.text(id))+\(Base64.text([use.rawValue] + publicKey))" }

    /// Names are not empty and have neither spaces nor plus signs.
    static func isName(_ text: some StringProtocol) -> Bool {
        !text.isEmpty && text.utf8.count <= 255 && !text.contains { $0 == "+" || $0.isWhitespace }
    }

    /// The time that a valid signature of this key on the note states: 0 for a log's; `nil` if there is none.
    public func signed(_ note: Note) -> UInt64? {
        for signature in note.signatures where signature.name == name && signature.keyID == id {
            guard let key = try? Curve25519.Signing.PublicKey(rawRepresentation: publicKey) else { return nil }
            switch use {
            case .log:
                if key.isValidSignature(signature.value, for: Array(note.text.utf8)) { return 0 }
            case .witness:
                guard signature.value.count == 72 else { continue }
                let time = signature.value[..<8].reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
                let message = NoteSigner.cosigned(note.text, time: time)
                if key.isValidSignature(Array(signature.value[8...]), for: message) { return time }
            }
        }
        return nil
    }
}

/// A private key that signs notes.
public struct NoteSigner: Sendable {
    public let key: NoteKey
    private let secret: [UInt8]

    /// From the seed of an Ed25519 key; `nil` if it has not 32 bytes or the name is none.
    public init?(name: String, use: NoteKey.Use = .log, seed: [UInt8]) {
        guard NoteKey.isName(name), let secret = try? Curve25519.Signing.PrivateKey(rawRepresentation: seed) else {
            return nil
        }
        self.secret = seed
        key = NoteKey(name: name, use: use, publicKey: [UInt8](secret.publicKey.rawRepresentation))
    }

    /// The seed, for keeping it.
    var seed: [UInt8] { secret }

    public static func newSeed() -> [UInt8] { [UInt8](Curve25519.Signing.PrivateKey().rawRepresentation) }

    /// A signature on the text.
    /// - Parameter time: seconds since 1970, for a witness.
    public func sign(_ text: String, time: UInt64 = 0) -> Note.Signature? {
        guard let secret = try? Curve25519.Signing.PrivateKey(rawRepresentation: secret) else { return nil }
        switch key.use {
        case .log:
            guard let value = try? secret.signature(for: Array(text.utf8)) else { return nil }
            return Note.Signature(name: key.name, keyID: key.id, value: [UInt8](value))
        case .witness:
            guard let value = try? secret.signature(for: Self.cosigned(text, time: time)) else { return nil }
            let stamp = (0..<8).map { UInt8(truncatingIfNeeded: time >> (56 - 8 * UInt64($0))) }
            return Note.Signature(name: key.name, keyID: key.id, value: stamp + [UInt8](value))
        }
    }

    static func cosigned(_ text: String, time: UInt64) -> [UInt8] {
        Array("cosignature/v1\ntime \(time)\n\(text)".utf8)
    }
}

package enum Hex {
    package static func text(_ bytes: some Sequence<UInt8>) -> String {
        let digits = Array("0123456789abcdef".utf8)
        return String(decoding: bytes.flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 15)]] }, as: UTF8.self)
    }
}
