/// Addresses of Ethereum and the chains that copied it: 0x and forty hexadecimal digits.
enum EVMAddress {
    enum Check { case right, wrong, absent }

    /// EIP-55: a letter is upper-case where the Keccak hash of the lower-case address has a nibble of 8 or more. All in
    /// one case means that nobody took the checksum.
    static func check(_ digits: [UInt8]) -> Check {
        let letters = digits.filter { $0 > 57 }
        if letters.allSatisfy({ $0 >= 97 }) || letters.allSatisfy({ $0 < 97 }) { return .absent }
        let hash = Keccak256.hash(digits.map { (65...70).contains($0) ? $0 + 32 : $0 })
        for (i, digit) in digits.enumerated() where digit > 57 {
            let nibble = i % 2 == 0 ? hash[i / 2] >> 4 : hash[i / 2] & 15
            if (nibble >= 8) != (digit < 97) { return .wrong }
        }
        return .right
    }

    static func isHex(_ byte: UInt8) -> Bool {
        (48...57).contains(byte) || (65...70).contains(byte) || (97...102).contains(byte)
    }
}
