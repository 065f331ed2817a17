import WeirDomain

/// What the engine writes down, in the viewer's language. It writes English, once, and that is what is kept, signed and
/// appealed against. Here its sentences are read back: each was made from one of few patterns, so that a Chinese
/// sentence is made of the same figures and names. What fits no pattern, such as a person's own words, stays as it is.
enum EngineWords {
    /// A text of the engine's, in both languages.
    /// - Parameter zh: the same with what rules say in Chinese, where rules had a say.
    static func phrase(_ english: String, _ zh: String = "") -> Phrase {
        Phrase(inWords(english), chinese(zh.isEmpty ? english : zh))
    }

    /// The same for whoever looks: in their language, times by their clock.
    static func told(_ english: String, _ zh: String = "") -> String {
        phrase(english, zh).told
    }

    /// A measure that a sentence names as the API does, in words; the same letters elsewhere may be somebody's name.
    private static func inWords(_ english: String) -> String {
        guard english[...].range(ofBytes: " stands, ") != nil else { return english }
        return MeasureKind.allCases.reduce(english) {
            $0.replacing(" stands, \($1.name).", with: " stands: \($1.phrase.en).")
        }
    }

    /// - Parameter patterns: sentences that are known; the text may hold several.
    static func chinese(_ english: String, by patterns: [Pattern] = EngineWords.patterns) -> String {
        var out = ""
        var rest = english[...]
        while !rest.isEmpty {
            if let found = firstMatch(rest, patterns) {
                out += found.text
                rest = found.rest
                while rest.first == " " { rest.removeFirst() }
            } else {
                // A sentence of somebody else's; a rule's may be Chinese.
                let english = rest.range(ofBytes: ". ")?.upperBound ?? rest.endIndex
                let end = min(english, rest.range(ofBytes: "。")?.upperBound ?? rest.endIndex)
                if let last = out.last, last.isASCII, last != " " { out += " " }
                out += rest[..<end]
                rest = rest[end...]
            }
        }
        return out
    }

    private static func firstMatch(_ text: Substring, _ patterns: [Pattern]) -> (text: String, rest: Substring)? {
        for pattern in patterns { if let found = pattern.match(text) { return found } }
        return nil
    }

    /// An English sentence with holes, and the Chinese one with the numbers of the holes.
    struct Pattern: Sendable {
        /// In bytes.
        private static let longestHole = 600
        private let literals: [String]
        /// Which holes take figures only.
        private let figures: [Bool]
        private let chinese: String
        private let own: [String: String]

        /// - Parameters:
        ///   - english: `#` stands for a figure, `~` for anything within one sentence.
        ///   - terms: words of this sentence's holes alone: elsewhere they may be somebody's name.
        init(_ english: String, _ chinese: String, terms: [String: String] = [:]) {
            own = terms
            var (literals, figures): ([String], [Bool]) = ([""], [])
            for letter in english {
                if letter == "#" || letter == "~" {
                    figures.append(letter == "#")
                    literals.append("")
                } else {
                    literals[literals.count - 1].append(letter)
                }
            }
            self.literals = literals
            self.figures = figures
            self.chinese = chinese
        }

        func match(_ text: Substring) -> (text: String, rest: Substring)? {
            guard let (found, rest) = read(text) else { return nil }
            return (EngineWords.fill(chinese, found) { EngineWords.term($0, own) }, rest)
        }

        /// What stands in the sentence's holes, and what comes after it; `nil` where the text begins otherwise.
        func read(_ text: Substring) -> (holes: [Substring], rest: Substring)? {
            guard text.utf8.starts(with: literals[0].utf8) else { return nil }
            var rest = text[text.utf8.index(text.startIndex, offsetBy: literals[0].utf8.count)...]
            var holes: [Substring] = []
            for (place, isFigure) in figures.enumerated() {
                let next = literals[place + 1]
                guard
                    let range = next.isEmpty
                        ? rest.endIndex..<rest.endIndex : rest.range(ofBytes: next, after: Self.longestHole)
                else { return nil }
                let hole = rest[..<range.lowerBound]
                guard !hole.isEmpty, hole.utf8.count <= Self.longestHole,
                    !isFigure || hole.utf8.allSatisfy({ (48...57).contains($0) || (44...46).contains($0) })
                else { return nil }
                holes.append(hole)
                rest = rest[range.upperBound...]
            }
            return (holes, rest)
        }
    }

    /// A sentence with its holes filled.
    /// - Parameter sentence: `\0` stands for the first hole.
    static func fill(_ sentence: String, _ holes: [Substring], _ word: (Substring) -> String) -> String {
        var (out, isHole) = ("", false)
        for letter in sentence {
            if isHole, let number = letter.wholeNumberValue, number < holes.count {
                out += word(holes[number])
            } else if letter != "\\" {
                out.append(letter)
            }
            isHole = letter == "\\"
        }
        return out
    }

    /// Words that stand in holes: alone, or several with commas.
    static func term(_ english: Substring, _ own: [String: String] = [:]) -> String {
        func word(_ text: Substring) -> String? { own[String(text)] ?? terms[String(text)] }
        if let known = word(english) { return known }
        let parts = english.split(separator: ", ", omittingEmptySubsequences: false).map { word($0) }
        guard parts.count > 1, parts.allSatisfy({ $0 != nil }) else { return String(english) }
        return parts.compactMap(\.self).joined(separator: "、")
    }
}

extension Phrase {
    /// For whoever looks: in their language, times inside of it by their clock.
    var told: String { WrittenTimes.shown(text, offset: Viewer.current.zone) }
}

extension Substring {
    /// Where some text stands for the first time, byte for byte. The standard library's search goes letter by letter
    /// and prepares itself anew each time: it took half of the time in which the page of a case is made.
    /// - Parameter most: it begins after so many bytes at the latest.
    func range(ofBytes wanted: String, after most: Int = .max) -> Range<Index>? {
        var (text, wanted) = (self, wanted)
        let found = text.withUTF8 { text in
            wanted.withUTF8 { wanted -> Range<Int>? in
                guard let first = wanted.first, text.count >= wanted.count else { return nil }
                let last = Swift.min(text.count - wanted.count, most)
                var place = 0
                while place <= last {
                    if text[place] == first, text[place..<place + wanted.count].elementsEqual(wanted) {
                        return place..<place + wanted.count
                    }
                    place += 1
                }
                return nil
            }
        }
        guard let found else { return nil }
        return utf8.index(startIndex, offsetBy: found.lowerBound)..<utf8.index(startIndex, offsetBy: found.upperBound)
    }
}
