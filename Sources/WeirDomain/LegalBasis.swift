/// What a measure may rest on, as far as the program knows it. The register shows these in plain text; whatever else
/// people type is free text, may name somebody, and stands there as a keyed hash.
public enum LegalBasis {
    /// What automatic measures rest on.
    public static let contract = "terms of use: no trade in virtual currency over this service"

    /// What a measure rests on that an authority's signed order has asked for, where nobody names a law.
    public static func order(of authority: String) -> String { "signed order of \(authority)" }

    /// Contracts and laws by their names, in lower case. An article or paragraph may follow.
    private static let names = [
        "terms of use", "terms", "service agreement", "merchant agreement", "court order", "law",
        "anti-telecom and online fraud law", "anti-telecom fraud law", "anti-money laundering law",
        "criminal procedure law", "civil procedure law", "administrative procedure law",
        "people's bank of china law", "cybersecurity law", "e-commerce law", "gdpr", "psd2", "psr", "dsa", "mica",
        "amld", "aml act", "bank secrecy act",
        "服务协议", "用户协议", "商户协议", "反电信网络诈骗法", "反洗钱法", "刑事诉讼法", "民事诉讼法", "中国人民银行法", "网络安全法", "电子商务法",
        "法院裁定", "协助冻结通知书",
    ]
    /// What the holder has agreed to.
    private static let contracts = [
        "terms", "service agreement", "merchant agreement", "服务条款", "服务协议", "用户协议", "商户协议",
    ]

    /// Whether a text names the contract with the holder, and not a law.
    public static func isContract(_ text: String) -> Bool {
        let lower = text.lowercased()
        return contracts.contains { lower.hasPrefix($0) }
    }

    /// Words of a place in a law.
    private static let places: Set<String> = [
        "art.", "art", "article", "arts.", "sec.", "section", "para.", "paragraph", "no.", "and", "of", "the",
    ]

    /// Whether a text is one of these names, with nothing but a place in it behind: letters of people's names have no
    /// room in it.
    public static func isKnown(_ text: String) -> Bool {
        if text == contract { return true }
        let lower = text.lowercased()
        guard let name = names.filter({ lower.hasPrefix($0) }).max(by: { $0.utf8.count < $1.utf8.count }) else {
            return false
        }
        let rest = lower.dropFirst(name.count)
        guard rest.utf8.count <= 40, rest.first.map({ !$0.isASCII || !$0.isLetter }) ?? true else { return false }
        // A telephone's or a person's number has more digits than a place in a law.
        guard rest.count(where: { $0.isNumber && $0.isASCII }) <= 10 else { return false }
        return rest.split(separator: " ").allSatisfy { word in
            places.contains(String(word)) || word.unicodeScalars.allSatisfy(isOfPlace)
        }
    }

    /// Digits, brackets, signs of paragraphs; `第三十二条第一款`.
    private static func isOfPlace(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar {
        case "0"..."9", "§", ".", ",", "(", ")", "-", "/", ";": true
        case "第", "条", "款", "项", "之", "一", "二", "三", "四", "五", "六", "七", "八", "九", "十", "百", "零", "《", "》", "、": true
        default: false
        }
    }
}
