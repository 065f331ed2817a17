/// Numbers in a row of pieces: 1000, 6.85, ６．８５, 1k, 1.5w, 两万, 一千.
struct NumberFound {
    /// In millionths.
    var micros: Int64
    var decimals: Int
    /// Pieces.
    var range: Range<Int>

    var isWhole: Bool { decimals == 0 }
}

enum Numbers {
    /// No amount that anybody trades is longer.
    private static let longest = 12

    /// The number that begins at a piece.
    static func read(_ pieces: [Piece], at start: Int) -> NumberFound? {
        guard start < pieces.count else { return nil }
        if pieces[start].kind == .han { return spelled(pieces, at: start) }
        guard pieces[start].digit != nil else { return nil }
        var at = start
        var value: Int64 = 0
        var decimals = 0
        var isFraction = false
        while at < pieces.count, let digit = pieces[at].digit {
            if at > start, !pieces[at].isAttached {
                switch joint(pieces, before: at) {
                case .point where !isFraction: isFraction = true
                case .thousands where !isFraction: break
                default: return finish(value, decimals, start, at, pieces)
                }
            }
            guard at - start < longest else { return nil }
            value = value * 10 + digit
            if isFraction { decimals += 1 }
            at += 1
        }
        return finish(value, decimals, start, at, pieces)
    }

    private enum Joint { case point, thousands, other }

    /// What stands between two digits.
    private static func joint(_ pieces: [Piece], before at: Int) -> Joint {
        switch pieces[at].joint {
        case 0x2E, 0xFF0E, 0x3002, 0xB7, 0x2024, 0xFE52: return .point
        case 0x2C, 0xFF0C:
            let digits = pieces[at...].prefix(4).prefix { $0.digit != nil }.count
            return digits == 3 ? .thousands : .other
        default: return .other
        }
    }

    /// Takes k, w, 千 and 万 along.
    private static func finish(_ value: Int64, _ decimals: Int, _ start: Int, _ end: Int, _ pieces: [Piece])
        -> NumberFound?
    {
        guard decimals <= 6 else { return nil }
        var micros = value
        for _ in 0..<(6 - decimals) { micros *= 10 }
        guard end < pieces.count, pieces[end].gap <= .space, let times = multiple(pieces, end) else {
            return NumberFound(micros: micros, decimals: decimals, range: start..<end)
        }
        let (product, isTooMuch) = micros.multipliedReportingOverflow(by: times)
        return isTooMuch ? nil : NumberFound(micros: product, decimals: 0, range: start..<(end + 1))
    }

    private static func multiple(_ pieces: [Piece], _ at: Int) -> Int64? {
        switch pieces[at].plain {
        case 0x5343, 0x4EDF: return 1_000
        case 0x4E07: return 10_000
        case 0x767E: return 100
        case 107, 119:
            // A letter alone: 1k, 2w, or before the coin: 1ku.
            guard at + 1 < pieces.count else { return pieces[at].plain == 107 ? 1_000 : 10_000 }
            let next = pieces[at + 1]
            let isAlone = !next.isLetter || !next.isAttached || FoldTable.isUnit(next.plain)
            return isAlone ? (pieces[at].plain == 107 ? 1_000 : 10_000) : nil
        default: return nil
        }
    }

    /// 一千, 两万, 五百, 十万; what people say when they count coins.
    private static func spelled(_ pieces: [Piece], at start: Int) -> NumberFound? {
        var (total, current, at) = (Int64(0), Int64(0), start)
        var isNumber = false
        while at < pieces.count, at - start < longest, at == start || pieces[at].isAttached {
            if let digit = digits[pieces[at].plain] {
                current = digit
            } else if let unit = units[pieces[at].plain] {
                total += max(1, current) * unit
                current = 0
                isNumber = true
            } else if pieces[at].plain == 0x4E07 {
                total = max(1, total + current) * 10_000
                current = 0
                isNumber = true
            } else {
                break
            }
            at += 1
        }
        guard isNumber else { return nil }
        return NumberFound(micros: min(total + current, 1_000_000_000) * 1_000_000, decimals: 0, range: start..<at)
    }

    private static let digits: [UInt32: Int64] = [
        0x4E00: 1, 0x4E8C: 2, 0x4E24: 2, 0x4E09: 3, 0x56DB: 4, 0x4E94: 5, 0x516D: 6, 0x4E03: 7, 0x516B: 8, 0x4E5D: 9,
    ]
    private static let units: [UInt32: Int64] = [0x5341: 10, 0x767E: 100, 0x5343: 1_000, 0x4EDF: 1_000]
}
