/// `U`, short for a dollar coin, as those write who deal in it: dealt in (发U, 收U), counted (50U, 1万U), priced (U价).
///
/// A letter of so many meanings counts with a verb, a number or a price beside it, and where nothing follows that makes
/// another word of it: U盘, U型, 2U机箱.
struct ShortCoin {
    /// Where it is dealt in: 收u, u商.
    private(set) var deals: [Range<Int>] = []
    /// Where it is counted or priced: 50u, 1万u, u价.
    private(set) var counts: [Range<Int>] = []

    var isNamed: Bool { !deals.isEmpty || !counts.isEmpty }

    /// What is done with it, right before it.
    private static let verbs = scalars("换收出买卖发兑押放提售购搬")
    /// Before such a verb, what makes another of it: 支出U, 签收U.
    private static let otherVerbs = scalars("支产输进退付演转外突签吸没税丰更")
    /// After it, what makes another word of it.
    private static let otherWords = scalars("盘形型位槽服键箱柜枕盾锁钉净站带管环领城彩点家选品护享先掌酒字口优美客")
    /// After it: what it costs, who deals in it.
    private static let prices = scalars("价")
    private static let dealers = scalars("商")
    private static let multiples = scalars("万千百wk")
    /// Brackets between: 【收】U.
    private static let brackets = scalars("】」]）):：")
    /// Fewer are counted of servers: 2U, 4U.
    private static let fewest = 10.0

    private static func scalars(_ text: String) -> Set<Unicode.Scalar> { Set(text.unicodeScalars) }

    init(_ bytes: [UInt8]) {
        guard bytes.contains(117) else { return }
        let isOfDrives = Scan.range(of: "u盘", in: bytes) != nil
        for at in bytes.indices where bytes[at] == 117 {
            // 收U7.14: its price right behind it.
            guard !Self.isWord(bytes, at + 1) || Self.price(bytes, at: at + 1) != nil else { continue }
            var end = at + 1
            let next = Self.scalar(bytes, skippingSpace: &end)
            if let next, Self.otherWords.contains(next.value) || Self.isMachine(bytes, end) { continue }
            if at > 0, Self.isLetter(bytes[at - 1]), !Self.multiples.contains(Unicode.Scalar(bytes[at - 1])) {
                continue
            }
            if let next, Self.prices.contains(next.value) { counts.append(at..<next.end) }
            if let next, Self.dealers.contains(next.value), !Self.isWord(bytes, at - 1) { deals.append(at..<next.end) }
            if let next, ("5"..."8").contains(Character(next.value)), !Self.isWord(bytes, at - 1),
                let price = Self.price(bytes, at: next.end - 1)
            {
                counts.append(at..<price)
            }
            if let start = Self.verb(bytes, before: at) { deals.append(start..<(at + 1)) }
            if !isOfDrives, let start = Self.number(bytes, before: at) { counts.append(start..<(at + 1)) }
        }
    }

    /// 2U机箱, 1U服务器.
    private static func isMachine(_ bytes: [UInt8], _ at: Int) -> Bool {
        let text = String(decoding: bytes[at...].prefix(9), as: UTF8.self)
        return ["机箱", "机柜", "机架", "服务器", "电源"].contains { text.hasPrefix($0) }
    }

    private static func isLetter(_ c: UInt8) -> Bool { (97...122).contains(c) }

    private static func isWord(_ bytes: [UInt8], _ at: Int) -> Bool {
        bytes.indices.contains(at) && (isLetter(bytes[at]) || (48...57).contains(bytes[at]))
    }

    /// The character after a place, past one blank.
    private static func scalar(
        _ bytes: [UInt8], skippingSpace at: inout Int
    ) -> (value: Unicode.Scalar, end: Int)? {
        if at < bytes.count, bytes[at] == 32 { at += 1 }
        guard at < bytes.count else { return nil }
        let length = bytes[at] >= 0xF0 ? 4 : bytes[at] >= 0xE0 ? 3 : bytes[at] >= 0xC0 ? 2 : 1
        let end = min(bytes.count, at + length)
        guard let value = String(decoding: bytes[at..<end], as: UTF8.self).unicodeScalars.first else { return nil }
        return (value, end)
    }

    /// The character before a place.
    private static func scalar(_ bytes: [UInt8], before at: Int) -> (value: Unicode.Scalar, start: Int)? {
        guard at > 0 else { return nil }
        var start = at - 1
        while start > 0, bytes[start] & 0xC0 == 0x80 { start -= 1 }
        guard let value = String(decoding: bytes[start..<at], as: UTF8.self).unicodeScalars.first else { return nil }
        return (value, start)
    }

    private static func verb(_ bytes: [UInt8], before at: Int) -> Int? {
        var place = at
        while let last = scalar(bytes, before: place), last.value == " " || brackets.contains(last.value) {
            place = last.start
            if at - place > 6 { return nil }
        }
        guard let verb = scalar(bytes, before: place), verbs.contains(verb.value) else { return nil }
        if let before = scalar(bytes, before: verb.start), otherVerbs.contains(before.value) { return nil }
        return verb.start
    }

    /// U 7.25: where the price ends.
    private static func price(_ bytes: [UInt8], at start: Int) -> Int? {
        guard let range = OfferWindow.numbers(Array(bytes[start...].prefix(8))).first, range.lowerBound == 0,
            Figure(bytes[start..<(start + range.upperBound)])?.isPrice == true
        else { return nil }
        return start + range.upperBound
    }

    /// So many of them: 50u, 1,000 u, 3万u.
    private static func number(_ bytes: [UInt8], before at: Int) -> Int? {
        var place = at
        if place > 0, bytes[place - 1] == 32 { place -= 1 }
        var isMany = false
        if let last = scalar(bytes, before: place), multiples.contains(last.value) {
            isMany = true
            place = last.start
        }
        var start = place
        while start > 0, (48...57).contains(bytes[start - 1]) || [44, 46].contains(bytes[start - 1]) { start -= 1 }
        guard start < place, !isWord(bytes, start - 1),
            let value = Double(String(decoding: bytes[start..<place].filter { $0 != 44 }, as: UTF8.self))
        else { return nil }
        return isMany || value >= fewest ? start : nil
    }
}
