/// The U that stands for USDT: 出1000U, 收点u, 500u出, 1000u. A word of one letter needs a small grammar, since the
/// letter alone says nothing: U盘, 4U机箱, U14.
struct UnitReader {
    let pieces: [Piece]

    private static func set(_ text: String) -> Set<UInt32> { Set(text.unicodeScalars.map(\.value)) }
    private static let verbs = set("出收换买卖搬放购")
    private static let weakVerbs = set("充提转求要打借还")
    private static let latinVerbs = ["buy", "sell", "need", "send", "buying", "selling", "chu", "shou", "mai"].map {
        $0.unicodeScalars.map(\.value)
    }
    private static let after = set("出收换卖售")
    /// Between the verb and the coin.
    private static let between = set("个颗枚点些量大小额多少批万千百一二两三四五六七八九十现了到几")
    /// What makes something else of the letter.
    private static let things = set("盘型形盾枕位锁钉口净槽站机服电散高管钢螺带箱棒卡先享护选掌彩宝米酒环领度优美散球队级岁组梯青")
    /// Medicines are measured in U too.
    private static let medicine = set("素酶苷剂射针")
    /// Computer cases, in units of height, are smaller than deals.
    private static let leastQuantity: Int64 = 50

    /// Words found, in pieces.
    func read() -> [TermFinder.Match] {
        pieces.indices.compactMap { i in
            guard pieces[i].kind == .letter, FoldTable.isUnit(pieces[i].plain), isAlone(i) else { return nil }
            return read(i)
        }
    }

    private func isAlone(_ i: Int) -> Bool {
        if i > 0, pieces[i].isAttached, pieces[i - 1].isLetter, !isQuantityLetter(i - 1) { return false }
        return i + 1 == pieces.count || !pieces[i + 1].isAttached || !pieces[i + 1].isLetter
    }

    /// The k of 1ku.
    private func isQuantityLetter(_ i: Int) -> Bool {
        guard pieces[i].plain == 107 || pieces[i].plain == 119, i > 0 else { return false }
        return pieces[i].isAttached && pieces[i - 1].kind == .digit
    }

    private func read(_ i: Int) -> TermFinder.Match? {
        guard !isThing(i) else { return nil }
        let left = left(of: i)
        let isLarge = left.quantity.map { $0 >= Self.leastQuantity } ?? false
        if let verb = left.verb {
            let isStrong = Self.verbs.contains(pieces[verb].plain)
            let isSure = isStrong && (left.quantity == nil || isLarge || isEnd(i))
            return match(verb...i, isSure ? .a : .b, left.quantity == nil ? [] : .digits)
        }
        if left.isEnglishVerb, isLarge { return match(left.start...i, .a, .digits) }
        if let verb = right(of: i), left.quantity == nil ? isBegin(i) : isLarge {
            return match(left.start...verb, .a, left.quantity == nil ? .order : .digits)
        }
        guard isLarge, isEnd(i), left.start == 0 || !Self.medicine.contains(pieces[left.start - 1].plain) else {
            return nil
        }
        return match(left.start...i, .b, .digits)
    }

    private func match(_ range: ClosedRange<Int>, _ termClass: TermClass, _ more: Evasion) -> TermFinder.Match {
        var evasions = more
        for place in range {
            evasions.formUnion(Evasion(rawValue: UInt16(pieces[place].marks)))
            let isNumber = pieces[place].kind == .digit && place > 0 && pieces[place - 1].kind == .digit
            if place > range.lowerBound, pieces[place].gap != .none, !isNumber { evasions.insert(.inserted) }
        }
        return TermFinder.Match(
            range: range.lowerBound..<(range.upperBound + 1), meaning: .term(termClass, .trade), evasions: evasions)
    }

    private func isBegin(_ i: Int) -> Bool {
        i == 0 || !pieces[i].isAttached || pieces[i - 1].kind != .han || isHave(i - 1)
    }
    /// 有U出: there is U to sell.
    private func isHave(_ i: Int) -> Bool { pieces[i].plain == 0x6709 || pieces[i].plain == 0x8981 }
    private func isEnd(_ i: Int) -> Bool {
        i + 1 == pieces.count || !pieces[i + 1].isAttached || pieces[i + 1].kind == .digit
    }

    /// U盘, U14: not two digits at once after the letter, unless they are a price.
    private func isThing(_ i: Int) -> Bool {
        guard i + 1 < pieces.count, pieces[i + 1].isAttached else { return false }
        if pieces[i + 1].kind == .han { return Self.things.contains(pieces[i + 1].plain) }
        guard let number = Numbers.read(pieces, at: i + 1) else { return false }
        return number.isWhole && number.micros < 100_000_000
    }

    private struct Left {
        var verb: Int?
        var quantity: Int64?
        var start: Int
        var isEnglishVerb = false
    }

    /// Quantity and verb before the letter.
    private func left(of i: Int) -> Left {
        var at = i
        var firstDigit: Int?
        while at > 0, i - at < 14, pieces[at].gap != .wide {
            let before = pieces[at - 1]
            if before.kind == .digit {
                firstDigit = at - 1
            } else if isQuantityLetter(at - 1) || before.kind == .han && Self.between.contains(before.plain) {
                if before.kind == .han, Numbers.read(pieces, at: at - 1) != nil { firstDigit = at - 1 }
            } else {
                break
            }
            at -= 1
        }
        let number = firstDigit.flatMap { Numbers.read(pieces, at: firstNumber(at, $0)) }
        let quantity = number.map { $0.micros / 1_000_000 }
        guard at > 0, pieces[at].gap != .wide else { return Left(verb: nil, quantity: quantity, start: at) }
        let verb = pieces[at - 1]
        if verb.kind == .han, Self.verbs.contains(verb.plain) || Self.weakVerbs.contains(verb.plain) {
            return Left(verb: at - 1, quantity: quantity, start: at - 1)
        }
        if let start = englishVerb(endingAt: at) {
            return Left(verb: nil, quantity: quantity, start: start, isEnglishVerb: true)
        }
        return Left(verb: nil, quantity: quantity, start: at)
    }

    private func firstNumber(_ from: Int, _ digit: Int) -> Int {
        (from...digit).first { Numbers.read(pieces, at: $0) != nil } ?? digit
    }

    private func englishVerb(endingAt end: Int) -> Int? {
        guard pieces[end - 1].isLetter else { return nil }
        for letters in Self.latinVerbs {
            let start = end - letters.count
            guard start >= 0, zip(pieces[start..<end], letters).allSatisfy({ $0.plain == $1 }) else { continue }
            if start == 0 || !pieces[start].isAttached || !pieces[start - 1].isLetter { return start }
        }
        return nil
    }

    /// The verb after the letter: U出, 500u 6.9 出.
    private func right(of i: Int) -> Int? {
        var at = i + 1
        while at < pieces.count, at - i < 10, pieces[at].kind == .digit, pieces[at].gap != .wide { at += 1 }
        guard at < pieces.count, pieces[at].gap != .wide, Self.after.contains(pieces[at].plain) else { return nil }
        let next = at + 1
        guard next < pieces.count, pieces[next].isAttached, pieces[next].kind == .han else { return at }
        return ["售", "货", "购", "吗", "了", "的", "币"].contains { $0.unicodeScalars.first?.value == pieces[next].plain }
            ? at : nil
    }
}
