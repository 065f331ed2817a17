/// Base58 with a checksum, as in Bitcoin, Litecoin, Dogecoin and Tron.
enum Base58 {
    /// Value by ASCII byte; -1 for none. 0, O, I and l are left out of the alphabet, for eyes.
    private static let values: [Int8] = {
        var values = [Int8](repeating: -1, count: 128)
        for (i, byte) in "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz".utf8.enumerated() {
            values[Int(byte)] = Int8(i)
        }
        return values
    }()

    static func isDigit(_ byte: UInt8) -> Bool { byte < 128 && values[Int(byte)] >= 0 }

    /// Longest text that is looked at: a private key has 52 characters.
    static let longest = 52

    /// The bytes without the checksum; `nil` where a character or the checksum is wrong.
    static func checked(_ text: [UInt8]) -> [UInt8]? {
        guard let bytes = decoded(text), bytes.count > 4 else { return nil }
        let payload = Array(bytes.dropLast(4))
        return SHA256.hash(SHA256.hash(payload)).prefix(4).elementsEqual(bytes.suffix(4)) ? payload : nil
    }

    static func decoded(_ text: [UInt8]) -> [UInt8]? {
        guard text.count <= longest else { return nil }
        let zeros = text.prefix { $0 == 0x31 }.count
        // Least significant byte first.
        var number: [UInt8] = []
        for byte in text.dropFirst(zeros) {
            guard isDigit(byte) else { return nil }
            var carry = Int(values[Int(byte)])
            for i in number.indices {
                carry += Int(number[i]) * 58
                number[i] = UInt8(carry & 0xFF)
                carry >>= 8
            }
            if carry > 0 { number.append(UInt8(carry)) }
        }
        return Array(repeating: 0, count: zeros) + number.reversed()
    }
}
