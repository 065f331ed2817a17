/// Keccak-256 as Ethereum has it: the sponge of 2011, with the padding that SHA-3 later changed.
package enum Keccak256 {
    private static let constants: [UInt64] = [
        0x0000_0000_0000_0001, 0x0000_0000_0000_8082, 0x8000_0000_0000_808a, 0x8000_0000_8000_8000,
        0x0000_0000_0000_808b, 0x0000_0000_8000_0001, 0x8000_0000_8000_8081, 0x8000_0000_0000_8009,
        0x0000_0000_0000_008a, 0x0000_0000_0000_0088, 0x0000_0000_8000_8009, 0x0000_0000_8000_000a,
        0x0000_0000_8000_808b, 0x8000_0000_0000_008b, 0x8000_0000_0000_8089, 0x8000_0000_0000_8003,
        0x8000_0000_0000_8002, 0x8000_0000_0000_0080, 0x0000_0000_0000_800a, 0x8000_0000_8000_000a,
        0x8000_0000_8000_8081, 0x8000_0000_0000_8080, 0x0000_0000_8000_0001, 0x8000_0000_8000_8008,
    ]
    private static let rate = 136

    package static func hash(_ message: [UInt8]) -> [UInt8] {
        var padded = message + [0x01]
        while padded.count % rate != 0 { padded.append(0) }
        padded[padded.count - 1] |= 0x80
        var state = [UInt64](repeating: 0, count: 25)
        for block in stride(from: 0, to: padded.count, by: rate) {
            for i in 0..<rate { state[i / 8] ^= UInt64(padded[block + i]) << UInt64(i % 8 * 8) }
            permute(&state)
        }
        return (0..<32).map { UInt8(truncatingIfNeeded: state[$0 / 8] >> UInt64($0 % 8 * 8)) }
    }

    private static func turn(_ x: UInt64, _ n: Int) -> UInt64 { n == 0 ? x : x << UInt64(n) | x >> UInt64(64 - n) }

    private static func permute(_ a: inout [UInt64]) {
        for constant in constants {
            let columns = (0..<5).map { x -> UInt64 in
                let upper: UInt64 = a[x] ^ a[x + 5]
                return upper ^ a[x + 10] ^ a[x + 15] ^ a[x + 20]
            }
            for i in 0..<25 { a[i] ^= columns[(i + 4) % 5] ^ turn(columns[(i + 1) % 5], 1) }
            // Each lane is turned by a triangular number and moves on.
            var lane = a[1]
            var (x, y) = (1, 0)
            for t in 0..<24 {
                (x, y) = (y, (2 * x + 3 * y) % 5)
                (lane, a[x + 5 * y]) = (a[x + 5 * y], turn(lane, (t + 1) * (t + 2) / 2 % 64))
            }
            for row in stride(from: 0, to: 25, by: 5) {
                let old = Array(a[row..<(row + 5)])
                for i in 0..<5 { a[row + i] = old[i] ^ ~old[(i + 1) % 5] & old[(i + 2) % 5] }
            }
            a[0] ^= constant
        }
    }
}
