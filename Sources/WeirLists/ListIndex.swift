public import WeirDomain

/// A hit: which list, and which entry of it.
public struct ListHit: Hashable, Sendable {
    public let list: String
    public let version: Int
    public let role: ListRole
    public let entry: ListEntry
    public let source: String
    public let basis: String

    /// The same of a list with another role.
    public func acting(as role: ListRole) -> ListHit {
        ListHit(list: list, version: version, role: role, entry: entry, source: source, basis: basis)
    }
}

/// Lists made ready for looking up. Allow lists are asked first. Looked up by key only: no order of a dictionary shows.
public struct ListIndex: Sendable {
    private struct Place: Sendable {
        let list: Int32
        let entry: Int32
    }

    private var lists: [NamedList] = []
    private var exact: [String: [Place]] = [:]
    private var suffix: [String: [Place]] = [:]
    private var fuzzy: [(name: LookAlike.Looks, place: Place)] = []
    private var platforms: [(name: PlatformName, place: Place)] = []
    /// Which kinds there are entries of: what nothing is listed of is not looked up.
    private var kinds: Set<ListKind> = []

    public init() {}

    /// - Parameter lists: in the order of their names.
    public init(_ lists: [NamedList]) {
        self.lists = lists.sorted { $0.name < $1.name }
        for (i, list) in self.lists.enumerated() {
            for (k, entry) in list.entries.enumerated() {
                let place = Place(list: Int32(i), entry: Int32(k))
                if entry.kind == .platform, let name = PlatformName(entry.value, isLoose: entry.match == .fuzzy) {
                    platforms.append((name, place))
                }
                if list.role != .allow { kinds.insert(entry.kind) }
                switch entry.match {
                case .exact: exact["\(entry.kind.rawValue) \(entry.value)", default: []].append(place)
                case .suffix: suffix[entry.value, default: []].append(place)
                case .fuzzy where entry.kind == .platform: break
                case .fuzzy:
                    suffix[entry.value, default: []].append(place)
                    if let name = HostName(entry.value) { fuzzy.append((LookAlike.Looks(name), place)) }
                }
            }
        }
    }

    public var isEmpty: Bool { kinds.isEmpty }
    public func has(_ kind: ListKind) -> Bool { kinds.contains(kind) }

    /// What is listed under a value, the gravest role first; nothing where an allow list has it.
    public func hits(_ kind: ListKind, _ value: String, at time: Instant) -> [ListHit] {
        guard kinds.contains(kind) else { return [] }
        if kind == .domain { return HostName(value).map { domainHits($0, at: time) } ?? [] }
        guard let spelled = ListEntry.spelled(kind, value) else { return [] }
        return settled(exact["\(kind.rawValue) \(spelled)"] ?? [], at: time)
    }

    /// Names of listed platforms in a text, the gravest role first; each name once.
    public func platforms(in text: String, at time: Instant) -> [ListHit] {
        guard kinds.contains(.platform), !text.isEmpty else { return [] }
        let read = PlatformText(text)
        return settled(platforms.filter { $0.name.stands(in: read) }.map(\.place), at: time)
    }

    private func domainHits(_ host: HostName, at time: Instant) -> [ListHit] {
        var places = exact["\(ListKind.domain.rawValue) \(host.text)"] ?? []
        for name in host.parents { places += suffix[name] ?? [] }
        let found = settled(places, at: time)
        guard found.isEmpty, !isAllowed(places, at: time), !fuzzy.isEmpty else { return found }
        let looks = LookAlike.Looks(host)
        return settled(fuzzy.filter { LookAlike.isLike(looks, $0.name) }.map(\.place), at: time)
    }

    private func isInForce(_ place: Place, at time: Instant) -> Bool {
        let list = lists[Int(place.list)]
        guard list.from.map({ $0 <= time }) ?? true, list.until.map({ time < $0 }) ?? true else { return false }
        return list.entries[Int(place.entry)].isInForce(at: time)
    }

    private func isAllowed(_ places: [Place], at time: Instant) -> Bool {
        places.contains { lists[Int($0.list)].role == .allow && isInForce($0, at: time) }
    }

    private func settled(_ places: [Place], at time: Instant) -> [ListHit] {
        guard !places.isEmpty, !isAllowed(places, at: time) else { return [] }
        return places.filter { isInForce($0, at: time) }.map { place in
            let list = lists[Int(place.list)]
            return ListHit(
                list: list.name, version: list.version, role: list.role, entry: list.entries[Int(place.entry)],
                source: list.source, basis: list.basis)
        }
        .sorted { ($1.role.rawValue, $0.list, $0.entry.key) < ($0.role.rawValue, $1.list, $1.entry.key) }
    }
}
