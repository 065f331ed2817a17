/// A fast keyed hash of bytes for tables: folded 64×64→128-bit multiplications, after Wang Yi's wyhash.
/// Not a cryptographic hash: where a collision would matter the bytes themselves are compared.
public struct Hash64: Sendable {
    public let seed: UInt64

    @inlinable
    public init(seed: UInt64) { self.seed = seed }

    @inlinable @inline(__always)
    static func fold(_ a: UInt64, _ b: UInt64) -> UInt64 {
        let (high, low) = a.multipliedFullWidth(by: b)
        return high ^ low
    }

    @inlinable
    public func callAsFunction(_ bytes: RawSpan) -> UInt64 {
        var hash = seed ^ 0x9E37_79B9_7F4A_7C15
        var i = 0
        let n = bytes.byteCount
        while i + 16 <= n {
            hash = Self.fold(
                bytes.integer(i, as: UInt64.self) ^ 0xA076_1D64_78BD_642F, bytes.integer(i + 8, as: UInt64.self) ^ hash)
            i += 16
        }
        var a: UInt64 = 0
        var b: UInt64 = 0
        if i + 8 <= n {
            a = bytes.integer(i, as: UInt64.self)
            i += 8
        }
        while i < n {
            b = (b << 8) | UInt64(bytes.byte(i))
            i += 1
        }
        hash = Self.fold(a ^ 0xE703_7ED1_A0B4_28DB, b ^ hash)
        return Self.fold(hash ^ 0x8EBC_6AF0_9C88_C6E3, UInt64(n) ^ 0x5899_65CC_7537_4CC3)
    }

    /// The hash of one integer, for pairs and the like.
    @inlinable @inline(__always)
    public func callAsFunction(_ value: UInt64) -> UInt64 {
        Self.fold(value ^ seed ^ 0x9E37_79B9_7F4A_7C15, 0xE703_7ED1_A0B4_28DB)
    }
}
