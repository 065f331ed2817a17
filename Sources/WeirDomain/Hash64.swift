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
        bytes.withUnsafeBytes { unsafe hash($0) }
    }

    /// Sixteen bytes at a time, of long ones two times sixteen that do not wait for each other; the last sixteen may
    /// overlap with those before.
    @inlinable
    func hash(_ bytes: UnsafeRawBufferPointer) -> UInt64 {
        let n = bytes.count
        var hash = seed ^ 0x9E37_79B9_7F4A_7C15
        var i = 0
        if n > 32 {
            var other = hash
            while n - i > 32 {
                hash = unsafe Self.fold(word(bytes, i) ^ 0xA076_1D64_78BD_642F, word(bytes, i + 8) ^ hash)
                other = unsafe Self.fold(word(bytes, i + 16) ^ 0xA076_1D64_78BD_642F, word(bytes, i + 24) ^ other)
                i += 32
            }
            hash ^= other &* 0x9E37_79B9_7F4A_7C15
        }
        if n - i > 16 {
            hash = unsafe Self.fold(word(bytes, i) ^ 0xA076_1D64_78BD_642F, word(bytes, i + 8) ^ hash)
        }
        var a: UInt64 = 0
        var b: UInt64 = 0
        if n >= 16 {
            a = unsafe word(bytes, n - 16)
            b = unsafe word(bytes, n - 8)
        } else if n >= 8 {
            a = unsafe word(bytes, 0)
            b = unsafe word(bytes, n - 8)
        } else {
            var k = 0
            if n >= 4 {
                a = unsafe UInt64(bytes.loadUnaligned(as: UInt32.self).bigEndian)
                k = 4
            }
            while k < n {
                a = unsafe (a << 8) | UInt64(bytes[k])
                k += 1
            }
        }
        hash = Self.fold(a ^ 0xE703_7ED1_A0B4_28DB, b ^ hash)
        return Self.fold(hash ^ 0x8EBC_6AF0_9C88_C6E3, UInt64(n) ^ 0x5899_65CC_7537_4CC3)
    }

    @inlinable @inline(__always)
    func word(_ bytes: UnsafeRawBufferPointer, _ offset: Int) -> UInt64 {
        unsafe UInt64(littleEndian: bytes.loadUnaligned(fromByteOffset: offset, as: UInt64.self))
    }

    /// The hash of one integer, for pairs and the like.
    @inlinable @inline(__always)
    public func callAsFunction(_ value: UInt64) -> UInt64 {
        Self.fold(value ^ seed ^ 0x9E37_79B9_7F4A_7C15, 0xE703_7ED1_A0B4_28DB)
    }
}
