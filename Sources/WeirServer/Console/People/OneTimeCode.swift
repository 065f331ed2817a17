import Crypto
import Foundation

/// One-time codes of RFC 6238: six digits, thirty seconds, SHA-1, as authenticator apps take them.
enum OneTimeCode {
    static let stepSeconds: Int64 = 30

    static func secret() -> [UInt8] { SymmetricKey(size: .init(bitCount: 160)).withUnsafeBytes { Array($0) } }

    static func code(_ secret: [UInt8], step: Int64) -> String {
        let counter = withUnsafeBytes(of: step.bigEndian) { Data($0) }
        let mac = Array(
            HMAC<Insecure.SHA1>.authenticationCode(for: counter, using: SymmetricKey(data: Data(secret))))
        let offset = Int(mac[19] & 15)
        let number = mac[offset..<offset + 4].reduce(UInt32(0)) { $0 << 8 | UInt32($1) } & 0x7FFF_FFFF
        let digits = String(number % 1_000_000)
        return String(repeating: "0", count: 6 - digits.count) + digits
    }

    /// The step that a code belongs to: this one or a neighbour, for clocks that are a little off, and never one that
    /// has been used.
    static func step(of code: String, _ secret: [UInt8], at seconds: Int64, after last: Int64) -> Int64? {
        let digits = code.filter { $0 != " " }
        guard digits.utf8.count == 6 else { return nil }
        let now = seconds / stepSeconds
        var found: Int64?
        for step in now - 1...now + 1 where step > last {
            let wanted = self.code(secret, step: step)
            if zip(wanted.utf8, digits.utf8).reduce(0, { $0 | ($1.0 ^ $1.1) }) == 0 { found = step }
        }
        return found
    }

    /// What apps scan: the address that Google Authenticator made usual.
    static func address(_ secret: [UInt8], of name: String) -> String {
        "otpauth://totp/Weir:\(Link.encoded(name))?secret=\(written(secret).filter { $0 != " " })&issuer=Weir"
    }

    /// The secret as apps take it by hand (RFC 4648 base 32), in groups of four.
    static func written(_ secret: [UInt8]) -> String {
        let letters = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZ234567")
        var out = ""
        var (bits, count) = (0, 0)
        for byte in secret {
            bits = (bits << 8 | Int(byte)) & 0xFFFF
            count += 8
            while count >= 5 {
                count -= 5
                if !out.isEmpty, out.filter({ $0 != " " }).count % 4 == 0 { out += " " }
                out.append(letters[bits >> count & 31])
            }
        }
        return out
    }
}
