import CWeirSupport
import Testing

@Suite struct ChecksumTests {
    private func both(_ bytes: [UInt8], seed: UInt32 = 0) -> (UInt32, UInt32) {
        bytes.withUnsafeBytes {
            (weir_crc32c(seed, $0.baseAddress, $0.count), weir_crc32c_portable(seed, $0.baseAddress, $0.count))
        }
    }

    /// The examples of RFC 3720, appendix B.4, and the usual check value.
    @Test func published() {
        let examples: [([UInt8], UInt32)] = [
            ([UInt8](repeating: 0, count: 32), 0x8A91_36AA),
            ([UInt8](repeating: 0xFF, count: 32), 0x62A8_AB43),
            ([UInt8](0..<32), 0x46DD_794E),
            ((0..<32).reversed(), 0x113F_DB5C),
            (Array("123456789".utf8), 0xE306_9283),
            ([], 0),
        ]
        for (bytes, expected) in examples { #expect(both(bytes) == (expected, expected)) }
    }

    @Test func tablesAndInstructionAgreeAtEveryLengthAndCanBeContinued() {
        var dice = Seeded(60)
        let bytes = (0..<600).map { _ in UInt8.random(in: 0...255, using: &dice) }
        for start in 0..<9 {
            for end in start...bytes.count {
                let (fast, slow) = both(Array(bytes[start..<end]))
                #expect(fast == slow)
                let middle = start + (end - start) / 3
                let first = both(Array(bytes[start..<middle])).0
                #expect(both(Array(bytes[middle..<end]), seed: first) == (fast, fast))
            }
        }
    }
}
