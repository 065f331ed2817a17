/// What a page forbids or says it does not do: 不收 USDT, 禁止买卖USDT, 禁止用于：虚拟货币交易, we do not sell crypto. Whoever
/// takes payments for others has such rules on the page; nothing in them is an offer.
enum DeniedDeals {
    private static let denials = PhraseFinder([
        "禁止", "严禁", "不得", "不收", "不做", "不买卖", "不接受", "不支持", "不从事", "不提供", "不参与", "不涉及", "拒绝", "谢绝", "杜绝", "请勿",
        "切勿", "不要", "不允许", "不准", "do not", "don't", "does not", "never", "must not", "not allowed to",
        "không", "не принимаем", "не продаем", "не продаём", "не покупаем", "не меняем", "не работаем с", "nie",
        "nicht", "no aceptamos", "não", "kein",
    ])
    /// What may stand between the denial and the coin. Anything else is what is denied: 不收手续费, 拒绝黑钱, 不要备注.
    private static let between = PhraseFinder([
        "买卖", "买", "卖", "收", "出", "购买", "出售", "买入", "卖出", "交易", "兑换", "用于", "用来", "使用", "进行", "从事", "参与", "接受", "涉及",
        "利用", "任何", "一切", "各类", "以", "与", "buy", "sell", "or", "and", "accept", "take", "deal in", "trade", "use",
        "support",
        "any", "in", "nhận", "mua", "bán", "thu", "đổi", "przyjmujemy", "aceitamos", "vendemos",
    ])

    /// Said of a coin after its name, as money changers have it in their tables: USDT | 不设兑换.
    private static let after = PhraseFinder([
        "不设兑换", "不设买卖", "不作兑换", "不作买卖", "不提供兑换", "不提供买卖", "不予兑换", "暂不兑换", "暂停兑换", "停止兑换", "不办理", "not exchanged",
        "not traded here",
    ])

    /// Whether a cell says no more than that what stands before it is not dealt in.
    static func isRefusal(_ bytes: [UInt8]) -> Bool {
        after.matches(bytes).contains { $0.range.lowerBound == 0 && bytes.count - $0.range.upperBound <= 3 }
    }

    /// From each denial to the end of its clause, where a coin is what is denied.
    static func ranges(in bytes: [UInt8]) -> [Range<Int>] {
        let assets = EvidenceReader.assetRanges(bytes)
        guard !assets.isEmpty else { return [] }
        return denials.matches(bytes).compactMap { denial in
            let start = denial.range.upperBound
            guard let asset = assets.first(where: { $0.lowerBound >= start }),
                isOnlyBetween(Array(bytes[start..<asset.lowerBound]))
            else { return nil }
            let end = bytes[asset.upperBound...].firstIndex { isStop($0) } ?? bytes.count
            return denial.range.lowerBound..<end
        }
    }

    private static func isOnlyBetween(_ gap: [UInt8]) -> Bool {
        guard gap.count <= 40, !gap.contains(where: { isStop($0) && $0 != 32 }) else { return false }
        var rest = gap
        for word in between.matches(gap) { for i in word.range { rest[i] = 32 } }
        return rest.allSatisfy { $0 == 32 || $0 == 58 }
    }

    /// Blanks, commas and what ends a sentence.
    private static func isStop(_ c: UInt8) -> Bool { [32, 33, 44, 59, 63].contains(c) }
}
