import WeirDomain

/// Times that stand inside of sentences, `2026-11-25T01:23Z`, by the clock of whoever reads: as all other times on a
/// page. What is kept and signed stays as it was written.
package enum WrittenTimes {
    private static let minute = Array("0000-00-00T00:00".utf8)
    private static let (zero, nine, colon, dot, zulu) = (UInt8(48), UInt8(57), UInt8(58), UInt8(46), UInt8(90))

    /// - Parameter offset: seconds that the viewer's clocks are ahead of UTC; `nil` before their browser has told.
    package static func shown(_ text: String, offset: Int64?) -> String {
        replaced(text) { at, rest in
            let local = String(at.advanced(bySeconds: offset ?? 0).rfc3339.prefix(16).replacing("T", with: " "))
            return local + rest + (offset == nil ? " UTC" : "")
        }
    }

    /// - Parameter word: what stands for a time; it is given the minute, and the seconds as they were written.
    static func replaced(_ text: String, _ word: (Instant, String) -> String) -> String {
        guard text.utf8.contains(zulu) else { return text }
        let bytes = Array(text.utf8)
        var out: [UInt8] = []
        var place = 0
        while place < bytes.count {
            if let (at, rest, end) = time(bytes, place) {
                out.append(contentsOf: Array(word(at, rest).utf8))
                place = end
            } else {
                out.append(bytes[place])
                place += 1
            }
        }
        return String(decoding: out, as: UTF8.self)
    }

    /// A whole time that begins there; not a part of a longer word or number.
    private static func time(_ bytes: [UInt8], _ place: Int) -> (at: Instant, rest: String, end: Int)? {
        var end = place + minute.count
        guard end < bytes.count, isDigit(bytes[place]), place == 0 || !isWord(bytes[place - 1]) else { return nil }
        for (byte, wanted) in zip(bytes[place..<end], minute) {
            guard wanted == zero ? isDigit(byte) : byte == wanted else { return nil }
        }
        let begin = String(decoding: bytes[place..<end], as: UTF8.self)
        let seconds = end
        while end < bytes.count, isDigit(bytes[end]) || bytes[end] == colon || bytes[end] == dot { end += 1 }
        guard end < bytes.count, bytes[end] == zulu, end + 1 == bytes.count || !isWord(bytes[end + 1]) else {
            return nil
        }
        let rest = String(decoding: bytes[seconds..<end], as: UTF8.self)
        guard Instant(rfc3339: begin + (rest.isEmpty ? ":00" : rest) + "Z") != nil,
            let at = Instant(rfc3339: begin + ":00Z")
        else { return nil }
        return (at, rest, end + 1)
    }

    private static func isDigit(_ byte: UInt8) -> Bool { (zero...nine).contains(byte) }

    /// Letters and digits; of other scripts nothing is known, and a time may stand beside them.
    private static func isWord(_ byte: UInt8) -> Bool {
        isDigit(byte) || (65...90).contains(byte) || (97...122).contains(byte)
    }
}
