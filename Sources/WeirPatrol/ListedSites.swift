public import WeirDomain
public import WeirLists
public import WeirSites

/// What lists say of a page: links to listed platforms, and names that are made to look like theirs.
public struct ListedSites: Sendable {
    private let index: ListIndex
    /// Listed names that a host may imitate.
    private let names: [HostName]

    public init(_ lists: [NamedList]) {
        index = ListIndex(lists)
        names = lists.filter { $0.role != .allow }.flatMap(\.entries)
            .filter { $0.kind == .domain }.compactMap { entry in
                // Names of three letters are met by chance, unless somebody asks for what looks like them.
                HostName(entry.value).flatMap { entry.match == .fuzzy || LookAlike.isLong($0) ? $0 : nil }
            }
    }

    public var isEmpty: Bool { names.isEmpty }

    /// The finding with what lists add. A link alone convinces nobody: newspapers have such links. It counts where the
    /// page deals in coins by its own words; a name that imitates a listed one counts by itself.
    public func marked(_ finding: SiteFinding, at time: Instant) -> SiteFinding {
        var marked = finding
        var links: [String] = []
        for payee in finding.payees where payee.kind == .domain {
            if let hit = index.hits(.domain, payee.value, at: time).first, !links.contains(payee.value) {
                links.append(payee.value)
                marked.evidence.append(
                    SiteEvidence(
                        .crypto, "listed_link", 0.25, quote: "\(payee.value), on list '\(hit.list)'", place: "link"))
            }
            if links.count >= Self.mostLinks { break }
        }
        if !links.isEmpty, finding.dealsInCoins { marked.crypto = 1 - (1 - marked.crypto) * 0.75 }
        guard finding.address.contains("://"), let own = HostName(finding.address),
            index.hits(.domain, own.text, at: time).isEmpty,
            let known = names.first(where: { LookAlike.isLike(own, $0) })
        else { return marked }
        marked.crypto = 1 - (1 - marked.crypto) * (1 - Self.lookAlike)
        marked.evidence.append(
            SiteEvidence(
                .crypto, "listed_look_alike", Self.lookAlike, quote: "\(own.shown) looks like \(known.shown)",
                place: "name"))
        return marked
    }

    private static let mostLinks = 8
    private static let lookAlike = 0.35
}
