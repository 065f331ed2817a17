/// A page whose sums are of another money than yuan: 0.92 EUR, R$ 5,61. Coins are dealt in there over banks and wallets
/// that are none of the platform's.
enum OtherMoney {
    private static let others = PhraseFinder([
        "eur", "gbp", "brl", "vnd", "krw", "jpy", "inr", "thb", "idr", "ngn", "ars", "mxn", "aud",
        "cad", "chf", "pln", "uah", "kzt", "myr", "pkr", "sepa", "pix", "upi", "欧元", "卢布", "韩元", "越南盾",
        "泰铢",
    ])
    private static let yuan = PhraseFinder([
        "cny", "rmb", "人民币", "yuan", "yuanes", "renminbi", "юань", "юани", "юаней", "위안", "人民元", "tệ", "หยวน", "元",
    ])
    /// 元 in them is none of yuan.
    private static let otherYuan = PhraseFinder(["美元", "欧元", "日元", "韩元", "港元", "加元", "澳元", "新元", "单元", "元宇宙"])

    static func isOne(_ blocks: [TextBlock]) -> Bool {
        var isOther = false
        for block in blocks where !block.block.isHidden {
            let bytes = block.bytes
            if block.block.text.contains("¥") || block.block.text.contains("￥") { return false }
            let innocent = otherYuan.matches(bytes).map(\.range)
            if yuan.matches(bytes).contains(where: { one in !innocent.contains { $0.overlaps(one.range) } }) {
                return false
            }
            if !isOther, !others.matches(bytes).isEmpty { isOther = true }
        }
        return isOther
    }
}
