/// A page whose sums are of another money than yuan: 0.92 EUR, R$ 5,61. Coins are dealt in there over banks and wallets
/// that are none of the platform's.
enum OtherMoney {
    private static let others = PhraseFinder([
        "usd", "eur", "gbp", "brl", "vnd", "krw", "jpy", "inr", "thb", "idr", "ngn", "ars", "mxn", "aud",
        "cad", "chf", "pln", "uah", "kzt", "myr", "pkr", "sepa", "pix", "upi", "欧元", "卢布", "韩元", "越南盾",
        "泰铢",
    ])
    private static let yuan = PhraseFinder([
        "cny", "rmb", "人民币", "yuan", "yuanes", "renminbi", "юань", "юани", "юаней", "위안", "人民元", "tệ", "หยวน", "元",
    ])
    /// 元 in them is none of yuan.
    private static let otherYuan = PhraseFinder(["美元", "欧元", "日元", "韩元", "港元", "加元", "澳元", "新元", "单元", "元宇宙"])

    static func isOne(_ blocks: [TextBlock]) -> Bool {
        var named = (other: false, yuan: false)
        var summed = (other: false, yuan: false)
        for block in blocks where !block.block.isHidden {
            let bytes = block.bytes
            let innocent = otherYuan.matches(bytes).map(\.range)
            if signsYuan(bytes)
                || yuan.matches(bytes).contains(where: { one in !innocent.contains { $0.overlaps(one.range) } })
            {
                named.yuan = true
            }
            if !others.matches(bytes).isEmpty || sumsDollars(bytes) { named.other = true }
            for number in OfferWindow.numbers(bytes) where Figure(bytes[number]).map({ $0.value > 0 }) == true {
                let (head, tail) = OfferWindow.around(number, bytes)
                if OfferWindow.isMoney(head, tail) { summed.yuan = true } else if isUnit(tail) { summed.other = true }
            }
        }
        // A list of moneys to choose from names yuan as well: what the sums are of tells in which of them is dealt.
        return named.yuan ? summed.other && !summed.yuan : named.other
    }

    /// Whether what follows a number says that it counts such a money: 5.61 BRL.
    static func isUnit(_ tail: String) -> Bool {
        others.matches(Array(tail.utf8)).contains { $0.range.lowerBound == 0 }
    }

    /// $61,980, ${{ volume }}. Whoever deals in yuan names them as well.
    private static func sumsDollars(_ bytes: [UInt8]) -> Bool {
        Scan.ranges(of: "$", in: bytes, most: 20).contains { sign in
            let after = bytes[sign.upperBound...].prefix(2)
            return after.first.map { (48...57).contains($0) } ?? false || after.elementsEqual([123, 123])
        }
    }

    /// The sign of yuan beside a sum, or by itself. ￥0.00 is what a form shows before anything is put in: it stands
    /// there whatever money the page deals in.
    private static func signsYuan(_ bytes: [UInt8]) -> Bool {
        let signs = Scan.ranges(of: "¥", in: bytes, most: 50)
        guard !signs.isEmpty else { return false }
        let empty = OfferWindow.numbers(bytes).filter { Figure(bytes[$0])?.value == 0 }
        return !signs.allSatisfy { sign in
            empty.contains { abs($0.lowerBound - sign.upperBound) <= 1 || abs(sign.lowerBound - $0.upperBound) <= 1 }
        }
    }
}
