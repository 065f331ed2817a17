import CWeirSupport
import Crypto
import WeirDomain

/// What the key and the salts of pseudonyms are held against when they are opened: a value that no other key gives, and
/// how many bytes of salts are on the disk for certain. It gives neither of them away. A line of one length, so that it
/// is written over in place; its name is before theirs, so that a copy of the folder has it no newer than the salts.
struct PseudonymCheck: Sendable {
    private static let mark = "weir-pseudonyms"
    private static let version = "1"

    let key: String
    var bytes: Int

    init(_ secret: SymmetricKey, bytes: Int) {
        let text = Array("the key of these pseudonyms".utf8)
        key = Hex.text(HMAC<SHA256>.authenticationCode(for: text, using: secret).prefix(16))
        self.bytes = bytes
    }

    private init(key: String, bytes: Int) {
        self.key = key
        self.bytes = bytes
    }

    static func path(_ folder: String) -> String { folder + "/pseudonym-check" }

    /// What stands in a folder; `nil` where nothing has been put down yet.
    static func read(_ folder: String) throws(RegisterError) -> PseudonymCheck? {
        let path = path(folder)
        guard DiskFolder.exists(path) else { return nil }
        let line = try DiskFolder.read(path).prefix { $0 != "\n" }
        let parts = line.split(separator: " ").map { String($0) }
        guard parts.count == 5, parts[0] == mark, let bytes = Int(parts[3]),
            parts[4] == sum(parts[..<4].joined(separator: " "))
        else {
            throw RegisterError(
                .damaged, path, "is damaged: remove it where pseudonym-key and salts are sound, and it is made anew")
        }
        guard parts[1] == version else {
            throw RegisterError(.newerVersion, path, "was written by a newer version of Weir")
        }
        return PseudonymCheck(key: parts[2], bytes: bytes)
    }

    var line: String {
        let number = String(bytes)
        let padded = String(repeating: "0", count: max(0, 18 - number.count)) + number
        let text = "\(Self.mark) \(Self.version) \(key) \(padded)"
        return "\(text) \(Self.sum(text))\n"
    }

    private static func sum(_ text: String) -> String {
        let bytes = Array(text.utf8)
        return Hex.text(number: UInt64(weir_crc32c(0, bytes, bytes.count)))
    }
}
