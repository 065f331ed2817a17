/// Witness addresses: bech32 (BIP 173) for version 0, bech32m (BIP 350) for later ones.
enum Bech32 {
    private static let values: [Int8] = {
        var values = [Int8](repeating: -1, count: 128)
        for (i, byte) in "qpzry9x8gf2tvdw0s3jn54khce6mua7l".utf8.enumerated() { values[Int(byte)] = Int8(i) }
        return values
    }()
    /// Longest address, BIP 173.
    static let longest = 90

    /// The human-readable part of a valid address of a witness program.
    static func prefix(ofValid text: [UInt8]) -> String? {
        guard text.count <= longest, text.allSatisfy({ $0 > 32 && $0 < 127 }) else { return nil }
        let hasUpper = text.contains { (65...90).contains($0) }
        let hasLower = text.contains { (97...122).contains($0) }
        guard !(hasUpper && hasLower) else { return nil }
        let lower = text.map { (65...90).contains($0) ? $0 + 32 : $0 }
        guard let separator = lower.lastIndex(of: 0x31), separator > 0, separator + 8 <= lower.count else { return nil }
        let data = lower[(separator + 1)...].map { values[Int($0)] }
        guard data.allSatisfy({ $0 >= 0 }) else { return nil }
        let prefix = Array(lower[..<separator])
        let version = data[0]
        let constant = polymod(
            prefix.map { UInt32($0 >> 5) } + [0] + prefix.map { UInt32($0 & 31) } + data.map { UInt32($0) })
        guard version <= 16, constant == (version == 0 ? 1 : 0x2bc8_30a3) else { return nil }
        guard isProgram(data[1..<(data.count - 6)].map { UInt32($0) }, version) else { return nil }
        return String(decoding: prefix, as: UTF8.self)
    }

    private static func polymod(_ values: [UInt32]) -> UInt32 {
        let generator: [UInt32] = [0x3b6a_57b2, 0x2650_8e6d, 0x1ea1_19fa, 0x3d42_33dd, 0x2a14_62b3]
        return values.reduce(1) { sum, value in
            let top = sum >> 25
            return (0..<5).reduce((sum & 0x1ff_ffff) << 5 ^ value) {
                $0 ^ (top >> UInt32($1) & 1 == 1 ? generator[$1] : 0)
            }
        }
    }

    /// 5-bit groups into bytes: no more than four bits of padding, all zero; 2 to 40 bytes, 20 or 32 for version 0.
    private static func isProgram(_ groups: [UInt32], _ version: Int8) -> Bool {
        let bits = groups.count * 5
        let padding = bits % 8
        guard padding < 5, padding == 0 || (groups.last ?? 0) & (1 << UInt32(padding) - 1) == 0 else { return false }
        let bytes = bits / 8
        return version == 0 ? bytes == 20 || bytes == 32 : (2...40).contains(bytes)
    }
}
