/// Single letters and pairs of neighbours, which the index of remarks is asked by for words of one or two letters: much
/// of Chinese. The index of three letters (`trigram`) knows nothing shorter.
///
/// SQLite splits words by its own rules, so each piece is written as the numbers of its letters: `5348g996d`.
enum ShortPieces {
    /// Letters of a remark that are looked at; the rest is found by three letters only.
    private static let most = 200

    /// All pieces of a remark, once each, apart by spaces.
    static func text(_ remark: String) -> String {
        var seen: Set<UInt64> = []
        var out: [UInt8] = []
        var before: UInt32 = 0
        for scalar in remark.lowercased().unicodeScalars.prefix(most) {
            let letter = scalar.value
            // Zero is no letter of a remark.
            for piece in [UInt64(letter), UInt64(before) << 32 | UInt64(letter)]
            where piece > UInt64(UInt32.max) || piece == UInt64(letter) {
                guard seen.insert(piece).inserted else { continue }
                write(piece, to: &out)
                out.append(32)
            }
            before = letter
        }
        return String(decoding: out, as: UTF8.self)
    }

    /// The piece of a word of one or two letters; `nil` for any other.
    static func piece(_ word: String) -> String? {
        let letters = word.lowercased().unicodeScalars.map(\.value)
        guard let last = letters.last, letters.count <= 2 else { return nil }
        var out: [UInt8] = []
        write(letters.count == 2 ? UInt64(letters[0]) << 32 | UInt64(last) : UInt64(last), to: &out)
        return String(decoding: out, as: UTF8.self)
    }

    private static func write(_ piece: UInt64, to out: inout [UInt8]) {
        if piece >> 32 > 0 {
            hex(UInt32(piece >> 32), to: &out)
            out.append(103)
        }
        hex(UInt32(truncatingIfNeeded: piece), to: &out)
    }

    private static func hex(_ letter: UInt32, to out: inout [UInt8]) {
        var shift = 20
        while shift > 0, letter >> UInt32(shift) == 0 { shift -= 4 }
        while shift >= 0 {
            let digit = UInt8(letter >> UInt32(shift) & 15)
            out.append(digit < 10 ? 48 + digit : 87 + digit)
            shift -= 4
        }
    }
}
