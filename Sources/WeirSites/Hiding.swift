/// What style sheets hide, and what they show: read from their text, for the plain rules that hiding is done with.
struct Hiding {
    private(set) var classes: Set<String> = []
    /// Texts that a style puts before or behind elements.
    private(set) var contents: [String] = []
    /// Addresses of pictures in styles.
    private(set) var pictures: [String] = []

    /// Takes in the text of a `style` element.
    mutating func read(_ bytes: [UInt8]) {
        for rule in bytes.split(separator: 125).prefix(5_000) {
            guard let open = rule.firstIndex(of: 123) else { continue }
            let style = String(decoding: rule[(open + 1)...], as: UTF8.self)
            if contents.count < 500, let text = Self.content(style) { contents.append(text) }
            if pictures.count < 50 { pictures += Self.addresses(style) }
            guard Self.hides(style) else { continue }
            for selector in rule[..<open].split(separator: 44) {
                // Of one class alone: what depends on more is not known here.
                let name =
                    String(decoding: selector, as: UTF8.self).trimmingSpaces.split { $0 == "\n" }.last.map {
                        String($0).trimmingSpaces
                    } ?? ""
                guard let dot = name.lastIndex(of: "."), !name.contains(" "), !name.contains(":"), !name.contains(">")
                else { continue }
                classes.insert(String(name[name.index(after: dot)...]))
            }
        }
    }

    private static func content(_ style: String) -> String? {
        guard let at = Scan.range(of: "content:", in: Array(style.utf8)) else { return nil }
        let rest = Array(style.utf8)[at.upperBound...].drop { $0 == 32 }
        guard let quote = rest.first, quote == 34 || quote == 39 else { return nil }
        let inner = String(decoding: rest.dropFirst().prefix { $0 != quote }, as: UTF8.self)
        return inner.utf8.contains { $0 >= 0xE3 } || inner.utf8.count >= 4 ? inner : nil
    }

    /// `url(…)` in a style.
    static func addresses(_ style: String) -> [String] {
        let bytes = Array(style.utf8)
        return Scan.ranges(of: "url(", in: bytes, most: 10).compactMap { range in
            let inner = bytes[range.upperBound...].drop { $0 == 32 || $0 == 34 || $0 == 39 }.prefix {
                $0 != 41 && $0 != 34 && $0 != 39
            }
            let address = String(decoding: inner, as: UTF8.self)
            return address.isEmpty || address.hasSuffix(".woff2") || address.hasSuffix(".woff") ? nil : address
        }
    }

    /// Whether nobody sees an element with this style.
    static func hides(_ style: String) -> Bool {
        let plain = style.lowercased().filter { !$0.isWhitespace } + ";"
        for mark in [
            "display:none", "visibility:hidden", "opacity:0;", "opacity:0!", "font-size:0;", "font-size:0px",
            "font-size:0!", "clip:rect(0",
        ]
        where plain.contains(mark) { return true }
        for mark in ["left:-", "top:-", "text-indent:-", "right:-"] {
            guard let at = Scan.range(of: mark, in: Array(plain.utf8)) else { continue }
            let digits = Array(plain.utf8)[at.upperBound...].prefix { (48...57).contains($0) }
            if digits.count >= 4 || (digits.count == 3 && digits.first ?? 48 >= 53) { return true }
        }
        return isOneColour(plain)
    }

    /// Text in the colour of what is behind it.
    private static func isOneColour(_ plain: String) -> Bool {
        var colour = ""
        var behind = ""
        for part in plain.split(separator: ";") {
            let pair = part.split(separator: ":", maxSplits: 1)
            guard pair.count == 2 else { continue }
            if pair[0] == "color" { colour = String(pair[1]) }
            if pair[0] == "background" || pair[0] == "background-color" { behind = String(pair[1]) }
        }
        func named(_ text: String) -> String {
            ["#ffffff": "#fff", "white": "#fff", "#000000": "#000", "black": "#000"][text] ?? text
        }
        return !colour.isEmpty && named(colour) == named(behind)
    }
}
