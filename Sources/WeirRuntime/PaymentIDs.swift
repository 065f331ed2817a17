import WeirDomain

/// Payment ids by the number under which they were decided, for naming evidence: an append-only list of bytes.
struct PaymentIDs {
    private let first: UInt64
    private var bytes: [UInt8] = []
    private var ends: [Int] = []

    init(from first: UInt64) { self.first = first }

    mutating func append(_ id: RawSpan) {
        bytes.append(bytes: id)
        ends.append(bytes.count)
    }

    /// Inputs that are not payments have an empty place.
    mutating func skip() { ends.append(bytes.count) }

    subscript(sequence: UInt64) -> String {
        guard sequence >= first, sequence - first < UInt64(ends.count) else { return "" }
        let place = Int(sequence - first)
        let start = place == 0 ? 0 : ends[place - 1]
        return String(decoding: bytes[start..<ends[place]], as: UTF8.self)
    }
}
