import Crypto

/// A SHA-256 hash in the tree.
public struct TreeHash: Hashable, Sendable {
    private let words: SIMD4<UInt64>

    /// The hash of an empty tree: SHA-256 of nothing (RFC 6962 §2.1).
    public static let empty = TreeHash(SHA256().finalize())
    /// Bytes of a hash.
    public static let count = 32

    private init(_ digest: SHA256Digest) {
        words = digest.withUnsafeBytes { $0.loadUnaligned(as: SIMD4<UInt64>.self) }
    }

    /// From 32 bytes; `nil` for any other number.
    public init?(_ bytes: some Collection<UInt8>) {
        guard bytes.count == Self.count else { return nil }
        var words = SIMD4<UInt64>()
        withUnsafeMutableBytes(of: &words) { $0.copyBytes(from: bytes) }
        self.words = words
    }

    init(loading raw: UnsafeRawBufferPointer) { words = raw.loadUnaligned(as: SIMD4<UInt64>.self) }

    /// The hash of an entry: SHA-256(0x00 ‖ entry).
    public static func leaf(_ entry: UnsafeRawBufferPointer) -> TreeHash {
        var sha = SHA256()
        withUnsafeBytes(of: UInt8(0)) { sha.update(bufferPointer: $0) }
        sha.update(bufferPointer: entry)
        return TreeHash(sha.finalize())
    }

    public static func leaf(_ entry: [UInt8]) -> TreeHash { entry.withUnsafeBytes { leaf($0) } }

    /// The hash of two subtrees: SHA-256(0x01 ‖ left ‖ right).
    public static func node(_ left: TreeHash, _ right: TreeHash) -> TreeHash {
        withUnsafeTemporaryAllocation(byteCount: 65, alignment: 8) { buffer in
            buffer[0] = 1
            buffer.storeBytes(of: left.words, toUncheckedOffset: 1)
            buffer.storeBytes(of: right.words, toUncheckedOffset: 33)
            var sha = SHA256()
            sha.update(bufferPointer: UnsafeRawBufferPointer(buffer))
            return TreeHash(sha.finalize())
        }
    }

    public var bytes: [UInt8] { withUnsafeBytes(of: words) { [UInt8]($0) } }
    public var base64: String { Base64.text(bytes) }
}

extension UnsafeMutableRawBufferPointer {
    fileprivate func storeBytes(of words: SIMD4<UInt64>, toUncheckedOffset offset: Int) {
        withUnsafeBytes(of: words) { source in
            UnsafeMutableRawBufferPointer(rebasing: self[offset..<(offset + 32)]).copyMemory(from: source)
        }
    }
}
