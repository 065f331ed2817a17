import WeirDomain

/// What a new version changes.
public struct ListDiff: Sendable {
    public private(set) var added: [ListEntry] = []
    public private(set) var removed: [ListEntry] = []
    /// The same value with another reason or other dates.
    public private(set) var changed: [ListEntry] = []
    public private(set) var kept = 0

    /// Both are sorted by key.
    public init(from old: [ListEntry], to new: [ListEntry]) {
        var (i, k) = (0, 0)
        while i < old.count || k < new.count {
            if k == new.count || (i < old.count && old[i].key < new[k].key) {
                removed.append(old[i])
                i += 1
            } else if i == old.count || new[k].key < old[i].key {
                added.append(new[k])
                k += 1
            } else {
                if old[i] == new[k] { kept += 1 } else { changed.append(new[k]) }
                i += 1
                k += 1
            }
        }
    }

    public var isEmpty: Bool { added.isEmpty && removed.isEmpty && changed.isEmpty }
}

/// Lists for those who block at the network.
public enum ListExport {
    /// A response policy zone: names that do not exist any more.
    public static func rpz(_ entries: [ListEntry], zone: String = "rpz.weir", serial: UInt32) -> String {
        var out = "$TTL 300\n@ IN SOA \(zone). hostmaster.\(zone). \(serial) 3600 600 86400 300\n@ IN NS localhost.\n"
        for entry in entries where entry.kind == .domain {
            out += "\(entry.value) CNAME .\n"
            if entry.match != .exact { out += "*.\(entry.value) CNAME .\n" }
        }
        return out
    }

    public static func hosts(_ entries: [ListEntry]) -> String {
        entries.filter { $0.kind == .domain }.map { "0.0.0.0 \($0.value)\n" }.joined()
    }

    public static func plain(_ entries: [ListEntry]) -> String { entries.map { "\($0.value)\n" }.joined() }

    public static func csv(_ entries: [ListEntry]) -> String {
        func cell(_ text: String) -> String {
            guard text.contains(where: { ",\"\n\r".contains($0) }) else { return text }
            return "\"" + text.split(separator: "\"", omittingEmptySubsequences: false).joined(separator: "\"\"") + "\""
        }
        return "kind,match,value,reason,from,until\n"
            + entries.map { entry in
                [
                    entry.kind.name, entry.match.name, entry.value, entry.reason, entry.from?.rfc3339 ?? "",
                    entry.until?.rfc3339 ?? "",
                ].map(cell).joined(separator: ",") + "\n"
            }.joined()
    }
}
