/// Prices as they are spoken, so that no reader of numbers sees them: 七点二, 七块一毛八, 7块2, 柒点贰.
enum SpokenPrice {
    private static let digits: [Character: Double] = [
        "零": 0, "一": 1, "二": 2, "两": 2, "三": 3, "四": 4, "五": 5, "六": 6, "七": 7, "八": 8, "九": 9, "壹": 1, "贰": 2, "叁": 3,
        "肆": 4, "伍": 5, "陆": 6, "柒": 7, "捌": 8, "玖": 9, "0": 0, "1": 1, "2": 2, "3": 3, "4": 4, "5": 5, "6": 6, "7": 7,
        "8": 8,
        "9": 9,
    ]
    private static let points: Set<Character> = ["点", "块"]
    private static let tens: Set<Character> = ["毛", "角"]
    private static let longest = 200

    /// What they come to: one digit before the point, one or two after it. 七点半 and 7点20分 are times of day.
    static func find(_ bytes: [UInt8]) -> [Double] {
        guard bytes.count <= longest else { return [] }
        let text = Array(String(decoding: bytes, as: UTF8.self)).filter { $0 != " " }
        return text.indices.compactMap { price(text, at: $0) }
    }

    private static func price(_ text: [Character], at point: Int) -> Double? {
        guard points.contains(text[point]), point > 0, let whole = digits[text[point - 1]],
            point == 1 || digits[text[point - 2]] == nil && text[point - 2] != "十", point + 1 < text.count,
            let tenth = digits[text[point + 1]]
        else { return nil }
        var next = point + 2
        if next < text.count, tens.contains(text[next]) { next += 1 }
        var value = whole + tenth / 10
        if next < text.count, let hundredth = digits[text[next]] {
            value += hundredth / 100
            next += 1
        }
        // A time of day goes on, or ends in minutes.
        let isTime = next < text.count && (digits[text[next]] != nil || "分时钟刻到至-~:十".contains(text[next]))
        return isTime ? nil : value
    }
}
