/// Base64 as RFC 4648 §4 has it, with padding. Reading is strict: one text for one value.
public enum Base64 {
    private static let alphabet = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".utf8)

    public static func text(_ bytes: [UInt8]) -> String {
        var out: [UInt8] = []
        out.reserveCapacity((bytes.count + 2) / 3 * 4)
        var i = 0
        while i < bytes.count {
            let rest = bytes.count - i
            let b1 = rest > 1 ? bytes[i + 1] : 0
            let b2 = rest > 2 ? bytes[i + 2] : 0
            out.append(alphabet[Int(bytes[i] >> 2)])
            out.append(alphabet[Int((bytes[i] & 3) << 4 | b1 >> 4)])
            out.append(rest > 1 ? alphabet[Int((b1 & 15) << 2 | b2 >> 6)] : 61)
            out.append(rest > 2 ? alphabet[Int(b2 & 63)] : 61)
            i += 3
        }
        return String(decoding: out, as: UTF8.self)
    }

    /// `nil` for anything that `text` would not have written.
    public static func bytes(_ text: some StringProtocol) -> [UInt8]? {
        let digits = Array(text.utf8)
        guard digits.count % 4 == 0 else { return nil }
        var out: [UInt8] = []
        out.reserveCapacity(digits.count / 4 * 3)
        var bits: UInt32 = 0
        var padding = 0
        for (i, digit) in digits.enumerated() {
            if digit == 61 {
                guard i >= digits.count - 2 else { return nil }
                padding += 1
                bits <<= 6
            } else {
                guard padding == 0, let value = value(digit) else { return nil }
                bits = bits << 6 | value
            }
            guard i % 4 == 3 else { continue }
            let three = [UInt8(bits >> 16 & 255), UInt8(bits >> 8 & 255), UInt8(bits & 255)]
            guard three.suffix(padding).allSatisfy({ $0 == 0 }) else { return nil }
            out += three.dropLast(padding)
            bits = 0
        }
        return out
    }

    private static func value(_ digit: UInt8) -> UInt32? {
        switch digit {
        case 65...90: UInt32(digit) - 65
        case 97...122: UInt32(digit) - 71
        case 48...57: UInt32(digit) + 4
        case 43: 62
        case 47: 63
        default: nil
        }
    }
}
