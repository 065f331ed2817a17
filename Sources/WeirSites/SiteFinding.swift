/// What a page adds up to: gateway evidence times crypto evidence, so that either alone is no finding.
public struct SiteFinding: Sendable {
    public var address: String
    public var title: String
    /// 0 … 1 each.
    public var gateway: Double
    public var crypto: Double
    public var evidence: [SiteEvidence]
    public var payees: [Payee]
    /// The innocent reading that was weighed, in a word: `tip jar`, `shop`, `news`, `manual`, or empty.
    public var innocent: String
    public var likeness: PageLikeness
    /// What of the page was not read, because a limit was met: no finding says little then.
    public var cut: String?
    /// Pictures that could not be looked at, with why.
    public var unread: [String] = []
    /// Hash of the picture that the site has browsers show beside its name.
    public var icon = ""
    /// Hash of the certificate that its server showed.
    public var certificate = ""
    /// How it was seen: in the page's `source`, as `rendered`, or only in the `screenshot`.
    public var seenAs = "source"

    /// 0 … 1000.
    public var score: Int { Int((gateway * crypto * 1000).rounded()) }
    public var isFinding: Bool {
        Self.isFinding(gateway: gateway, crypto: crypto)
    }

    static func isFinding(gateway: Double, crypto: Double) -> Bool {
        gateway >= (crypto >= certain ? weakLine : line) && crypto >= line
            && Int((gateway * crypto * 1000).rounded()) >= findingScore
    }

    /// Whether one side shows so far that somebody, or a browser, should look closer; and whether something may stand
    /// where nobody has read.
    public var isSuspect: Bool { isFinding || cut != nil || gateway >= 0.25 || crypto >= 0.25 }

    /// Whether its own words deal in coins, not merely name them.
    public var dealsInCoins: Bool {
        evidence.contains { item in
            SiteScore.dealCodes.contains(item.code) && item.weight >= 0.2
        }
    }

    public func seen(as way: String) -> SiteFinding {
        var finding = self
        finding.seenAs = way
        return finding
    }

    /// One page read in two ways: what either way shows is on it.
    public func joined(with seen: SiteFinding) -> SiteFinding {
        let isBetter = (seen.isFinding ? 1 : 0, seen.score) > (isFinding ? 1 : 0, score)
        var joined = isBetter ? seen : self
        let other = isBetter ? self : seen
        joined.payees += other.payees.filter { !joined.payees.contains($0) }
        joined.unread += other.unread.filter { !joined.unread.contains($0) }
        joined.cut = cut ?? seen.cut
        if joined.icon.isEmpty { joined.icon = other.icon }
        if joined.certificate.isEmpty { joined.certificate = other.certificate }
        if joined.title.isEmpty { joined.title = other.title }
        // What is compared from visit to visit and from site to site is the source.
        joined.likeness = likeness
        joined.address = address
        guard !joined.isFinding, max(gateway, seen.gateway) >= Self.line, max(crypto, seen.crypto) >= Self.line else {
            return joined
        }
        // The gateway in one, the coins in the other.
        (joined.gateway, joined.crypto) = (max(gateway, seen.gateway), max(crypto, seen.crypto))
        joined.evidence += other.evidence.filter { item in
            !joined.evidence.contains { $0.code == item.code && $0.quote == item.quote }
        }
        joined.seenAs = seen.seenAs
        return joined
    }

    /// Both sides must reach this.
    static let line = 0.45
    /// Where coins are dealt in beyond doubt, one way to pay is enough: boards that are paid by bank cards alone.
    static let certain = 0.9
    static let weakLine = 0.35
    static let findingScore = 300
    public static var findingLine: Int { findingScore }
}

/// A picture of a page and what its codes say.
public struct PictureCodes: Sendable {
    public var name: String
    public var line: Int
    public var codes: [String]
    /// The picture as it came; empty for one of the page itself.
    public var bytes: [UInt8]

    public init(name: String, line: Int, codes: [String], bytes: [UInt8] = []) {
        self.name = name
        self.line = line
        self.codes = codes
        self.bytes = bytes
    }
}

extension SiteFinding {
    /// - Parameter pictures: what the codes in the page's pictures say.
    public init(_ page: Page, pictures: [PictureCodes] = []) {
        var reader = EvidenceReader.read(page)
        for picture in pictures { reader.readPicture(picture.codes, picture.name, picture.line) }
        reader.readWordless()
        reader.readLearned()
        let seen = reader.evidence
        let score = SiteScore(seen, prose: reader.proseCharacters, labels: reader.labels)
        let weighed = seen.items.filter { $0.side != .innocent || !score.innocent.isEmpty }
        self.init(
            address: page.address, title: page.title, gateway: score.gateway, crypto: score.crypto,
            evidence: weighed.sorted {
                ($0.side.rawValue, -$0.weight, $0.line) < ($1.side.rawValue, -$1.weight, $1.line)
            },
            payees: seen.payees, innocent: score.innocent, likeness: PageLikeness(page), cut: page.cut)
    }
}
