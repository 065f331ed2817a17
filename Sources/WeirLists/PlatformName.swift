/// A remark as names of platforms are looked for in it: lower case, half width, its words and what stands without any
/// signs between.
struct PlatformText {
    /// Runs of letters and digits, Chinese characters apart.
    let words: Set<String>
    /// Everything without blanks and signs.
    let joined: [UInt8]
    /// The same by what it looks like.
    let looks: [UInt8]
    let looksOfWords: Set<String>

    init(_ text: String) {
        let folded = Self.folded(text)
        var words: Set<String> = []
        for word in folded.split(whereSeparator: { !$0.isASCII || !($0.isLetter || $0.isNumber) }) {
            words.insert(String(word))
        }
        self.words = words
        joined = Array(folded.filter { $0.isLetter || $0.isNumber }.utf8)
        looks = Array(LookAlike.skeleton(String(decoding: joined, as: UTF8.self)).utf8)
        looksOfWords = Set(
            folded.split { $0 == " " || $0.isPunctuation && $0 != "@" && $0 != "-" && $0 != "_" }
                .map { LookAlike.skeleton(String($0)) })
    }

    /// Lower case, with full-width letters and digits as half-width ones.
    static func folded(_ text: String) -> String {
        var out = ""
        for scalar in text.lowercased().unicodeScalars {
            let half = (0xFF01...0xFF5E).contains(scalar.value) ? scalar.value - 0xFEE0 : scalar.value
            out.unicodeScalars.append(Unicode.Scalar(half) ?? scalar)
        }
        return out.lowercased()
    }
}

/// A listed platform's name: in Latin letters it is a word of its own, in Chinese it may stand anywhere.
struct PlatformName: Sendable {
    private let text: String
    private let joined: [UInt8]
    private let looks: String
    private let isLatin: Bool
    private let isLoose: Bool

    /// `nil` for what is too short to be told from chance: one Chinese character, two letters.
    /// - Parameter isLoose: letters that look alike count as well, and signs put between them.
    init?(_ name: String, isLoose: Bool = false) {
        text = PlatformText.folded(name)
        joined = Array(text.filter { $0.isLetter || $0.isNumber }.utf8)
        looks = LookAlike.skeleton(String(decoding: joined, as: UTF8.self))
        isLatin = joined.allSatisfy { $0 < 0x80 }
        self.isLoose = isLoose
        guard isLatin ? joined.count >= 3 : joined.count >= 6 else { return nil }
    }

    func stands(in remark: PlatformText) -> Bool {
        if !isLatin { return Self.contains(remark.joined, joined) }
        if remark.words.contains(text) { return true }
        // Of several words, such as `gate io`: they are rare enough without borders.
        if joined.count >= 6, text.utf8.count > joined.count, Self.contains(remark.joined, joined) { return true }
        guard isLoose else { return false }
        if remark.looksOfWords.contains(looks) { return true }
        // Signs put between: b-i-n-a-n-c-e. Short names would be met by chance.
        return looks.utf8.count >= 6 && Self.contains(remark.looks, Array(looks.utf8))
    }

    private static func contains(_ text: [UInt8], _ part: [UInt8]) -> Bool {
        guard !part.isEmpty, text.count >= part.count else { return false }
        return (0...(text.count - part.count)).contains { text[$0] == part[0] && text[$0...].starts(with: part) }
    }
}
