/// A host name in one spelling: lower case, other scripts in Punycode, no dot at the end.
public struct HostName: Hashable, Sendable, Comparable {
    public let text: String

    /// From a host name, `*.name`, or an address with a path; `nil` for what is no name with at least one dot.
    public init?(_ raw: String) {
        var name = Substring(raw)
        if let scheme = name.range(of: "://") { name = name[scheme.upperBound...] }
        name = name.prefix { !"/?#\\".contains($0) }
        if let at = name.lastIndex(of: "@") { name = name[name.index(after: at)...] }
        if name.hasPrefix("*.") { name = name.dropFirst(2) }
        while name.first == "." { name = name.dropFirst() }
        if let colon = name.firstIndex(of: ":") {
            guard name[name.index(after: colon)...].allSatisfy(\.isNumber) else { return nil }
            name = name[..<colon]
        }
        while name.last == "." { name = name.dropLast() }
        let labels = name.lowercased().split(separator: ".", omittingEmptySubsequences: false)
        guard labels.count >= 2, labels.count <= 64 else { return nil }
        var out: [String] = []
        for label in labels {
            guard let plain = HostName.label(label) else { return nil }
            out.append(plain)
        }
        // Four numbers are an address, not a name.
        if out.count == 4, out.allSatisfy({ $0.allSatisfy(\.isNumber) }) { return nil }
        text = out.joined(separator: ".")
        guard text.utf8.count <= 253 else { return nil }
    }

    private static func label(_ label: Substring) -> String? {
        guard !label.isEmpty, label.utf8.count <= 240 else { return nil }
        if label.utf8.allSatisfy({ $0 < 0x80 }) {
            let isPlain = label.utf8.allSatisfy {
                (97...122).contains($0) || (48...57).contains($0) || $0 == 45 || $0 == 95
            }
            return isPlain && label.utf8.count <= 63 && label.first != "-" ? String(label) : nil
        }
        guard !label.unicodeScalars.contains(where: { $0.value < 48 && $0 != "-" }),
            let encoded = Punycode.encode(label), encoded.utf8.count <= 59
        else { return nil }
        return "xn--" + encoded
    }

    public var labels: [Substring] { text.split(separator: ".") }

    /// As people see it: Punycode in its own script.
    public var shown: String {
        labels.map { $0.hasPrefix("xn--") ? Punycode.decode($0.dropFirst(4)) ?? String($0) : String($0) }
            .joined(separator: ".")
    }

    /// The name itself, then each name above it, down to two labels.
    public var parents: [String] {
        let labels = labels
        return (0...max(0, labels.count - 2)).map { labels[$0...].joined(separator: ".") }
    }

    public static func < (a: HostName, b: HostName) -> Bool { a.text < b.text }
}

extension Substring {
    /// Where a text stands first.
    func range(of text: String) -> Range<Index>? {
        let wanted = Array(text.utf8)
        let bytes = utf8
        var at = bytes.startIndex
        while at != bytes.endIndex {
            if bytes[at...].starts(with: wanted) { return at..<bytes.index(at, offsetBy: wanted.count) }
            at = bytes.index(after: at)
        }
        return nil
    }
}
