public import WeirDomain

/// What an entry names.
public enum ListKind: UInt8, CaseIterable, Sendable, BitwiseCopyable {
    case domain, platform, account, device, wallet

    public var name: String { "\(self)" }
    public init?(name: String) {
        guard let kind = ListKind.allCases.first(where: { $0.name == name }) else { return nil }
        self = kind
    }
}

/// How an entry is compared.
public enum ListMatch: UInt8, CaseIterable, Sendable, BitwiseCopyable {
    /// The very text.
    case exact
    /// A domain and all names under it.
    case suffix
    /// Names that look like it.
    case fuzzy

    public var name: String { "\(self)" }
}

/// One line of a list.
public struct ListEntry: Hashable, Sendable {
    public var kind: ListKind
    public var match: ListMatch
    /// In its one spelling: see `ListEntry.spelled`.
    public var value: String
    /// Why it is on the list; empty where the source says nothing.
    public var reason: String
    public var from: Instant?
    public var until: Instant?

    public init(
        _ kind: ListKind, _ match: ListMatch, _ value: String, reason: String = "", from: Instant? = nil,
        until: Instant? = nil
    ) {
        self.kind = kind
        self.match = match
        self.value = value
        self.reason = reason
        self.from = from
        self.until = until
    }

    public var key: String { "\(kind.name) \(match.name) \(value)" }

    public func isInForce(at time: Instant) -> Bool {
        (from.map { $0 <= time } ?? true) && (until.map { time < $0 } ?? true)
    }

    /// A value in its one spelling, or `nil` where it is none of its kind.
    public static func spelled(_ kind: ListKind, _ raw: String) -> String? {
        let text = raw.trimmed
        guard !text.isEmpty else { return nil }
        switch kind {
        case .domain: return HostName(text)?.text
        case .platform:
            let name = text.lowercased()
            // One character, or two letters, would be found in any remark.
            return name.utf8.count <= 128 && PlatformName(name) != nil ? name : nil
        case .account: return text.utf8.count <= Limits.idBytes ? text : nil
        case .device: return text.utf8.count <= Limits.tagBytes ? text : nil
        case .wallet:
            let isPlain = text.utf8.allSatisfy { (48...57).contains($0) || (97...122).contains($0 | 32) }
            guard isPlain, (20...100).contains(text.utf8.count) else { return nil }
            // Hexadecimal and Bech32 addresses are the same in both cases; Base58 tells them apart.
            let lower = text.lowercased()
            return lower.hasPrefix("0x") || lower.hasPrefix("bc1") || lower.hasPrefix("tb1") ? lower : text
        }
    }
}

/// What a list is for.
public enum ListRole: UInt8, CaseIterable, Sendable, BitwiseCopyable, Comparable {
    /// What is on it is never matched by a list of the other role.
    case allow
    /// A hit is evidence.
    case watch
    /// A payment that hits is held.
    case hold
    /// A payment that hits is declined: an authority's or a regulator's list.
    case decline

    public static func < (a: ListRole, b: ListRole) -> Bool { a.rawValue < b.rawValue }

    public var name: String { "\(self)" }
    public init?(name: String) {
        guard let role = ListRole.allCases.first(where: { $0.name == name }) else { return nil }
        self = role
    }
}

/// A list with where it comes from. Equal content has equal digests, whatever the order it came in.
public struct NamedList: Sendable {
    public var name: String
    public var version: Int
    public var role: ListRole
    /// Who made it: a regulator, a vendor, the platform itself.
    public var source: String
    /// The law or contract that it rests on.
    public var basis: String
    public var from: Instant?
    public var until: Instant?
    /// By key, each once.
    public private(set) var entries: [ListEntry]

    public init(
        name: String, version: Int = 0, role: ListRole = .watch, source: String = "", basis: String = "",
        from: Instant? = nil, until: Instant? = nil, entries: [ListEntry] = []
    ) {
        self.name = name
        self.version = version
        self.role = role
        self.source = source
        self.basis = basis
        self.from = from
        self.until = until
        var seen: Set<String> = []
        self.entries = entries.sorted { $0.key < $1.key }.filter { seen.insert($0.key).inserted }
    }

    public func acts(at time: Instant) -> Bool {
        (from.map { $0 <= time } ?? true) && (until.map { time < $0 } ?? true)
    }

    /// Where an entry stands under a value, spelled however; `nil` where it does not.
    public func place(of kind: ListKind, _ match: ListMatch, _ value: String) -> Int? {
        guard let spelled = ListEntry.spelled(kind, value) else { return nil }
        let key = ListEntry(kind, match, spelled).key
        var (low, high) = (0, entries.count)
        while low < high {
            let middle = (low + high) / 2
            if entries[middle].key < key { low = middle + 1 } else { high = middle }
        }
        return low < entries.count && entries[low].key == key ? low : nil
    }

    /// Lower-case letters, digits and hyphens, at most 64.
    public static func isName(_ name: String) -> Bool {
        !name.isEmpty && name.utf8.count <= 64
            && name.utf8.allSatisfy { (97...122).contains($0) || (48...57).contains($0) || $0 == 45 }
    }
}

extension String {
    /// Without white space at both ends.
    var trimmed: String {
        var text = Substring(self)
        while let first = text.first, first.isWhitespace { text = text.dropFirst() }
        while let last = text.last, last.isWhitespace { text = text.dropLast() }
        return String(text)
    }
}
