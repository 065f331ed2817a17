/// How far bytes that are no UTF-8 are UTF-8 all the same. A stray byte, or an end in the middle of a character where a
/// page was cut, changes one character in a browser; read in another character set, no word of the page would be left.
struct AlmostUTF8 {
    /// Characters beyond ASCII that are whole, and bytes that belong to none.
    private(set) var whole = 0
    private(set) var broken = 0
    /// Characters of East Asia right behind another one: bytes of GB 18030 and Big5 hardly ever look like two of them.
    private(set) var beside = 0

    private static let wholeToBroken = 20
    private static let fewestBeside = 4

    init(_ bytes: [UInt8]) {
        var wasEastAsian = false
        var i = 0
        while i < bytes.count {
            let lead = bytes[i]
            let length = lead < 0x80 ? 1 : Self.length(bytes, i)
            let isEastAsian = length == 3 && (0xE3...0xE9).contains(lead)
            if length == 0 { broken += 1 } else if length > 1 { whole += 1 }
            if isEastAsian && wasEastAsian { beside += 1 }
            wasEastAsian = isEastAsian
            i += max(1, length)
        }
    }

    /// - Parameter isSaid: the server or the page says that it is UTF-8. Pages in other sets say so too.
    func isText(isSaid: Bool) -> Bool {
        whole > 0 && whole >= broken * Self.wholeToBroken || isSaid && beside >= Self.fewestBeside
    }

    /// Bytes of the character that begins there; 0 where none does. One that the end cuts off is one.
    private static func length(_ bytes: [UInt8], _ at: Int) -> Int {
        let count: Int
        switch bytes[at] {
        case 0xC2...0xDF: count = 2
        case 0xE0...0xEF: count = 3
        case 0xF0...0xF4: count = 4
        default: return 0
        }
        for k in 1..<count where at + k < bytes.count && bytes[at + k] & 0xC0 != 0x80 { return 0 }
        return count
    }
}
