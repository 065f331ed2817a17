extension Address {
    /// Whether a text has the form of an address that carries a checksum, and the checksum is wrong: mistyped, or cut.
    /// Of coins that are not known here nothing is said.
    public static func hasWrongChecksum(_ text: String) -> Bool {
        let bytes = Array(text.utf8)
        guard let first = bytes.first, recognise(bytes) == nil else { return false }
        let lower = text.lowercased()
        if ["bc1", "tb1", "bcrt1", "ltc1"].contains(where: lower.hasPrefix) { return true }
        if lower.hasPrefix("0x") { return bytes.count == 42 && bytes[2...].allSatisfy(EVMAddress.isHex) }
        guard bytes.allSatisfy(Base58.isDigit) else { return false }
        switch first {
        case UInt8(ascii: "T"): return bytes.count == 34
        case UInt8(ascii: "1"), UInt8(ascii: "3"), UInt8(ascii: "L"), UInt8(ascii: "M"):
            return (26...35).contains(bytes.count)
        // Decred's begin with D as well, and are checked in another way.
        case UInt8(ascii: "D"): return bytes.count == 34 && !lower.hasPrefix("ds") && !lower.hasPrefix("dc")
        default: return false
        }
    }
}
