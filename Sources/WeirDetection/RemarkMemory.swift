import WeirDomain
import WeirText

/// Reads remarks, and remembers the readings of those that come again: most people write the same few words. A remark
/// is known by 64 bits of its hash; what a remark says depends on nothing but its bytes.
struct RemarkMemory: ~Copyable {
    private struct Entry: BitwiseCopyable {
        var hash: UInt64 = 0
        var said = RemarkClass.none
        var isDefault = false
    }

    private let reader = RemarkReader()
    private let hash = Hash64(seed: 0x5245_4D41_524B)
    private let entries = UnsafeMutablePointer<Entry>.allocate(capacity: RemarkMemory.places)
    private static let places = 1 << 12

    init() { entries.initialize(repeating: Entry(), count: Self.places) }

    deinit { entries.deallocate() }

    /// What a remark says, and whether somebody wrote it: not where it is empty, nor where it is what a wallet writes
    /// by itself.
    mutating func classify(_ remark: RawSpan) -> (said: RemarkClass, isWritten: Bool) {
        guard remark.byteCount > 0 else { return (.none, false) }
        let key = hash(remark) | 1
        let entry = entries + Int(key >> 52)
        if entry.pointee.hash != key {
            let said = reader.glance(remark)
            entry.pointee = Entry(hash: key, said: said, isDefault: said == .none && DefaultRemark.isOne(remark))
        }
        return (entry.pointee.said, !entry.pointee.isDefault)
    }
}
