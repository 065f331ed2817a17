import CWeirText
import Testing
import WeirText

/// The tables written out are those of ICU.
@Suite struct TableTests {
    private static let first: UInt32 = 0x4E00
    private static let last: UInt32 = 0x9FFF

    private func icu() throws -> (simplified: [UInt32], sounds: [String]) {
        let count = Int(Self.last - Self.first) + 1
        var simplified = [UInt32](repeating: 0, count: count)
        let letters = UnsafeMutablePointer<CChar>.allocate(capacity: count * 8)
        defer { letters.deallocate() }
        let result = letters.withMemoryRebound(
            to: (CChar, CChar, CChar, CChar, CChar, CChar, CChar, CChar).self, capacity: count
        ) {
            weir_han(Self.first, Self.last, &simplified, $0)
        }
        try #require(result == 0)
        return (simplified, (0..<count).map { String(cString: letters + $0 * 8) })
    }

    @Test func traditionalAndSoundsAreThoseOfICU() throws {
        let (simplified, sounds) = try icu()
        let reader = CharacterReader()
        var traditional = 0
        for (i, simple) in simplified.enumerated() {
            let character = Self.first + UInt32(i)
            if simple != character {
                traditional += 1
                #expect(reader.simple(character) == simple, "U+\(String(character, radix: 16))")
            } else if let sound = reader.syllable(character) {
                #expect(sound == sounds[i], "U+\(String(character, radix: 16))")
            }
        }
        #expect(traditional > 2_500)
    }
}
