/// The text of an XML element as it comes, in pieces and up to a bound.
struct ElementText {
    private static let most = 4_096
    private var bytes: [UInt8] = []

    mutating func clear() { bytes.removeAll(keepingCapacity: true) }

    mutating func append(_ piece: UnsafeRawBufferPointer) {
        let room = Self.most - bytes.count
        if room > 0 { unsafe bytes.append(contentsOf: piece.prefix(room)) }
    }

    /// Without space around it.
    var trimmed: String {
        let isSpace: (UInt8) -> Bool = { $0 == 32 || $0 == 9 || $0 == 10 || $0 == 13 }
        let start = bytes.firstIndex { !isSpace($0) } ?? bytes.endIndex
        let end = bytes.lastIndex { !isSpace($0) }.map { $0 + 1 } ?? bytes.endIndex
        return start < end ? String(decoding: bytes[start..<end], as: UTF8.self) : ""
    }
}
