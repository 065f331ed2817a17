/// What people write with a payment: mostly nothing.
enum Remarks {
    private static let friendly = [
        "谢谢", "饭钱", "昨天的饭钱", "打车", "电影票", "生日快乐", "辛苦了", "还你", "奶茶", "水果", "快递费", "油费", "车费",
        "份子钱", "零花钱", "班费", "学费", "药费", "买菜", "话费", "球场费", "聚餐", "门票", "AA", "房费", "电费",
    ]
    private static let goods = ["货款", "定金", "尾款", "面料款", "维修费", "代购", "运费", "押金", "材料费", "加工费"]
    /// Ordinary words that look like coin slang to a careless reader.
    private static let misleading = [
        "游戏币", "Q币", "U盘", "承兑汇票", "币纪念册", "纪念币", "U型枕", "游戏点券", "换币", "硬币", "优盘", "OTC药",
    ]
    private static let blessings = ["恭喜发财", "大吉大利", "生日快乐", "节日快乐", "新婚快乐", "早点睡"]
    private static let slang = [
        "USDT", "买U", "出U", "泰达币", "放币", "收U", "比特币", "U款", "ＵＳＤＴ", "U.S.D.T", "买*币", "泰-达", "购ｕ",
    ]

    static func friendly(_ dice: inout Dice) -> String { usually(friendly, 0.16, &dice) }
    static func goods(_ dice: inout Dice) -> String { usually(goods, 0.22, &dice) }
    static func blessing(_ dice: inout Dice) -> String { usually(blessings, 0.25, &dice) }
    static func slang(_ dice: inout Dice) -> String { dice.pick(slang) }

    /// A word of the trade written so that a plain search does not find it.
    static func disguised(_ dice: inout Dice) -> String {
        let word = dice.pick(["USDT", "usdt", "买U", "出U", "收U", "放币", "比特币", "泰达币", "BTC", "换U"])
        switch dice.below(6) {
        case 0: return spaced(word, dice.pick([" ", ".", "-", "*", "_", "·", "、", "\u{200B}"]))
        case 1: return wide(word)
        case 2: return replaced(word, sounds)
        case 3: return replaced(word, shapes)
        case 4: return spaced(wide(word), dice.pick([" ", "."]))
        default: return replaced(spaced(word, dice.pick([".", "/"])), dice.chance(0.5) ? sounds : shapes)
        }
    }

    /// Characters of the same sound.
    private static let sounds: [Character: String] = [
        "币": "必", "U": "优", "u": "尤", "买": "埋", "放": "方", "收": "手", "比": "笔", "特": "忒", "泰": "太", "达": "答",
        "出": "初", "换": "唤", "B": "逼", "T": "踢",
    ]
    /// Letters of the same shape, and characters taken apart.
    private static let shapes: [Character: String] = [
        "S": "$", "D": "Ⅾ", "T": "Τ", "U": "Ս", "B": "8", "C": "С", "s": "ѕ", "t": "τ", "u": "υ", "币": "丿巾",
        "收": "攵丩", "换": "扌奂", "比": "匕匕", "特": "牛寺",
    ]

    private static func spaced(_ word: String, _ between: String) -> String {
        word.map(String.init).joined(separator: between)
    }

    private static func wide(_ word: String) -> String {
        String(
            String.UnicodeScalarView(
                word.unicodeScalars.map {
                    (33...126).contains($0.value) ? Unicode.Scalar($0.value + 0xFEE0) ?? $0 : $0
                }))
    }

    private static func replaced(_ word: String, _ table: [Character: String]) -> String {
        word.map { table[$0] ?? String($0) }.joined()
    }

    private static func usually(_ words: [String], _ share: Double, _ dice: inout Dice) -> String {
        guard dice.chance(share) else { return "" }
        // Pick-up codes, room and order numbers.
        if dice.chance(0.04) { return number(dice.within(3...8), &dice) }
        return dice.chance(0.02) ? dice.pick(misleading) : dice.pick(words)
    }

    /// `count` digits, as boards and shops ask for.
    static func number(_ count: Int, _ dice: inout Dice) -> String {
        var text: [UInt8] = []
        for place in 0..<count { text.append(UInt8(48 + (place == 0 ? dice.within(1...9) : dice.below(10)))) }
        return String(decoding: text, as: UTF8.self)
    }
}
