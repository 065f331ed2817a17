public import WeirDomain
import WeirText

/// Reading lists as text: one value a line, hosts files, CSV, v2fly's format.
public enum ListFormat: String, CaseIterable, Sendable {
    case plain, hosts, csv, v2fly, metamask, cryptoscamdb
}

/// A list as it was read: entries, what was refused, and what the format promises but this file does not hold.
public struct ListReading: Sendable {
    public var entries: [ListEntry] = []
    /// Entries of an allow list inside the same file.
    public var allowed: [ListEntry] = []
    public var refusals: [Refusal] = []
    /// Lines that name other files, and forms of matching that are not taken.
    public var notes: [String] = []
    /// Read from where it was kept once it had been taken in: what stands there stands.
    let isStored: Bool

    public init(isStored: Bool = false) { self.isStored = isStored }

    /// Adds a value, or says why not.
    public mutating func add(
        _ kind: ListKind, _ match: ListMatch, _ raw: String, line: Int, reason: String = "", from: Instant? = nil,
        until: Instant? = nil
    ) {
        func refuse(_ field: String, _ reason: String) {
            refusals.append(Refusal(line: line, field: field, reason: reason))
        }
        guard let value = ListEntry.spelled(kind, raw) else {
            let isNumber = kind == .domain && Self.isNetworkAddress(raw.trimmed)
            return refuse(
                "value",
                isNumber
                    ? "is the number of a machine, and sites are matched by their names: '\(raw.prefix(80))'"
                    : "is no \(kind.name): '\(raw.prefix(80))'")
        }
        if !isStored {
            if let from, let until, until <= from { return refuse("until", "must be later than from") }
            if kind == .wallet, Address.hasWrongChecksum(raw.trimmed) {
                return refuse("value", "has a wrong checksum, so it is no address: '\(raw.prefix(80))'")
            }
            if kind == .domain, Self.hasPath(raw.trimmed), notes.count < Self.mostNotes {
                notes.append("line \(line): '\(raw.trimmed.prefix(80))' is one page; the whole host \(value) is listed")
            }
        }
        entries.append(ListEntry(kind, match, value, reason: reason, from: from, until: until))
    }

    private static let mostNotes = 1_000

    /// Whether an address names more than a host.
    private static func hasPath(_ text: String) -> Bool {
        var rest = Substring(text)
        if let scheme = rest.range(of: "://") { rest = rest[scheme.upperBound...] }
        return rest.drop { $0 != "/" && $0 != "?" }.dropFirst().contains { $0 != "/" }
    }

    /// Four numbers, or a text with two colons of hexadecimal digits alone.
    private static func isNetworkAddress(_ text: String) -> Bool {
        var host = Substring(text)
        if let scheme = host.range(of: "://") { host = host[scheme.upperBound...] }
        host = host.prefix { $0 != "/" && $0 != "?" }
        let parts = host.prefix { $0 != ":" }.split(separator: ".", omittingEmptySubsequences: false)
        if parts.count == 4, parts.allSatisfy({ UInt8($0) != nil }) { return true }
        let isHex = host.allSatisfy { $0.isHexDigit || $0 == ":" || $0 == "." || $0 == "[" || $0 == "]" }
        return isHex && host.count { $0 == ":" } >= 2
    }
}

public enum ListText {
    /// Rows of CSV with the line that each begins on.
    public static func rows(_ text: String) -> [(line: Int, cells: [String])] { ListCSV.rows(text) }

    /// Tells the format by the text.
    public static func format(of text: String) -> ListFormat {
        let lines = text.split(whereSeparator: \.isNewline).lazy.map { String($0).trimmed }.filter { !$0.isEmpty }
        guard let first = lines.first(where: { !$0.hasPrefix("#") }) else { return .plain }
        if first.hasPrefix("{") { return .metamask }
        // No name begins like this: it is YAML, whole or broken.
        if first.hasPrefix("---") || first.hasPrefix("- ") || first == "-" || first.hasPrefix("[") {
            return .cryptoscamdb
        }
        let head = Array(lines.prefix(400))
        if first.lowercased().hasPrefix("kind,") || first.lowercased().hasPrefix("value,")
            || first.lowercased().contains(",value") || first.lowercased() == "\"value\""
        {
            return .csv
        }
        // Its own words before a name, or tags behind one.
        if head.contains(where: { line in
            ["include:", "full:", "domain:", "regexp:", "keyword:"].contains(where: line.hasPrefix)
                || line.split(separator: " ").dropFirst().first?.hasPrefix("@") ?? false
        }) {
            return .v2fly
        }
        let isHosts = first.hasPrefix("0.0.0.0") || first.hasPrefix("127.0.0.1") || first.hasPrefix("::")
        return isHosts ? .hosts : .plain
    }

    /// - Parameters:
    ///   - kind: of formats that do not say it themselves.
    ///   - isStored: it is read back from where lists are kept.
    public static func read(
        _ text: String, _ format: ListFormat, kind: ListKind = .domain, isStored: Bool = false
    ) -> ListReading {
        var reading = ListReading(isStored: isStored)
        if format == .csv {
            ListCSV.read(text, kind, &reading)
            return reading
        }
        var isFirst = true
        for (number, raw) in text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline).enumerated() {
            let line = String(raw.prefix { $0 != "#" }).trimmed
            guard !line.isEmpty else { continue }
            defer { isFirst = false }
            if isFirst, format == .plain, line.lowercased() == "value" {
                // A table of one column, which has no comma to be told by.
                reading.notes.append("line \(number + 1): '\(line)' is the head line and is not listed")
                continue
            }
            switch format {
            case .hosts: hosts(line, number + 1, &reading)
            case .v2fly: v2fly(line, number + 1, &reading)
            default: reading.add(kind, kind == .domain ? .suffix : .exact, line, line: number + 1)
            }
        }
        return reading
    }

    private static func hosts(_ line: String, _ number: Int, _ reading: inout ListReading) {
        let words = line.split(whereSeparator: \.isWhitespace)
        let own: Set<Substring> = [
            "localhost", "localhost.localdomain", "broadcasthost", "ip6-localhost", "ip6-loopback", "0.0.0.0",
        ]
        for name in words.dropFirst() where !own.contains(name) {
            reading.add(.domain, .exact, String(name), line: number)
        }
        if words.count < 2 { reading.refusals.append(Refusal(line: number, reason: "has an address and no name")) }
    }

    private static func v2fly(_ line: String, _ number: Int, _ reading: inout ListReading) {
        let words = line.split(whereSeparator: \.isWhitespace)
        let tags = words.dropFirst().filter { $0.hasPrefix("@") }.joined(separator: " ")
        let rule = String(words.first ?? "")
        let parts = rule.split(separator: ":", maxSplits: 1).map(String.init)
        switch parts.count == 2 ? parts[0] : "domain" {
        case "domain": reading.add(.domain, .suffix, parts.last ?? "", line: number, reason: tags)
        case "full": reading.add(.domain, .exact, parts[1], line: number, reason: tags)
        case "include": reading.notes.append("line \(number): includes \(parts[1]), which is another file")
        case "keyword", "regexp":
            reading.notes.append("line \(number): \(parts[0]) rules match names nobody has looked at; not taken")
        default: reading.refusals.append(Refusal(line: number, reason: "has an unknown rule '\(parts[0])'"))
        }
    }
}
